// Running commands: the loop around the rules. What races, repeats and dies must neither lose an act nor double it.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkStream, eventsOf } from '#core/chain.ts';
import type { Command } from '#core/command.ts';
import { fold } from '#core/fold.ts';
import type { Lease, Table } from '#core/ports.ts';
import { body, CARL, command, ENVELOPE, INES, OLIVIA, person, r, seat, sha256, TENANT } from '../support/build.ts';
import { interleavedTable } from '../support/interleaved-table.ts';
import { LEASE_MS, storeKit } from '../support/store-kit.ts';

type Kit = ReturnType<typeof storeKit>;

const SIGNERS = ['Ann', 'Bob', 'Cho', 'Dan'].map((name) => seat(name, 'signer', 1));
const signs = (at: number): Command => command(person(SIGNERS[at]?.email ?? ''), body.sign(r(at + 1)), { minutes: at + 1 });

async function sent({ commands }: Kit, recipients = SIGNERS): Promise<void> {
  const draft = await commands.run(TENANT, ENVELOPE, command(OLIVIA, body.draft({ recipients })));
  const send = await commands.run(TENANT, ENVELOPE, command(OLIVIA, body.send));
  expect([draft, send]).toMatchObject([
    { ok: true, version: 1 },
    { ok: true, version: 2 },
  ]);
}

/** A kit whose table the scheduler holds once `interleave` was called. */
function raceKit(scheduler: fc.Scheduler): { kit: Kit; interleave(): void } {
  let isRacing = false;
  const kit = storeKit((table): Table => {
    const interleaved = interleavedTable(table, scheduler);
    return new Proxy(table, { get: (plain, name) => Reflect.get(isRacing ? interleaved : plain, name) });
  });
  return {
    kit,
    interleave: () => {
      isRacing = true;
    },
  };
}

async function eventTypes({ ledger }: Kit): Promise<readonly string[]> {
  return eventsOf(await ledger.load(TENANT, ENVELOPE)).map(({ event }) => event.type);
}

describe('a command', () => {
  it('is recorded in one commit, with its key and the time of recording', async () => {
    const kit = storeKit();
    const draft = command(OLIVIA, body.draft({ recipients: [INES, CARL] }));
    expect(await kit.commands.run(TENANT, ENVELOPE, draft)).toEqual({ ok: true, tenant: TENANT, envelope: ENVELOPE, version: 1 });
    const stream = await kit.ledger.load(TENANT, ENVELOPE);
    expect(stream.commits).toMatchObject([{ version: 1, key: draft.key, recordedAt: draft.at }]);
    expect(fold(stream)).toMatchObject({ status: 'draft', recipients: [{ name: 'Ines' }, { name: 'Carl' }] });
  });

  it('leaves a pointer to what must follow from it', async () => {
    const kit = storeKit();
    await sent(kit);
    const pending = await kit.pointers.pending();
    expect(pending.map(({ pointer }) => pointer)).toEqual(
      [1, 2].map((version) => ({ kind: 'commit', tenant: TENANT, envelope: ENVELOPE, version })),
    );
  });

  it('that comes again gets its first answer and changes nothing', async () => {
    const kit = storeKit();
    await sent(kit);
    const first = await kit.commands.run(TENANT, ENVELOPE, signs(0));
    const sign = signs(1);
    const answer = await kit.commands.run(TENANT, ENVELOPE, sign);
    await kit.commands.run(TENANT, ENVELOPE, signs(2));
    expect(await kit.commands.run(TENANT, ENVELOPE, sign)).toEqual(answer);
    expect(answer).toMatchObject({ ok: true, version: 4 });
    expect(first).toMatchObject({ ok: true, version: 3 });
    expect((await kit.ledger.load(TENANT, ENVELOPE)).version).toBe(5);
  });

  it('that is refused records nothing, and the refusal is a value', async () => {
    const kit = storeKit();
    expect(await kit.commands.run(TENANT, ENVELOPE, command(OLIVIA, body.send))).toEqual({
      ok: false,
      refusal: { code: 'no-such-envelope' },
    });
    expect(await kit.pointers.pending()).toEqual([]);
  });

  it('that is fulfilled already records nothing and succeeds', async () => {
    const kit = storeKit();
    await sent(kit);
    const view = (): Command => command(person(SIGNERS[0]?.email ?? ''), { type: 'view', recipient: r(1) });
    expect(await kit.commands.run(TENANT, ENVELOPE, view())).toMatchObject({ ok: true, version: 3 });
    expect(await kit.commands.run(TENANT, ENVELOPE, view())).toMatchObject({ ok: true, version: 3 });
    expect((await kit.ledger.load(TENANT, ENVELOPE)).version).toBe(3);
  });

  it('gives up after others were first many times, having waited longer each time', async () => {
    const kit = storeKit((table) => ({
      ...table,
      // Someone is always first: the row is taken, by another hand, each time it is asked for.
      putIfAbsent: async (item) => item.sk !== 'C#000001' && table.putIfAbsent(item),
      get: async (key) => (key.sk === 'C#000001' ? { ...key, version: 1, body: OTHERS } : table.get(key)),
    }));
    await expect(kit.commands.run(TENANT, ENVELOPE, command(OLIVIA, body.draft()))).rejects.toThrow(
      /Could not record draft .* first 12 times/,
    );
    expect(kit.slept.slice(0, 4)).toEqual([19, 38, 75, 150]);
    expect(Math.max(...kit.slept)).toBe(750);
    expect(kit.slept).toHaveLength(11);
  });

  it('stops before it records anything when its lease has gone to another runner', async () => {
    const kit = storeKit();
    const lease = await leased(kit);
    kit.clock.machineNow += LEASE_MS;
    await expect(kit.commands.run(TENANT, ENVELOPE, command(OLIVIA, body.draft()), lease)).rejects.toThrow(/lease 1 is lost/);
    expect((await kit.ledger.load(TENANT, ENVELOPE)).version).toBe(0);
    const again = await kit.inbox.claim('email', 'request');
    expect(await kit.commands.run(TENANT, ENVELOPE, command(OLIVIA, body.draft()), again?.lease)).toMatchObject({ ok: true });
  });
});

