// Dispatchers woken by a feed that repeats and reorders, two of them on one table, as two functions may be.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Stream } from '#core/record.ts';
import { plus } from '#core/time.ts';
import { CARL, DANA, ENVELOPE, INES, MAX, SENDER, T0, TENANT } from '../../support/build.ts';
import { dispatchKit } from '../../support/dispatch-kit.ts';
import { commandsOf, randomHistory } from '../../support/random-history.ts';
import { storeKit, storesOver, type StoreKit } from '../../support/store-kit.ts';
import { seeded, streamShim, type StreamShim } from '../../support/stream-shim.ts';

type Kit = Awaited<ReturnType<typeof dispatchKit>>;
type Woken = { readonly kits: readonly Kit[]; readonly feed: StreamShim; readonly delivered: readonly string[] };

async function woken(seed: number): Promise<Woken> {
  let feed: StreamShim | undefined;
  const delivered: string[] = [];
  const first = await dispatchKit({
    delivered,
    wrap(table) {
      feed = streamShim(table, seed);
      return feed.table;
    },
  });
  if (!feed) throw new Error('the kit wraps its table');
  const second = await dispatchKit({ delivered, kit: { ...storesOver(feed.table, first.clock), bare: first.bare } });
  return { kits: [first, second], feed, delivered };
}

/** @returns whether there was anything to be woken by */
async function wake({ kits, feed }: Woken): Promise<boolean> {
  const records = feed.next();
  if (records.length > 0) await Promise.all(kits.map(({ dispatcher }) => dispatcher.sweep()));
  return records.length > 0;
}

async function desksOf(kit: Pick<StoreKit, 'projections'>): Promise<unknown> {
  const desks = await Promise.all([SENDER, MAX, INES, DANA, CARL].map(({ email }) => kit.projections.ofPerson(TENANT, email)));
  return { desks, due: await kit.projections.dueUntil(plus(T0, { days: 1000 })) };
}

async function replayed(stream: Stream): Promise<unknown> {
  const fresh = storeKit();
  for (let version = 1; version <= stream.version; version += 1)
    await fresh.projections.project({ version, commits: stream.commits.slice(0, version) });
  return desksOf(fresh);
}

test(
  'hints that come late, twice and in any order leave nothing undone, send nothing twice, and end as a replay in order does',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(randomHistory, fc.integer(), async (moves, seed) => {
        const all = await woken(seed);
        const [kit] = all.kits;
        if (!kit) throw new Error('there are two');
        const coin = seeded(seed + 1);
        for (const command of commandsOf(moves)) {
          await kit.commands.run(TENANT, ENVELOPE, command);
          while (coin() < 0.4) await wake(all);
        }
        while (await wake(all)) {
          // Until nothing more is written, and so nothing more is fed.
        }
        for (const { faults } of all.kits) expect(faults).toEqual([]);
        expect(await kit.pointers.pending()).toEqual([]);
        const effects = await kit.effects.list(TENANT, ENVELOPE);
        expect(effects.filter(({ state }) => state === 'pending' || state === 'dead')).toEqual([]);
        expect(all.delivered).toHaveLength(effects.filter(({ state, job }) => state === 'done' && job.do === 'tell').length);
        expect(await desksOf(kit)).toEqual(await replayed(await kit.ledger.load(TENANT, ENVELOPE)));
      }),
      { numRuns: Number(process.env['FC_RUNS'] ?? 40) },
    );
  },
);
