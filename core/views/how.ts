// How a person can answer, by role and by how well the answer must be proven; the one place that names the phrases.
import type { Existing, Recipient } from '../envelope.ts';
import type { Setting } from './facts.ts';

/** Nothing where nothing can be decided. */
export function howToDecide(state: Existing, { role, needs, act }: Recipient, { phrases }: Setting): string[] {
  if (state.status !== 'sent' || role === 'cc' || act) return [];
  const toAct = role === 'approver' ? phrases.toApprove : needs <= 'L1' ? phrases.toSign : phrases.toSignOnPage;
  return [toAct, phrases.toDecline, phrases.toAsk(state.sender.name)];
}
