// What people and machines may want, as plain numbers that shrink well, and how a wish becomes a command where things stand: aimed at a seat
// for which it makes sense, by someone who may, most of the time; at any seat, by anyone, the rest.
import fc from 'fast-check';
import type { Actor, Candidate, Command, CommandBody, DraftContent } from '#core/command.ts';
import { consentIdFor, consentText } from '#core/consent.ts';
import { currentDisclosure } from '#core/disclosure.ts';
import type { Envelope, Existing, Recipient } from '#core/envelope.ts';
import type { RecipientId } from '#core/ids.ts';
import type { ActVerb, Assurance, Channel, Delivery, DocumentRef, Role } from '#core/terms.ts';
import { epochMs, instantOf, plus, type Instant } from '#core/time.ts';
import { body, ENVELOPE, EVIDENCE, r, SENDER, sha256, TENANT } from '../build.ts';
import { ADMIN, PEOPLE, STRANGER } from './envelopes.ts';
import { entriesBy, placingBy } from './fields.ts';

/** `act` is what a seat's role asks for; `tick` moves the clock to what is due next. */
type Wish = Exclude<CommandBody['type'], ActVerb> | 'act' | 'other-act' | 'decline' | 'tick';

export type Move = {
  readonly wish: Wish;
  /** Which of the seats, people, documents or words that are possible. */
  readonly pick: number;
  /** Aimed at where it makes sense; otherwise at any seat. */
  readonly aimed: boolean;
  readonly by: 'fitting' | 'admin' | 'stranger' | 'system' | 'anyone';
  readonly level: 'enough' | Assurance;
  readonly waitMinutes: number;
};

const WEIGHTS: Readonly<Record<Wish, number>> = {
  act: 34,
  'other-act': 1,
  decline: 3,
  tick: 8,
  view: 5,
  'accept-disclosure': 5,
  delegate: 4,
  reassign: 3,
  correct: 2,
  resend: 2,
  extend: 2,
  withdraw: 7,
  dispute: 1,
  resolve: 5,
  comment: 2,
  remind: 3,
  snooze: 3,
  mute: 2,
  escalate: 2,
  warn: 1,
  expire: 1,
  void: 1,
  erase: 2,
  draft: 1,
  place: 1,
  send: 2,
  'record-deliveries': 2,
  'record-seal': 5,
  'record-seal-failure': 3,
};

const wish = fc.oneof(...Object.entries(WEIGHTS).map(([name, weight]) => ({ weight, arbitrary: fc.constant(name as Wish) })));

export const moves: fc.Arbitrary<Move> = fc.record({
  wish,
  pick: fc.nat({ max: 11 }),
  aimed: fc.nat({ max: 7 }).map((one) => one > 0),
  by: fc.constantFrom(
    'fitting',
    'fitting',
    'fitting',
    'fitting',
    'fitting',
    'fitting',
    'fitting',
    'fitting',
    'admin',
    'stranger',
    'system',
    'anyone',
  ),
  level: fc.constantFrom('enough', 'enough', 'enough', 'enough', 'enough', 'enough', 'L0', 'L1', 'L2', 'L3'),
  waitMinutes: fc.oneof({ weight: 6, arbitrary: fc.nat({ max: 90 }) }, { weight: 1, arbitrary: fc.nat({ max: 3000 }) }),
});

const VERBS: Readonly<Record<Role, ActVerb>> = {
  signer: 'sign',
  approver: 'approve',
  viewer: 'acknowledge',
  preparer: 'prepare',
  cc: 'approve',
};
const ALL_VERBS: readonly ActVerb[] = ['approve', 'sign', 'acknowledge', 'prepare'];
const NOBODY: RecipientId = r(99);

type Given = { readonly state: Envelope; readonly at: Instant; readonly key: string; readonly drafts: readonly DraftContent[] };

export function commandFor(move: Move, { state, at, key, drafts }: Given): Command {
  const seat = seatFor(move, state);
  return { at, key, by: actorFor(move, state, seat), ...bodyFor(move, { state, at, seat, drafts }) };
}

function seatFor({ wish, pick, aimed }: Move, state: Envelope): Recipient | undefined {
  if (state.status === 'none') return undefined;
  const fitting = state.recipients.filter((one) => aimed && fits(wish, one, state));
  return oneOf(fitting.length > 0 ? fitting : state.recipients, pick);
}

