// Ids are checked, and read as people write them; small pure parts beside them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consentText, currentConsent, isWithdrawable } from '#core/consent.ts';
import { currentDisclosure, disclosureText } from '#core/disclosure.ts';
import { CROCKFORD, envelopeIdOf, parseEnvelopeId } from '#core/ids.ts';
import { pinned } from '#core/policy/pinned.ts';
import { DEFAULT_POLICY, needsOf } from '#core/policy/policy.ts';
import { instantOf, parseInstant, later } from '#core/time.ts';
import { timeline } from '#core/track.ts';
import { body, command, DANA, INES, MAX, OLIVIA, person, r, sha256, SYSTEM, T0 } from '../support/build.ts';
import { run, stateAfter } from '../support/spec.ts';

const bytes = fc.uint8Array({ minLength: 9, maxLength: 9 });

describe('envelope ids', () => {
  test('read back whatever the case, prefix, hyphens and look-alikes', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const id = envelopeIdOf(random);
        const spoken = id.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
        expect(id).toMatch(/^CS-[0-9A-Z]{5}-[0-9A-Z]{5}$/);
        expect([id, `#${spoken}`, id.slice(3), id.replaceAll('-', '')].map(parseEnvelopeId)).toEqual([id, id, id, id]);
      }),
    );
  });
  test('every single error and every swap of neighbours is noticed', () => {
    fc.assert(
      fc.property(bytes, fc.nat(9), fc.nat(31), fc.nat(8), (random, at, other, swap) => {
        const text = envelopeIdOf(random).replaceAll('-', '').slice(2);
        const wrong = text.slice(0, at) + CROCKFORD.charAt(other) + text.slice(at + 1);
        const swapped = text.slice(0, swap) + text.charAt(swap + 1) + text.charAt(swap) + text.slice(swap + 2);
        return [wrong, swapped].every((changed) => changed === text || parseEnvelopeId(changed) === undefined);
      }),
    );
  });
  test.each(['', 'CS-', 'standard', 'CS-12345-6789', 'CS-!!!!!-!!!!!'])('%j is none', (text) =>
    expect(parseEnvelopeId(text)).toBeUndefined(),
  );
});

test('times: only real ones are read, and the later of two is known', () => {
  expect(parseInstant('tomorrow')).toBeUndefined();
  expect([later(T0, instantOf(0)), later(instantOf(0), T0)]).toEqual([T0, T0]);
});

test('the policy asks outsiders for more than the tenant’s own people, and is pinned by its hash', () => {
  const asked = [true, false].map((internal) => needsOf(DEFAULT_POLICY, { role: 'signer', internal }));
  expect(asked).toEqual(['L1', 'L2']);
  expect([needsOf(DEFAULT_POLICY, { role: 'approver', internal: true }), needsOf(DEFAULT_POLICY, { role: 'cc', internal: true })]).toEqual([
    'L1',
    'L0',
  ]);
  expect(pinned({ ...DEFAULT_POLICY, revision: 2 }, sha256).hash).not.toBe(pinned(DEFAULT_POLICY, sha256).hash);
});

describe('texts that anyone ever saw never change', () => {
  const shown = (id: string) => sha256(consentText(id) ?? disclosureText(id) ?? '');
  test.each([
    ['sign/en/1', 'b2d6ec3cb90a07f7960bdd7bed040c8f5178bfba7a969ccec9f0040f8cf084f8'],
    ['sign/en/2', 'fb1fa6b7d4180bbdc29c2b0a3b77031d6d844a5efcea675780bb49820aa814e1'],
    ['sign/de/1', 'df77a5fe9419dc9ce2e7affd0021b9796b396d312f1b71ab2e03d6fea56b7558'],
    ['disclosure/en/1', '8deded489a5cc2d9b9bc3d04c1843636f79564bf86e7381816793877fb3ea29f'],
    ['disclosure/de/1', '72dc9a1d9292108e97818921700a4930fb765fceac07eac5039f7375dbdabe52'],
  ])('%s', (id, hash) => expect(shown(id)).toBe(hash));
  test('the current ones are in the reader’s language, English where there is none in it', () => {
    const ids = (language?: string) => [currentConsent(sha256, language).id, currentDisclosure(sha256, language).id];
    expect([ids(), ids('en-GB'), ids('fr'), ids('den'), ids('constructor')]).toEqual(
      Array.from({ length: 5 }, () => ['sign/en/2', 'disclosure/en/1']),
    );
    expect([ids('de'), ids('de-AT')]).toEqual(Array.from({ length: 2 }, () => ['sign/de/1', 'disclosure/de/1']));
    expect(currentConsent(sha256).sha256).toBe(shown('sign/en/2'));
    expect(currentDisclosure(sha256).sha256).toBe(shown('disclosure/en/1'));
  });
  test('whether a signature may be withdrawn is what its text said', () => {
    expect(['sign/en/1', 'sign/en/2', 'sign/de/1', 'unheard of'].map(isWithdrawable)).toEqual([false, true, true, false]);
    expect([consentText('unheard of'), disclosureText('unheard of')]).toEqual([undefined, undefined]);
  });
});

test('the certificate’s timeline tells what signers did and keeps approvals with the tenant', () => {
  const history = [
    command(OLIVIA, body.draft()),
    command(OLIVIA, body.send),
    command(person(MAX.email), { type: 'view', recipient: r(1) }),
    command(person(MAX.email), body.approve(r(1))),
    command(person(DANA.email, 'L0', 'web'), { type: 'view', recipient: r(3) }),
    command(person(DANA.email), body.sign(r(3))),
    command(person(INES.email), body.sign(r(2))),
    command(person(DANA.email, 'L2', 'web'), body.sign(r(3))),
    command(SYSTEM, { type: 'record-seal', documents: [] }),
  ];
  const state = stateAfter(...history);
  if (state.status === 'none') throw new Error('no state');
  const events = history.flatMap((next, index) => {
    const { decision } = run(stateAfter(...history.slice(0, index)), next);
    return decision.ok ? decision.events.map((event, at) => ({ version: index + 1, index: at, event })) : [];
  });
  const told = timeline(events, state);
  expect(told).toHaveLength(9);
  expect(JSON.stringify(told)).not.toContain('Max');
});
