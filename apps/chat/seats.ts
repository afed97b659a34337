// From which seat someone does something: the one that fits the act, among those that are theirs. Whether they may is for the rules.
import type { Place } from '#core/cards/card.ts';
import type { Existing } from '#core/envelope.ts';
import type { Verb } from '#core/grammar/line-intent.ts';
import { sameAddress } from '#core/rules/answers.ts';
import { hasTurn } from '#core/rules/turns.ts';
import { wasSent } from '#core/views/facts.ts';
import type { Speaker } from './speaker.ts';

type Seat = Place['seat'];
type Recipient = Existing['recipients'][number];

/** What only whoever is in charge of an envelope does. */
const IN_CHARGE: readonly Verb[] = ['send', 'remind', 'void', 'resend', 'extend', 'resume', 'reassign', 'correct', 'share'];

/** What is read or said from any seat: of a sender who is asked as well, the sender's, which sees more. */
const ANY_SEAT: readonly Verb[] = ['status', 'why', 'comment', 'download', 'verify'];

export function isInCharge(verb: Verb): boolean {
  return IN_CHARGE.includes(verb);
}

/** What only somebody who is asked does. */
export function isOfRecipient(verb: Verb): boolean {
  return !isInCharge(verb) && !ANY_SEAT.includes(verb);
}

type Wish = {
  readonly verb: Verb;
  /** The seat that the card is about on which it is said, if it is theirs. */ readonly near?: Seat | undefined;
};

/** @returns undefined for whoever has nothing to do with the envelope, or does not know of it yet */
export function seatFor(state: Existing, { email, isAdmin }: Pick<Speaker, 'email' | 'isAdmin'>, { verb, near }: Wish): Seat | undefined {
  const isSender = sameAddress(state.sender.email, email);
  if (isInCharge(verb)) return isSender || isAdmin ? 'sender' : undefined;
  const seats = seatsOf(state, email);
  const own = seats.find(({ id }) => id === near);
  if (ANY_SEAT.includes(verb)) {
    if (own) return own.id;
    const looksOn = isAdmin && (verb === 'status' || verb === 'why');
    return isSender ? 'sender' : (fitting(state, seats, verb)?.id ?? (looksOn ? 'sender' : undefined));
  }
  return (own && fits(state, own, verb) ? own : fitting(state, seats, verb))?.id ?? (isSender ? 'sender' : undefined);
}

/** Those of which this person knows. */
function seatsOf(state: Existing, email: string): readonly Recipient[] {
  return wasSent(state) ? state.recipients.filter((one) => sameAddress(one.email, email) && isConcerned(one)) : [];
}

function isConcerned({ askedAt, act, role, closed }: Recipient): boolean {
  return (askedAt !== undefined || act !== undefined || role === 'cc' || closed !== undefined) && closed?.as !== 'reassigned';
}

/** Where none fits, one that does not: the rules say why it cannot be. */
function fitting(state: Existing, seats: readonly Recipient[], verb: Verb): Recipient | undefined {
  return seats.find((one) => fits(state, one, verb)) ?? seats.find(({ act }) => act !== undefined) ?? seats[0];
}

/** Only what somebody did can be withdrawn; all else is done, or said, by whoever is waited for. */
function fits(state: Existing, one: Recipient, verb: Verb): boolean {
  if (verb === 'withdraw') return one.act !== undefined;
  if (verb === 'dispute') return true;
  return state.status === 'sent' && hasTurn(state, one);
}
