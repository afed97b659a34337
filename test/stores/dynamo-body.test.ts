// Bodies as DynamoDB holds them: what goes in comes out, and small ones stay what they are.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packed, storedBody, unpacked } from '#stores/dynamo-body.ts';
import { storedBytes } from '../support/capacity-table.ts';

it('come out as they went in, whatever they hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), fc.nat(40), (text, times) => {
      const body = JSON.stringify(text.repeat(times));
      expect(unpacked(packed(body))).toBe(body);
      expect(storedBytes({ pk: 'any', body })).toBeLessThanOrEqual(Buffer.byteLength(body));
    }),
    { numRuns: 100 },
  );
});

it('are compressed only where that takes less room, so that small rows are readable as they lie', () => {
  expect(packed('{"due":null}')).toEqual({ S: '{"due":null}' });
  const long = JSON.stringify({ text: 'To sign, answer this mail with the two words. '.repeat(30) });
  expect(packed(long)).toHaveProperty('B');
  expect(storedBytes({ pk: 'any', body: long })).toBeLessThan(200);
});

it('are text in rows of people, which API Gateway reads as they lie', () => {
  const long = JSON.stringify({ text: 'To sign, answer this mail with the two words. '.repeat(30) });
  expect(storedBody({ pk: 'T#northwind#P#ines@northwind.test', body: long })).toEqual({ S: long });
  expect(storedBody({ pk: 'T#northwind#PREF#ines@northwind.test', body: long })).toHaveProperty('B');
});

it('of rows from before there was compression are read as they are', () => {
  const old = JSON.stringify({ text: 'x'.repeat(5000) });
  expect(unpacked({ S: old })).toBe(old);
});
