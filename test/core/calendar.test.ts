// Times that suit people, in real zones across real clock changes.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { offsetAt } from '#apps/world/hashing.ts';
import { ALWAYS } from '#core/policy/pinned.ts';
import { daysLater, intoWorkingHours } from '#core/rules/calendar.ts';
import type { WorkCalendar } from '#core/terms.ts';
import { epochMs, instantOf, plus, wallClock, type Instant } from '#core/time.ts';
import { at } from '../support/build.ts';

const OFFICE: WorkCalendar = {
  days: [1, 2, 3, 4, 5],
  from: 9 * 60,
  to: 17 * 60,
  holidays: { 'Europe/Berlin': ['2026-12-25', '2026-12-28'] },
};
const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';

/** The local time in the zone, `YYYY-MM-DD HH:MM`. */
function suits(when: string, zone: string, calendar: WorkCalendar = OFFICE): string {
  return wallClock(intoWorkingHours(at(when), { calendar, zone, offsetAt }), zone, offsetAt);
}

function later(when: string, days: number, zone: string): string {
  return wallClock(daysLater(at(when), days, { zone, offsetAt }), zone, offsetAt);
}

describe('into working hours', () => {
  test.each([
    ['a time within stays as it is', '2026-11-24T09:17:00Z', BERLIN, '2026-11-24 10:17'],
    ['the first minute is within', '2026-11-24T08:00:00Z', BERLIN, '2026-11-24 09:00'],
    ['the last minute is not', '2026-11-24T16:00:00Z', BERLIN, '2026-11-25 09:00'],
    ['before they begin: the same morning', '2026-11-24T03:00:00Z', BERLIN, '2026-11-24 09:00'],
    ['in the evening: the next morning', '2026-11-24T20:00:00Z', BERLIN, '2026-11-25 09:00'],
    ['on Friday evening: Monday', '2026-11-27T17:00:00Z', BERLIN, '2026-11-30 09:00'],
    ['on a day off, and one after the weekend: the day after', '2026-12-24T20:00:00Z', BERLIN, '2026-12-29 09:00'],
    ['a day off of another zone is none', '2026-12-24T20:00:00Z', 'Europe/Paris', '2026-12-25 09:00'],
    ['in New York it is still the day before', '2026-11-24T02:00:00Z', NEW_YORK, '2026-11-24 09:00'],
    ['half an hour off in Kolkata', '2026-11-24T03:00:00Z', 'Asia/Kolkata', '2026-11-24 09:00'],
    ['a weekend in Kolkata begins earlier', '2026-11-27T18:45:00Z', 'Asia/Kolkata', '2026-11-30 09:00'],
  ])('%s', (_name, when, zone, expected) => expect(suits(when, zone)).toBe(expected));

  test.each([
    ['over the weekend on which Berlin goes to summer time', '2026-03-27T17:00:00Z', BERLIN, '2026-03-30 09:00'],
    ['over the weekend on which Berlin goes back', '2026-10-23T17:00:00Z', BERLIN, '2026-10-26 09:00'],
    ['over the weekend on which New York goes to summer time', '2026-03-06T23:00:00Z', NEW_YORK, '2026-03-09 09:00'],
    ['over the weekend on which New York goes back', '2026-10-30T22:00:00Z', NEW_YORK, '2026-11-02 09:00'],
  ])('%s it is nine by the clock on the wall', (_name, when, zone, expected) => expect(suits(when, zone)).toBe(expected));

  test('where a clock change skips midnight, the day begins an hour later', () => {
    const cairo = { ...ALWAYS, days: [5] };
    expect(suits('2026-04-23T12:00:00Z', 'Africa/Cairo', cairo)).toBe('2026-04-24 01:00');
    const santiago = { ...ALWAYS, days: [7] };
    expect(suits('2026-09-05T12:00:00Z', 'America/Santiago', santiago)).toBe('2026-09-06 01:00');
  });
  test('hours that a clock change leaves out altogether are found on the next day', () => {
    const night = { ...ALWAYS, from: 2 * 60 + 10, to: 2 * 60 + 40 };
    expect(suits('2026-03-29T00:30:00Z', BERLIN, night)).toBe('2026-03-30 02:10');
  });
  test('a day that a zone left out is no day of work', () => {
    // Samoa crossed the date line: there was no Friday 30 December 2011.
    expect(suits('2011-12-30T05:00:00Z', 'Pacific/Apia')).toBe('2012-01-02 09:00');
  });
  test('an hour that a clock change gives twice is not gone back to', () => {
    const night = { ...ALWAYS, from: 2 * 60 + 45, to: 4 * 60 };
    const second = at('2026-10-25T01:30:00Z');
    expect(wallClock(second, BERLIN, offsetAt)).toBe('2026-10-25 02:30');
    expect(intoWorkingHours(second, { calendar: night, zone: BERLIN, offsetAt }) >= second).toBe(true);
  });
  test('a calendar without a single day of work leaves every time as it is', () => {
    const when = at('2026-11-24T03:00:00Z');
    expect(intoWorkingHours(when, { calendar: { ...OFFICE, days: [] }, zone: 'UTC', offsetAt })).toBe(when);
  });
});

