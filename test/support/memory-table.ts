// A Table in a map, for tests that run thousands of orders of events: it answers at once, and knows ASCII keys only.
import type { Item, Page, Table } from '#core/ports.ts';

/** @param first rows that are there from the start */
export function memoryTable(first: readonly Item[] = []): Table & { rows(): readonly Item[] } {
  const rows = new Map<string, Map<string, Item>>();
  const partition = (pk: string) => rows.get(pk) ?? rows.set(pk, new Map()).get(pk) ?? new Map<string, Item>();
  const at = (pk: string, sk: string) => rows.get(pk)?.get(sk);

  function putWhen(item: Item, isAllowed: (known: Item | undefined) => boolean): boolean {
    if (!isAllowed(at(item.pk, item.sk))) return false;
    partition(item.pk).set(item.sk, item);
    return true;
  }

  for (const item of first) partition(item.pk).set(item.sk, item);
  return {
    rows: () => [...rows.values()].flatMap((one) => [...one.values()]),
    get: async ({ pk, sk }) => at(pk, sk),
    putIfAbsent: async (item) => putWhen(item, (known) => known === undefined),
    putIfVersion: async (item, expected) => putWhen(item, (known) => known?.version === expected),
    putIfNewer: async (item) => putWhen(item, (known) => known === undefined || known.version < item.version),
    delete: async ({ pk, sk }) => void rows.get(pk)?.delete(sk),
    async queryPartition({ pk, prefix = '', after = '', to }): Promise<Page> {
      const found = [...(rows.get(pk)?.values() ?? [])].filter(
        ({ sk }) => sk.startsWith(prefix) && sk > after && (to === undefined || sk <= to),
      );
      return { items: found.toSorted((a, b) => (a.sk < b.sk ? -1 : 1)) };
    },
    close: async () => undefined,
  };
}
