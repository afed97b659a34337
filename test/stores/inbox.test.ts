// The inbox: a request is stored once, worked on by one runner at a time, and answered once for all.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '#core/answer.ts';
import type { InboxOutcome, Lease } from '#core/ports.ts';
import { inbox } from '#stores/inbox.ts';
import { allRows } from '#stores/pages.ts';
import { SHARDS } from '#stores/shards.ts';
import { ENVELOPE, OLIVIA, TENANT } from '../support/build.ts';
import { countingTable } from '../support/counting-table.ts';
import { faultyTable, mortalTable } from '../support/faulty-table.ts';
import { interleavedTable } from '../support/interleaved-table.ts';
import { LEASE_MS, storeKit } from '../support/store-kit.ts';

const REQUEST = { blob: 'acme/raw/abc', by: OLIVIA };
const DONE: InboxOutcome = { kind: 'done', result: { ok: true, tenant: TENANT, envelope: ENVELOPE, version: 3 } };
const REFUSED: InboxOutcome = { kind: 'done', result: { ok: false, refusal: { code: 'already-sent' } } };
const ANSWER: Answer = {
  to: { name: 'Olivia Park', email: 'olivia@northwind.test' },
  channel: 'email',
  tenant: TENANT,
  say: { kind: 'refused', refusal: { code: 'already-sent' }, tried: 'send' },
};

async function claimed({ inbox: requests }: Pick<ReturnType<typeof storeKit>, 'inbox'>, key = 'k'): Promise<Lease> {
  const claim = await requests.claim('email', key);
  if (!claim) throw new Error('the request could not be claimed');
  return claim.lease;
}

