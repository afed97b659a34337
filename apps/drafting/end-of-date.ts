// Days as people name them, in the zone where they are kept.
import { endOfDay, parseInstant, plus, type Instant, type OffsetAt } from '#core/time.ts';

type Day = { readonly date: string; readonly zone: string; readonly offsetAt: OffsetAt };

/** @param otherwise for what is no date */
export function endOfDate({ date, zone, offsetAt }: Day, otherwise: Instant): Instant {
  const noon = noonOf({ date, zone, offsetAt });
  return noon === undefined ? otherwise : endOfDay(noon, zone, offsetAt);
}

export function startOfDate(day: Day, otherwise: Instant): Instant {
  const noon = noonOf(day);
  return noon === undefined ? otherwise : plus(noon, { hours: -12 });
}

function noonOf({ date, zone, offsetAt }: Day): Instant | undefined {
  const noon = parseInstant(`${date}T12:00:00Z`);
  return noon && plus(noon, { minutes: -offsetAt(zone, noon) });
}
