// Days and spans in a line: "tomorrow", "friday", "in 3 days", dates. What could mean two days is refused, never guessed.
import { epochMs, plus, type Instant } from '../time.ts';
import { caught, lineAt } from './match.ts';
import type { Keyword } from './aliases/table.ts';
import type { Vocabulary } from './vocabulary.ts';
import { readExpiry, type Expiry } from './when.ts';

type Reading = { readonly today: string; readonly vocabulary: Vocabulary };

const DAY_MS = 86_400_000;
/** The first day of the epoch was a Thursday. */
const WEEKDAYS = ['thursday', 'friday', 'saturday', 'sunday', 'monday', 'tuesday', 'wednesday'] as const satisfies readonly Keyword[];
const UNITS = ['hours', 'days', 'weeks'] as const satisfies readonly Keyword[];

function midnight(day: string): Instant {
  return `${day}T00:00:00.000Z` as Instant;
}

function dayAfter(today: string, days: number): string {
  return plus(midnight(today), { days }).slice(0, 10);
}

/** A weekday is the next one after today: on a Friday, "friday" is in a week, since that day's own name is "today". */
function daysUntil(weekday: number, today: string): number {
  const current = Math.floor(epochMs(midnight(today)) / DAY_MS) % WEEKDAYS.length;
  return ((weekday - current + WEEKDAYS.length - 1) % WEEKDAYS.length) + 1;
}

/** @returns undefined for what is no time, is past, or is more than a year away */
export function readTime(text: string, { today, vocabulary }: Reading): Expiry | undefined {
  const { says } = vocabulary;
  const words = text.replace(/[.!]$/, '').split(/\s+/);
  const rest = words.length > 1 && says('in', lineAt(words, 0)) ? words.slice(1) : words;
  const only = rest.length === 1 ? lineAt(rest, 0) : '';
  if (says('today', only)) return { date: today };
  if (says('tomorrow', only)) return { date: dayAfter(today, 1) };
  const weekday = WEEKDAYS.findIndex((day) => says(day, only));
  if (weekday >= 0) return { date: dayAfter(today, daysUntil(weekday, today)) };
  const span = /^(\d{1,4}) ?(\p{L}+)$/u.exec(rest.join(' '));
  const unit = span && UNITS.find((unit) => says(unit, caught(span, 2)));
  const read = readExpiry(unit ? `${caught(span, 1)} ${unit}` : rest.join(' '), today);
  return 'problem' in read ? undefined : read;
}

/** @returns the day as `YYYY-MM-DD`; hours are no day */
export function readDay(text: string, reading: Reading): string | undefined {
  const read = readTime(text, reading);
  if (read === undefined || 'hours' in read) return undefined;
  return 'date' in read ? read.date : dayAfter(reading.today, read.days);
}
