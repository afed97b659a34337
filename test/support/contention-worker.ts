// A process that signs for some of an envelope's signers, all at once, together with other processes on the same SQLite file.
//   node contention-worker.ts FILE FIRST COUNT
// It prints `ready`, begins when it is told to, and prints what it was answered and how often others were first.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { offsetAt } from '#apps/world/hashing.ts';
import { commands } from '#stores/commands.ts';
import { inbox } from '#stores/inbox.ts';
import { ledger } from '#stores/ledger.ts';
import { pointers } from '#stores/pointers.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { ENVELOPE, sha256, T0, TENANT } from './build.ts';
import { signing } from './contention.ts';

const [file = '', first = '', count = ''] = process.argv.slice(2);
const table = sqliteTable(file);
let conflicts = 0;
const run = commands({
  ledger: ledger(table),
  pointers: pointers({ table, machineNow: Date.now }),
  inbox: inbox({ table, machineNow: Date.now, leaseMs: 30_000 }),
  now: () => T0,
  randomHex: (bytes) => randomBytes(bytes).toString('hex'),
  sha256,
  offsetAt,
  async sleep(ms) {
    conflicts += 1;
    await setTimeout(ms);
  },
  jitter: Math.random,
});

process.stdout.write('ready\n');
await once(process.stdin, 'data');
const seats = Array.from({ length: Number(count) }, (_, at) => Number(first) + at);
const outcomes = await Promise.all(seats.map(async (at) => run.run(TENANT, ENVELOPE, signing(at))));
process.stdout.write(`${JSON.stringify({ outcomes, conflicts })}\n`);
await table.close();
process.stdin.destroy();