/** Where a wish makes sense other than for someone who is asked and has not answered. */
const FITTING: Partial<Record<Wish, (recipient: Recipient, state: Existing) => boolean>> = {
  withdraw: ({ act }) => act !== undefined && act.type !== 'declined',
  escalate: (recipient) => recipient.escalateAt !== undefined && isOpen(recipient),
  'accept-disclosure': ({ viewedAt }, { consumer, status }) => viewedAt !== undefined && (consumer || status !== 'sent'),
  view: ({ askedAt, viewedAt }) => askedAt !== undefined && viewedAt === undefined,
  reassign: (recipient) => isOpen(recipient) && recipient.role !== 'cc',
  correct: (recipient) => isOpen(recipient) && recipient.role !== 'cc',
};

function fits(wish: Wish, recipient: Recipient, state: Existing): boolean {
  return FITTING[wish]?.(recipient, state) ?? (isOpen(recipient) && recipient.askedAt !== undefined);
}

function isOpen({ act, closed }: Recipient): boolean {
  return act === undefined && closed === undefined;
}

function oneOf<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)];
}

const SENDERS: readonly Wish[] = ['draft', 'place', 'send', 'reassign', 'correct', 'resend', 'extend', 'remind', 'void', 'resolve'];
const MACHINES: readonly Wish[] = ['escalate', 'warn', 'expire', 'erase', 'record-deliveries', 'record-seal', 'record-seal-failure'];
const SYSTEM: Actor = { kind: 'system', via: 'schedule' };

function actorFor({ wish, pick, by, level }: Move, state: Envelope, seat: Recipient | undefined): Actor {
  const assurance = level === 'enough' ? (seat?.needs === 'L0' ? 'L1' : (seat?.needs ?? 'L1')) : level;
  const someone = (email: string): Actor => ({ kind: 'person', email, via: pick % 2 === 0 ? 'email' : 'web', assurance });
  if (by === 'admin') return { kind: 'person', email: ADMIN, via: 'slack', assurance, isAdmin: true };
  if (by === 'stranger') return someone(STRANGER);
  if (by === 'system') return SYSTEM;
  if (by === 'anyone') return someone(oneOf(PEOPLE, pick)?.email ?? SENDER.email);
  if (MACHINES.includes(wish)) return SYSTEM;
  const isSenders = SENDERS.includes(wish) || (wish === 'comment' && pick % 2 === 0) || state.status === 'none';
  return someone(isSenders ? SENDER.email : (seat?.email ?? SENDER.email).toUpperCase());
}

type Scene = Pick<Given, 'state' | 'at' | 'drafts'> & { readonly seat: Recipient | undefined };

function bodyFor(move: Move, { state, at, seat, drafts }: Scene): CommandBody {
  const { wish, pick } = move;
  const recipient = seat?.id ?? NOBODY;
  const reason = pick === 11 ? '  ' : 'Because';
  const said = { recipient, reason, evidence: EVIDENCE };
  switch (wish) {
    case 'act':
      return actOf(VERBS[seat?.role ?? 'cc'], { pick, seat, state });
    case 'other-act':
      return actOf(oneOf(ALL_VERBS, pick) ?? 'sign', { pick, seat, state });
    case 'decline':
      return { type: 'decline', ...said };
    case 'withdraw':
      return { type: 'withdraw', ...said };
    case 'dispute':
      return { type: 'dispute', ...said };
    case 'resolve':
      return { type: 'resolve', note: 'Settled' };
    case 'draft':
      return { type: 'draft', id: ENVELOPE, tenant: TENANT, content: drafts[pick % drafts.length] ?? body.draft().content };
    case 'place':
      return { type: 'place', fields: placingBy(pick, state) };
    case 'accept-disclosure':
      return { type: 'accept-disclosure', recipient, disclosure: currentDisclosure(sha256), evidence: EVIDENCE };
    case 'delegate':
      return { type: 'delegate', recipient, to: candidate(pick), reason: 'Away', ...(move.by === 'system' ? { standing: 'D7' } : {}) };
    case 'reassign':
      return { type: 'reassign', recipient, to: candidate(pick), reason: 'Left us' };
    case 'correct':
      return { type: 'correct', recipient, ...candidate(pick) };
    case 'extend':
      return { type: 'extend', expiresAt: extended(state, at, pick) };
    case 'comment':
      return { type: 'comment', from: pick % 2 === 0 ? null : recipient, to: pick % 4 === 0 ? recipient : null, text: 'Why?' };
    case 'remind':
      return { type: 'remind', recipient: pick % 2 === 0 ? null : recipient };
    case 'snooze':
      return { type: 'snooze', recipient, until: plus(at, { hours: 8 * pick }) };
    case 'mute':
      return { type: 'mute', recipient, on: pick % 3 > 0 };
    case 'void':
      return { type: 'void', reason };
    case 'erase':
      return { type: 'erase', recipient: pick % 2 === 0 ? null : recipient };
    case 'record-deliveries':
      return { type: 'record-deliveries', deliveries: [delivery(pick, recipient, seat?.channel)] };
    case 'record-seal':
      return { type: 'record-seal', documents: [{ document: 'd1', sha256: sha256('sealed'), bytes: 9, pages: 5 }] };
    case 'record-seal-failure':
      return { type: 'record-seal-failure', why: 'out of memory' };
    case 'view':
    case 'resend':
    case 'escalate':
      return { type: wish, recipient };
    case 'send':
    case 'warn':
    case 'expire':
      return { type: wish };
    case 'tick':
      return { type: 'expire' };
  }
}

