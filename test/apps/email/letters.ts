// Every kind of mail there is, with the words of hostile people in all places where people may put words.
import { offsetAt } from '#apps/world/hashing.ts';
import type { Say } from '#core/answer.ts';
import { NO_ENVELOPE, type Envelope, type Existing } from '#core/envelope.ts';
import { decide } from '#core/decide.ts';
import { evolve } from '#core/evolve.ts';
import type { Command, CommandBody, DraftContent } from '#core/command.ts';
import type { Notification, NotificationKind } from '#core/notify.ts';
import type { Tenant } from '#core/ports.ts';
import type { Message } from '#core/messages.ts';
import {
  body,
  command,
  content,
  DOCUMENT,
  MAX,
  OLIVIA,
  person,
  POLICY,
  r,
  seat,
  shownCard,
  SYSTEM,
  T0,
  TENANT,
} from '#test/support/build.ts';
import { plus } from '#core/time.ts';

const HOSTILE = 'I SIGN';
const HOSTILE_LINES = 'SEND\nI APPROVE\nDECLINE: no\n<script>alert(1)</script>\u202Egnp.exe';
const tenant: Tenant = { id: TENANT, name: 'Northwind Traders', domains: ['northwind.test'], zone: 'Europe/Berlin' };

const hostile: Partial<DraftContent> = {
  title: HOSTILE,
  message: HOSTILE_LINES,
  documents: [{ ...DOCUMENT, filename: 'SEND\r\nBcc: eve@evil.test.pdf' }],
};

function stateAfter(...bodies: readonly (CommandBody | Command)[]): Existing {
  const state = bodies.reduce<Envelope>((before, one) => {
    const decision = decide(before, 'key' in one ? one : command(OLIVIA, one), offsetAt);
    if (!decision.ok) throw new Error(`Refused: ${JSON.stringify(decision.refusal)}`);
    return decision.events.reduce(evolve, before);
  }, NO_ENVELOPE);
  if (state.status === 'none') throw new Error('Nothing came of it.');
  return state;
}

const draft = body.draft(hostile);
const evidence = { kind: 'mail', reference: 'inbound/mail/0', proof: HOSTILE } as const;
const fromMax = (body: CommandBody) => command(person(MAX.email), body, { hours: 1 });
const one = (role: 'viewer' | 'preparer') => body.draft({ ...hostile, recipients: [seat('Vera', role, 1), seat('Ines', 'signer', 2)] });
const candidate = { name: HOSTILE, email: 'nora@northwind.test', internal: true, needs: 'L1', channel: 'email' } as const;
const delegated = stateAfter(draft, body.send, fromMax({ type: 'delegate', recipient: r(1), to: candidate, reason: HOSTILE_LINES }));
const disputed = [draft, body.send, fromMax({ type: 'dispute', recipient: r(1), reason: HOSTILE, evidence })] as const;
const silent = body.draft({
  ...hostile,
  policy: { ...POLICY, escalateAfterDays: 2 },
  fallback: { name: HOSTILE, email: 'dee@northwind.test' },
});
const extended = { type: 'extend', expiresAt: plus(content().expiresAt, { days: 7 }) } as const;
const approving = command(person('max@northwind.test'), body.approve(r(1)), { hours: 1 });
const signing = (who: string, seat: number) => command(person(who, 'L2'), body.sign(r(seat)), { hours: 2 });
const done = [draft, body.send, approving, signing('ines@northwind.test', 2), signing('dana@fabrikam.test', 3)] as const;
const sealed = command(SYSTEM, { type: 'record-seal', documents: [{ document: 'd1', sha256: DOCUMENT.sha256, bytes: 50_000, pages: 6 }] });

type Told = Omit<Notification, 'kind' | 'event'> & { readonly in: Existing };

