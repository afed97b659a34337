// Until when someone is away, by their absence notice, where it says so in a form that means one day. What could mean two days means none.
import { epochMs, parseInstant, plus, type Instant } from '../time.ts';
import { lineAt } from './match.ts';
import { BACK, INCLUSIVE, MONTHS, TOMORROW, UNTIL, WEEKDAYS } from './absence-words.ts';

const MOST_CHARS = 16_384;
const DAY_MS = 86_400_000;
/** A day without its year is the next of its name; one that has just passed is none. */
const MOST_DAYS_AHEAD = 300;
const MOST_DAYS = 366;

/** @param today where the person is, `YYYY-MM-DD` @returns the first day back */
export function dayBack(notice: string, today: string): string | undefined {
  const text = notice.slice(0, MOST_CHARS).toLowerCase().replace(/\s+/g, ' ');
  const back = daysAfter(text, { anchor: BACK, today });
  const [day, ...others] = new Set(back.length > 0 ? back : daysAfter(text, { anchor: UNTIL, today }));
  return others.length > 0 ? undefined : day;
}

type Looking = { readonly anchor: RegExp; readonly today: string };

function daysAfter(text: string, { anchor, today }: Looking): string[] {
  return [...text.matchAll(anchor)].flatMap((found) => {
    const after = text.slice(found.index + found[0].length, found.index + found[0].length + 60);
    const day = dayAt(after, today);
    if (day === undefined) return [];
    const isInclusive = INCLUSIVE.test(found[0]) || INCLUSIVE.test(after.slice(0, 45).replace(/[.!?;](?:\s.*)?$/, ''));
    return [isInclusive ? daysLater(day, 1) : day];
  });
}

/** The day that the text begins with; a weekday before a date is only its company. */
function dayAt(text: string, today: string): string | undefined {
  const words = text.replace(/^[\s,]+/, '').split(' ');
  const first = bare(lineAt(words, 0));
  if (TOMORROW.test(first)) return daysLater(today, 1);
  const weekday = WEEKDAYS.findIndex((one) => one.test(first));
  const rest = weekday < 0 ? words : words.slice(/^(?:the|le|el|il|dem|den|de)$/.test(bare(lineAt(words, 1))) ? 2 : 1);
  return dateAt(rest.join(' '), today) ?? (weekday < 0 || /^\d/.test(lineAt(rest, 0)) ? undefined : nextWeekday(weekday, today));
}

function bare(word: string): string {
  return word.replace(/[^\p{L}]/gu, '');
}

function dateAt(text: string, today: string): string | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?!\d)/.exec(text);
  if (iso) return sound({ year: iso[1], month: Number(iso[2]), day: iso[3] }, today);
  const dotted = /^(\d{1,2})\. ?(\d{1,2})\.(?: ?(\d{4}|\d{2})(?!\d))?/.exec(text);
  if (dotted) return sound({ year: dotted[3], month: Number(dotted[2]), day: dotted[1] }, today);
  const slashed = /^(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?(?!\d)/.exec(text);
  if (slashed) return slashedDay(slashed, today);
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?(?: (?:of|de|di))? (\p{L}{3,10})\.?,?(?: (?:de |del )?(\d{4}))?(?!\d)/u.exec(text);
  if (dayFirst) return sound({ year: dayFirst[3], month: monthOf(dayFirst[2]), day: dayFirst[1] }, today);
  const monthFirst = /^(\p{L}{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?(?!\d)(?:,? (\d{4}))?(?!\d)/u.exec(text);
  return monthFirst ? sound({ year: monthFirst[3], month: monthOf(monthFirst[1]), day: monthFirst[2] }, today) : undefined;
}

/** Which of both is the month differs from country to country: only where one of them cannot be it, or both are the same. */
function slashedDay([, first = '', second = '', year]: RegExpExecArray, today: string): string | undefined {
  const [a, b] = [Number(first), Number(second)];
  if (a > 12 || a === b) return sound({ year, month: b, day: first }, today);
  return b > 12 ? sound({ year, month: a, day: second }, today) : undefined;
}

function monthOf(name = ''): number {
  return MONTHS.findIndex((one) => one.test(name)) + 1;
}

type Parts = { readonly year: string | undefined; readonly month: number; readonly day: string | undefined };

/** @returns undefined for no day, one that is over, and one too far away to be meant */
function sound({ year, month, day = '' }: Parts, today: string): string | undefined {
  const at = (full: number) => realDay(`${String(full).padStart(4, '0')}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`);
  const now = Number(today.slice(0, 4));
  if (year !== undefined) {
    const date = at(year.length === 2 ? 2000 + Number(year) : Number(year));
    return date !== undefined && date > today && daysBetween(today, date) <= MOST_DAYS ? date : undefined;
  }
  const next = [at(now), at(now + 1)].find((date) => date !== undefined && date > today);
  return next !== undefined && daysBetween(today, next) <= MOST_DAYS_AHEAD ? next : undefined;
}

/** 31 February is no day. */
function realDay(date: string): string | undefined {
  return parseInstant(`${date}T00:00:00.000Z`)?.slice(0, 10) === date ? date : undefined;
}

function midnight(day: string): Instant {
  return `${day}T00:00:00.000Z` as Instant;
}

function daysLater(day: string, days: number): string {
  return plus(midnight(day), { days }).slice(0, 10);
}

function daysBetween(from: string, to: string): number {
  return (epochMs(midnight(to)) - epochMs(midnight(from))) / DAY_MS;
}

/** On a Monday, "until Monday" is in a week. */
function nextWeekday(weekday: number, today: string): string {
  // 1 January 1970 was a Thursday.
  const current = (Math.floor(epochMs(midnight(today)) / DAY_MS) + 3) % 7;
  return daysLater(today, ((weekday - current + 6) % 7) + 1);
}
