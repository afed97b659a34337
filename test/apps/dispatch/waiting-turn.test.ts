// A tenant that asks for more than it may in a minute: what is beyond that waits in the inbox, nothing of it is lost, and others do not wait.
import { describe, expect, it } from 'vitest';
import { runInbox } from '#apps/dispatch/inbox-runner.ts';
import type { ChannelEntry } from '#apps/ports.ts';
import { envelopeIdOf, type EnvelopeId, type TenantId } from '#core/ids.ts';
import { body, command, OLIVIA, person, TENANT } from '../../support/build.ts';
import { storeKit, type StoreKit } from '../../support/store-kit.ts';

const QUIET = 'fabrikam' as TenantId;
const MINUTE = 60_000;

/** Each request drafts an envelope, and then puts it down again: two commands, and one request all the same. */
function channel({ commands }: StoreKit): ChannelEntry {
  return {
    async process(request, lease) {
      const { tenant, number } = request as { tenant: TenantId; number: number };
      const id = envelopeOf(number);
      const draft = { ...command(OLIVIA, { ...body.draft(), id, tenant }), key: lease.key };
      await commands.run(tenant, id, draft, lease);
      const gone = {
        ...command(person(OLIVIA.kind === 'person' ? OLIVIA.email : ''), { type: 'void', reason: 'x' }),
        key: `${lease.key}/2`,
      };
      return { outcome: { kind: 'done', result: await commands.run(tenant, id, gone, lease) }, answers: [] };
    },
    outbound: { deliver: async () => ({ outcome: 'elsewhere', why: 'nothing is told here' }) },
  };
}

function envelopeOf(number: number): EnvelopeId {
  return envelopeIdOf(Uint8Array.from([2, 2, 2, 2, 2, 2, number >> 10, number >> 5, number]));
}

function flooded() {
  const kit = storeKit();
  const reports: unknown[] = [];
  const parts = { inbox: kit.inbox, channels: { email: channel(kit) }, report: (fault: unknown) => void reports.push(fault) };
  return {
    kit,
    reports,
    ask: async (tenant: TenantId, number: number) => kit.inbox.accept('email', `mail-${number}`, { tenant, number }),
    /** @returns how many got their outcome */
    sweep: async () => runInbox(parts, await kit.inbox.pending()),
    async outcomes(numbers: readonly number[]) {
      return Promise.all(numbers.map(async (number) => (await kit.inbox.outcome('email', `mail-${number}`))?.kind));
    },
  };
}

const MANY = Array.from({ length: 25 }, (_, at) => at);

describe('requests beyond a tenant’s number of a minute', () => {
  it('wait for the minutes that come, while others are carried out, and none is lost or taken for a fault', async () => {
    const { kit, reports, ask, sweep, outcomes } = flooded();
    await kit.limits.set(TENANT, { requestsPerMinute: 10 });
    for (const number of MANY) await ask(TENANT, number);
    await ask(QUIET, 99);

    expect(await sweep()).toBe(10 + 1);
    expect(await outcomes([99])).toEqual(['done']);
    // Nothing moves within the minute.
    expect([await sweep(), await sweep()]).toEqual([0, 0]);
    kit.clock.machineNow += MINUTE;
    expect(await sweep()).toBe(10);
    await ask(QUIET, 98);
    expect(await sweep()).toBe(1);
    kit.clock.machineNow += MINUTE;
    expect(await sweep()).toBe(5);
    expect(new Set(await outcomes(MANY))).toEqual(new Set(['done']));
    expect(reports).toEqual([]);
  });

  it('are not given up, however long they wait', async () => {
    const { kit, ask, sweep, outcomes } = flooded();
    await ask(TENANT, 1);
    for (let times = 0; times < 40; times += 1) {
      const claimed = await kit.inbox.claim('email', 'mail-1');
      if (!claimed) throw new Error('It cannot be claimed.');
      await kit.inbox.postpone(claimed.lease, kit.clock.machineNow + MINUTE);
      expect(await kit.inbox.holds(claimed.lease)).toBe(false);
      expect(await kit.inbox.claim('email', 'mail-1')).toBeUndefined();
      kit.clock.machineNow += MINUTE;
    }
    expect(await kit.letters.requests()).toEqual([]);
    expect(await sweep()).toBe(1);
    expect(await outcomes([1])).toEqual(['done']);
  });

  it('are not put off by a runner that has lost its lease', async () => {
    const { kit, ask } = flooded();
    await ask(TENANT, 1);
    const first = await kit.inbox.claim('email', 'mail-1');
    kit.clock.machineNow += 24 * 60 * MINUTE;
    const second = await kit.inbox.claim('email', 'mail-1');
    if (!first || !second) throw new Error('It cannot be claimed.');
    await kit.inbox.postpone(first.lease, kit.clock.machineNow + MINUTE);
    expect(await kit.inbox.holds(second.lease)).toBe(true);
  });
});
