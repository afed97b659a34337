// The stores, the command runner and the dispatcher on an SQLite file, put together without a test runner: a process that is to be killed
// uses it as well as the one that carries on. What went out into the world is kept in a file, a line a delivery, on disk before it counts.
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { consequences } from '#apps/dispatch/consequences.ts';
import { dispatcher } from '#apps/dispatch/dispatcher.ts';
import { effectRunner } from '#apps/dispatch/effect-runner.ts';
import { sealRunner } from '#apps/dispatch/seal-runner.ts';
import { offsetAt, sha256Of } from '#apps/world/hashing.ts';
import type { ChannelEntry } from '#apps/ports.ts';
import type { Command } from '#core/command.ts';
import type { EnvelopeId } from '#core/ids.ts';
import type { Blobs, Table } from '#core/ports.ts';
import type { Outbound } from '#core/messages.ts';
import type { Sealer } from '#core/sealing.ts';
import { accounts } from '#stores/accounts.ts';
import { absences } from '#stores/absences.ts';
import { anchors } from '#stores/anchors.ts';
import { cards } from '#stores/cards.ts';
import { commands } from '#stores/commands.ts';
import { deadLetters } from '#stores/dead-letters.ts';
import { directory } from '#stores/directory.ts';
import { diskBlobs } from '#stores/disk-blobs.ts';
import { effects } from '#stores/effects.ts';
import { inbox } from '#stores/inbox.ts';
import { ledger } from '#stores/ledger.ts';
import { pointers } from '#stores/pointers.ts';
import { policies } from '#stores/policies.ts';
import { projections } from '#stores/projections.ts';
import { reminderDays } from '#stores/reminder-days.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { sha256, T0, TENANT } from './build.ts';

export type KillWorld = Awaited<ReturnType<typeof killWorld>>;

/** A request as it lies in the inbox. */
export type Asked = { readonly envelope: EnvelopeId; readonly command: Command };

type Settings = {
  readonly wrap?: (table: Table) => Table;
  /** Names of effects whose first delivery the vendor takes without our hearing of it. */
  readonly timesOut?: (effect: string) => boolean;
};

export async function killWorld(folder: string, { wrap = (table) => table, timesOut = () => false }: Settings = {}) {
  const table = wrap(sqliteTable(join(folder, 'table.sqlite')));
  // A little ahead of any clock that a predecessor could have read, so that all of its leases are older than this start.
  const clock = { aheadMs: 1 };
  const machineNow = () => Date.now() + clock.aheadMs;
  const leasing = { table, machineNow, leaseMs: 600_000, deadBefore: machineNow() };
  const stores = {
    ledger: ledger(table),
    inbox: inbox({ ...leasing, isRunHere: true }),
    effects: effects(leasing),
    pointers: pointers(leasing),
    cards: cards(leasing),
    accounts: accounts(table),
    letters: deadLetters(table),
    anchors: anchors(table, sha256),
    projections: projections(table),
    directory: directory(table),
    absences: absences(table),
    reminderDays: reminderDays(table),
    policyOf: policies(table).of,
  };
  const now = () => T0;
  const faults: unknown[] = [];
  const run = commands({
    ...stores,
    now,
    randomHex: (bytes) => randomBytes(bytes).toString('hex'),
    sha256,
    offsetAt,
    sleep: async (ms) => sleep(ms),
    jitter: Math.random,
  });
  const outbound = outboundInto(folder, timesOut);
  const running = { ...stores, commands: run, now, machineNow, report: (fault: unknown) => void faults.push(fault) };
  const counts = { done: 0, failed: 0, finished: 0 };
  const blobs = blobsIn(folder);
  const seal = sealRunner({ ...running, blobs, sealer: sealerInto(folder) });
  /** Nobody is asked for time-stamps. */
  const stamp = async () => undefined;
  const runner = effectRunner({
    ...running,
    outbound: { email: outbound },
    nextChannel: async () => undefined,
    seal,
    stamp,
    erase: async () => undefined,
    digest: { ...running, offsetAt },
    counts,
    jitter: Math.random,
  });
  const channels = { email: { process: processing(run), outbound } };
  await stores.directory.addTenant({ id: TENANT, name: 'Northwind', domains: ['northwind.test'], zone: 'UTC' });
  return {
    ...stores,
    table,
    blobs,
    clock,
    faults,
    commands: run,
    dispatcher: dispatcher({
      ...running,
      consequences: consequences({ ...running, outbound: { email: outbound }, runner }),
      counts,
      channels,
    }),
  };
}

function processing(run: ReturnType<typeof commands>): ChannelEntry['process'] {
  return async (request, lease) => {
    const { envelope, command } = request as Asked;
    const result = await run.run(TENANT, envelope, command, lease);
    if (result.ok || command.by.kind !== 'person') return { outcome: { kind: 'done', result }, answers: [] };
    const { email } = command.by;
    const say = { kind: 'refused', refusal: result.refusal, tried: command.type } as const;
    const about = { envelope, seat: 'sender' } as const;
    return { outcome: { kind: 'done', result }, answers: [{ to: { name: email, email }, channel: 'email', tenant: TENANT, about, say }] };
  };
}

/** Takes everything; a line is on disk before the vendor's answer is given. */
function outboundInto(folder: string, timesOut: (effect: string) => boolean): Outbound {
  return {
    async deliver({ effect }) {
      const isFirst = !linesOf(folder, 'delivered').includes(effect);
      append(folder, 'delivered', effect);
      if (!isFirst || !timesOut(effect)) return { outcome: 'accepted', providerId: effect };
      append(folder, 'timed-out', effect);
      throw new Error('the vendor took it, and its answer was lost');
    },
  };
}

/** `sealed`: a line for each seal that was made, whether it came on record or not. */
type Log = 'delivered' | 'timed-out' | 'acknowledged' | 'sealed';

export function append(folder: string, log: Log, line: string): void {
  const file = openSync(join(folder, log), 'a');
  try {
    writeSync(file, `${line}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

export function linesOf(folder: string, log: Log): string[] {
  const path = join(folder, log);
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
}

/** With a time-stamp, no seal is like another: what a death leaves half done can only be made again, not found again. */
function sealerInto(folder: string): Sealer {
  return {
    intake: async () => ({ verdict: 'reject', why: 'not asked for here' }),
    async seal({ envelope }) {
      const bytes = randomBytes(32);
      append(folder, 'sealed', envelope);
      return { bytes, sha256: sha256Of(bytes), pages: 6, level: 'B-T' };
    },
  };
}

/** On disk, but for the presented document, of which nothing is needed. */
function blobsIn(folder: string): Blobs {
  const kept = diskBlobs(join(folder, 'blobs'));
  return { ...kept, get: async (key) => (key.includes('presented') ? pdf() : kept.get(key)) };
}

async function* pdf(): AsyncIterable<Uint8Array> {
  yield new Uint8Array([37, 80, 68, 70]);
}
