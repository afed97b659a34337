// Inbound requests, stored before their transport is acknowledged. A request goes to its outcome under a lease; the outcome answers every
// redelivery. Unfinished ones have an index row of their own, so that they are found without walking the finished ones; one that keeps
// failing is given up after a while: kept, and findable as a dead letter.
import type { Answer } from '#core/answer.ts';
import { canonical, type Json } from '#core/canonical.ts';
import type { Channel } from '#core/terms.ts';
import type { Inbox, InboxOutcome, Lease, Table } from '#core/ports.ts';
import { deadLetters, type DeadLetters } from './dead-letters.ts';
import { isRequestErased, requestRows, type RequestRow, type RequestRows } from './inbox-row.ts';
import { backoffMs } from './backoff.ts';
import { isLeased, type LeaseSettings } from './lease.ts';
import { pointers, type Pointers } from './pointers.ts';

export type InboxWithAnswers = Inbox & {
  /** What `settle` stored beside the outcome; undefined while there is no outcome. */
  answers(channel: Channel, key: string): Promise<readonly Answer[] | undefined>;
  /** As `release`, with the fault that made it necessary. */
  release(lease: Lease, why?: string): Promise<void>;
  /** Puts a request that was given up back among the open ones, with fresh tries. @returns false when it is no longer given up. */
  revive(channel: Channel, key: string): Promise<boolean>;
  /** How a request stands; undefined for one that never came. */
  standing(channel: Channel, key: string): Promise<Standing | undefined>;
};

/** `version`: counts the changes of the request's row. */
export type Standing = { readonly state: 'open' | 'finished' | 'given-up'; readonly version: number };

/** No `accept` takes as long: an index row of this age without a request is of one that died before its transport was acknowledged. */
const ORPHAN_AFTER_MS = 24 * 60 * 60 * 1000;

/** A request that faulted is tried again after a pause that doubles each time. */
const PAUSE = { baseMs: 2_000, capMs: 30 * 60_000, random: () => 0 } as const;

/** After these, about four hours, a request is given up: what fails as often needs a person, and meanwhile keeps envelopes from expiring. */
const MOST_TRIES = 24;

/** No redrive takes as long between opening a request and putting it back. */
const SHELVE_AFTER_MS = 10 * 60_000;

export function inbox({ table, ...leasing }: LeaseSettings & { readonly table: Table }): InboxWithAnswers {
  const { machineNow } = leasing;
  const rows = requestRows(table);
  const unfinished = pointers({ table, machineNow });
  const letters = deadLetters(table);
  return {
    async accept(channel, key, request) {
      return accept({ rows, now: machineNow() }, { channel, key, request: asJson(request) });
    },
    claim: async (channel, key) => claim({ rows, letters, leasing }, { channel, key }),
    async holds(lease) {
      const row = await rows.find(lease);
      return row !== undefined && isOpen(row) && row.generation === lease.generation && row.leaseUntil > machineNow();
    },
    async release(lease, why?: string) {
      const row = await rows.find(lease);
      if (!row || !isOpen(row) || row.generation !== lease.generation) return;
      const now = machineNow();
      const lastError = why ?? row.lastError;
      if (row.tries >= MOST_TRIES) return giveUp({ rows, letters, now }, row, lastError ?? 'It could not be carried out.');
      const pause = backoffMs({ attempts: row.tries, ...PAUSE });
      await rows.replace(row, { generation: row.generation + 1, leaseUntil: 0, retryAt: now + pause, lastError });
    },
    async revive(channel, key) {
      const row = await rows.find({ channel, key });
      if (!row || row.outcome || row.givenUpAt === 0) return false;
      // The index row first: at no moment is the request open without one.
      await rows.open(row, machineNow());
      return rows.replace(row, { givenUpAt: 0, tries: 0, retryAt: 0, leaseUntil: 0 });
    },
    async standing(channel, key) {
      const row = await rows.find({ channel, key });
      return row && { state: row.outcome ? 'finished' : isOpen(row) ? 'open' : 'given-up', version: row.version };
    },
    async settle(lease, outcome, answers) {
      await settle({ rows, unfinished }, { lease, outcome, answers });
    },
    async outcome(channel, key) {
      return (await rows.find({ channel, key }))?.outcome;
    },
    async answers(channel, key) {
      return (await rows.find({ channel, key }))?.answers;
    },
    async pending() {
      const opened = await rows.opened();
      // One whose row cannot be read stays in the list: whoever claims it is told why, and the others go on.
      const found = await Promise.all(
        opened.map(async (open) => stillPending({ rows, now: machineNow() }, open).catch(() => ({ ...open, acceptedAt: open.openedAt }))),
      );
      return found
        .filter((row) => row !== undefined)
        .toSorted((a, b) => a.acceptedAt - b.acceptedAt)
        .map(({ channel, key }) => ({ channel, key }));
    },
  };
}

const NEW = { generation: 0, leaseUntil: 0, retryAt: 0, tries: 0, lastError: null, givenUpAt: 0 } as const;

