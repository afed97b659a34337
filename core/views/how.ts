// How a person can answer, by role and by how well the answer must be proven; the one place that chooses among the command phrases.
import { isWithdrawable } from '../consent.ts';
import type { Existing, Recipient } from '../envelope.ts';
import { toFillIn } from '../rules/entries.ts';
import { hasTurn } from '../rules/turns.ts';
import type { Setting } from './facts.ts';

/** Everything that a recipient can do as things stand; nothing where nothing can be done. */
export function howToGoOn(state: Existing, recipient: Recipient, setting: Setting): string[] {
  return recipient.act ? howAfterActing(state, recipient, setting) : howToDecide(state, recipient, setting);
}

/** Nothing where nothing can be decided. */
export function howToDecide(state: Existing, recipient: Recipient, { phrases }: Setting): string[] {
  const { role, needs, muted } = recipient;
  if (state.status !== 'sent' || role === 'cc' || !hasTurn(state, recipient)) return [];
  const toAsk = phrases.toAsk({ who: state.sender.name });
  if (state.disputes.length > 0) return [phrases.onHold, toAsk];
  const { how, onPage } = phrases.asks[role];
  const { delegation } = state.policy;
  // The code that the page asks for is what its reader must know first.
  const first = needs > 'L1' ? onPage : toFillIn(state, recipient).isNeeded ? phrases.fields.how : how;
  return [first, phrases.toDecline, phrases.otherWays({ delegation, muted }), toAsk];
}

/** Taking back and objecting, where the rules leave them. */
export function howAfterActing(state: Existing, { act }: Recipient, { phrases }: Setting): string[] {
  if (!act || state.status !== 'sent' || state.disputes.length > 0) return [];
  const canWithdraw = act.type !== 'declined' && act.type !== 'prepared' && (!act.consent || isWithdrawable(act.consent.id));
  return [phrases.afterwards({ canWithdraw })];
}

export function howForSender(state: Existing, { phrases }: Setting): string[] {
  if (state.status === 'draft') return [...phrases.draft.how];
  if (state.status !== 'sent') return [];
  return state.disputes.length > 0 ? [...phrases.senderHowOnHold] : [...phrases.senderHow];
}
