// Inbound requests, stored before their transport is acknowledged. A request goes to its outcome under a lease; the outcome answers every
// redelivery. Unfinished ones have an index row of their own, so that they are found without walking the finished ones.
import type { Answer } from '#core/answer.ts';
import { canonical, type Json } from '#core/canonical.ts';
import type { Channel } from '#core/events.ts';
import type { Inbox, InboxOutcome, Lease, Table } from '#core/ports.ts';
import { requestRows, type RequestRow, type RequestRows } from './inbox-row.ts';
import { backoffMs } from './backoff.ts';
import { isLeased, type LeaseSettings } from './lease.ts';
import { pointers, type Pointers } from './pointers.ts';

export type InboxWithAnswers = Inbox & {
  /** What `settle` stored beside the outcome; undefined while there is no outcome. */
  answers(channel: Channel, key: string): Promise<readonly Answer[] | undefined>;
};

/** No `accept` takes as long: an index row of this age without a request is of one that died before its transport was acknowledged. */
const ORPHAN_AFTER_MS = 24 * 60 * 60 * 1000;

/** A request that faulted is tried again after a pause that doubles each time. */
const PAUSE = { baseMs: 2_000, capMs: 10 * 60_000, random: () => 0 } as const;

export function inbox({ table, ...leasing }: LeaseSettings & { readonly table: Table }): InboxWithAnswers {
  const { machineNow, leaseMs } = leasing;
  const rows = requestRows(table);
  const unfinished = pointers({ table, machineNow });
  return {
    async accept(channel, key, request) {
      return accept({ rows, now: machineNow() }, { channel, key, request: asJson(request) });
    },
    async claim(channel, key) {
      const row = await rows.find({ channel, key });
      const now = machineNow();
      if (!row || row.outcome || row.retryAt > now || isLeased(row.leaseUntil, leasing)) return undefined;
      const generation = row.generation + 1;
      if (!(await rows.replace(row, { generation, leaseUntil: now + leaseMs }))) return undefined;
      return { lease: { channel, key, generation }, request: row.request };
    },
    async holds(lease) {
      const row = await rows.find(lease);
      return row !== undefined && !row.outcome && row.generation === lease.generation && row.leaseUntil > machineNow();
    },
    async release(lease) {
      const row = await rows.find(lease);
      if (!row || row.outcome || row.generation !== lease.generation) return;
      const pause = backoffMs({ attempts: row.generation, ...PAUSE });
      await rows.replace(row, { generation: row.generation + 1, leaseUntil: 0, retryAt: machineNow() + pause });
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
      const found = await Promise.all((await rows.opened()).map((open) => stillPending({ rows, now: machineNow() }, open)));
      return found
        .filter((row) => row !== undefined)
        .toSorted((a, b) => a.acceptedAt - b.acceptedAt)
        .map(({ channel, key }) => ({ channel, key }));
    },
  };
}

type Means = { readonly rows: RequestRows; readonly now: number };
type Arrival = { readonly channel: Channel; readonly key: string; readonly request: Json };

async function accept({ rows, now }: Means, arrival: Arrival): Promise<'new' | 'seen'> {
  const known = await rows.find(arrival);
  if (known) return seen(known, arrival);
  await rows.open(arrival, now);
  if (await rows.add({ ...arrival, acceptedAt: now, generation: 0, leaseUntil: 0, retryAt: 0 })) return 'new';
  const winner = await rows.find(arrival);
  if (!winner) throw new Error(`Request ${arrival.key} of channel ${arrival.channel} vanished while it was accepted. Deliver it again.`);
  // It was finished while this call was on its way, and the index row put above came too late to be taken away.
  if (winner.outcome) await rows.close(arrival);
  return seen(winner, arrival);
}

function seen(known: RequestRow, { channel, key, request }: Arrival): 'seen' {
  if (canonical(known.request) === canonical(request)) return 'seen';
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
  if (row && !row.outcome) return row;
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
