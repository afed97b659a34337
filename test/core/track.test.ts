// The certificate's timeline: what everyone may read of what happened, in whose place, and nothing of what stays with the tenant.
import { describe, expect, test } from 'vitest';
import type { EnvelopeEvent, EventBody } from '#core/events.ts';
import { english } from '#core/phrases/en/english.ts';
import type { Role } from '#core/terms.ts';
import { timeline } from '#core/track.ts';
import { body, command, OLIVIA, r, seat, T0 } from '../support/build.ts';
import { stateAfter } from '../support/spec.ts';

const EVIDENCE = body.decline(r(1)).evidence;
const by = { seat: 'system', via: 'email', assurance: 'L1' } as const;

/** r1 asks, r2 stands in for r1; both in this role. */
function sentences(role: Role, ...bodies: readonly EventBody[]): string[] {
  const people = [seat('Ana', role, 1), seat('Bo', role, 1)];
  const state = stateAfter(
    command(OLIVIA, body.draft({ recipients: [...people, seat('Max', 'approver', 2)] })),
    command(OLIVIA, body.send),
  );
  if (state.status === 'none') throw new Error('There is no envelope.');
  const recipients = state.recipients.map((one) => (one.id === r(2) ? { ...one, standsFor: r(1) } : one));
  const events = bodies.map((one, index) => ({ version: 1, index, event: { at: T0, by, ...one } satisfies EnvelopeEvent }));
  const named = (one?: { name: string; email: string }) => (one ? `${one.name} <${one.email}>` : '');
  return timeline(events, { ...state, recipients }).map(({ what, who, whom }) =>
    english.certificate.happened[what]({ who: named(who), whom: named(whom) }),
  );
}

const ANA = 'Ana <ana@northwind.test>';
const BO = 'Bo <bo@northwind.test>';
const common = { evidence: EVIDENCE, reason: 'between us' };
const decided = { fingerprint: 'f', words: 'w', evidence: EVIDENCE };

describe('of signers', () => {
  test.each<[EventBody, string]>([
    [{ type: 'turn-began', recipient: r(1), remindAt: null }, `${ANA} was asked to sign.`],
    [{ type: 'viewed', recipient: r(1) }, `${ANA} opened the document.`],
    [{ type: 'viewed', recipient: r(2) }, `${BO} opened the document.`],
    [{ type: 'declined', recipient: r(2), ...common }, `${BO} declined.`],
    [
      { type: 'disclosure-accepted', recipient: r(1), disclosure: body.sign(r(1)).consent, evidence: EVIDENCE },
      `${ANA} agreed to electronic records.`,
    ],
    [{ ...body.sign(r(1)), type: 'signed' }, `${ANA} signed.`],
    [{ ...body.sign(r(2)), type: 'signed' }, `${BO} signed on behalf of ${ANA}.`],
    [{ type: 'declined', recipient: r(1), ...common }, `${ANA} declined.`],
    [{ type: 'withdrawn', recipient: r(1), ...common }, `${ANA} took the answer back.`],
    [{ type: 'delegated', recipient: r(1), to: r(2), reason: 'between us', standing: '' }, `${ANA} handed over to ${BO}.`],
    [{ type: 'reassigned', recipient: r(1), to: r(2), reason: 'between us' }, `The sender gave the place of ${ANA} to ${BO}.`],
    [{ type: 'escalated', recipient: r(1), to: r(2) }, `${BO} was asked as well as ${ANA}.`],
    [
      { type: 'recipient-corrected', recipient: r(1), name: 'Ana', email: 'a@b.test', internal: true, needs: 'L1', generation: 1 },
      `The sender corrected the address of ${ANA}.`,
    ],
    [{ type: 'released', recipient: r(1) }, `${ANA} was no longer needed.`],
    [{ type: 'disputed', recipient: r(1), ...common }, `${ANA} disputed it; everything was put on hold.`],
    [
      { type: 'dispute-resolved', note: '', disputants: [r(1)], expiresAt: T0, warnAt: null, reminders: [] },
      'The sender went on with it after the dispute.',
    ],
  ])('%j', (event, sentence) => expect(sentences('signer', event)).toEqual([sentence]));
});

test('of viewers it says that they read, not that they signed', () => {
  const events: EventBody[] = [
    { type: 'turn-began', recipient: r(1), remindAt: null },
    { type: 'acknowledged', recipient: r(2), ...decided },
  ];
  expect(sentences('viewer', ...events)).toEqual([`${ANA} was asked to read it.`, `${BO} confirmed to have read it on behalf of ${ANA}.`]);
});

test('approvals, comments, reasons, a fallback that was not found and people whom the record does not name are not in it', () => {
  const inside: EventBody[] = [
    { type: 'approved', recipient: r(3), ...decided },
    { type: 'turn-began', recipient: r(3), remindAt: null },
    { type: 'commented', to: null, text: 'between us' },
    { type: 'escalated', recipient: r(1), to: null },
    { type: 'viewed', recipient: r(9) },
  ];
  expect(sentences('signer', ...inside)).toEqual([]);
  const unnamed = sentences('signer', { type: 'delegated', recipient: r(1), to: r(9), reason: 'between us', standing: '' });
  expect(unnamed).toEqual([`${ANA} handed over to .`]);
});
