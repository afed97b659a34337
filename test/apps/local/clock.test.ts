// The demo's product clock: forward only, across restarts and over a machine clock that steps back.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { productClock } from '#apps/local/clock.ts';
import { parseDuration } from '#apps/local/duration.ts';
import { epochMs, instantOf, plus } from '#core/time.ts';
import { temporaryFolder } from '#test/support/temporary.ts';

const NOON = Date.UTC(2026, 10, 24, 12);

describe('the product clock', () => {
  it('shows the machine’s time until somebody moves it', () => {
    expect(productClock({ dir: temporaryFolder(), machineNow: () => NOON }).now()).toBe('2026-11-24T12:00:00.000Z');
  });

  it('goes on from where it was set, at the machine’s pace', () => {
    let machine = NOON;
    const clock = productClock({ dir: temporaryFolder(), machineNow: () => machine });
    clock.set(plus(clock.now(), { days: 3 }));
    machine += 60_000;
    expect(clock.now()).toBe('2026-11-27T12:01:00.000Z');
  });

  it('keeps the time that it was given over a restart', () => {
    const dir = temporaryFolder();
    productClock({ dir, machineNow: () => NOON }).set(instantOf(NOON + 86_400_000));
    expect(productClock({ dir, machineNow: () => NOON + 1_000 }).now()).toBe('2026-11-25T12:00:01.000Z');
  });

  it('never goes backwards, whoever asks', () => {
    const dir = temporaryFolder();
    let machine = NOON;
    const clock = productClock({ dir, machineNow: () => machine });
    clock.set(plus(clock.now(), { days: 3 }));
    clock.set(instantOf(NOON));
    machine -= 3_600_000;
    expect(clock.now()).toBe('2026-11-27T12:00:00.000Z');
    expect(productClock({ dir, machineNow: () => NOON - 7_200_000 }).now()).toBe('2026-11-27T12:00:00.000Z');
  });

  it('says which file to delete when it cannot read its own', () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'clock.json'), '{"offsetMs":"soon"}');
    expect(() => productClock({ dir })).toThrow(/Delete the file/);
  });

  it('runs on the machine’s clock by default', () => {
    const before = Date.now();
    expect(epochMs(productClock({ dir: temporaryFolder() }).now())).toBeGreaterThanOrEqual(before);
  });
});

describe('durations', () => {
  it.each([
    ['PT1H', 3_600_000],
    ['P1D', 86_400_000],
    ['P3D', 259_200_000],
    ['P1W', 604_800_000],
    ['p1dt2h30m5s', 95_405_000],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', 'P', 'PT', 'P1DT', '3D', 'P1M', 'P1Y', 'P-1D', 'P1.5D', 'soon'])('does not read “%s”', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});