describe('days later', () => {
  test.each([
    ['into summer time in Berlin', '2026-03-27T09:30:00Z', 3, BERLIN, '2026-03-30 10:30'],
    ['out of summer time in Berlin', '2026-10-23T08:30:00Z', 3, BERLIN, '2026-10-26 10:30'],
    ['into summer time in New York', '2026-03-06T15:00:00Z', 3, NEW_YORK, '2026-03-09 10:00'],
    ['out of summer time in New York', '2026-10-30T14:00:00Z', 3, NEW_YORK, '2026-11-02 10:00'],
    ['in Kolkata, where nothing changes', '2026-03-27T09:30:00Z', 3, 'Asia/Kolkata', '2026-03-30 15:00'],
    ['to an hour that is left out: an hour behind', '2026-03-28T01:30:00Z', 1, BERLIN, '2026-03-29 03:30'],
    ['to an hour that comes twice: the first', '2026-10-24T00:30:00Z', 1, BERLIN, '2026-10-25 02:30'],
    ['to a midnight that is left out', '2026-04-22T22:00:00Z', 1, 'Africa/Cairo', '2026-04-24 01:00'],
  ])('%s, the clock on the wall shows the same', (_name, when, days, zone, expected) => expect(later(when, days, zone)).toBe(expected));
  test('the hour that comes twice is the first of the two', () =>
    expect(daysLater(at('2026-10-24T00:30:00Z'), 1, { zone: BERLIN, offsetAt })).toBe('2026-10-25T00:30:00.000Z'));
});

const zones = fc.constantFrom(
  BERLIN,
  NEW_YORK,
  'Asia/Kolkata',
  'Africa/Cairo',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
);
const instants: fc.Arbitrary<Instant> = fc
  .integer({ min: epochMs(at('2024-01-01T00:00:00Z')), max: epochMs(at('2030-01-01T00:00:00Z')) })
  .map(instantOf);
const calendars: fc.Arbitrary<WorkCalendar> = fc.record({
  days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  from: fc.integer({ min: 0, max: 20 * 60 }),
  to: fc.integer({ min: 21 * 60, max: 24 * 60 }),
  holidays: fc.constant({ [BERLIN]: ['2026-12-25'] }),
});

test('whatever the calendar, zone and time: never earlier, in working hours, and nothing sooner would have been', () => {
  fc.assert(
    fc.property(instants, zones, calendars, (when, zone, calendar) => {
      const where = { calendar, zone, offsetAt };
      const found = intoWorkingHours(when, where);
      expect(found >= when).toBe(true);
      expect(intoWorkingHours(found, where)).toBe(found);
      const minute = Number(wallClock(found, zone, offsetAt).slice(11, 13)) * 60 + Number(wallClock(found, zone, offsetAt).slice(14));
      expect(minute >= calendar.from && minute < calendar.to).toBe(true);
      // Halfway there it would have been found as well.
      const between = instantOf(Math.floor((epochMs(when) + epochMs(found)) / 2));
      expect(intoWorkingHours(between, where)).toBe(found);
      expect(intoWorkingHours(plus(found, {}), where)).toBe(found);
    }),
  );
});