const OTHERS = JSON.stringify({
  version: 1,
  previous: null,
  leaves: [],
  hash: 'h',
  key: 'theirs',
  writer: 'another',
  recordedAt: 't',
  stored: [],
});

async function leased({ inbox }: Kit): Promise<Lease> {
  await inbox.accept('email', 'request', {});
  const claimed = await inbox.claim('email', 'request');
  if (!claimed) throw new Error('the request could not be claimed');
  return claimed.lease;
}

describe('commands that race, in every order of their reads and writes', () => {
  it('none is lost and none is doubled when several sign at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, writers) => {
        const { kit, interleave } = raceKit(scheduler);
        await sent(kit, SIGNERS.slice(0, writers));
        interleave();
        const runs = Array.from({ length: writers }, (_, at) => kit.commands.run(TENANT, ENVELOPE, signs(at)));
        const outcomes = await scheduler.waitFor(Promise.all(runs));
        expect(outcomes.map((outcome) => (outcome.ok ? outcome.version : 0)).toSorted((a, b) => a - b)).toEqual(
          Array.from({ length: writers }, (_, at) => at + 3),
        );
        const stream = await scheduler.waitFor(kit.ledger.load(TENANT, ENVELOPE));
        expect(stream.version).toBe(writers + 2);
        expect(checkStream(stream, sha256).chain).toBe('ok');
        expect(fold(stream)).toMatchObject({ status: 'completed' });
        expect(eventsOf(stream).filter(({ event }) => event.type === 'completed')).toHaveLength(1);
      }),
    );
  });

  it('one request delivered several times at once has one effect and one answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { kit, interleave } = raceKit(scheduler);
        await sent(kit);
        interleave();
        const sign = signs(0);
        const outcomes = await scheduler.waitFor(Promise.all([1, 2, 3].map(() => kit.commands.run(TENANT, ENVELOPE, sign))));
        expect(new Set(outcomes.map((outcome) => outcome.ok && outcome.version))).toEqual(new Set([3]));
        expect((await scheduler.waitFor(eventTypes(kit))).filter((type) => type === 'signed')).toHaveLength(1);
      }),
    );
  });

  it('of a void and a signature the record’s order decides, and the loser is told', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const { kit, interleave } = raceKit(scheduler);
        await sent(kit, SIGNERS.slice(0, 1));
        interleave();
        const withdrawal = command(OLIVIA, { type: 'void', reason: 'Wrong version' }, { minutes: 2 });
        const [void_, sign] = await scheduler.waitFor(
          Promise.all([kit.commands.run(TENANT, ENVELOPE, withdrawal), kit.commands.run(TENANT, ENVELOPE, signs(0))]),
        );
        expect([void_.ok, sign.ok].filter(Boolean)).toHaveLength(1);
        const loser = void_.ok ? sign : void_;
        expect(loser).toMatchObject({ refusal: { code: 'envelope-over', status: void_.ok ? 'voided' : 'completed' } });
      }),
    );
  });

  it('a commit is not even tried before its pointer is there', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const tried: boolean[] = [];
        const kit = storeKit((table) => {
          const watched: Table = {
            ...table,
            putIfAbsent: async (item) => {
              if (item.pk === `T#${TENANT}#E#${ENVELOPE}`) tried.push(await hasPointer(table, item.sk));
              return table.putIfAbsent(item);
            },
          };
          return interleavedTable(watched, scheduler);
        });
        const draft = Promise.all([1, 2].map(() => kit.commands.run(TENANT, ENVELOPE, command(OLIVIA, body.draft()))));
        await scheduler.waitFor(draft);
        expect(tried.length).toBeGreaterThanOrEqual(2);
        expect(tried).not.toContain(false);
      }),
    );
  });
});

async function hasPointer(table: Table, commit: string): Promise<boolean> {
  const shards = await Promise.all([...'0123456789abcdef'].map((shard) => table.queryPartition({ pk: `U#${shard}` })));
  const version = Number(commit.slice(2));
  return shards.some(({ items }) => items.some((item) => JSON.parse(item.body).version === version));
}
