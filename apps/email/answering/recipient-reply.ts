// What a recipient's answer brings about. Whether it may is for the rules; here it only becomes the command that it is.
import { currentConsent } from '#core/consent.ts';
import { inEnglish } from '#core/grammar/reply-phrases.ts';
import type { RecipientId } from '#core/ids.ts';
import { plus } from '#core/time.ts';
import { successorIn } from '#apps/drafting/candidate.ts';
import type { Processed, Ports } from '#apps/ports.ts';
import { run, unclear, type Act } from './act.ts';
import { answering, asking, recipientIn } from './seat.ts';

export async function byRecipient(ports: Ports, act: Act): Promise<Processed> {
  const { seated, intent, evidence } = act;
  const { state, claim } = seated;
  if (claim.seat === 'sender')
    throw new Error(`The answer ${act.arrival.lease.key} is from the sender of ${state.id}, not from a recipient.`);
  const recipient = claim.seat;
  // What this person was shown is what the envelope held when it was sent.
  const fingerprint = 'fingerprint' in state ? state.fingerprint : '';
  switch (intent.verb) {
    case 'sign': {
      const consent = currentConsent(ports.sha256, recipientIn(state, recipient)?.language);
      const words = phraseIn(act, /^i\s+sign\b/i);
      return run(ports, act, { body: { type: 'sign', recipient, fingerprint, typedName: seated.person.name, words, consent, evidence } });
    }
    case 'approve':
      return run(ports, act, { body: { type: 'approve', recipient, fingerprint, words: phraseIn(act, /^(?:i\s+)?approve\b/i), evidence } });
    case 'decline':
      return run(ports, act, { body: { type: 'decline', recipient, reason: intent.reason, evidence } });
    case 'comment':
      return run(ports, act, {
        body: { type: 'comment', from: recipient, to: null, text: intent.text },
        say: { kind: 'relayed', to: state.sender.name },
      });
    case 'status':
    // The status says how to go on.
    case 'help':
      return answering(seated, { kind: 'status' });
    case 'acknowledge':
      return run(ports, act, {
        body: { type: 'acknowledge', recipient, fingerprint, words: phraseIn(act, /^i\s+acknowledge\b/i), evidence },
      });
    case 'withdraw':
      return run(ports, act, { body: { type: 'withdraw', recipient, reason: intent.reason, evidence } });
    case 'dispute':
      return run(ports, act, { body: { type: 'dispute', recipient, reason: intent.reason, evidence } });
    case 'delegate':
      return delegate(ports, act, { recipient, email: intent.to, reason: intent.note });
    case 'snooze':
      return run(ports, act, {
        body: { type: 'snooze', recipient, until: plus(act.arrival.mail.receivedAt, intent.by) },
        say: { kind: 'status' },
      });
    case 'stop':
      return run(ports, act, { body: { type: 'mute', recipient, on: true }, say: { kind: 'status' } });
    case 'remind-me':
      return run(ports, act, { body: { type: 'mute', recipient, on: false }, say: { kind: 'status' } });
    case 'send':
    case 'remind':
    case 'void':
    case 'change':
    case 'reassign':
    case 'correct':
    case 'resend':
    case 'extend':
    case 'resume':
      return asking(ports, seated, { ...act.arrival, say: unclear(act) });
  }
}

type HandOver = { readonly recipient: RecipientId; readonly email: string; readonly reason: string };

async function delegate(ports: Ports, act: Act, { recipient, email, reason }: HandOver): Promise<Processed> {
  const { state, role } = act.seated;
  if (role === 'sender')
    throw new Error(`The answer ${act.arrival.lease.key} is from the sender of ${state.id}, who has no seat to hand over.`);
  const to = await successorIn(ports, state, { name: '', email, role });
  return run(ports, act, { body: { type: 'delegate', recipient, to, reason } });
}

/** The words of the act exactly as they were typed. */
function phraseIn({ reply, phrases }: Act, phrase: RegExp): string {
  return (
    reply
      .split('\n')
      .map((line) => line.trim())
      .find((line) => phrase.test(inEnglish(line, phrases))) ?? reply.trim()
  );
}
