// The card of a recipient: what they are asked, and once they have answered, or need not, what became of it. Always as things stand.
import type { Existing } from '../envelope.ts';
import { fillingFacts, referenceFacts } from '../views/facts.ts';
import type { Fact } from '../views/view.ts';
import { quoteOf } from '../views/telling.ts';
import type { Card, CardKind } from './card.ts';
import { summed, type SeatContext } from './context.ts';
import { shortFacts } from './short-facts.ts';
import { actionsOf } from './request-actions.ts';
import { isAsked, standingOf, type Standing } from './standing.ts';
import { wordsFor } from './standing-words.ts';

export function requestCard(context: SeatContext): Card {
  const { state, setting, recipient } = context;
  const { phrases } = setting;
  const standing = standingOf(context);
  const title = phrases.cards.requested[recipient.role]({ title: state.title });
  const words = wordsFor(standing, context);
  return {
    kind: kindOf(standing, context),
    language: phrases.language,
    title,
    ...words,
    summary: summed(title, words.paragraphs),
    ...quote(standing, state),
    facts: factsOf(standing, context),
    people: [],
    actions: actionsOf(standing, context),
    small: small(standing, context),
  };
}

function kindOf(standing: Standing, { recipient }: SeatContext): CardKind {
  if (standing.kind === 'completed') return 'completed';
  if (standing.kind === 'declined' || standing.kind === 'voided' || standing.kind === 'expired') return 'stopped';
  if (!isAsked(standing)) return 'status';
  return recipient.role === 'signer' || recipient.role === 'preparer' ? 'request-sign' : 'request-approve';
}

/** What the sender wrote to everyone; once it is voided, why. */
function quote(standing: Standing, { sender, message }: Existing): Pick<Card, 'quote'> {
  if (standing.kind === 'voided') return quoteOf(sender.name, standing.reason);
  return isAsked(standing) ? quoteOf(sender.name, message) : {};
}

/** What the sender withdrew, or asks someone else, is named by nothing but its reference. */
function factsOf({ kind }: Standing, { state, setting, recipient }: SeatContext): readonly Fact[] {
  if (kind === 'voided' || kind === 'replaced' || kind === 'unsent') return referenceFacts(state, setting);
  return [...shortFacts(state, setting), ...(kind === 'turn' ? fillingFacts(state, recipient, setting) : [])];
}

/** What the act that is asked for means. */
function small(standing: Standing, { state, setting }: SeatContext): string[] {
  if (standing.kind !== 'turn') return [];
  const { cards, approvalMeaning, acknowledgeMeaning, notExpected } = setting.phrases;
  switch (standing.recipient.role) {
    case 'signer':
      return [cards.meaningOfSigning, notExpected];
    case 'approver':
      return [approvalMeaning(state.sender.organisation), notExpected];
    case 'viewer':
      return [acknowledgeMeaning, notExpected];
    case 'preparer':
      return [notExpected];
  }
}
