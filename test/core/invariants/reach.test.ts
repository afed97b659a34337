// What the random histories reach: a property says nothing about what no history contains.
//   FC_REACH=1 npx vitest run test/core/invariants/reach.test.ts     prints how often everything is reached
import { beforeAll, describe, expect, test } from 'vitest';
import type { CommandBody } from '#core/command.ts';
import type { EnvelopeStatus, Sealing } from '#core/envelope.ts';
import { PERSONAL } from '#core/personal.ts';
import { forEachHistory, HISTORIES, LONG } from '../../support/history/each-holds.ts';
import { accepted, played, type History } from '../../support/history/play.ts';

/** Complete by their types. */
const STATUSES: Readonly<Record<EnvelopeStatus, true>> = {
  draft: true,
  sent: true,
  completed: true,
  declined: true,
  voided: true,
  expired: true,
};
const SEALINGS: Readonly<Record<Sealing['state'], true>> = { sealing: true, sealed: true, 'seal-failed': true };
const COMMANDS: Readonly<Record<CommandBody['type'], true>> = {
  draft: true,
  place: true,
  send: true,
  view: true,
  approve: true,
  sign: true,
  acknowledge: true,
  prepare: true,
  decline: true,
  withdraw: true,
  dispute: true,
  resolve: true,
  'accept-disclosure': true,
  delegate: true,
  reassign: true,
  correct: true,
  resend: true,
  extend: true,
  comment: true,
  remind: true,
  snooze: true,
  mute: true,
  escalate: true,
  warn: true,
  void: true,
  expire: true,
  erase: true,
  'record-deliveries': true,
  'record-seal': true,
  'record-seal-failure': true,
};

/** Fewer say nothing about what is rare. */
const LOOKED_AT = Math.max(1_000, HISTORIES);

const counts = new Map<string, number>();

beforeAll(() => {
  forEachHistory((history) => {
    for (const name of reachedBy(history)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }, LOOKED_AT);
  if (process.env.FC_REACH === undefined) return;
  for (const name of [...counts.keys()].toSorted())
    console.log(`${name.padEnd(32)} ${((100 * (counts.get(name) ?? 0)) / LOOKED_AT).toFixed(1)} %`);
}, LONG.timeout);

function reachedBy(history: History): ReadonlySet<string> {
  const names = new Set<string>();
  for (const step of played(history)) {
    names.add(`status ${step.after.status}`);
    if (step.after.status === 'completed') names.add(`sealing ${step.after.sealing.state}`);
    if (accepted(step).length > 0) names.add(`command ${step.command.type}`);
    for (const { type } of accepted(step)) names.add(`event ${type}`);
    if (!step.decision.ok) names.add(`refusal ${step.decision.refusal.code}`);
  }
  return names;
}

function rarerThan(percent: number, names: readonly string[]): readonly string[] {
  return names.filter((name) => ((counts.get(name) ?? 0) * 100) / LOOKED_AT < percent);
}

describe('the random histories', () => {
  test('reach every status in more than two of a hundred', () => {
    const names = [...Object.keys(STATUSES).map((one) => `status ${one}`), ...Object.keys(SEALINGS).map((one) => `sealing ${one}`)];
    expect(rarerThan(2, names)).toEqual([]);
  });

  test('have every command accepted in more than one of two hundred', () => {
    expect(
      rarerThan(
        0.5,
        Object.keys(COMMANDS).map((one) => `command ${one}`),
      ),
    ).toEqual([]);
  });

  test('contain every event', () => {
    expect(
      rarerThan(
        0.1,
        Object.keys(PERSONAL).map((one) => `event ${one}`),
      ),
    ).toEqual([]);
  });
});
