// Requests that are not carried out yet after all: given back after a fault, put off until their turn, or given up and kept as a dead letter.
import type { Lease } from '#core/ports.ts';
import { backoffMs } from './backoff.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { HeldRequests } from './held-requests.ts';
import type { RequestRow, RequestRows } from './inbox-row.ts';
import { isOpen } from './inbox-unfinished.ts';
import type { LeaseSettings } from './lease.ts';

export type InboxMeans = {
  readonly rows: RequestRows;
  readonly held: HeldRequests;
  readonly letters: DeadLetters;
  readonly leasing: LeaseSettings;
};

/** A request that faulted is tried again after a pause that doubles each time. */
const PAUSE = { baseMs: 2_000, capMs: 30 * 60_000, random: () => 0 } as const;

/** After these, about four hours, a request is given up: what fails as often needs a person, and meanwhile keeps envelopes from expiring. */
export const MOST_TRIES = 24;

export async function release(means: InboxMeans, lease: Lease, why?: string): Promise<void> {
  const { rows, held, leasing } = means;
  held.drop(lease);
  const row = await rows.find(lease);
  if (!row || !isOpen(row) || row.generation !== lease.generation) return;
  const now = leasing.machineNow();
  const lastError = why ?? row.lastError;
  if (row.tries >= MOST_TRIES) return giveUp(means, row, lastError ?? 'It could not be carried out.');
  const pause = backoffMs({ attempts: row.tries, ...PAUSE });
  await rows.replace(row, { generation: row.generation + 1, leaseUntil: 0, retryAt: now + pause, lastError });
}

/** It counts as no try: nothing went wrong with it. */
export async function postpone({ rows, held }: InboxMeans, lease: Lease, until: number): Promise<void> {
  held.drop(lease);
  const row = await rows.find(lease);
  // Whoever has it now decides.
  if (!row || !isOpen(row) || row.generation !== lease.generation) return;
  await rows.replace(row, { generation: row.generation + 1, leaseUntil: 0, retryAt: until, tries: Math.max(0, row.tries - 1) });
}

/** The letter first: at no moment is there a given-up request without one. */
export async function giveUp({ rows, letters, leasing }: InboxMeans, row: RequestRow, why: string): Promise<undefined> {
  const { channel, key, tries: attempts } = row;
  const now = leasing.machineNow();
  await letters.put({ of: 'request', channel, key, died: row.version + 1, why, attempts, at: now });
  await rows.replace(row, { generation: row.generation + 1, leaseUntil: 0, givenUpAt: now, lastError: why });
}
