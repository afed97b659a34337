// Sealed texts open where they were sealed, unchanged, while their key is there; and nowhere else.
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { secretBox } from '#apps/secret-box.ts';

const [OLD, NEW] = [
  { kid: 'k1', secret: randomBytes(32) },
  { kid: 'k2', secret: randomBytes(32) },
];
const CONTEXT = 'INST#slack / T1';

describe('a sealed text', () => {
  it.each(['xoxb-1-2-abc', '', 'Grüße 🙂'])('%j opens in its context, and never looks the same twice', (text) => {
    const box = secretBox([NEW]);
    const sealed = box.seal(text, CONTEXT);
    expect(box.open(sealed, CONTEXT)).toBe(text);
    expect(sealed).toMatch(/^k2\.[\w-]+$/);
    expect(box.seal(text, CONTEXT)).not.toBe(sealed);
  });

  it('does not open in another context', () => {
    const box = secretBox([NEW]);
    expect(box.open(box.seal('token', CONTEXT), 'INST#slack / T2')).toBeUndefined();
  });

  it('does not open when any character of it was changed', () => {
    const box = secretBox([NEW]);
    const sealed = box.seal('token', CONTEXT);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(box.open(changed, CONTEXT)).toBeUndefined();
    }
  });

  it.each(['', 'k2', 'k2.', 'k2.AAAA', 'k2.AAAA.AAAA', 'token', `k2.${'A'.repeat(40)}`])('is not %j', (junk) => {
    expect(secretBox([NEW]).open(junk, CONTEXT)).toBeUndefined();
  });

  it('of an older key opens while that key is there, and not under the name of another', () => {
    const sealed = secretBox([OLD]).seal('token', CONTEXT);
    expect(secretBox([NEW, OLD]).open(sealed, CONTEXT)).toBe('token');
    expect(secretBox([NEW]).open(sealed, CONTEXT)).toBeUndefined();
    expect(secretBox([{ ...OLD, kid: 'k2' }]).open(sealed.replace('k1', 'k2'), CONTEXT)).toBeUndefined();
  });
});

describe('keys', () => {
  it.each([
    ['none', []],
    ['a short one', [{ kid: 'k1', secret: randomBytes(16) }]],
    ['one whose name could not be told from what it sealed', [{ kid: 'k.1', secret: randomBytes(32) }]],
  ])('%s are refused at once, without being told', (_name, keys) => {
    expect(() => secretBox(keys)).toThrow('Could not set up sealing');
  });
});
