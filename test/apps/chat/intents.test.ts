// The sealed text in a button: what we put there comes back, and nothing else is read.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intents } from '#apps/chat/intents.ts';
import type { Intent, MoveVerb } from '#core/cards/card.ts';
import type { EnvelopeId, RecipientId, TenantId } from '#core/ids.ts';

const VERBS: readonly MoveVerb[] = [
  'approve',
  'acknowledge',
  'decline',
  'delegate',
  'comment',
  'withdraw',
  'dispute',
  'send',
  'start',
  'change',
  'remind',
  'void',
  'resume',
  'share',
  'prefer',
  'show',
  'list',
];
const hex = (length: number) => fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const seat = fc.constantFrom('r1', 'r50').map((id) => id as RecipientId);
const anyIntent: fc.Arbitrary<Intent> = fc.record(
  {
    verb: fc.constantFrom(...VERBS),
    place: fc.record({
      // As long as an administrator can make one.
      tenant: fc.constantFrom('n', 'a'.repeat(41)).map((id) => id as TenantId),
      envelope: fc.constant('CS-7K3F2-QXA9B' as EnvelopeId),
      seat: fc.oneof(fc.constant('sender' as const), seat),
    }),
    version: fc.nat(999_999),
    fingerprint: hex(64),
    to: seat,
    channel: fc.constantFrom('slack', 'teams', 'email', 'web'),
  },
  { requiredKeys: ['verb', 'version'] },
);
const sealed = intents([Buffer.from('one')]);

describe('The text in a button', () => {
  test('gives back the intent that was put into it, in at most 400 characters that no platform changes', () => {
    fc.assert(
      fc.property(anyIntent, (intent) => {
        const text = sealed.seal(intent);
        expect(sealed.open(text)).toEqual(intent);
        expect(text).toMatch(/^[A-Za-z0-9_.-]{1,400}$/);
        expect(sealed.seal(intent)).toBe(text);
      }),
    );
  });

  test('is not read once a single character of it was changed, left out or added', () => {
    fc.assert(
      fc.property(anyIntent, fc.nat(), fc.constantFrom('A', 'b', '-', '.', '0', ''), (intent, where, char) => {
        const text = sealed.seal(intent);
        const at = where % text.length;
        const changed = text.slice(0, at) + char + text.slice(at + 1);
        fc.pre(changed !== text);
        expect(sealed.open(changed)).toBeUndefined();
        expect(sealed.open(`${text}.`)).toBeUndefined();
      }),
    );
  });

  test('is not read at all where it is somebody else’s, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(sealed.open(text)).toBeUndefined();
      }),
    );
    expect(sealed.open(intents([Buffer.from('two')]).seal({ verb: 'approve', version: 1 }))).toBeUndefined();
    expect(sealed.open(`${Buffer.from('{"verb":"approve","version":1}').toString('base64url')}.`)).toBeUndefined();
  });

  test('made with an earlier secret still opens while that secret is kept, and no longer afterwards', () => {
    const old = sealed.seal({ verb: 'list', version: 0 });
    const both = intents([Buffer.from('new'), Buffer.from('one')]);
    expect(both.open(old)).toEqual({ verb: 'list', version: 0 });
    expect(both.seal({ verb: 'list', version: 0 })).not.toBe(old);
    expect(intents([Buffer.from('new')]).open(old)).toBeUndefined();
  });

  test('names several documents by the beginning of their fingerprint', () => {
    const fingerprint = `${'a'.repeat(64)}.${'b'.repeat(64)}`;
    expect(sealed.open(sealed.seal({ verb: 'approve', version: 1, fingerprint }))?.fingerprint).toBe('a'.repeat(64));
  });

  test('cannot be made without a secret', () => {
    expect(() => intents([])).toThrow('there is no secret');
  });
});
