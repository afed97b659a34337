// Tokens are renewed by one at a time, against a Slack that ends the old one at once.
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { slackInstalls, tokensIn, type SlackTokens } from '#apps/slack/installs.ts';
import { rotateTokens, type RotateParts } from '#apps/slack/rotate.ts';
import type { Table } from '#core/ports.ts';
import { installations } from '#stores/installations.ts';
import { box, broken, installationFor } from './kit.ts';
import { memoryTable } from '#test/support/memory-table.ts';
import { dice } from '#test/support/dice.ts';
import { TEAM } from '#test/support/slack-deliveries.ts';

const HOUR = 3_600_000;

/** A Slack that ends what it gave before when it gives anew, and takes each refresh token once. */
function slackThatRevokes() {
  let serial = 0;
  let valid: SlackTokens = { access: 'xoxe-0', refresh: 'r-0', expiresAt: 12 * HOUR };
  let exchanges = 0;
  return {
    first: valid,
    isValid: (access: string) => access === valid.access,
    exchanges: () => exchanges,
    async renew(refresh: string, now: number): Promise<SlackTokens> {
      await setImmediate();
      if (refresh !== valid.refresh) throw new Error('invalid_refresh_token');
      serial += 1;
      exchanges += 1;
      valid = { access: `xoxe-${serial}`, refresh: `r-${serial}`, expiresAt: now + 12 * HOUR };
      const given = valid;
      await setImmediate();
      return given;
    },
  };
}

/** Each call takes some turns, so that those who run at once get between each other. */
function slowTable(table: Table, roll: () => number): Table {
  const wait = async () => {
    for (let turns = Math.floor(roll() * 4); turns > 0; turns -= 1) await setImmediate();
  };
  return {
    ...table,
    get: async (key) => (await wait(), table.get(key)),
    putIfAbsent: async (item) => (await wait(), table.putIfAbsent(item)),
    putIfVersion: async (item, expected) => (await wait(), table.putIfVersion(item, expected)),
    putIfNewer: async (item) => (await wait(), table.putIfNewer(item)),
    delete: async (key) => (await wait(), table.delete(key)),
    queryPartition: async (query) => (await wait(), table.queryPartition(query)),
  };
}

async function renewing(table: Table = memoryTable()) {
  const slack = slackThatRevokes();
  const known = installations(table);
  await known.put(installationFor(TEAM, slack.first));
  const clock = { now: 9 * HOUR };
  const faults: unknown[] = [];
  const now = () => clock.now;
  const installs = slackInstalls({ installations: known, box, now });
  const parts: RotateParts = {
    installations: known,
    installs,
    box,
    now,
    oauth: { renew: async (refresh) => slack.renew(refresh, clock.now) },
    report: (fault) => void faults.push(fault),
  };
  const stored = async () => {
    const installation = await known.get('slack', TEAM);
    if (!installation) throw new Error('The installation is gone.');
    return tokensIn(installation, box);
  };
  return { slack, known, clock, faults, parts, stored, installs };
}

describe('tokens are renewed', () => {
  test('before they run out, and the new one is used at once', async () => {
    const it = await renewing();
    expect(await it.installs.tokenOf(TEAM)).toBe('xoxe-0');
    await rotateTokens(it.parts);
    expect(await it.installs.tokenOf(TEAM)).toBe('xoxe-1');
  });

  test('not while they last for hours', async () => {
    const it = await renewing();
    it.clock.now = 7 * HOUR;
    await rotateTokens(it.parts);
    expect(it.slack.exchanges()).toBe(0);
  });

  test('not where they never run out', async () => {
    const it = await renewing();
    await it.known.put(installationFor(TEAM, { access: 'xoxb-1' }));
    await rotateTokens(it.parts);
    expect(it.slack.exchanges()).toBe(0);
  });

  test.each([1, 2, 3, 4, 5])(
    'by three at once, thirty times (%i): what is stored is never dead, and each is renewed once',
    async (seed) => {
      const it = await renewing(slowTable(memoryTable(), dice(seed)));
      for (let round = 1; round <= 30; round += 1) {
        await Promise.all([1, 2, 3].map(async () => rotateTokens(it.parts)));
        const { access } = await it.stored();
        expect(it.slack.isValid(access)).toBe(true);
        expect(it.slack.exchanges()).toBe(round);
        it.clock.now += 9 * HOUR;
      }
      expect(it.faults).toEqual([]);
    },
  );

  test('also when storing them fails at first: the old ones are dead by then', async () => {
    const table = memoryTable();
    const it = await renewing(table);
    const { replace } = it.known;
    let calls = 0;
    const flaky: RotateParts['installations'] = {
      ...it.known,
      async replace(was, next) {
        calls += 1;
        if (calls === 2) throw new Error('no table');
        return replace(was, next);
      },
    };
    await rotateTokens({ ...it.parts, installations: flaky });
    expect(it.slack.isValid((await it.stored()).access)).toBe(true);
  });

  test('by a second one where the first died, once its lease is over', async () => {
    const it = await renewing();
    const dying: RotateParts = { ...it.parts, oauth: { renew: broken } };
    await rotateTokens(dying);
    await rotateTokens(it.parts);
    expect(it.slack.exchanges()).toBe(0);
    it.clock.now += 61_000;
    await rotateTokens(it.parts);
    expect(it.slack.isValid((await it.stored()).access)).toBe(true);
    expect(it.faults).toHaveLength(1);
  });

  test('but what was installed anew while they were renewed stays', async () => {
    const it = await renewing();
    const fresh = { access: 'xoxe-fresh', refresh: 'r-fresh', expiresAt: 30 * HOUR };
    const late: RotateParts = {
      ...it.parts,
      oauth: {
        async renew(refresh) {
          const given = await it.slack.renew(refresh, it.clock.now);
          await it.known.put(installationFor(TEAM, fresh));
          return given;
        },
      },
    };
    await rotateTokens(late);
    expect(await it.stored()).toEqual(fresh);
  });

  test('one that fails keeps none of the others, and is reported without a token', async () => {
    const it = await renewing();
    await it.known.put(installationFor('T0AAAA001', { access: 'xoxe-a', refresh: 'r-unknown', expiresAt: 10 * HOUR }));
    await rotateTokens(it.parts);
    expect(it.slack.exchanges()).toBe(1);
    expect(it.faults.map(String).join()).toMatch(/T0AAAA001/);
    expect(it.faults.map(String).join()).not.toMatch(/r-unknown|xoxe/);
  });
});