describe('a request', () => {
  it('is new once, and seen however it is delivered again', async () => {
    const { inbox: requests } = storeKit();
    expect(await requests.accept('email', 'k', REQUEST)).toBe('new');
    expect(await requests.accept('email', 'k', { by: OLIVIA, blob: 'acme/raw/abc' })).toBe('seen');
    expect(await requests.accept('slack', 'k', 'another channel')).toBe('new');
  });

  it('that differs under a known key is a fault, and the first one stays', async () => {
    const { inbox: requests } = storeKit();
    await requests.accept('email', 'k', REQUEST);
    await expect(requests.accept('email', 'k', { ...REQUEST, blob: 'acme/raw/other' })).rejects.toThrow(
      /different request .* key k of channel email/,
    );
    expect((await requests.claim('email', 'k'))?.request).toEqual(REQUEST);
  });

  it('that its key names wholly is seen whatever else it says later, and the first one stays', async () => {
    const { inbox: requests } = storeKit();
    expect(await requests.acceptFirst('email', 'k', REQUEST)).toBe('new');
    expect(await requests.acceptFirst('email', 'k', { ...REQUEST, receivedAt: 'later' })).toBe('seen');
    expect((await requests.claim('email', 'k'))?.request).toEqual(REQUEST);
  });

  it('is handed to one runner at a time', async () => {
    const { inbox: requests } = storeKit();
    await requests.accept('email', 'k', REQUEST);
    const claims = await Promise.all([1, 2, 3, 4].map(() => requests.claim('email', 'k')));
    expect(claims.filter(Boolean)).toEqual([{ lease: { channel: 'email', key: 'k', generation: 1 }, request: REQUEST }]);
    expect(await requests.claim('email', 'k')).toBeUndefined();
    expect(await requests.claim('email', 'unknown')).toBeUndefined();
  });

  it('given back after a fault is claimed again after a pause that grows, and the old claim is void', async () => {
    const kit = storeKit();
    await kit.inbox.accept('email', 'k', REQUEST);
    const pauses = [];
    for (let round = 0; round < 3; round += 1) {
      const lease = await claimed(kit);
      await kit.inbox.release(lease);
      expect(await kit.inbox.holds(lease)).toBe(false);
      let waited = 0;
      for (; waited < 60_000 && !(await kit.inbox.claim('email', 'k')); waited += 1_000) kit.clock.machineNow += 1_000;
      pauses.push(waited);
      kit.clock.machineNow += LEASE_MS + 1;
    }
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(pauses[0]).toBeGreaterThan(0);
  });

  it('claimed by a runner that is known to be dead is free at once', async () => {
    const kit = storeKit();
    await kit.inbox.accept('email', 'k', REQUEST);
    await claimed(kit);
    kit.clock.machineNow += 1;
    const machineNow = () => kit.clock.machineNow;
    const restarted = inbox({ table: kit.table, machineNow, leaseMs: LEASE_MS, deadBefore: machineNow() });
    expect(await restarted.claim('email', 'k')).toMatchObject({ lease: { generation: 2 } });
    expect(await restarted.claim('email', 'k')).toBeUndefined();
  });

  it('goes to another runner when the lease has lapsed, and the first can no longer settle it', async () => {
    const kit = storeKit();
    await kit.inbox.accept('email', 'k', REQUEST);
    const first = await claimed(kit);
    expect(await kit.inbox.holds(first)).toBe(true);
    kit.clock.machineNow += LEASE_MS;
    expect(await kit.inbox.holds(first)).toBe(false);
    const second = await claimed(kit);
    expect(second.generation).toBe(2);
    await expect(kit.inbox.settle(first, REFUSED, [])).rejects.toThrow(/lease 1 is lost/);
    await kit.inbox.settle(second, DONE, []);
    expect(await kit.inbox.outcome('email', 'k')).toEqual(DONE);
  });

  it('has one outcome, which answers every redelivery', async () => {
    const kit = storeKit();
    await kit.inbox.accept('email', 'k', REQUEST);
    expect(await kit.inbox.outcome('email', 'k')).toBeUndefined();
    const lease = await claimed(kit);
    await kit.inbox.settle(lease, REFUSED, [ANSWER]);
    await kit.inbox.settle(lease, DONE, []);
    expect(await kit.inbox.accept('email', 'k', REQUEST)).toBe('seen');
    expect(await kit.inbox.outcome('email', 'k')).toEqual(REFUSED);
    expect(await kit.inbox.holds(lease)).toBe(false);
    kit.clock.machineNow += LEASE_MS;
    expect(await kit.inbox.claim('email', 'k')).toBeUndefined();
  });

  it('keeps its answers beside the outcome, and its place in the index until they are delivered', async () => {
    const kit = storeKit();
    await kit.inbox.accept('email', 'k', REQUEST);
    expect(await kit.inbox.answers('email', 'k')).toBeUndefined();
    await kit.inbox.settle(await claimed(kit), REFUSED, [ANSWER]);
    expect(await kit.inbox.answers('email', 'k')).toEqual([ANSWER]);
    const [left, ...others] = await kit.inbox.unfinished();
    expect([left, others]).toMatchObject([{ key: 'k', state: 'settled', isAnswered: true, openedAt: kit.clock.machineNow }, []]);
    expect(await kit.inbox.pending()).toEqual([]);
    if (left) await kit.inbox.followed(left);
    expect(await indexRows(kit)).toEqual([]);
  });

  it('leaves nothing in the index when nobody is answered and nothing was recorded', async () => {
    const kit = storeKit();
    await kit.inbox.accept('email', 'k', REQUEST);
    await kit.inbox.settle(await claimed(kit), { kind: 'dropped', why: 'automatic mail' }, []);
    expect(await indexRows(kit)).toEqual([]);
    expect(await kit.inbox.answers('email', 'k')).toEqual([]);
  });

  it.each(['stored-but-unheard', 'stored-but-refused'] as const)('is settled although the write was %s', async (fault) => {
    const kit = storeKit();
    const { table, failNext } = faultyTable(kit.table);
    const requests = inbox({ table, machineNow: () => kit.clock.machineNow, leaseMs: LEASE_MS });
    await requests.accept('email', 'k', REQUEST);
    const lease = await claimed({ inbox: requests });
    failNext('IN#', fault);
    await requests.settle(lease, DONE, []);
    expect(await requests.outcome('email', 'k')).toEqual(DONE);
    expect(await requests.pending()).toEqual([]);
  });

  it('stays open, and the fault is told, when the outcome was not stored', async () => {
    const kit = storeKit();
    const { table, failNext } = faultyTable(kit.table);
    const requests = inbox({ table, machineNow: () => kit.clock.machineNow, leaseMs: LEASE_MS });
    await requests.accept('email', 'k', REQUEST);
    const lease = await claimed({ inbox: requests });
    failNext('IN#', 'nothing-stored');
    await expect(requests.settle(lease, DONE, [])).rejects.toMatchObject({ cause: { message: 'the connection was reset' } });
    expect(await requests.pending()).toEqual([{ channel: 'email', key: 'k' }]);
  });
});