function delivery(pick: number, recipient: RecipientId, channel: Channel = 'email'): Delivery {
  const about = { effect: `e${pick}`, recipient, channel };
  if (pick % 11 === 1) return { ...about, outcome: 'delayed', reason: 'mailbox-full', isOver: pick % 2 === 0 };
  if (pick % 11 === 2) return { ...about, outcome: 'complained' };
  if (pick % 11 === 3) return { ...about, outcome: 'away', ...(pick % 2 === 0 ? {} : { until: `2026-12-${10 + (pick % 20)}` }) };
  if (pick % 11 === 4) return { ...about, outcome: 'undeliverable', reason: 'no-such-person' };
  if (pick % 4 === 1) return { ...about, outcome: 'rerouted', next: channel === 'email' ? 'slack' : 'email', why: 'Away' };
  return { ...about, outcome: pick % 3 === 0 ? 'undeliverable' : 'accepted' };
}

function candidate(pick: number): Candidate {
  const known = oneOf(PEOPLE, pick);
  return known && pick % 3 > 0
    ? known
    : { name: `Nia ${pick}`, email: `nia${pick}@northwind.test`, internal: true, needs: 'L1', channel: 'email' };
}

/** Sometimes to a time that is no later. */
function extended(state: Envelope, at: Instant, pick: number): Instant {
  const from = state.status === 'none' ? at : state.expiresAt;
  return instantOf(epochMs(from) + (pick - 2) * 7 * 3_600_000);
}

type Acting = { readonly pick: number; readonly seat: Recipient | undefined; readonly state: Envelope };

function actOf(verb: ActVerb, { pick, seat, state }: Acting): CommandBody {
  const recipient = seat?.id ?? NOBODY;
  const shown = 'fingerprint' in state && pick < 11 ? state.fingerprint : 'of something else';
  switch (verb) {
    case 'sign': {
      const id = pick % 4 === 0 ? 'sign/en/1' : consentIdFor(pick % 4 === 1 ? 'de' : 'en');
      const consent = { id, sha256: sha256(consentText(id) ?? '') };
      return { ...body.sign(recipient, shown, pick === 10 ? ' ' : 'A Name'), consent, entries: entriesBy(pick, state, seat) };
    }
    case 'prepare':
      return {
        type: 'prepare',
        recipient,
        values: [{ name: 'rent', value: `${pick}` }],
        documents: filled(state, pick),
        evidence: EVIDENCE,
      };
    case 'approve':
    case 'acknowledge':
      return { ...body.approve(recipient, shown), type: verb };
    case 'decline':
      return body.decline(recipient);
  }
}

function filled(state: Envelope, pick: number): readonly DocumentRef[] {
  if (state.status === 'none' || pick % 3 === 0) return [];
  return state.documents.slice(0, 1).map((one) => ({ ...one, id: pick === 11 ? 'd9' : one.id, sha256: sha256(`filled ${pick}`) }));
}
