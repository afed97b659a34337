// Times on a certificate, on both sides of a change of the clocks and of midnight.
import { describe, expect, it } from 'vitest';
import { german } from '#core/phrases/de/german.ts';
import { english } from '#core/phrases/en/english.ts';
import { offsetAt } from '#apps/world/hashing.ts';
import { timesIn } from '#apps/sealer/completion/times.ts';
import { instant } from '../../../support/seal-job.ts';

const told = (zone: string, at: string, phrases = english) => {
  const times = timesIn({ zone, offsetAt, phrases });
  return [times.inWords(instant(at)), times.utc(instant(at))];
};

describe('a time in the envelope’s zone, and in UTC beside it', () => {
  it.each([
    [
      'before the clocks go forward',
      'Europe/Berlin',
      '2026-03-29T00:59:59.000Z',
      '29 Mar 2026, 01:59:59 (Europe/Berlin, UTC+1)',
      '00:59:59 UTC',
    ],
    ['after it', 'Europe/Berlin', '2026-03-29T01:00:00.000Z', '29 Mar 2026, 03:00:00 (Europe/Berlin, UTC+2)', '01:00:00 UTC'],
    [
      'in the hour that comes twice, first',
      'Europe/Berlin',
      '2026-10-25T00:30:00.000Z',
      '25 Oct 2026, 02:30:00 (Europe/Berlin, UTC+2)',
      '00:30:00 UTC',
    ],
    [
      'in the hour that comes twice, again',
      'Europe/Berlin',
      '2026-10-25T01:30:00.000Z',
      '25 Oct 2026, 02:30:00 (Europe/Berlin, UTC+1)',
      '01:30:00 UTC',
    ],
    [
      'where it is tomorrow',
      'Asia/Kolkata',
      '2026-11-24T20:00:00.000Z',
      '25 Nov 2026, 01:30:00 (Asia/Kolkata, UTC+5:30)',
      '2026-11-24 20:00:00 UTC',
    ],
    [
      'where it is yesterday',
      'America/St_Johns',
      '2026-11-24T02:00:00.000Z',
      '23 Nov 2026, 22:30:00 (America/St_Johns, UTC-3:30)',
      '2026-11-24 02:00:00 UTC',
    ],
    ['where noon is UTC’s', 'Europe/London', '2026-11-24T12:00:00.000Z', '24 Nov 2026, 12:00:00 (Europe/London, UTC+0)', '12:00:00 UTC'],
    ['in UTC itself, once', 'UTC', '2026-11-24T12:00:00.000Z', '24 Nov 2026, 12:00:00 (UTC)', ''],
  ])('%s', (_, zone, at, words, utc) => {
    expect(told(zone, at)).toEqual([words, utc]);
  });

  it('is written as the language writes it', () => {
    expect(told('Europe/Berlin', '2026-03-29T01:00:00.000Z', german)[0]).toBe('29. März 2026, 03:00:00 Uhr (Europe/Berlin, UTC+2)');
  });

  it('is short in columns', () => {
    const columns = (zone: string) => timesIn({ zone, offsetAt, phrases: english }).inColumns(instant('2026-10-25T01:30:00.000Z'));
    expect(columns('Europe/Berlin')).toEqual({ wall: '2026-10-25 02:30:00', offset: 'UTC+1' });
    expect(columns('UTC')).toEqual({ wall: '2026-10-25 01:30:00', offset: 'UTC' });
  });
});
