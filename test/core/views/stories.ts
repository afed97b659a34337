// Every kind of message to every reader, as real histories bring them about; and every answer to whoever wrote to us.
import type { Answer, Say } from '#core/answer.ts';
import type { Actor, Command, CommandBody, DraftContent } from '#core/command.ts';
import { NO_ENVELOPE, type Envelope, type Existing } from '#core/envelope.ts';
import { notify, type Notification } from '#core/notify.ts';
import type { RecipientId } from '#core/ids.ts';
import type { Channel } from '#core/terms.ts';
import { plus } from '#core/time.ts';
import {
  body,
  CARL,
  command,
  DANA,
  EVIDENCE,
  INES,
  MAX,
  OLIVIA,
  person,
  POLICY,
  r,
  seat,
  SENDER,
  shownCard,
  SYSTEM,
  T0,
  TENANT,
} from '#test/support/build.ts';
import { run } from '#test/support/spec.ts';
import { EVERY_REFUSAL } from '../phrases/every-refusal.ts';

export type Told = { readonly name: string; readonly notification: Notification; readonly state: Existing };

const FROM_MAX = person(MAX.email);
const ADMIN: Actor = { kind: 'person', email: 'admin@northwind.test', via: 'email', assurance: 'L1', isAdmin: true };
const NORA = { name: 'Nora Quist', email: 'nora@northwind.test', internal: true, needs: 'L1', channel: 'email' } as const;
const DEE = { name: 'Dee Ortega', email: 'dee@northwind.test' };
const BOB = seat('Bob', 'approver', 1);
const CY = seat('Cy', 'approver', 1);
const REASON = 'Betrag 4711';

const by = (who: Actor, wanted: CommandBody, hours = 1) => command(who, wanted, { hours });
const approved = by(FROM_MAX, body.approve(r(1)));
const signed = [by(person(INES.email), body.sign(r(2)), 2), by(person(DANA.email, 'L2', 'web'), body.sign(r(3)), 3)];
const seal = by(SYSTEM, { type: 'record-seal', documents: [] }, 4);
const objection = (type: 'dispute' | 'withdraw') => ({ type, recipient: r(1), reason: REASON, evidence: EVIDENCE }) as const;
const undelivered = { effect: 'e', recipient: r(1), channel: 'email', outcome: 'undeliverable' } as const;
const rerouted = (next: Channel, why: string) => ({ ...undelivered, outcome: 'rerouted', next, why }) as const;
const delayed = (isOver: boolean) => ({ ...undelivered, outcome: 'delayed', reason: 'mailbox-full', isOver }) as const;

