// Inbound requests, stored before their transport is acknowledged. A request goes to its outcome under a lease; the outcome answers every
// redelivery. Unfinished ones have an index row of their own, so that they are found without walking the finished ones; it stays until all
// that follows is done, and so is the pointer of what was recorded and answered as well. One that keeps failing is given up after a while:
// kept, and findable as a dead letter.
import type { Answer } from '#core/answer.ts';
import { canonical, type Json } from '#core/canonical.ts';
import type { Channel } from '#core/terms.ts';
import type { Inbox, InboxOutcome, Lease, Table } from '#core/ports.ts';
import { deadLetters } from './dead-letters.ts';
import { heldRequests, type Held } from './held-requests.ts';
import { giveUp, MOST_TRIES, postpone, release, type InboxMeans } from './inbox-back.ts';
import { isRequestErased, requestRows, type CommitName, type RequestName, type RequestRow, type RequestRows } from './inbox-row.ts';
import { closeFollowed, isOpen, unfinishedOf, type Unfinished } from './inbox-unfinished.ts';
import { isLeased, type LeaseSettings } from './lease.ts';

export type InboxWithAnswers = Inbox & {
  /** Everything that is not done: requests without an outcome, and those from whose outcome something may still follow. Oldest first. */
  unfinished(of?: readonly RequestName[]): Promise<readonly Unfinished[]>;
  /**
   * Makes the index row of a claimed request lead to a commit that is about to be stored, so that the commit needs no pointer of its own.
   * @param lost the version of one that it was to lead to, and that was not stored
   * @returns false where it does not
   */
  lead(lease: Lease, commit: CommitName, lost?: number): Promise<boolean>;
  /** Only for whoever has seen all done that follows from it. */
  followed(one: Unfinished): Promise<void>;
  /** What `settle` stored beside the outcome; undefined while there is no outcome. */
  answers(channel: Channel, key: string): Promise<readonly Answer[] | undefined>;
  /** As `release`, with the fault that made it necessary. */
  release(lease: Lease, why?: string): Promise<void>;
  /** Gives a claim back that came too early; it counts as no try. @param until machine time before which it is not claimed again */
  postpone(lease: Lease, until: number): Promise<void>;
  /** Puts a request that was given up back among the open ones, with fresh tries. @returns false when it is no longer given up. */
  revive(channel: Channel, key: string): Promise<boolean>;
  /** How a request stands; undefined for one that never came. */
  standing(channel: Channel, key: string): Promise<Standing | undefined>;
};

/** `version`: counts the changes of the request's row. */
export type Standing = { readonly state: 'open' | 'finished' | 'given-up'; readonly version: number };

type Settings = LeaseSettings & {
  readonly table: Table;
  /** The process that takes requests in is the one that carries them out, at once: they are stored as claimed by it. */
  readonly isRunHere?: boolean;
};

export function inbox({ table, isRunHere = false, ...leasing }: Settings): InboxWithAnswers {
  const { machineNow } = leasing;
  const rows = requestRows(table);
  const held = heldRequests(leasing);
  const letters = deadLetters(table);
  const means = { rows, held, letters, leasing };
  const stood = async (name: RequestName) => held.get(name)?.row ?? (await rows.find(name));
  const unfinished = async (of?: readonly RequestName[]) => unfinishedOf({ rows, held, now: machineNow() }, of);
  return {
    async accept(channel, key, request) {
      return accept(means, { channel, key, request: asJson(request), isNamedByKey: false }, isRunHere && held.hasRoom());
    },
    async acceptFirst(channel, key, request) {
      return accept(means, { channel, key, request: asJson(request), isNamedByKey: true }, isRunHere && held.hasRoom());
    },
    claim: async (channel, key) => claim(means, { channel, key }),
    async holds(lease) {
      const row = await stood(lease);
      return row !== undefined && isOpen(row) && row.generation === lease.generation && row.leaseUntil > machineNow();
    },
    lead: async (lease, commit, lost) => lead(means, lease, { commit, lost }),
    release: async (lease, why?: string) => release(means, lease, why),
    postpone: async (lease, until) => postpone(means, lease, until),
    async revive(channel, key) {
      const row = await rows.find({ channel, key });
      if (!row || row.outcome || row.givenUpAt === 0) return false;
      // The index row first: at no moment is the request open without one.
      await rows.open(row, machineNow());
      return (await rows.replace(row, { givenUpAt: 0, tries: 0, retryAt: 0, leaseUntil: 0 })) !== undefined;
    },
    standing: async (channel, key) => standing(means, { channel, key }),
    async settle(lease, outcome, answers) {
      await settle(means, { lease, outcome, answers });
    },
    async outcome(channel, key) {
      return (await rows.find({ channel, key }))?.outcome;
    },
    async answers(channel, key) {
      // Never as it is held: an erasure may have taken them away.
      return (await rows.find({ channel, key }))?.answers;
    },
    unfinished,
    async followed(one) {
      if (one.state === 'settled') held.drop(one);
      await closeFollowed({ rows, now: machineNow() }, one);
    },
    async pending() {
      return (await unfinished()).filter(({ state }) => state === 'open').map(({ channel, key }) => ({ channel, key }));
    },
  };
}

const NEW = { generation: 0, leaseUntil: 0, retryAt: 0, tries: 0, lastError: null, givenUpAt: 0 } as const;

