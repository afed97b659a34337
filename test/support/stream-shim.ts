// A feed of the rows that were written, as DynamoDB Streams hands them to a consumer at its worst: in no order, some of them several
// times, each at least once. What it does depends on its seed alone.
import type { Item, Key, Table } from '#core/ports.ts';

/** `image`: the row as written; undefined after a delete. */
export type StreamRecord = { readonly key: Key; readonly image: Item | undefined };

export type StreamShim = {
  /** Passes everything on, and feeds what was really written. */
  readonly table: Table;
  /** The next few records; empty when each was delivered as often as it is going to be. */
  next(): readonly StreamRecord[];
};

const MOST_PER_BATCH = 4;
const MOST_DELIVERIES = 3;
const REPEATS = 0.3;

export function streamShim(inner: Table, seed: number): StreamShim {
  const random = seeded(seed);
  const pending: { readonly record: StreamRecord; deliveries: number }[] = [];

  async function fed(item: Item, write: () => Promise<boolean>): Promise<boolean> {
    const isStored = await write();
    if (isStored) pending.push({ record: { key: { pk: item.pk, sk: item.sk }, image: item }, deliveries: 0 });
    return isStored;
  }

  function pick(): StreamRecord[] {
    const at = Math.floor(random() * pending.length);
    const picked = pending[at];
    if (!picked) return [];
    picked.deliveries += 1;
    if (picked.deliveries === MOST_DELIVERIES || random() >= REPEATS) pending.splice(at, 1);
    return [picked.record];
  }

  return {
    table: {
      ...inner,
      putIfAbsent: (item) => fed(item, () => inner.putIfAbsent(item)),
      putIfVersion: (item, expected) => fed(item, () => inner.putIfVersion(item, expected)),
      putIfNewer: (item) => fed(item, () => inner.putIfNewer(item)),
      async delete(key) {
        await inner.delete(key);
        pending.push({ record: { key: { pk: key.pk, sk: key.sk }, image: undefined }, deliveries: 0 });
      },
    },
    next: () => Array.from({ length: 1 + Math.floor(random() * MOST_PER_BATCH) }).flatMap(pick),
  };
}

/** Version and partition of a commit, when the record is of one. */
export function commitIn({ key, image }: StreamRecord): { readonly version: number } | undefined {
  const version = /^T#[^#]+#E#/.test(key.pk) ? /^C#(\d{6})$/.exec(key.sk)?.[1] : undefined;
  return image && version !== undefined ? { version: Number(version) } : undefined;
}

/** Numbers from 0 to below 1, the same ones for a seed every time (mulberry32, by Tommy Ettinger). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
