// What the sender's answer brings about: the draft goes out, changes or is dropped; people are reminded or answered; the envelope is voided.
import { calledBy, lastAsker } from '#core/rules/addressing.ts';
import type { Ports, Processed } from '#apps/ports.ts';
import { run, triedIn, unclear, type Act } from './act.ts';
import { changedDraft } from './redraft.ts';
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
    case 'status':
    // The status says how to go on.
    case 'help':
      return answering(seated, { kind: 'status' });
    case 'sign':
    case 'approve':
    case 'decline':
    case 'delegate':
    case 'stop':
      return asking(ports, seated, { ...arrival, say: unclear(act) });
  }
}

async function remind(ports: Ports, act: Act, name: string | null): Promise<Processed> {
  if (name === null) return run(ports, act, { body: { type: 'remind', recipient: null }, say: { kind: 'status' } });
  const [only, ...others] = calledBy(act.seated.state, name);
  if (only !== undefined && others.length === 0)
    return run(ports, act, { body: { type: 'remind', recipient: only }, say: { kind: 'status' } });
  const refusal = { code: 'nobody-to-remind' } as const;
  return {
    ...answering(act.seated, { kind: 'refused', refusal, tried: triedIn(act) }),
    outcome: { kind: 'done', result: { ok: false, refusal } },
  };
}

/** To whoever asked last; to everyone who has been asked when nobody wrote yet. */
async function comment(ports: Ports, act: Act, text: string): Promise<Processed> {
  const to = lastAsker(act.seated.state);
  const name = to === null ? 'everyone who has been asked' : (recipientIn(act.seated.state, to)?.name ?? '');
  return run(ports, act, { body: { type: 'comment', from: null, to, text }, say: { kind: 'relayed', to: name } });
}
