// A process that writes rows for as long as it lives and says which ones were acknowledged: for tests that kill it.
//   node append-rows.ts FILE PREFIX
import { sqliteTable } from '#stores/sqlite-table.ts';

const [file = '', prefix = ''] = process.argv.slice(2);
const table = sqliteTable(file);

async function write(lane: number): Promise<never> {
  for (let at = 0; ; at += 1) {
    const sk = `${prefix}#${lane}#${at}`;
    const isStored = await table.putIfAbsent({ pk: 'rows', sk, version: 1, body: JSON.stringify(sk.repeat(50)) });
    if (isStored) process.stdout.write(`${sk}\n`);
  }
}

await Promise.all([0, 1, 2, 3].map(write));
