// Ids are checked, and read as people write them; small pure parts beside them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consentText, currentConsent } from '#core/consent.ts';
import { CROCKFORD, envelopeIdOf, parseEnvelopeId } from '#core/ids.ts';
import { DEFAULT_POLICY, needsOf, pinned } from '#core/policy.ts';
import { refusalSentence } from '#core/phrases/refusals.ts';
import { en } from '#core/phrases/en.ts';
import type { Refusal } from '#core/command.ts';
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

test('every refusal has a sentence of its own that ends like one', () => {
  const all: Refusal[] = [
    { code: 'no-such-envelope' },
    { code: 'not-yours' },
    { code: 'not-the-sender' },
    { code: 'proven-too-weakly', needs: 'L1' },
    { code: 'already-sent' },
    { code: 'not-sent-yet' },
    { code: 'no-documents' },
    { code: 'no-signers-or-approvers' },
    { code: 'seated-twice', email: 'a@b.test' },
    { code: 'own-approval' },
    { code: 'level-not-available', needs: 'L3' },
    { code: 'deadline-in-the-past', expiresAt: T0 },
    { code: 'not-your-turn', waitingFor: [] },
    { code: 'already-acted', act: 'signed', actedAt: T0 },
    { code: 'wrong-role', role: 'cc', act: 'sign' },
    { code: 'documents-changed' },
    { code: 'reason-missing' },
    { code: 'name-missing' },
    { code: 'text-missing' },
    { code: 'past-deadline', expiresAt: T0 },
    { code: 'envelope-over', status: 'voided', endedAt: T0 },
    { code: 'nobody-to-remind' },
    { code: 'reminded-lately', againAt: T0 },
    { code: 'wrote-too-often', againAt: T0 },
    { code: 'nothing-new' },
  ];
  for (const refusal of all) expect(refusalSentence(refusal, (at) => at)).toMatch(/^\S.* .*[.”]$/);
});

test('whoever answers too early is not told for whom we wait', () => {
  expect(refusalSentence({ code: 'not-your-turn', waitingFor: ['Max Berger'] }, (at) => at)).not.toContain('Max');
});

test('English writes dates, pages and reminders as people do', () => {
  expect(en.dateTime('2026-11-04 19:20', 'UTC')).toBe('4 Nov 2026, 19:20 (UTC)');
  expect(en.dateTime('2026-99-04 19:20', 'UTC')).toContain('2026');
  expect([en.pages(1), en.pages(4), en.everyDays(0, 3, 5), en.everyDays(3, 3, 5)]).toEqual([
    '1 page',
    '4 pages',
    'none',
    'after 3 days, then every 3, at most 5',
  ]);
});

test('the policy asks outsiders for more than the tenant’s own people, and is pinned by its hash', () => {
  const asked = [true, false].map((internal) => needsOf(DEFAULT_POLICY, { role: 'signer', internal }));
  expect(asked).toEqual(['L1', 'L2']);
  expect([needsOf(DEFAULT_POLICY, { role: 'approver', internal: true }), needsOf(DEFAULT_POLICY, { role: 'cc', internal: true })]).toEqual([
    'L1',
    'L0',
  ]);
  expect(pinned({ ...DEFAULT_POLICY, mostReminders: 4 }, sha256).hash).not.toBe(pinned(DEFAULT_POLICY, sha256).hash);
});

test('a consent text that anyone ever saw never changes', () => {
  expect(currentConsent(sha256)).toEqual({ id: 'sign/en/1', sha256: sha256(consentText('sign/en/1') ?? '') });
  expect(currentConsent(sha256).sha256).toBe('b2d6ec3cb90a07f7960bdd7bed040c8f5178bfba7a969ccec9f0040f8cf084f8');
  expect(consentText('unheard of')).toBeUndefined();
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
  const sentences = timeline(events, state).map(({ sentence }) => sentence);
  expect(sentences).toHaveLength(9);
  expect(sentences.join(' ')).not.toContain('Max');
});