function isOpen({ outcome, givenUpAt }: RequestRow): boolean {
  return outcome === undefined && givenUpAt === 0;
}

type Claiming = { readonly rows: RequestRows; readonly letters: DeadLetters; readonly leasing: LeaseSettings };

async function claim({ rows, letters, leasing }: Claiming, name: { readonly channel: Channel; readonly key: string }) {
  const row = await rows.find(name);
  const now = leasing.machineNow();
  if (!row || !isOpen(row) || row.retryAt > now || isLeased(row.leaseUntil, leasing)) return undefined;
  // Its last runner died without giving it back, as those before it may have: it must not kill one after another for ever.
  if (row.tries >= MOST_TRIES) return giveUp({ rows, letters, now }, row, row.lastError ?? 'Its runner died.');
  const generation = row.generation + 1;
  if (!(await rows.replace(row, { generation, leaseUntil: now + leasing.leaseMs, tries: row.tries + 1 }))) return undefined;
  return { lease: { ...name, generation }, request: row.request };
}

type Ending = { readonly rows: RequestRows; readonly letters: DeadLetters; readonly now: number };

/** The letter first: at no moment is there a given-up request without one. */
async function giveUp({ rows, letters, now }: Ending, row: RequestRow, why: string): Promise<undefined> {
  const { channel, key, tries: attempts } = row;
  await letters.put({ of: 'request', channel, key, died: row.version + 1, why, attempts, at: now });
  await rows.replace(row, { generation: row.generation + 1, leaseUntil: 0, givenUpAt: now, lastError: why });
}

type Means = { readonly rows: RequestRows; readonly now: number };
type Arrival = { readonly channel: Channel; readonly key: string; readonly request: Json };

async function accept({ rows, now }: Means, arrival: Arrival): Promise<'new' | 'seen'> {
  const known = await rows.find(arrival);
  if (known) return seen(known, arrival);
  await rows.open(arrival, now);
  if (await rows.add({ ...arrival, acceptedAt: now, ...NEW })) return 'new';
  const winner = await rows.find(arrival);
  if (!winner) throw new Error(`Request ${arrival.key} of channel ${arrival.channel} vanished while it was accepted. Deliver it again.`);
  // It was finished while this call was on its way, and the index row put above came too late to be taken away.
  if (winner.outcome) await rows.close(arrival);
  return seen(winner, arrival);
}

function seen(known: RequestRow, { channel, key, request }: Arrival): 'seen' {
  // Of an erased request only its key is left to tell it by.
  if (isRequestErased(known) || canonical(known.request) === canonical(request)) return 'seen';
  throw new Error(
    `A different request came in under the known key ${key} of channel ${channel}. Nothing was done; the key must name one request.`,
  );
}

type Settlement = { readonly lease: Lease; readonly outcome: InboxOutcome; readonly answers: readonly Answer[] };
type Stored = { readonly rows: RequestRows; readonly unfinished: Pointers };

async function settle({ rows, unfinished }: Stored, { lease, outcome, answers }: Settlement): Promise<void> {
  const row = await rows.find(lease);
  if (row?.generation !== lease.generation) throw lost(lease);
  if (!row.outcome) {
    if (answers.length > 0) await unfinished.put({ kind: 'answers', channel: lease.channel, key: lease.key });
    await storeOutcome(rows, row, { outcome, answers });
  }
  await rows.close(lease);
}

async function storeOutcome(rows: RequestRows, row: RequestRow, change: Omit<Settlement, 'lease'>): Promise<void> {
  let cause: unknown;
  try {
    if (await rows.replace(row, change)) return;
  } catch (fault) {
    cause = fault;
  }
  // The answer to the write may have got lost: only the row tells whether it was stored.
  const now = await rows.find(row);
  if (now?.generation !== row.generation) throw lost(row, cause);
  if (!now.outcome) throw new Error(`Could not store the outcome of request ${row.key} of channel ${row.channel}. Try again.`, { cause });
}

/** Also mends what a death between two writes left behind. */
async function stillPending(
  { rows, now }: Means,
  open: Awaited<ReturnType<RequestRows['opened']>>[number],
): Promise<RequestRow | undefined> {
  const row = await rows.find(open);
  if (row && isOpen(row)) return row;
  if (row && !row.outcome) {
    if (now - open.openedAt > SHELVE_AFTER_MS) await rows.shelve(open);
    return undefined;
  }
  if (row || now - open.openedAt > ORPHAN_AFTER_MS) await rows.close(open);
  return undefined;
}

function lost({ channel, key, generation }: Lease, cause?: unknown): Error {
  const message = `Could not settle request ${key} of channel ${channel}: lease ${generation} is lost. Another runner has it; drop this attempt.`;
  return new Error(message, { cause });
}

/** As it will be when it is read back. */
function asJson(request: unknown): Json {
  return JSON.parse(JSON.stringify(request ?? null)) as Json;
}
