// Whose turn it is. Turn follows routing alone: never a notification, a view or a delivery.
import type { Particulars, Recipient, Sent } from '../envelope.ts';
import { plus, type Instant } from '../time.ts';

/** Everyone who must act: not the `cc`. */
export function actors({ recipients }: Pick<Particulars, 'recipients'>): readonly Recipient[] {
  return recipients.filter(({ role }) => role !== 'cc');
}

/** The lowest step whose quorum (`all`) is not met; undefined when every step is satisfied. */
export function currentStep(state: Pick<Particulars, 'recipients'>): number | undefined {
  const open = actors(state).filter(({ act }) => act === undefined);
  return open.length === 0 ? undefined : Math.min(...open.map(({ step }) => step));
}

/** Those whose turn it is and who have not acted. */
export function waitedFor(state: Sent): readonly Recipient[] {
  const step = currentStep(state);
  return actors(state).filter((recipient) => recipient.step === step && recipient.act === undefined);
}

export function hasTurn(state: Sent, recipient: Recipient): boolean {
  return waitedFor(state).some(({ id }) => id === recipient.id);
}

/** When to remind next after something at `at`; null = never (policy, the limit reached, or the deadline comes first). */
export function nextReminder(
  { policy, expiresAt }: Pick<Particulars, 'policy' | 'expiresAt'>,
  { at, count }: { at: Instant; count: number },
): Instant | null {
  const days = count === 0 ? policy.remindAfterDays : policy.remindEveryDays;
  if (days <= 0 || count >= policy.mostReminders) return null;
  const remindAt = plus(at, { days });
  return remindAt < expiresAt ? remindAt : null;
}
