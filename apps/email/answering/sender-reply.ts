// What the sender's answer brings about: the draft goes out, changes or is dropped; people are reminded or answered; the envelope is voided.
import type { CommandBody } from '#core/command.ts';
import { recipientIdOf, type RecipientId } from '#core/ids.ts';
import { calledBy, lastAsker } from '#core/rules/addressing.ts';
import { waitedFor } from '#core/rules/turns.ts';
import { plus } from '#core/time.ts';
import { successorIn } from '#apps/drafting/candidate.ts';
import type { Ports, Processed } from '#apps/ports.ts';
import { run, triedIn, unclear, type Act } from './act.ts';
import { changedDraft } from '#apps/drafting/redraft.ts';
import { answering, asking, recipientIn } from './seat.ts';

export async function bySender(ports: Ports, act: Act): Promise<Processed> {
  const { seated, intent, arrival } = act;
  switch (intent.verb) {
    case 'send':
      return run(ports, act, { body: { type: 'send' }, say: { kind: 'status' } });
    case 'void':
      return run(ports, act, { body: { type: 'void', reason: intent.reason } });
    case 'change': {
      const changed = await changedDraft(ports, { state: seated.state, lines: intent.lines, at: arrival.mail.receivedAt });
      return changed.ok
        ? run(ports, act, { body: changed.body })
        : answering(seated, { kind: 'draft-problems', problems: changed.problems });
    }
    case 'remind':
      return remind(ports, act, intent.name);
    case 'comment':
      return comment(ports, act, intent.text);
    case 'resume':
      return run(ports, act, { body: { type: 'resolve', note: '' }, say: { kind: 'status' } });
    case 'extend':
      return run(ports, act, { body: { type: 'extend', expiresAt: plus(seated.state.expiresAt, intent.by) }, say: { kind: 'status' } });
    case 'resend':
      return toOne(ports, act, { name: intent.name, body: (recipient) => ({ type: 'resend', recipient }) });
    case 'correct':
    case 'reassign':
      return replace(ports, act, intent);
    case 'status':
    // The status says how to go on.
    case 'help':
      return answering(seated, { kind: 'status' });
    case 'sign':
    case 'approve':
    case 'decline':
    case 'delegate':
    case 'stop':
    case 'acknowledge':
    case 'withdraw':
    case 'dispute':
    case 'snooze':
    case 'remind-me':
      return asking(ports, seated, { ...arrival, say: unclear(act) });
  }
}

async function remind(ports: Ports, act: Act, name: string | null): Promise<Processed> {
  if (name === null) return run(ports, act, { body: { type: 'remind', recipient: null }, say: { kind: 'status' } });
  return toOne(ports, act, { name, body: (recipient) => ({ type: 'remind', recipient }) });
}

type ToOne = { readonly name: string | null; readonly body: (recipient: RecipientId) => CommandBody };

/** For whom the sender names; where nobody is named, for the only one who is waited for. */
async function toOne(ports: Ports, act: Act, { name, body }: ToOne): Promise<Processed> {
  const only = theOnlyOne(act, name);
  return only === undefined ? nobody(act, name) : run(ports, act, { body: body(only), say: { kind: 'status' } });
}

function theOnlyOne({ seated: { state } }: Act, name: string | null): RecipientId | undefined {
  const waited = state.status === 'sent' ? waitedFor(state).map(({ id }) => id) : [];
  const [only, ...others] = name === null ? waited : calledBy(state, name);
  return others.length === 0 ? only : undefined;
}

function nobody(act: Act, words: string | null): Processed {
  const refusal = { code: 'nobody-so-called', words: words ?? '' } as const;
  const outcome = { kind: 'done', result: { ok: false, refusal } } as const;
  return { ...answering(act.seated, { kind: 'refused', refusal, tried: triedIn(act) }), outcome };
}

/** `correct`: the same person at another address. `reassign`: someone else. */
async function replace(ports: Ports, act: Act, intent: Extract<Act['intent'], { verb: 'correct' | 'reassign' }>): Promise<Processed> {
  const { state } = act.seated;
  const recipient = recipientIn(state, theOnlyOne(act, intent.from) ?? recipientIdOf(0));
  if (!recipient) return nobody(act, intent.from);
  const isSame = intent.verb === 'correct';
  const to = await successorIn(ports, state, { name: isSame ? recipient.name : '', email: intent.to, role: recipient.role });
  const { id } = recipient;
  return isSame
    ? run(ports, act, { body: { type: 'correct', recipient: id, ...to, name: recipient.name }, say: { kind: 'status' } })
    : run(ports, act, { body: { type: 'reassign', recipient: id, to, reason: '' } });
}

/** To whoever asked last; to everyone who has been asked when nobody wrote yet. */
async function comment(ports: Ports, act: Act, text: string): Promise<Processed> {
  const to = lastAsker(act.seated.state);
  const name = to === null ? null : (recipientIn(act.seated.state, to)?.name ?? '');
  return run(ports, act, { body: { type: 'comment', from: null, to, text }, say: { kind: 'relayed', to: name } });
}
