// All rows of a partition query, page after page: no caller has to remember that a page may end early.
import type { Item, PartitionQuery, Table } from '#core/ports.ts';

export async function* rowsOf(table: Table, query: PartitionQuery): AsyncGenerator<Item> {
  let after = query.after;
  do {
    const page = await table.queryPartition(after === undefined ? query : { ...query, after });
    yield* page.items;
    after = page.next;
  } while (after !== undefined);
}

export async function allRows(table: Table, query: PartitionQuery): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of rowsOf(table, query)) items.push(item);
  return items;
}
