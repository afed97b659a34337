// Projections driven by a feed that repeats and reorders, by consumers that see the record as it was when theirs was written.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stream } from '#core/record.ts';
import { plus } from '#core/time.ts';
import { CARL, DANA, ENVELOPE, INES, MAX, SENDER, T0, TENANT } from '../support/build.ts';
import { commandsOf, randomHistory } from '../support/random-history.ts';
import { storeKit, type StoreKit } from '../support/store-kit.ts';
import { commitIn, seeded, streamShim, type StreamShim } from '../support/stream-shim.ts';

const FAR = plus(T0, { days: 1000 });

function fedKit(seed: number): StoreKit & { feed: StreamShim } {
  let feed: StreamShim | undefined;
  const kit = storeKit((table) => {
    feed = streamShim(table, seed);
    return feed.table;
  });
  if (!feed) throw new Error('the kit wraps its table');
  return { ...kit, feed };
}

function upTo(stream: Stream, version: number): Stream {
  return { version, commits: stream.commits.slice(0, version) };
}

/** @returns whether anything was delivered */
async function consume(kit: StoreKit & { feed: StreamShim }): Promise<boolean> {
  const records = kit.feed.next();
  const stream = await kit.ledger.load(TENANT, ENVELOPE);
  const versions = records.flatMap((record) => commitIn(record)?.version ?? []);
  await Promise.all(versions.map((version) => kit.projections.project(upTo(stream, version))));
  return records.length > 0;
}

async function rowsOf(kit: StoreKit): Promise<unknown> {
  const desks = await Promise.all([SENDER, MAX, INES, DANA, CARL].map(({ email }) => kit.projections.ofPerson(TENANT, email)));
  const due = await kit.projections.dueUntil(FAR);
  // A late writer may leave an outdated one, which whoever reads clears away.
  return { desks, due, left: (await kit.bare.queryPartition({ pk: 'DUE' })).items.map(({ sk }) => sk) };
}

describe('a feed that repeats and reorders', () => {
  it('delivers every write at least once, some several times, and not in order', async () => {
    const { table, next } = streamShim(storeKit().bare, 7);
    const keys = Array.from({ length: 40 }, (_, at) => ({ pk: 'T#t#E#e', sk: `C#${String(at + 1).padStart(6, '0')}` }));
    for (const key of keys) await table.putIfAbsent({ ...key, version: 1, body: '{}' });
    await table.putIfAbsent({ pk: 'T#t#E#e', sk: 'C#000001', version: 1, body: '"refused, so never fed"' });
    const delivered: number[] = [];
    for (let batch = next(); batch.length > 0; batch = next())
      delivered.push(...batch.flatMap((record) => commitIn(record)?.version ?? []));
    expect(new Set(delivered).size).toBe(40);
    expect(delivered.length).toBeGreaterThan(44);
    expect(delivered).not.toEqual(delivered.toSorted((a, b) => a - b));
  });

  it('leaves the projections as a replay in order does, for any history', async () => {
    await fc.assert(
      fc.asyncProperty(randomHistory, fc.integer(), async (moves, seed) => {
        const kit = fedKit(seed);
        const coin = seeded(seed + 1);
        for (const command of commandsOf(moves)) {
          await kit.commands.run(TENANT, ENVELOPE, command);
          while (coin() < 0.4) await consume(kit);
        }
        while (await consume(kit)) {
          // Until the feed is empty.
        }
        const stream = await kit.ledger.load(TENANT, ENVELOPE);
        const replayed = storeKit();
        for (const commit of stream.commits) await replayed.ledger.append(TENANT, ENVELOPE, commit);
        for (let version = 1; version <= stream.version; version += 1) await replayed.projections.project(upTo(stream, version));
        expect(await rowsOf(kit)).toEqual(await rowsOf(replayed));
      }),
    );
  });
});
