// Short words for the rules' tests: people by their names, what they do, and where that leaves the envelope.
import type { Actor, Candidate, Command, CommandBody, DraftContent } from '#core/command.ts';
import { currentDisclosure } from '#core/disclosure.ts';
import type { Envelope, Recipient, Sent } from '#core/envelope.ts';
import { waitedFor } from '#core/rules/turns.ts';
import type { Assurance, DocumentRef, EvidenceRef } from '#core/terms.ts';
import type { Duration, Instant } from '#core/time.ts';
import { body, command, OLIVIA, person, POLICY, r, sha256, SYSTEM } from '../../support/build.ts';
import { stateAfter } from '../../support/spec.ts';

export const EVIDENCE: EvidenceRef = { kind: 'page', reference: 'inbound/page/0', proof: 'Pressed on the page.' };
export const ADMIN: Actor = { kind: 'person', email: 'anton@northwind.test', via: 'web', assurance: 'L2', isAdmin: true };

/** A policy that differs from the default in this. */
export function ruled(change: Partial<typeof POLICY>) {
  return { policy: { ...POLICY, ...change } };
}

/** Drafted and sent by Olivia at T0. */
export function sent(change: Partial<DraftContent> = {}): readonly Command[] {
  return [command(OLIVIA, body.draft(change)), command(OLIVIA, body.send)];
}

export function by(name: string, level: Assurance = 'L1'): Actor {
  const domain = name === 'Dana' ? 'fabrikam.test' : 'northwind.test';
  return person(`${name.toLowerCase()}@${domain}`, level, level === 'L1' ? 'email' : 'web');
}

export function candidate(name: string, more: Partial<Candidate> = {}): Candidate {
  return { name, email: `${name.toLowerCase()}@northwind.test`, internal: true, needs: 'L1', channel: 'email', ...more };
}

/** What people may do, with telling defaults. */
export const does = {
  acknowledge: (seat: number, fingerprint: string): CommandBody => ({
    type: 'acknowledge',
    recipient: r(seat),
    fingerprint,
    words: 'I HAVE READ IT',
    evidence: EVIDENCE,
  }),
  prepare: (seat: number, documents: readonly DocumentRef[] = [], more: { fingerprint?: string } = {}): CommandBody => ({
    type: 'prepare',
    recipient: r(seat),
    values: [{ name: 'Amount', value: '1,200' }],
    documents,
    evidence: EVIDENCE,
    ...more,
  }),
  withdraw: (seat: number, reason = 'Signed too soon'): CommandBody => ({
    type: 'withdraw',
    recipient: r(seat),
    reason,
    evidence: EVIDENCE,
  }),
  dispute: (seat: number, reason = 'I never saw this'): CommandBody => ({
    type: 'dispute',
    recipient: r(seat),
    reason,
    evidence: EVIDENCE,
  }),
  resolve: { type: 'resolve', note: 'Settled by telephone' } as CommandBody,
  view: (seat: number): CommandBody => ({ type: 'view', recipient: r(seat) }),
  acceptDisclosure: (seat: number, language = 'en'): CommandBody => ({
    type: 'accept-disclosure',
    recipient: r(seat),
    disclosure: currentDisclosure(sha256, language),
    evidence: EVIDENCE,
  }),
  delegate: (seat: number, to: Candidate, standing?: string): CommandBody => ({
    type: 'delegate',
    recipient: r(seat),
    to,
    reason: 'On leave',
    ...(standing === undefined ? {} : { standing }),
  }),
  reassign: (seat: number, to: Candidate): CommandBody => ({ type: 'reassign', recipient: r(seat), to, reason: 'Left the firm' }),
  correct: (seat: number, to: Candidate): CommandBody => ({
    type: 'correct',
    recipient: r(seat),
    name: to.name,
    email: to.email,
    internal: to.internal,
    needs: to.needs,
  }),
  resend: (seat: number): CommandBody => ({ type: 'resend', recipient: r(seat) }),
  extend: (expiresAt: Instant): CommandBody => ({ type: 'extend', expiresAt }),
  remind: (seat: number | null): CommandBody => ({ type: 'remind', recipient: seat === null ? null : r(seat) }),
  snooze: (seat: number, until: Instant): CommandBody => ({ type: 'snooze', recipient: r(seat), until }),
  mute: (seat: number, on = true): CommandBody => ({ type: 'mute', recipient: r(seat), on }),
  escalate: (seat: number): CommandBody => ({ type: 'escalate', recipient: r(seat) }),
  void: { type: 'void', reason: 'Wrong file' } as CommandBody,
  seal: { type: 'record-seal', documents: [] } as CommandBody,
  erase: (seat: number | null): CommandBody => ({ type: 'erase', recipient: seat === null ? null : r(seat) }),
};

export function approve(name: string, seat: number, after: Duration = { hours: 1 }): Command {
  return command(by(name), body.approve(r(seat)), after);
}

export function sign(name: string, seat: number, after: Duration = { hours: 2 }): Command {
  return command(by(name, 'L2'), body.sign(r(seat)), after);
}

export function decline(name: string, seat: number, after: Duration = { hours: 1 }): Command {
  return command(by(name), body.decline(r(seat)), after);
}

export function sender(wish: CommandBody, after: Duration = { hours: 3 }): Command {
  return command(OLIVIA, wish, after);
}

export function clock(wish: CommandBody, after: Duration = {}): Command {
  return command(SYSTEM, wish, after);
}

export function sentState(...history: readonly Command[]): Sent {
  const state = stateAfter(...history);
  if (state.status !== 'sent') throw new Error(`It is ${state.status}.`);
  return state;
}

/** Names of those whose turn it is. */
export function waiting(state: Envelope): readonly string[] {
  return state.status === 'sent' ? waitedFor(state).map(({ name }) => name) : [];
}

export function seatIn(state: Envelope, seat: number): Recipient {
  const found = state.status === 'none' ? undefined : state.recipients.find(({ id }) => id === r(seat));
  if (!found) throw new Error(`There is no seat ${seat}.`);
  return found;
}

export function statuses(state: Envelope): readonly string[] {
  return state.status === 'none' ? [] : state.recipients.map(({ name, status }) => `${name} ${status}`);
}
