// Instants as fixed-width ISO 8601 text: they sort as text, survive JSON, and read well in a ledger.
// The only file of the core that may touch Date, and only for arithmetic on a time that it was given.

/** A UTC time with milliseconds, e.g. `2026-11-24T18:20:00.000Z`. */
export type Instant = string & { readonly __brand: 'Instant' };

/** Offset of a zone from UTC in minutes at an instant (east positive); injected, since the core has no time-zone data. */
export type OffsetAt = (zone: string, at: Instant) => number;

export type Duration = { readonly days?: number; readonly hours?: number; readonly minutes?: number };

const MINUTE = 60_000;

export function instantOf(epochMs: number): Instant {
  return new Date(epochMs).toISOString() as Instant;
}

/** @returns undefined when the text is not a time. */
export function parseInstant(text: string): Instant | undefined {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : instantOf(ms);
}

export function epochMs(at: Instant): number {
  return Date.parse(at);
}

export function plus(at: Instant, { days = 0, hours = 0, minutes = 0 }: Duration): Instant {
  return instantOf(epochMs(at) + ((days * 24 + hours) * 60 + minutes) * MINUTE);
}

export function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

/** The last second of the day on which `at` falls in `zone`; the offset is taken at that second, so it holds across a clock change. */
export function endOfDay(at: Instant, zone: string, offsetAt: OffsetAt): Instant {
  const local = epochMs(at) + offsetAt(zone, at) * MINUTE;
  const lastLocalMs = Math.floor(local / 86_400_000) * 86_400_000 + 86_399_000;
  const guess = instantOf(lastLocalMs - offsetAt(zone, at) * MINUTE);
  return instantOf(lastLocalMs - offsetAt(zone, guess) * MINUTE);
}

/** `2026-11-24 19:20` in the zone: local wall-clock time without a zone name. */
export function wallClock(at: Instant, zone: string, offsetAt: OffsetAt): string {
  return instantOf(epochMs(at) + offsetAt(zone, at) * MINUTE)
    .slice(0, 16)
    .replace('T', ' ');
}