async function claim(means: InboxMeans, name: RequestName): Promise<{ lease: Lease; request: unknown } | undefined> {
  const { rows, held, leasing } = means;
  const mine = held.get(name);
  if (mine?.isWaiting) {
    held.put({ ...mine, isWaiting: false });
    return { lease: { ...name, generation: mine.row.generation }, request: mine.row.request };
  }
  const row = await rows.find(name);
  const now = leasing.machineNow();
  if (!row || !isOpen(row) || row.retryAt > now || isLeased(row.leaseUntil, leasing)) return undefined;
  // Its last runner died without giving it back, as those before it may have: it must not kill one after another for ever.
  if (row.tries >= MOST_TRIES) return giveUp(means, row, row.lastError ?? 'Its runner died.');
  const generation = row.generation + 1;
  const claimed = await rows.replace(row, { generation, leaseUntil: now + leasing.leaseMs, tries: row.tries + 1 });
  if (!claimed) return undefined;
  held.put({ row: claimed });
  return { lease: { ...name, generation }, request: row.request };
}

async function standing({ rows }: InboxMeans, name: RequestName): Promise<Standing | undefined> {
  const row = await rows.find(name);
  return row && { state: row.outcome ? 'finished' : isOpen(row) ? 'open' : 'given-up', version: row.version };
}

type Arrival = {
  readonly channel: Channel;
  readonly key: string;
  readonly request: Json;
  readonly isNamedByKey: boolean;
};

/** Two writes for a new one, and no look before them: what comes twice is seen by the second. */
async function accept(
  { rows, held, leasing }: InboxMeans,
  { isNamedByKey, ...arrival }: Arrival,
  isClaimed: boolean,
): Promise<'new' | 'seen'> {
  const now = leasing.machineNow();
  const openedAt = await rows.open(arrival, now);
  const claimed = isClaimed ? { generation: 1, leaseUntil: now + leasing.leaseMs, tries: 1 } : {};
  const row = { ...arrival, acceptedAt: now, ...NEW, ...claimed };
  if (await rows.add(row)) {
    if (isClaimed) held.put({ row: { ...row, version: 1 }, openedAt, isWaiting: true });
    return 'new';
  }
  const known = await rows.find(arrival);
  if (!known) throw new Error(`Request ${arrival.key} of channel ${arrival.channel} vanished while it was accepted. Deliver it again.`);
  // The index row of one that is finished goes with the next sweep: something may follow from its outcome, or be under way.
  return isNamedByKey ? 'seen' : seen(known, arrival);
}

function seen(known: RequestRow, { channel, key, request }: Omit<Arrival, 'isNamedByKey'>): 'seen' {
  // Of an erased request only its key is left to tell it by.
  if (isRequestErased(known) || canonical(known.request) === canonical(request)) return 'seen';
  throw new Error(
    `A different request came in under the known key ${key} of channel ${channel}. Nothing was done; the key must name one request.`,
  );
}

type Settlement = { readonly lease: Lease; readonly outcome: InboxOutcome; readonly answers: readonly Answer[] };
async function settle({ rows, held }: InboxMeans, { lease, outcome, answers }: Settlement): Promise<void> {
  const mine = held.get(lease);
  held.drop(lease);
  const isMine = mine?.row.generation === lease.generation;
  const row = isMine ? mine.row : await rows.find(lease);
  if (row?.generation !== lease.generation) throw lostLease(lease);
  if (row.outcome) return;
  const settled = await storeOutcome(rows, row, { outcome, answers });
  if (answers.length === 0 && !(await leadsOn(rows, lease, mine))) await rows.close(lease);
  else if (isMine) held.put({ ...mine, row: settled });
}

/** Whether the index row leads to a commit; an earlier runner may have made it. */
async function leadsOn(rows: RequestRows, name: RequestName, mine: Held | undefined): Promise<boolean> {
  if (mine?.openedAt !== undefined) return mine.led !== undefined;
  return (await ledNow(rows, name))?.led !== undefined;
}

/** @returns the row as it then stands */
async function storeOutcome(rows: RequestRows, row: RequestRow, change: Omit<Settlement, 'lease'>): Promise<RequestRow> {
  let cause: unknown;
  try {
    const settled = await rows.replace(row, change);
    if (settled) return settled;
  } catch (fault) {
    cause = fault;
  }
  // The answer to the write may have got lost: only the row tells whether it was stored.
  const now = await rows.find(row);
  if (now?.generation !== row.generation) throw lostLease(row, cause);
  if (!now.outcome) throw new Error(`Could not store the outcome of request ${row.key} of channel ${row.channel}. Try again.`, { cause });
  return now;
}

type Led = { readonly commit: CommitName; readonly lost: number | undefined };

async function lead({ rows, held, leasing }: InboxMeans, lease: Lease, { commit, lost }: Led): Promise<boolean> {
  const { channel, key, generation } = lease;
  const mine = held.get(lease);
  if (mine && mine.row.generation !== generation) return false;
  const known = mine?.openedAt;
  const open = known === undefined ? await ledNow(rows, lease) : { openedAt: known, led: mine?.led };
  // What it leads to already may be stored, by an earlier run or another runner: it is left as it is.
  if (!open || (open.led !== undefined && (known === undefined || open.led !== lost))) return false;
  const openedAt = await rows.lead({ channel, key, commit, openedAt: open.openedAt }, leasing.machineNow());
  if (mine) held.put({ ...mine, openedAt, ...(openedAt !== undefined && { led: commit.version }) });
  return openedAt !== undefined;
}

async function ledNow(rows: RequestRows, name: RequestName): Promise<{ openedAt: number; led: number | undefined } | undefined> {
  const open = await rows.findOpen(name);
  return open && { openedAt: open.openedAt, led: open.commit?.version };
}

function lostLease({ channel, key, generation }: Lease, cause?: unknown): Error {
  const message = `Could not settle request ${key} of channel ${channel}: lease ${generation} is lost. Another runner has it; drop this attempt.`;
  return new Error(message, { cause });
}

/** As it will be when it is read back. */
function asJson(request: unknown): Json {
  return JSON.parse(JSON.stringify(request ?? null)) as Json;
}
