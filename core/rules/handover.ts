// One person in another's place: delegation by the recipient or by a standing delegation, replacement by the sender, and a fallback
// person who is asked as well. Everyone stays on record; nobody is ever two voices in a group.
import type { Candidate, CommandOf, Decision } from '../command.ts';
import type { Envelope, Recipient, Sent } from '../envelope.ts';
import type { EventBody } from '../events.ts';
import { recipientIdOf, type RecipientId } from '../ids.ts';
import type { Refusal } from '../refusal.ts';
import type { Instant, OffsetAt } from '../time.ts';
import { noLongerAsked } from './acts.ts';
import { accepted, chargeOf, domainOf, isInCharge, isProven, notOut, refused, sameAddress, seatOf, stamped, stoppedBy } from './answers.ts';
import { withFollowUps } from './follow.ts';
import { isPublicMail } from './public-mail.ts';
import { heldSeats, MOST_PEOPLE, problemWithSeat } from './seating.ts';
import { hasTurn, lineMates, waitedFor } from './turns.ts';

export function delegate(state: Envelope, command: CommandOf<'delegate'>, offsetAt: OffsetAt): Decision {
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  const { by, standing = '' } = command;
  const isStanding = by.kind === 'system' && standing !== '';
  const recipient = isStanding ? state.recipients.find(({ id }) => id === command.recipient) : seatOf(state, command.recipient, by);
  if (!recipient) return refused({ code: 'not-yours' });
  if (!isProven(by, 'L1')) return refused({ code: 'proven-too-weakly', needs: 'L1' });
  if (state.status !== 'sent') return refused(notOut(state));
  const problem = notReplaceable(state, recipient, command) ?? notDelegable(state, recipient, command.to);
  if (problem) return refused(problem);
  // Two people who are both away would hand over to each other for ever.
  if (isStanding && lineMates(state, recipient).some(({ email }) => sameAddress(email, command.to.email))) {
    return refused({ code: 'seated-twice', email: command.to.email });
  }
  const to = nextSeat(state);
  const { reason } = command;
  const handed = { type: 'delegated', recipient: recipient.id, to, reason, standing: isStanding ? standing : '' } as const;
  const events = stamped(command, isStanding ? 'system' : recipient.id, seated(recipient, to, command.to), handed);
  return accepted(withFollowUps(state, { command, events }, offsetAt));
}

/** Also before the recipient's turn, and past one who cannot be reached. */
export function reassign(state: Envelope, command: CommandOf<'reassign'>, offsetAt: OffsetAt): Decision {
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  if (!isInCharge(state, command.by)) return refused({ code: 'not-the-sender' });
  if (!isProven(command.by, 'L1')) return refused({ code: 'proven-too-weakly', needs: 'L1' });
  if (state.status !== 'sent') return refused(notOut(state));
  const recipient = state.recipients.find(({ id, role }) => id === command.recipient && role !== 'cc');
  if (!recipient) return refused({ code: 'not-yours' });
  const problem = notReplaceable(state, recipient, command);
  if (problem) return refused(problem);
  const to = nextSeat(state);
  const replaced = { type: 'reassigned', recipient: recipient.id, to, reason: command.reason } as const;
  const events = stamped(command, chargeOf(state, command.by), seated(recipient, to, command.to), replaced);
  return accepted(withFollowUps(state, { command, events }, offsetAt));
}

/** The fallback person may act in the silent one's place, who may still act too: whoever is first counts. Their no ends only their part. */
export function escalate(state: Envelope, command: CommandOf<'escalate'>, offsetAt: OffsetAt): Decision {
  if (command.by.kind !== 'system') return refused({ code: 'not-yours' });
  if (state.status !== 'sent') return refused(notOut(state));
  const recipient = state.recipients.find(({ id }) => id === command.recipient);
  const isDue = recipient?.escalateAt !== undefined && recipient.escalateAt <= command.at && hasTurn(state, recipient);
  if (!recipient || !isDue || stoppedBy(state, command.at)) return refused({ code: 'nothing-new' });
  const { fallback } = state;
  const to = nextSeat(state);
  const candidate = fallback && { ...fallback, internal: true, needs: recipient.needs, channel: recipient.channel };
  const isSeated = candidate !== undefined && !notReplaceable(state, recipient, { to: candidate, at: command.at });
  const bodies: EventBody[] = isSeated
    ? [seated(recipient, to, candidate), { type: 'escalated', recipient: recipient.id, to }]
    : [{ type: 'escalated', recipient: recipient.id, to: null }];
  return accepted(withFollowUps(state, { command, events: stamped(command, 'system', ...bodies) }, offsetAt));
}

/** Why nobody can take this seat, or not this person. */
function notReplaceable(
  state: Sent,
  recipient: Recipient,
  { to, at }: { readonly to: Candidate; readonly at: Instant },
): Refusal | undefined {
  const stop = stoppedBy(state, at);
  if (stop) return stop;
  if (recipient.act) return { code: 'already-acted', act: recipient.act.type, actedAt: recipient.act.at };
  const gone = noLongerAsked(state, recipient);
  if (gone) return gone;
  if (state.recipients.length >= MOST_PEOPLE) return { code: 'too-many-people', most: MOST_PEOPLE };
  if (to.name.trim() === '' || to.email.trim() === '') return { code: 'name-missing' };
  // L3 needs a fresh login, which no enabled channel can give.
  if (to.needs === 'L3') return { code: 'level-not-available', needs: to.needs };
  return problemWithSeat({ email: to.email, role: recipient.role, step: recipient.step }, heldSeats(state), state);
}

function notDelegable(state: Sent, recipient: Recipient, to: Candidate): Refusal | undefined {
  if (recipient.role === 'cc') return { code: 'not-yours' };
  if (!hasTurn(state, recipient)) return { code: 'not-your-turn', waitingFor: waitedFor(state).map(({ name }) => name) };
  const rule = state.policy.delegation;
  if (rule === 'never') return { code: 'delegation-not-allowed', rule };
  const domain = domainOf(to.email);
  const isOwn = to.internal || (domain === domainOf(recipient.email) && !isPublicMail(domain));
  return rule === 'own-people' && !isOwn ? { code: 'delegation-not-allowed', rule } : undefined;
}

function nextSeat({ recipients }: Sent): RecipientId {
  return recipientIdOf(recipients.length + 1);
}

/** The same role and step, and no weaker proof than was asked of the one whose seat it was. */
function seated(recipient: Recipient, to: RecipientId, { name, email, internal, needs, channel, zone, language }: Candidate): EventBody {
  return {
    type: 'recipient-added',
    recipient: to,
    name,
    email,
    role: recipient.role,
    step: recipient.step,
    internal,
    needs: needs > recipient.needs ? needs : recipient.needs,
    channel,
    zone: zone ?? recipient.zone,
    language: language ?? recipient.language,
    standsFor: recipient.id,
  };
}