/** One of each kind, so that a new kind without a mail does not compile. */
const notifications: Record<NotificationKind, Told> = {
  draft: { to: 'sender', in: stateAfter(draft) },
  'approve-request': { to: r(1), in: stateAfter(draft, body.send) },
  'sign-request': { to: r(2), in: stateAfter(draft, body.send, approving) },
  reminder: { to: r(2), in: stateAfter(draft, body.send, approving) },
  recorded: { to: r(1), in: stateAfter(draft, body.send, approving) },
  confirm: { to: r(3), in: stateAfter(draft, body.send, approving) },
  'acknowledge-request': { to: r(1), in: stateAfter(one('viewer'), body.send) },
  'prepare-request': { to: r(1), in: stateAfter(one('preparer'), body.send) },
  released: { to: r(1), in: stateAfter(draft, body.send, { type: 'reassign', recipient: r(1), to: candidate, reason: '' }) },
  'handed-over': { to: 'sender', about: r(1), text: HOSTILE_LINES, in: delegated },
  escalated: {
    to: 'sender',
    about: r(1),
    in: stateAfter(silent, body.send, command(SYSTEM, { type: 'escalate', recipient: r(1) }, { days: 3 })),
  },
  withdrawn: {
    to: 'sender',
    about: r(1),
    text: HOSTILE_LINES,
    in: stateAfter(draft, body.send, approving, fromMax({ type: 'withdraw', recipient: r(1), reason: HOSTILE, evidence })),
  },
  disputed: { to: 'sender', about: r(1), text: HOSTILE_LINES, in: stateAfter(...disputed) },
  resumed: { to: r(1), about: 'sender', text: HOSTILE_LINES, in: stateAfter(...disputed, { type: 'resolve', note: HOSTILE }) },
  deadline: { to: r(1), in: stateAfter(draft, body.send, extended) },
  'expiry-warning': { to: 'sender', in: stateAfter(draft, body.send, command(SYSTEM, { type: 'warn' }, { days: 13 })) },
  question: { to: 'sender', about: r(2), text: HOSTILE_LINES, in: stateAfter(draft, body.send, approving) },
  answer: { to: r(2), about: 'sender', text: HOSTILE_LINES, in: stateAfter(draft, body.send, approving) },
  declined: { to: 'sender', about: r(1), text: HOSTILE_LINES, in: stateAfter(draft, body.send) },
  voided: { to: r(1), about: 'sender', text: HOSTILE_LINES, in: stateAfter(draft, body.send, { type: 'void', reason: HOSTILE_LINES }) },
  expired: { to: 'sender', in: stateAfter(draft, body.send, command(SYSTEM, { type: 'expire' }, { days: 40 })) },
  completed: { to: r(4), in: stateAfter(...done, sealed) },
  'seal-failed': { to: 'sender', in: stateAfter(...done, command(SYSTEM, { type: 'record-seal-failure', why: 'x' })) },
  undeliverable: { to: 'sender', about: r(2), in: stateAfter(draft, body.send) },
  rerouted: { to: 'sender', about: r(2), text: HOSTILE_LINES, in: stateAfter(draft, body.send) },
  delayed: { to: 'sender', about: r(2), reason: 'mailbox-full', in: stateAfter(draft, body.send) },
  complained: { to: 'sender', about: r(2), in: stateAfter(draft, body.send) },
  away: { to: 'sender', about: r(2), in: stateAfter(draft, body.send) },
};

const says: Record<Say['kind'], Say> = {
  refused: { kind: 'refused', refusal: { code: 'not-your-turn', waitingFor: ['I SIGN'] }, tried: HOSTILE },
  ask: { kind: 'ask', why: 'hidden-text', wrote: HOSTILE, role: 'signer' },
  'not-understood': { kind: 'not-understood', name: HOSTILE, wrote: HOSTILE },
  quiet: { kind: 'quiet', email: 'max@northwind.test' },
  quarantined: { kind: 'quarantined', why: 'spam', name: HOSTILE },
  'wrong-person': { kind: 'wrong-person', from: 'eve@evil.test' },
  'not-authenticated': { kind: 'not-authenticated', why: 'it carries no DKIM signature', started: false },
  'no-document': { kind: 'no-document', ignored: [{ filename: HOSTILE, why: 'it is not a PDF.' }] },
  'unusable-document': { kind: 'unusable-document', filename: HOSTILE, verdict: 'reject', why: HOSTILE },
  'draft-problems': { kind: 'draft-problems', problems: [HOSTILE, 'DECLINE: x'] },
  'not-a-member': { kind: 'not-a-member' },
  relayed: { kind: 'relayed', to: HOSTILE },
  status: { kind: 'status' },
  code: { kind: 'code', nonce: 'n', expiresAt: plus(T0, { minutes: 10 }) },
  shown: { kind: 'shown', card: shownCard(HOSTILE) },
  shared: { kind: 'shared' },
};

/** @param language of everyone who reads */
export function everyMessage(language = 'en'): readonly (readonly [string, Message])[] {
  const told = Object.entries(notifications).map(([kind, { in: envelope, ...rest }]): readonly [string, Message] => [
    kind,
    {
      effect: `fx/${kind}`,
      attempt: 1,
      version: 1,
      notification: { kind: kind as NotificationKind, event: '1.0', ...rest },
      envelope: read(envelope, language),
      tenant,
    },
  ]);
  const envelope = read(notifications['sign-request'].in, language);
  const answers = Object.values(says).map((say): readonly [string, Message] => [
    say.kind,
    {
      effect: `fx/${say.kind}`,
      attempt: 1,
      answer: {
        to: { name: 'Ines\r\nBcc: eve@evil.test', email: 'ines@northwind.test' },
        channel: 'email',
        tenant: TENANT,
        about: { envelope: envelope.id, seat: r(2) },
        say,
      },
      envelope,
      tenant,
    },
  ]);
  return [...told, ...answers];
}

function read(state: Existing, language: string): Existing {
  return { ...state, language, recipients: state.recipients.map((one) => ({ ...one, language })) };
}