describe('unfinished requests', () => {
  it('are listed oldest first, finished ones are not even read', async () => {
    const kit = storeKit();
    const counting = countingTable(kit.table);
    const requests = inbox({ table: counting.table, machineNow: () => kit.clock.machineNow, leaseMs: LEASE_MS });
    for (let at = 0; at < 50; at += 1) {
      await requests.accept('email', `finished ${at}`, at);
      await requests.settle(await claimed({ inbox: requests }, `finished ${at}`), DONE, []);
    }
    for (const key of ['zeta', 'alpha', 'mid']) {
      kit.clock.machineNow += 1;
      await requests.accept('slack', key, key);
    }
    await requests.claim('slack', 'alpha');
    counting.reset();
    expect((await requests.pending()).map(({ key }) => key)).toEqual(['zeta', 'alpha', 'mid']);
    // One of them is claimed here, and known.
    expect(counting.counts).toMatchObject({ get: 2, queryPartition: 16 });
  });

  it('are found after a death at any moment of accepting or settling', async () => {
    for (let survived = 0; survived < 12; survived += 1) {
      const kit = storeKit();
      const mortal = inbox({ table: mortalTable(kit.table, survived), machineNow: () => kit.clock.machineNow, leaseMs: LEASE_MS });
      const isAcknowledged = await mortal.accept('email', 'k', REQUEST).then(
        () => true,
        () => false,
      );
      const lease = await mortal.claim('email', 'k').catch(() => undefined);
      if (lease) await mortal.settle(lease.lease, DONE, [ANSWER]).catch(() => {});
      const outcome = await kit.inbox.outcome('email', 'k');
      const pending = await kit.inbox.pending();
      if (isAcknowledged) expect(pending.length === 1 || outcome !== undefined).toBe(true);
      if (outcome) {
        expect(pending).toEqual([]);
        expect(await kit.inbox.unfinished()).toMatchObject([{ state: 'settled', isAnswered: true }]);
      }
      expect(await kit.inbox.accept('email', 'k', REQUEST)).toMatch(/new|seen/);
      expect(await kit.inbox.pending()).toHaveLength(outcome ? 0 : 1);
    }
  });

  it('are never forgotten when delivery, settling and listing race', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const kit = storeKit();
        const racing = inbox({ table: interleavedTable(kit.table, scheduler), machineNow: () => kit.clock.machineNow, leaseMs: LEASE_MS });
        async function serve(): Promise<void> {
          await racing.accept('email', 'k', REQUEST);
          const claim = await racing.claim('email', 'k');
          if (claim) await racing.settle(claim.lease, DONE, []);
        }
        await scheduler.waitFor(Promise.all([serve(), serve(), racing.pending(), racing.accept('email', 'other', 1)]));
        expect(await kit.inbox.outcome('email', 'k')).toEqual(DONE);
        expect(await indexRows(kit)).toHaveLength(1);
        expect(await kit.inbox.pending()).toEqual([{ channel: 'email', key: 'other' }]);
      }),
    );
  });

  it('keep no index row when one is finished while a redelivery of it is on its way', async () => {
    const kit = storeKit();
    let isFirst = true;
    const late = inbox({
      table: {
        ...kit.table,
        putIfAbsent: async (item) => {
          if (isFirst && item.sk === 'REQUEST') {
            isFirst = false;
            await kit.inbox.accept('email', 'k', REQUEST);
            await kit.inbox.settle(await claimed(kit), DONE, []);
          }
          return kit.table.putIfAbsent(item);
        },
      },
      machineNow: () => kit.clock.machineNow,
      leaseMs: LEASE_MS,
    });
    expect(await late.accept('email', 'k', REQUEST)).toBe('seen');
    expect(await kit.inbox.unfinished()).toEqual([]);
    expect(await indexRows(kit)).toEqual([]);
  });

  it('an index row whose request never came is cleared away a day after the last attempt, not before', async () => {
    const kit = storeKit();
    const hour = 60 * 60 * 1000;
    for (const attempt of [1, 2]) {
      const mortal = inbox({ table: mortalTable(kit.table, attempt), machineNow: () => kit.clock.machineNow, leaseMs: LEASE_MS });
      await expect(mortal.accept('email', 'k', 1)).rejects.toThrow('died');
      kit.clock.machineNow += 20 * hour;
    }
    expect(await kit.inbox.pending()).toEqual([]);
    expect(await indexRows(kit)).toHaveLength(1);
    kit.clock.machineNow += 5 * hour;
    expect(await kit.inbox.pending()).toEqual([]);
    expect(await indexRows(kit)).toEqual([]);
  });
});

