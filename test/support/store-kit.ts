// The stores put together over one table in memory, with a machine clock that the test moves.
import { offsetAt } from '#apps/world/hashing.ts';
import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Table } from '#core/ports.ts';
import { accounts } from '#stores/accounts.ts';
import { anchors } from '#stores/anchors.ts';
import { cards } from '#stores/cards.ts';
import { codes } from '#stores/codes.ts';
import { commands } from '#stores/commands.ts';
import { deadLetters } from '#stores/dead-letters.ts';
import { effects } from '#stores/effects.ts';
import { inbox } from '#stores/inbox.ts';
import { ledger } from '#stores/ledger.ts';
import { pointers } from '#stores/pointers.ts';
import { absences } from '#stores/absences.ts';
import { policies } from '#stores/policies.ts';
import { quotas } from '#stores/quotas.ts';
import { reminderDays } from '#stores/reminder-days.ts';
import { projections } from '#stores/projections.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { tenantLimits } from '#stores/tenant-limits.ts';
import { tokens } from '#stores/tokens.ts';
import { sha256, T0 } from './build.ts';

export const LEASE_MS = 30_000;

/** @param wrap lets a test stand between the stores and their table */
export function storeKit(wrap: (table: Table) => Table = (table) => table) {
  const bare = sqliteTable(':memory:');
  onTestFinished(async () => bare.close());
  return { ...storesOver(wrap(bare), { machineNow: 1_795_543_200_000 }), bare };
}

export type StoreKit = ReturnType<typeof storeKit>;

/** The stores over a given table, as another process on it has them. */
export function storesOver(table: Table, clock: { machineNow: number }) {
  const machineNow = () => clock.machineNow;
  const record = ledger(table);
  const requests = inbox({ table, machineNow, leaseMs: LEASE_MS });
  const unfinished = pointers({ table, machineNow });
  const slept: number[] = [];
  const limits = tenantLimits(table, machineNow);
  const run = commands({
    ledger: record,
    pointers: unfinished,
    inbox: requests,
    now: () => T0,
    randomHex: hex,
    sha256,
    offsetAt,
    sleep: async (ms) => void slept.push(ms),
    jitter: () => 0.5,
    quotas: quotas({ table, limits, machineNow, isShared: false }),
  });
  return {
    bare: table,
    table,
    clock,
    ledger: record,
    inbox: requests,
    pointers: unfinished,
    commands: run,
    effects: effects({ table, machineNow, leaseMs: LEASE_MS }),
    cards: cards({ table, machineNow, leaseMs: LEASE_MS }),
    accounts: accounts(table),
    letters: deadLetters(table),
    anchors: anchors(table, sha256),
    tokens: tokens({ table, keys: [{ kid: 'k1', secret: Buffer.from('token') }] }),
    codes: codes({ table, secret: Buffer.from('code'), now: () => T0, randomHex: hex }),
    projections: projections(table),
    absences: absences(table),
    reminderDays: reminderDays(table),
    policyOf: policies(table).of,
    policies: policies(table),
    limits,
    slept,
  };
}

let serial = 0;

/** Never the same twice, also over several stores. */
function hex(bytes: number): string {
  serial += 1;
  return createHash('sha512')
    .update(String(serial))
    .digest('hex')
    .slice(0, bytes * 2);
}