/** Bodies are the sender's, an hour after one another's beginning; commands are as they are. */
const HISTORIES: readonly (readonly [Partial<DraftContent>, ...(Command | CommandBody)[]])[] = [
  [{ message: 'Bis Freitag 4711', remarks: ['Zeile 4711'] }, body.send, approved, ...signed, seal],
  [{ recipients: [] }],
  [{}, { type: 'void', reason: '' }],
  [{}, body.send, approved, { type: 'void', reason: REASON }],
  [{}, body.send, by(ADMIN, { type: 'void', reason: REASON })],
  [{}, command(SYSTEM, { type: 'expire' }, { days: 3 })],
  [{}, body.send, command(SYSTEM, { type: 'expire' }, { days: 15 })],
  [{}, body.send, by(FROM_MAX, body.decline(r(1), REASON))],
  [{}, body.send, approved, by(person(INES.email), body.decline(r(2), REASON))],
  [{ recipients: [MAX, BOB, CY, INES], quorums: { 1: 2 } }, body.send, by(FROM_MAX, body.decline(r(1), REASON))],
  [
    { recipients: [MAX, BOB, CY, INES], quorums: { 1: 'any' } },
    body.send,
    approved,
    by(FROM_MAX, objection('withdraw'), 2),
    by(person(BOB.email), body.approve(r(2)), 3),
  ],
  [
    { recipients: [seat('Pat', 'preparer', 1), seat('Vera', 'viewer', 2), DANA] },
    body.send,
    by(person('pat@northwind.test'), { type: 'prepare', recipient: r(1), values: [], documents: [], evidence: EVIDENCE }),
    by(person('vera@northwind.test'), { ...body.approve(r(2)), type: 'acknowledge' }),
  ],
  [{}, body.send, approved, by(person(DANA.email), body.sign(r(3)))],
  [{}, body.send, by(FROM_MAX, { type: 'delegate', recipient: r(1), to: NORA, reason: REASON })],
  [{}, body.send, { type: 'reassign', recipient: r(1), to: NORA, reason: REASON }],
  [{ recipients: [INES, { ...MAX, step: 2 }] }, body.send, { type: 'reassign', recipient: r(2), to: NORA, reason: '' }],
  [
    { policy: { ...POLICY, escalateAfterDays: 2 }, fallback: DEE },
    body.send,
    command(SYSTEM, { type: 'escalate', recipient: r(1) }, { days: 3 }),
  ],
  [
    { policy: { ...POLICY, escalateAfterDays: 2 }, fallback: { name: 'Bob', email: BOB.email }, recipients: [MAX, BOB] },
    body.send,
    command(SYSTEM, { type: 'escalate', recipient: r(1) }, { days: 3 }),
  ],
  [{}, body.send, by(FROM_MAX, objection('dispute')), by(OLIVIA, { type: 'resolve', note: REASON }, 5)],
  [{}, body.send, approved, ...signed, seal, by(FROM_MAX, objection('dispute'), 5), by(OLIVIA, { type: 'resolve', note: '' }, 6)],
  [{}, body.send, { type: 'extend', expiresAt: plus(T0, { days: 30 }) }],
  [{}, body.send, command(SYSTEM, { type: 'warn' }, { days: 13 })],
  [{}, body.send, command(SYSTEM, { type: 'remind', recipient: r(1) }, { days: 4 })],
  [{}, body.send, by(FROM_MAX, { type: 'comment', from: r(1), to: null, text: REASON })],
  [{}, body.send, by(OLIVIA, { type: 'comment', from: null, to: null, text: REASON })],
  [{}, body.send, command(SYSTEM, { type: 'record-deliveries', deliveries: [undelivered] })],
  [{}, body.send, approved, ...signed, by(SYSTEM, { type: 'record-seal-failure', why: 'x' }, 4)],
  [{ consumer: true, recipients: [DANA, CARL], policy: { ...POLICY, delegation: 'anyone' } }, body.send, remindDana()],
  [{ recipients: [MAX], policy: { ...POLICY, delegation: 'never' } }, body.send, { type: 'resend', recipient: r(1) }],
  [{}, body.send, command(SYSTEM, { type: 'record-deliveries', deliveries: [rerouted('slack', REASON)] })],
  [{}, body.send, command(SYSTEM, { type: 'record-deliveries', deliveries: [rerouted('teams', '')] })],
  [{}, body.send, command(SYSTEM, { type: 'record-deliveries', deliveries: [{ ...rerouted('teams', ''), reason: 'mailbox-closed' }] })],
  [{}, body.send, command(SYSTEM, { type: 'record-deliveries', deliveries: [{ ...undelivered, reason: 'no-such-person' }] })],
  [{}, body.send, command(SYSTEM, { type: 'record-deliveries', deliveries: [delayed(false)] })],
  [{}, body.send, command(SYSTEM, { type: 'record-deliveries', deliveries: [delayed(true)] }), { type: 'void', reason: REASON }],
  [{}, body.send, command(SYSTEM, { type: 'record-deliveries', deliveries: [{ ...undelivered, outcome: 'complained' }] })],
  [{}, body.send, command(SYSTEM, { type: 'record-deliveries', deliveries: [{ ...undelivered, outcome: 'away', until: '2026-12-03' }] })],
  [{}, body.send, command(SYSTEM, { type: 'record-deliveries', deliveries: [{ ...undelivered, outcome: 'away' }] })],
];

function remindDana(): Command {
  return command(SYSTEM, { type: 'remind', recipient: r(1) }, { days: 4 });
}

function commandsOf(change: Partial<DraftContent>, rest: readonly (Command | CommandBody)[], language: string): Command[] {
  return [body.draft({ ...change, language }), ...rest].map((one) => (isCommand(one) ? one : by(OLIVIA, one)));
}

function isCommand(one: Command | CommandBody): one is Command {
  return 'key' in one;
}

export function everyTold(language: string): readonly Told[] {
  return HISTORIES.flatMap(([change, ...rest], index) => {
    const commands = commandsOf(change, rest, language);
    return toldIn(commands).map((one): Told => ({ ...one, name: `${one.name}, story ${index + 1}` }));
  });
}

function toldIn(commands: readonly Command[]): Told[] {
  let state: Envelope = NO_ENVELOPE;
  return commands.flatMap((next, version) => {
    const { decision, state: then } = run(state, next);
    if (!decision.ok || then.status === 'none') throw new Error(`${next.type} was refused: ${JSON.stringify(decision)}`);
    state = then;
    return decision.events.flatMap((event, index) =>
      notify({ version: version + 1, index, event }, then, then).map((notification): Told => {
        const { kind, to, about } = notification;
        const reader = to === 'sender' ? 'the sender' : to === about ? 'whoever did it' : 'a recipient';
        return { name: `${kind} to ${reader}`, notification, state: then };
      }),
    );
  });
}

