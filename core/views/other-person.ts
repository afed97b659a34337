// What the registered person can do about whoever answered in their place: hand over in so many words, or have their address put right. That
// both are the same person is never inferred.
import type { Recipient, Sent } from '../envelope.ts';
import { domainOf } from '../rules/answers.ts';
import type { AnswerInput } from './answer.ts';
import { recipientOf } from './facts.ts';
import { howToDecide } from './how.ts';

/** For a mail, with the words to answer. */
export function otherPerson(input: AnswerInput, from: string): string[] {
  const asked = askedIn(input);
  if (!asked) return [];
  const { answers } = input.setting.phrases;
  const { email } = asked.recipient;
  const { delegation } = asked.state.policy;
  const isClose = isSameDomain(email, from);
  const mayHandOver = delegation === 'anyone' || (delegation === 'own-people' && isClose);
  return [
    ...(mayHandOver ? [answers.wrongPersonDelegate(from)] : []),
    ...otherAddress(input, from),
    ...(isClose ? [answers.wrongPersonCorrect({ from, to: email })] : []),
  ];
}

export function otherAddress(input: AnswerInput, from: string): string[] {
  const asked = askedIn(input);
  if (!asked || !isSameDomain(asked.recipient.email, from)) return [];
  return [input.setting.phrases.answers.wrongPersonAlias({ who: asked.state.sender.name, from })];
}

/** Whoever can still decide. */
function askedIn({ answer, state, setting }: AnswerInput): { readonly state: Sent; readonly recipient: Recipient } | undefined {
  const seat = answer.about?.seat;
  if (state?.status !== 'sent' || seat === undefined || seat === 'sender') return undefined;
  const recipient = recipientOf(state, seat);
  return recipient.act === undefined && howToDecide(state, recipient, setting).length > 0 ? { state, recipient } : undefined;
}

function isSameDomain(one: string, other: string): boolean {
  return domainOf(one) === domainOf(other);
}