describe('a request that was taken in by the process that runs it', () => {
  function here({ table, clock }: Pick<ReturnType<typeof storeKit>, 'table' | 'clock'>) {
    return inbox({ table, machineNow: () => clock.machineNow, leaseMs: LEASE_MS, isRunHere: true });
  }

  it('is claimed by it once, by nobody else, and takes four writes and no read of its own from first to last', async () => {
    const kit = storeKit();
    const counting = countingTable(kit.table);
    const requests = here({ ...kit, table: counting.table });
    await requests.accept('email', 'k', REQUEST);
    expect(await kit.inbox.claim('email', 'k')).toBeUndefined();
    counting.reset();
    const claims = await Promise.all([1, 2].map(async () => requests.claim('email', 'k')));
    expect(claims).toEqual([{ lease: { channel: 'email', key: 'k', generation: 1 }, request: REQUEST }, undefined]);
    const lease = claims[0]?.lease;
    if (!lease) throw new Error('not claimed');
    counting.reset();
    expect(await requests.holds(lease)).toBe(true);
    await requests.settle(lease, DONE, []);
    expect(counting.counts).toMatchObject({ get: 0, queryPartition: 0, putIfVersion: 1, delete: 1 });
    expect(await kit.inbox.outcome('email', 'k')).toEqual(DONE);
  });

  it('is free at once for a process that knows it to be dead, and for any other when its lease is over', async () => {
    const kit = storeKit();
    await here(kit).accept('email', 'k', REQUEST);
    kit.clock.machineNow += 1;
    const machineNow = () => kit.clock.machineNow;
    const restarted = inbox({ table: kit.table, machineNow, leaseMs: LEASE_MS, deadBefore: machineNow(), isRunHere: true });
    expect(await restarted.claim('email', 'k')).toMatchObject({ lease: { generation: 2 }, request: REQUEST });
    await here(kit).accept('email', 'other', REQUEST);
    kit.clock.machineNow += LEASE_MS;
    expect(await kit.inbox.claim('email', 'other')).toMatchObject({ lease: { generation: 2 } });
  });

  it('is not believed to be held when half of its lease is over: another clock may say that it is', async () => {
    const kit = storeKit();
    const requests = here(kit);
    await requests.accept('email', 'k', REQUEST);
    const claim = await requests.claim('email', 'k');
    if (!claim) throw new Error('not claimed');
    // Someone whose clock is ahead.
    const ahead = inbox({ table: kit.table, machineNow: () => kit.clock.machineNow + LEASE_MS, leaseMs: LEASE_MS });
    kit.clock.machineNow += LEASE_MS / 2;
    expect(await ahead.claim('email', 'k')).toMatchObject({ lease: { generation: 2 } });
    expect(await requests.holds(claim.lease)).toBe(false);
    await expect(requests.settle(claim.lease, DONE, [])).rejects.toThrow(/lease 1 is lost/);
  });
});

