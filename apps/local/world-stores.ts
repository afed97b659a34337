// Everything that is written once on a table, as one process on one machine has it.
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
import { sha256 } from './hashing.ts';

/** Ten documents may take half a minute each to be looked at, and a relay may be slow. */
const LEASE_MS = 10 * 60_000;

export type WorldStores = ReturnType<typeof storesOf>;

export function storesOf({ table, machineNow }: { readonly table: Table; readonly machineNow: () => number }) {
  // The folder's lock lets one process live: whoever held a lease before this start is dead.
  const lease = { table, machineNow, leaseMs: LEASE_MS, deadBefore: machineNow() };
  return {
    ledger: ledger(table),
    inbox: inbox({ ...lease, isRunHere: true }),
    effects: effects(lease),
    cards: cards(lease),
    letters: deadLetters(table),
    pointers: pointers({ table, machineNow }),
    projections: projections(table),
    directory: directory(table),
    policies: rememberedPolicies(policies(table), machineNow),
    accounts: accounts(table),
    installations: installations(table),
    absences: absences(table),
    reminderDays: reminderDays(table),
    anchors: anchors(table, sha256),
  };
}
