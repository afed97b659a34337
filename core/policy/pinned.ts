// What of a policy an envelope carries: the rules that decide about it later, and the hash of the whole.
import { canonical } from '../canonical.ts';
import type { HashText } from '../ids.ts';
import type { PinnedPolicy, WorkCalendar } from '../terms.ts';
import type { Policy } from './policy.ts';

export function pinned(policy: Policy, sha256: HashText): PinnedPolicy {
  const { reminders, escalation, expiry, duties, delegation } = policy;
  return {
    hash: sha256(canonical(policy)),
    remindAfterDays: reminders.firstAfterDays,
    remindEveryDays: reminders.everyDays,
    mostReminders: reminders.most,
    calendar: calendarOf(reminders),
    escalateAfterDays: escalation.to === null ? 0 : escalation.afterDays,
    warnBeforeDays: expiry.warnBeforeDays,
    mayApproveOwn: duties.mayApproveOwn,
    mayApproveAndSign: duties.mayApproveAndSign,
    delegation,
  };
}

function calendarOf({ workingHours, holidays }: Policy['reminders']): WorkCalendar {
  return { days: workingHours.days, from: minutesOf(workingHours.from), to: minutesOf(workingHours.to), holidays };
}

/** Minutes after midnight of `HH:MM`. */
function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** Every hour of every day. */
export const ALWAYS: WorkCalendar = { days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 24 * 60, holidays: {} };

/** What envelopes pinned before these rules could be chosen: as the product then behaved. */
export const BEFORE_POLICIES: Omit<PinnedPolicy, 'hash' | 'remindAfterDays' | 'remindEveryDays' | 'mostReminders' | 'mayApproveOwn'> = {
  calendar: ALWAYS,
  escalateAfterDays: 0,
  warnBeforeDays: 0,
  mayApproveAndSign: true,
  delegation: 'own-people',
};
