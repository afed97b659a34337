// Every kind of mail there is, with the words of hostile people in all places where people may put words.
import type { Say } from '#core/answer.ts';
import { NO_ENVELOPE, type Envelope, type Existing } from '#core/envelope.ts';
import { decide } from '#core/decide.ts';
import { evolve } from '#core/evolve.ts';
import type { Command, CommandBody, DraftContent } from '#core/command.ts';
import type { Notification, NotificationKind } from '#core/notify.ts';
import type { Message, Tenant } from '#core/ports.ts';
import { body, command, DOCUMENT, OLIVIA, person, r, SYSTEM, T0, TENANT } from '#test/support/build.ts';
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
    const decision = decide(before, 'key' in one ? one : command(OLIVIA, one));
    if (!decision.ok) throw new Error(`Refused: ${JSON.stringify(decision.refusal)}`);
    return decision.events.reduce(evolve, before);
  }, NO_ENVELOPE);
  if (state.status === 'none') throw new Error('Nothing came of it.');
  return state;
}

const draft = body.draft(hostile);
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
  question: { to: 'sender', about: r(2), text: HOSTILE_LINES, in: stateAfter(draft, body.send, approving) },
  answer: { to: r(2), about: 'sender', text: HOSTILE_LINES, in: stateAfter(draft, body.send, approving) },
  declined: { to: 'sender', about: r(1), text: HOSTILE_LINES, in: stateAfter(draft, body.send) },
  voided: { to: r(1), about: 'sender', text: HOSTILE_LINES, in: stateAfter(draft, body.send, { type: 'void', reason: HOSTILE_LINES }) },
  expired: { to: 'sender', in: stateAfter(draft, body.send, command(SYSTEM, { type: 'expire' }, { days: 40 })) },
  completed: { to: r(4), in: stateAfter(...done, sealed) },
  'seal-failed': { to: 'sender', in: stateAfter(...done, command(SYSTEM, { type: 'record-seal-failure', why: 'x' })) },
  undeliverable: { to: 'sender', about: r(2), in: stateAfter(draft, body.send) },
};

const says: Record<Say['kind'], Say> = {
  refused: { kind: 'refused', refusal: { code: 'not-your-turn', waitingFor: ['I SIGN'] }, tried: HOSTILE },
  ask: { kind: 'ask', why: 'hidden-text', wrote: HOSTILE, role: 'signer' },
  'wrong-person': { kind: 'wrong-person', from: 'eve@evil.test' },
  'not-authenticated': { kind: 'not-authenticated', why: 'it carries no DKIM signature', started: false },
  'no-document': { kind: 'no-document', ignored: [{ filename: HOSTILE, why: 'it is not a PDF.' }] },
  'unusable-document': { kind: 'unusable-document', filename: HOSTILE, verdict: 'reject', why: HOSTILE },
  'draft-problems': { kind: 'draft-problems', problems: [HOSTILE, 'DECLINE: x'] },
  'not-a-member': { kind: 'not-a-member' },
  relayed: { kind: 'relayed', to: HOSTILE },
  status: { kind: 'status' },
  code: { kind: 'code', nonce: 'n', expiresAt: plus(T0, { minutes: 10 }) },
};

export function everyMessage(): readonly (readonly [string, Message])[] {
  const told = Object.entries(notifications).map(([kind, { in: envelope, ...rest }]): readonly [string, Message] => [
    kind,
    { effect: `fx/${kind}`, notification: { kind: kind as NotificationKind, event: '1.0', ...rest }, envelope, tenant },
  ]);
  const envelope = notifications['sign-request'].in;
  const answers = Object.values(says).map((say): readonly [string, Message] => [
    say.kind,
    {
      effect: `fx/${say.kind}`,
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
