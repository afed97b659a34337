// Everything that is written once on a table.
import type { Table } from '#core/ports.ts';
import { absences } from '#stores/absences.ts';
import { accounts } from '#stores/accounts.ts';
import { anchors } from '#stores/anchors.ts';
import { cards } from '#stores/cards.ts';
import { deadLetters } from '#stores/dead-letters.ts';
import { directory } from '#stores/directory.ts';
import { effects } from '#stores/effects.ts';
import { inbox } from '#stores/inbox.ts';
import { installations } from '#stores/installations.ts';
import { ledger } from '#stores/ledger.ts';
import { pointers } from '#stores/pointers.ts';
import { policies } from '#stores/policies.ts';
import { rememberedPolicies } from '#stores/remembered-policies.ts';
import { projections } from '#stores/projections.ts';
import { reminderDays } from '#stores/reminder-days.ts';
import { tenantLimits } from '#stores/tenant-limits.ts';
import { sha256 } from './hashing.ts';

/**
 * How many processes there are, and how long one may work on something before it is taken for dead.
 * `alone`: a lock lets one process live, so whoever held a lease before this one started is dead, and what comes in is run here.
 */
export type Running = { readonly as: 'alone' } | { readonly as: 'one-of-many'; readonly leaseMs: number };

/** Ten documents may take half a minute each to be looked at, and a relay may be slow. */
const LEASE_MS = 10 * 60_000;

export type WorldStores = ReturnType<typeof storesOf>;

type Parts = { readonly table: Table; readonly machineNow: () => number; readonly running?: Running | undefined };

export function storesOf({ table, machineNow, running = { as: 'alone' } }: Parts) {
  const isAlone = running.as === 'alone';
  const lease = isAlone
    ? { table, machineNow, leaseMs: LEASE_MS, deadBefore: machineNow() }
    : { table, machineNow, leaseMs: running.leaseMs };
  return {
    ledger: ledger(table),
    inbox: inbox({ ...lease, isRunHere: isAlone }),
    effects: effects(lease),
    cards: cards(lease),
    letters: deadLetters(table),
    pointers: pointers({ table, machineNow }),
    projections: projections(table),
    directory: directory(table),
    policies: rememberedPolicies(policies(table), machineNow),
    limits: tenantLimits(table, machineNow),
    accounts: accounts(table),
    installations: installations(table),
    absences: absences(table),
    reminderDays: reminderDays(table),
    anchors: anchors(table, sha256),
  };
}
