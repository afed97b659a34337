// Times that suit people: inside the working hours of their zone, on no day off, right across a clock change.
import type { WorkCalendar } from '../terms.ts';
import { epochMs, instantOf, type Instant, type OffsetAt } from '../time.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A calendar without a working day within a year is no calendar; its times are left as they are. */
const MOST_DAYS = 366;

/** Wall-clock time as if it were UTC. */
type Local = number;

/** The first moment at or after `at` that lies in someone's working hours. */
export function intoWorkingHours(at: Instant, where: Where): Instant {
  if (isWorking(at, where)) return at;
  const today = midnightOf(toLocal(at, where));
  for (let day = 0; day <= MOST_DAYS; day += 1) {
    const opens = fromLocal(today + day * DAY + where.calendar.from * MINUTE, where);
    // A clock change can leave out a morning, or give one twice: what comes out is looked at, not taken for granted.
    if (opens >= at && isWorking(opens, where)) return opens;
  }
  return at;
}

type Place = { readonly zone: string; readonly offsetAt: OffsetAt };
export type Where = Place & { readonly calendar: WorkCalendar };

/** The same wall-clock time so many days later. */
export function daysLater(at: Instant, days: number, place: Place): Instant {
  return fromLocal(toLocal(at, place) + days * DAY, place);
}

function toLocal(at: Instant, { zone, offsetAt }: Place): Local {
  return epochMs(at) + offsetAt(zone, at) * MINUTE;
}

/** @returns for a wall-clock time that a clock change leaves out, the moment as far behind the change as it was */
function fromLocal(local: Local, { zone, offsetAt }: Place): Instant {
  const before = offsetAt(zone, instantOf(local - DAY));
  const first = instantOf(local - before * MINUTE);
  const actual = offsetAt(zone, first);
  if (actual === before) return first;
  const second = instantOf(local - actual * MINUTE);
  return offsetAt(zone, second) === actual ? second : first;
}

function isWorking(at: Instant, where: Where): boolean {
  const { days, from, to, holidays } = where.calendar;
  const local = toLocal(at, where);
  const midnight = midnightOf(local);
  const isoWeekday = ((midnight / DAY + 3) % 7) + 1; // 1 January 1970 was a Thursday
  const isWorkday = days.includes(isoWeekday) && !(holidays[where.zone] ?? []).includes(instantOf(midnight).slice(0, 10));
  return isWorkday && local - midnight >= from * MINUTE && local - midnight < to * MINUTE;
}

function midnightOf(local: Local): Local {
  return Math.floor(local / DAY) * DAY;
}
