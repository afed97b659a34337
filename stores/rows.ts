// Replacing a row whatever stood there before: for settings that people change, where the last word counts.
import type { Item, Key, Table } from '#core/ports.ts';

const MOST_ATTEMPTS = 20;

export async function putRow(table: Table, { pk, sk }: Key, body: unknown): Promise<void> {
  const text = JSON.stringify(body);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const known = await table.get({ pk, sk });
    if (known?.body === text) return;
    const item: Item = { pk, sk, version: (known?.version ?? 0) + 1, body: text };
    if (await (known ? table.putIfVersion(item, known.version) : table.putIfAbsent(item))) return;
  }
  throw new Error(`Could not replace a row: others wrote it ${MOST_ATTEMPTS} times in a row. Try again.`);
}
