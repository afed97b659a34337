// Deadlines and reminders as people type them. What could mean two days is refused, never guessed.

import { caught } from './match.ts';

export type Span = { readonly days: number } | { readonly hours: number };
export type Expiry = Span | { readonly date: string };
export type Remind = { readonly everyDays: number } | 'never';
type Problem = { readonly problem: string };

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MOST_DAYS = 366;
const SPAN = /^(\d{1,4}) ?(hours?|hrs?|h|days?|d|weeks?|wks?|w)$/;

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isoDate({ year, month, day }: { year: number; month: number; day: number }): string | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** `2027-01-19`, `19 January 2027`, `Jan 19, 2027`: forms that mean one day wherever they are read. */
function readDate(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) return isoDate({ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) });
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th|\.)? ([a-z]{3,9})\.?,? (\d{4})$/.exec(text);
  const monthFirst = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/.exec(text);
  const name = caught(dayFirst, 2) + caught(monthFirst, 1);
  const year = Number(caught(dayFirst, 3) + caught(monthFirst, 3));
  const month = MONTHS.indexOf(name.slice(0, 3)) + 1;
  return name === '' ? undefined : isoDate({ year, month, day: Number(caught(dayFirst, 1) + caught(monthFirst, 2)) });
}

type Count = { readonly count: number; readonly hoursEach: number };

function countIn(text: string): Count | undefined {
  const span = SPAN.exec(text);
  const unit = caught(span, 2);
  return span ? { count: Number(caught(span, 1)), hoursEach: unit.startsWith('h') ? 1 : unit.startsWith('d') ? 24 : 168 } : undefined;
}

function inRange({ count, hoursEach }: Count): Span | undefined {
  if (count < 1 || count * hoursEach > MOST_DAYS * 24) return undefined;
  return hoursEach === 1 ? { hours: count } : { days: (count * hoursEach) / 24 };
}

/** `2 days`, `36 hours`, `3w`; undefined for anything else, for nothing at all and for more than a year. */
export function readSpan(text: string): Span | undefined {
  const count = countIn(text.trim().toLowerCase().replace(/\s+/g, ' '));
  return count && inRange(count);
}

/** @param today the sender's date, `YYYY-MM-DD` */
export function readExpiry(value: string, today: string): Expiry | Problem {
  const text = value
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/\.$/, '')
    .replace(/^(?:in|on|by|after|within) /, '');
  const count = countIn(text);
  if (count) return inRange(count) ?? { problem: `“expires: ${value}” is not between 1 hour and ${MOST_DAYS} days.` };
  if (/^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/.test(text)) {
    return { problem: `“expires: ${value}” can be read as two different days. Write it as YYYY-MM-DD, for example 2027-01-19.` };
  }
  const date = readDate(text);
  if (date === undefined) return { problem: `“expires: ${value}” is no date that we can read. Write “30 days” or YYYY-MM-DD.` };
  if (date < today) return { problem: `“expires: ${value}” is in the past.` };
  if (Number(date.slice(0, 4)) > Number(today.slice(0, 4)) + 1) return { problem: `“expires: ${value}” is more than a year away.` };
  return { date };
}

export function readRemind(value: string): Remind | Problem {
  const text = value.trim().toLowerCase().replace(/\s+/g, ' ').replace(/\.$/, '');
  if (/^(?:never|off|no|none)$/.test(text)) return 'never';
  if (/^(?:daily|every day)$/.test(text)) return { everyDays: 1 };
  if (/^(?:weekly|every week)$/.test(text)) return { everyDays: 7 };
  const span = countIn(text.replace(/^every /, ''));
  if (!span) return { problem: `“remind: ${value}” is not understood. Write “every 3 days”, “weekly” or “never”.` };
  const days = (span.count * span.hoursEach) / 24;
  if (days < 1) return { problem: `“remind: ${value}” is too often: once a day is the most.` };
  if (days > MOST_DAYS || !Number.isInteger(days))
    return { problem: `“remind: ${value}” is not a whole number of days up to ${MOST_DAYS}.` };
  return { everyDays: days };
}
