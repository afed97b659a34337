// Who may sit where: one human is one voice in a group, duties stay separate, and a quorum can be met. Asked at draft, delegation,
// replacement and correction alike.
import type { DraftContent, DraftRecipient } from '../command.ts';
import type { Existing, Recipient } from '../envelope.ts';
import type { Refusal } from '../refusal.ts';
import type { Quorum, Role } from '../terms.ts';
import { sameAddress } from './answers.ts';

export const MOST_PEOPLE = 200;

type Seat = { readonly email: string; readonly role: Role; readonly step: number };
type Rules = {
  readonly sender: { readonly email: string };
  readonly policy: { readonly mayApproveOwn: boolean; readonly mayApproveAndSign: boolean };
};

/** What can be said against all seats of a draft; an unfinished one (no people yet) is allowed. */
export function seatingProblem({ recipients, sender, policy, quorums }: DraftContent): Refusal | undefined {
  if (recipients.length > MOST_PEOPLE) return { code: 'too-many-people', most: MOST_PEOPLE };
  for (const [index, one] of recipients.entries()) {
    const problem = problemWithSeat(one, recipients.slice(0, index), { sender, policy });
    if (problem) return problem;
  }
  const acting = recipients.filter(({ role }) => role !== 'cc');
  const steps = Map.groupBy(acting, ({ step }) => step);
  for (const [step, group] of steps) {
    const problem = quorumProblem(step, group, quorums?.[step] ?? 'all');
    if (problem) return problem;
  }
  const others = acting.filter(({ role }) => role !== 'preparer').map(({ step }) => step);
  const isLate = acting.some(({ role, step }) => role === 'preparer' && others.some((other) => other <= step));
  return isLate ? { code: 'preparer-late' } : undefined;
}

/** What can be said against giving this person that seat beside those who hold one. */
export function problemWithSeat(seat: Seat, others: readonly Seat[], { sender, policy }: Rules): Refusal | undefined {
  const own = others.filter(({ email }) => sameAddress(email, seat.email));
  if (own.some((other) => isSameGroup(other, seat))) return { code: 'seated-twice', email: seat.email };
  if (seat.role === 'approver' && !policy.mayApproveOwn && sameAddress(seat.email, sender.email)) return { code: 'own-approval' };
  const roles = new Set([seat.role, ...own.map(({ role }) => role)]);
  if (!policy.mayApproveAndSign && roles.has('approver') && roles.has('signer')) return { code: 'approves-and-signs', email: seat.email };
  return undefined;
}

/** Seats that still count: whoever handed over or was replaced may be given a seat again. */
export function heldSeats({ recipients }: Pick<Existing, 'recipients'>, but?: Recipient): readonly Recipient[] {
  return recipients.filter(({ id, closed }) => id !== but?.id && (closed === undefined || closed.as === 'released'));
}

function isSameGroup(a: Seat, b: Seat): boolean {
  const isCopy = a.role === 'cc';
  return isCopy === (b.role === 'cc') && (isCopy || a.step === b.step);
}

function quorumProblem(step: number, group: readonly DraftRecipient[], quorum: Quorum): Refusal | undefined {
  if (quorum === 'all') return undefined;
  if (new Set(group.map(({ role }) => role)).size > 1) return { code: 'mixed-group', step };
  if (quorum === 'any') return undefined;
  const isPossible = Number.isInteger(quorum) && quorum >= 1 && quorum <= group.length;
  return isPossible ? undefined : { code: 'quorum-impossible', step, needed: quorum, people: group.length };
}
