// DER as others read it strictly: a number has one encoding, however many zeros its bytes begin with.
import { describe, expect, test } from 'vitest';
import { unsigned } from '#apps/sealer/der.ts';

const hex = (bytes: string) => unsigned(Buffer.from(bytes, 'hex')).toString('hex');

describe('a number that is never negative', () => {
  test.each([
    ['7f', '02017f'],
    ['80', '02020080'],
    ['0011', '020111'],
    ['000080', '02020080'],
    ['0000', '020100'],
    ['', '020100'],
  ])('of the bytes “%s” is %s, the shortest that keeps the sign (X.690 §8.3.2)', (bytes, encoded) => {
    expect(hex(bytes)).toBe(encoded);
  });
});
