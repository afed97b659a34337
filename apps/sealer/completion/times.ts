// Times as a certificate must give them: the wall clock of the envelope's zone with its distance from UTC at that very moment, and UTC beside.
import type { Phrases } from '#core/phrases/phrases.ts';
import { plus, type Instant, type OffsetAt } from '#core/time.ts';

export type Times = {
  /** `24 Nov 2026, 19:20:05 (Europe/Berlin, UTC+1)` */
  inWords(at: Instant): string;
  /** `2026-11-24 19:20:05` and `UTC+1`. */
  inColumns(at: Instant): { readonly wall: string; readonly offset: string };
  /** `18:20:05 UTC`, with its date where that is another; empty where the zone is UTC itself. */
  utc(at: Instant): string;
};

type Where = { readonly zone: string; readonly offsetAt: OffsetAt; readonly phrases: Pick<Phrases, 'dateTime'> };

export function timesIn({ zone, offsetAt, phrases }: Where): Times {
  const wallOf = (at: Instant) => seconds(plus(at, { minutes: offsetAt(zone, at) }));
  const offsetOf = (at: Instant) => (zone === 'UTC' ? 'UTC' : distance(offsetAt(zone, at)));
  return {
    inWords: (at) => phrases.dateTime(wallOf(at), zone === 'UTC' ? zone : `${zone}, ${offsetOf(at)}`),
    inColumns: (at) => ({ wall: wallOf(at), offset: offsetOf(at) }),
    utc: (at) => {
      if (zone === 'UTC') return '';
      const utc = seconds(at);
      return `${utc.slice(0, 10) === wallOf(at).slice(0, 10) ? utc.slice(11) : utc} UTC`;
    },
  };
}

function seconds(at: Instant): string {
  return at.slice(0, 19).replace('T', ' ');
}

/** `UTC+1`, `UTC-3:30`, `UTC+0`. */
function distance(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '-' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}