describe('the index row of a request', () => {
  const COMMIT = { tenant: TENANT, envelope: ENVELOPE, version: 3 };
  const at = (version: number) => ({ ...COMMIT, version });

  it('leads to what the request is about to store, before and after its outcome, until all is done', async () => {
    const kit = storeKit();
    await kit.inbox.accept('email', 'k', REQUEST);
    const lease = await claimed(kit);
    expect(await kit.inbox.lead(lease, COMMIT)).toBe(true);
    expect(await kit.inbox.unfinished()).toMatchObject([{ state: 'open', commit: COMMIT }]);
    await kit.inbox.settle(lease, DONE, []);
    const [settled] = await kit.inbox.unfinished();
    expect(settled).toMatchObject({ state: 'settled', commit: COMMIT, isAnswered: false });
    if (settled) await kit.inbox.followed(settled);
    expect(await indexRows(kit)).toEqual([]);
  });

  it('leads to another commit only where the one before was not stored, as far as its runner knows', async () => {
    const kit = storeKit();
    const requests = inbox({ table: kit.table, machineNow: () => kit.clock.machineNow, leaseMs: LEASE_MS, isRunHere: true });
    await requests.accept('email', 'k', REQUEST);
    const claim = await requests.claim('email', 'k');
    if (!claim) throw new Error('not claimed');
    expect(await requests.lead(claim.lease, at(3))).toBe(true);
    expect(await requests.lead(claim.lease, at(4))).toBe(false);
    expect(await requests.lead(claim.lease, at(4), 3)).toBe(true);
    expect(await requests.unfinished()).toMatchObject([{ commit: at(4) }]);
    // Another run of it, which does not know whether that was stored.
    kit.clock.machineNow += LEASE_MS;
    expect(await kit.inbox.lead(await claimed(kit), at(5), 4)).toBe(false);
    expect(await kit.inbox.unfinished()).toMatchObject([{ commit: at(4) }]);
  });

  it('is not lost by a redelivery, nor by an outcome that knows nothing of a commit', async () => {
    const kit = storeKit();
    await kit.inbox.accept('email', 'k', REQUEST);
    await kit.inbox.lead(await claimed(kit), COMMIT);
    kit.clock.machineNow += LEASE_MS;
    await kit.inbox.accept('email', 'k', REQUEST);
    await kit.inbox.settle(await claimed(kit), { kind: 'answered', code: 'form-outdated' }, []);
    await kit.inbox.accept('email', 'k', REQUEST);
    expect(await kit.inbox.unfinished()).toMatchObject([{ state: 'settled', commit: COMMIT }]);
  });

  it('stays when the outcome, and what it leads to, come while the index is being read', async () => {
    const kit = storeKit();
    await kit.inbox.accept('email', 'k', REQUEST);
    const lease = await claimed(kit);
    const reader = inbox({
      table: {
        ...kit.table,
        async get(key) {
          if (key.sk === 'REQUEST' && (await kit.inbox.pending()).length > 0) {
            await kit.inbox.lead(lease, COMMIT);
            await kit.inbox.settle(lease, DONE, []);
          }
          return kit.table.get(key);
        },
      },
      machineNow: () => kit.clock.machineNow,
      leaseMs: LEASE_MS,
    });
    expect(await reader.unfinished()).toMatchObject([{ state: 'settled', commit: COMMIT }]);
  });
});

async function indexRows({ bare }: ReturnType<typeof storeKit>): Promise<unknown[]> {
  return (await Promise.all(SHARDS.map((shard) => allRows(bare, { pk: `INP#${shard}` })))).flat();
}