/** The states that a status may be asked in: the end of each history. */
function everyState(language: string): readonly Existing[] {
  return HISTORIES.flatMap(([change, ...rest]) => {
    const commands = commandsOf(change, rest, language);
    const states = commands.map((_, at) => commands.slice(0, at + 1).reduce<Envelope>((was, next) => run(was, next).state, NO_ENVELOPE));
    return states.flatMap((state) => (state.status === 'none' ? [] : [state]));
  });
}

const SAYS: { readonly [K in Say['kind']]: readonly Extract<Say, { kind: K }>[] } = {
  refused: EVERY_REFUSAL.map((refusal) => ({ kind: 'refused', refusal, tried: REASON }) as const),
  ask: (['empty', 'unclear', 'parts-differ', 'hidden-text', 'mixed', 'automatic-looking', 'reason-missing'] as const).map(
    (why) => ({ kind: 'ask', why, wrote: REASON, role: 'signer' }) as const,
  ),
  quarantined: (['virus', 'spam'] as const).flatMap((why) =>
    [SENDER.name, null].map((name) => ({ kind: 'quarantined', why, name }) as const),
  ),
  'not-understood': [REASON, ''].map((wrote) => ({ kind: 'not-understood', name: SENDER.name, wrote }) as const),
  quiet: [{ kind: 'quiet', email: MAX.email }],
  'wrong-person': [{ kind: 'wrong-person', from: 'eve@evil.test' }],
  'not-authenticated': [true, false].map((started) => ({ kind: 'not-authenticated', why: REASON, started }) as const),
  'no-document': [{ kind: 'no-document', ignored: [{ filename: 'a.docx', why: REASON }] }],
  'unusable-document': (['needs-password', 'reject'] as const).map(
    (verdict) => ({ kind: 'unusable-document', filename: 'b.pdf', verdict, why: REASON }) as const,
  ),
  'draft-problems': [{ kind: 'draft-problems', problems: [REASON] }],
  'not-a-member': [{ kind: 'not-a-member' }],
  relayed: [SENDER.name, null].map((to) => ({ kind: 'relayed', to }) as const),
  status: [{ kind: 'status' }],
  code: [{ kind: 'code', nonce: 'n', expiresAt: plus(T0, { minutes: 10 }) }],
  shown: [shownCard(REASON), { ...shownCard(REASON), entries: [{ title: REASON, line: REASON }] }].map(
    (card) => ({ kind: 'shown', card }) as const,
  ),
  shared: [{ kind: 'shared' }],
};

export type Answered = { readonly name: string; readonly answer: Answer; readonly state: Existing };

/** Each answer to the sender and to the first recipient, and the status in every state to everyone. */
export function everyAnswer(language: string): readonly Answered[] {
  const states = everyState(language);
  const out = states.find(({ status }) => status === 'sent');
  if (!out) throw new Error('No story sends anything.');
  const answered = (say: Say, state: Existing, who: 'sender' | RecipientId): Answered => ({
    name: `${say.kind} to ${who} in ${state.status}`,
    answer: { to: { name: 'Max', email: MAX.email }, channel: 'email', tenant: TENANT, about: { envelope: state.id, seat: who }, say },
    state,
  });
  const statuses = states.flatMap((state) => {
    const seats = ['sender' as const, ...state.recipients.map(({ id }) => id)];
    return seats.map((who) => answered({ kind: 'status' }, state, who));
  });
  const others = Object.values(SAYS).flatMap((says) => says.flatMap((say) => [answered(say, out, 'sender'), answered(say, out, r(1))]));
  return [...statuses, ...others];
}

/** What people wrote or are called: everything in a view that is nobody's language. */
export function dataIn(state: Existing): string[] {
  const people = [state.sender, ...state.recipients, ...(state.fallback ? [state.fallback] : [])];
  const acts = state.recipients.flatMap(({ act }) => (act ? [act.at, act.evidence.proof] : []));
  return [
    state.title,
    state.message,
    state.sender.organisation,
    state.id,
    state.zone,
    REASON,
    'Zeile 4711',
    'memo',
    'Job title',
    'Anna',
    'a.docx',
    'b.pdf',
    'eve@evil.test',
    ...people.flatMap(({ name, email }) => [name, email]),
    ...state.documents.flatMap(({ filename, sha256 }) => [filename, sha256]),
    ...acts,
  ].filter((one) => one !== '');
}
