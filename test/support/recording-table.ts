// A Table that remembers every key that was ever written, so that a test can look at all that is left of anything.
import type { Item, Key, Table } from '#core/ports.ts';

export type RecordingTable = { readonly table: Table; dump(): Promise<readonly Item[]> };

export function recordingTable(inner: Table): RecordingTable {
  const keys = new Map<string, Key>();
  function seen<T extends Key>(item: T): T {
    keys.set(JSON.stringify([item.pk, item.sk]), { pk: item.pk, sk: item.sk });
    return item;
  }
  return {
    table: {
      ...inner,
      putIfAbsent: async (item) => inner.putIfAbsent(seen(item)),
      putIfVersion: async (item, expected) => inner.putIfVersion(seen(item), expected),
      putIfNewer: async (item) => inner.putIfNewer(seen(item)),
    },
    async dump() {
      const items = await Promise.all([...keys.values()].map(async (key) => inner.get(key)));
      return items.filter((item) => item !== undefined).toSorted((a, b) => (a.pk + a.sk < b.pk + b.sk ? -1 : 1));
    },
  };
}
