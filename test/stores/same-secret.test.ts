// Secrets are compared as bytes, whatever a stranger sends.
import { expect, test } from 'vitest';
import { isSameSecret } from '#stores/same-secret.ts';

test('a secret is the same as itself alone, and text of as many characters but more bytes is no fault', () => {
  expect(isSameSecret('abc', 'abc')).toBe(true);
  expect(isSameSecret('abd', 'abc')).toBe(false);
  expect(isSameSecret('ab', 'abc')).toBe(false);
  expect(isSameSecret('', '')).toBe(true);
  expect(isSameSecret('äbc', 'abc')).toBe(false);
});
