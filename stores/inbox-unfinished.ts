// What the index of the inbox leads to: requests without an outcome, and those from whose outcome something may still follow. Whoever reads
// it also mends what a death between two writes left behind.
import type { HeldRequests } from './held-requests.ts';
import type { CommitName, OpenRow, RequestName, RequestRow, RequestRows } from './inbox-row.ts';

export type Unfinished = RequestName & {
  readonly state: 'open' | 'settled' | 'given-up';
  /** Machine time in milliseconds, as of which the index row stands. */
  readonly openedAt: number;
  /** Which it has stored, or was about to. */
  readonly commit?: CommitName | undefined;
  /** Whether somebody is answered. */
  readonly isAnswered: boolean;
};

/** No `accept` takes as long: an index row of this age without a request is of one that died before its transport was acknowledged. */
const ORPHAN_AFTER_MS = 24 * 60 * 60 * 1000;

/** No redrive takes as long between opening a request and putting it back. */
const SHELVE_AFTER_MS = 10 * 60_000;

type Means = { readonly rows: RequestRows; readonly held: HeldRequests; readonly now: number };
type Found = Unfinished & { readonly since: number };

/** @param of these alone; without it, all. Oldest first. */
export async function unfinishedOf(means: Means, of?: readonly RequestName[]): Promise<readonly Unfinished[]> {
  const opened = of ? await openAmong(means.rows, of) : await means.rows.opened();
  // One whose row cannot be read stays in the list: whoever claims it is told why, and the others go on.
  const found = await Promise.all(opened.map(async (open) => standing(means, open).catch(() => asOpen(open, open.openedAt))));
  return found.filter((one) => one !== undefined).toSorted((a, b) => a.since - b.since);
}

async function openAmong(rows: RequestRows, names: readonly RequestName[]): Promise<readonly OpenRow[]> {
  const found = await Promise.all(names.map(async (name) => rows.findOpen(name)));
  return found.filter((open) => open !== undefined);
}

export function isOpen({ outcome, givenUpAt }: RequestRow): boolean {
  return outcome === undefined && givenUpAt === 0;
}

async function standing({ rows, held, now }: Means, open: OpenRow): Promise<Found | undefined> {
  const row = held.get(open)?.row ?? (await rows.find(open));
  if (!row) {
    if (now - open.openedAt > ORPHAN_AFTER_MS) await rows.close(open);
    return undefined;
  }
  if (isOpen(row)) return asOpen(open, row.acceptedAt);
  if (row.outcome) return settled({ rows, row }, open);
  if (open.commit) return { ...open, state: 'given-up', isAnswered: false, since: row.acceptedAt };
  if (isOldEnough(open, now)) await rows.shelve(open);
  return undefined;
}

async function settled({ rows, row }: Pick<Means, 'rows'> & { row: RequestRow }, seen: OpenRow): Promise<Found | undefined> {
  // It may have come to lead to a commit, and to its outcome, since it was seen. Now that there is an outcome, it changes no more.
  const open = seen.commit ? seen : await rows.findOpen(seen);
  if (!open) return undefined;
  const isAnswered = (row.answers ?? []).length > 0;
  if (isAnswered || open.commit) return { ...open, state: 'settled', isAnswered, since: row.acceptedAt };
  await rows.close(open);
  return undefined;
}

/** Takes it out of the index; one that was given up stays there until no redrive can be under way. */
export async function closeFollowed({ rows, now }: Omit<Means, 'held'>, one: Unfinished): Promise<void> {
  if (one.state === 'settled') await rows.close(one);
  if (one.state === 'given-up' && isOldEnough(one, now)) await rows.shelve(one);
}

function isOldEnough({ openedAt }: OpenRow, now: number): boolean {
  return now - openedAt > SHELVE_AFTER_MS;
}

function asOpen(open: OpenRow, since: number): Found {
  return { ...open, state: 'open', isAnswered: false, since };
}
