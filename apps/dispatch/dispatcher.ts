// Everything that follows from what is stored: requests without an outcome, effects of commits and answers, and what time makes due.
// It finds its work by sweeping pointers and inbox rows; a wake-up only makes it sooner. One sweep at a time.
import type { Commands } from '#core/ports.ts';
import type { Sealer } from '#core/sealing.ts';
import type { Channel } from '#core/terms.ts';
import type { Instant } from '#core/time.ts';
import type { ChannelEntry } from '#apps/ports.ts';
import type { Anchors } from '#stores/anchors.ts';
import type { DeadLetters } from '#stores/dead-letters.ts';
import type { EditableDirectory } from '#stores/directory.ts';
import { effectName } from '#stores/effect-row.ts';
import type { Effects } from '#stores/effects.ts';
import type { Unfinished } from '#stores/inbox-unfinished.ts';
import type { RequestName } from '#stores/inbox-row.ts';
import type { InboxWithAnswers } from '#stores/inbox.ts';
import type { EnumerableLedger } from '#stores/ledger.ts';
import type { Pointer, Pointers } from '#stores/pointers.ts';
import type { Projections } from '#stores/projections.ts';
import type { EffectCounts } from './effect-runner.ts';
import { runInbox } from './inbox-runner.ts';
import { expiryGate } from './expiry-gate.ts';
import { tick } from './tick.ts';
import { walk } from './walk.ts';
import { envelopeOf, type Consequences, type Open } from './consequences.ts';

export type DispatcherParts = {
  readonly inbox: InboxWithAnswers;
  readonly pointers: Pointers;
  readonly projections: Projections;
  readonly commands: Commands;
  readonly consequences: Consequences;
  readonly counts: EffectCounts;
  readonly channels: Partial<Record<Channel, ChannelEntry>>;
  readonly ledger: EnumerableLedger;
  readonly effects: Effects;
  readonly letters: DeadLetters;
  readonly anchors: Anchors;
  readonly stampHash?: Sealer['stampHash'];
  readonly directory: Pick<EditableDirectory, 'tenants'>;
  readonly now: () => Instant;
  readonly machineNow: () => number;
  readonly report: (fault: unknown, doing: string) => void;
};

export type Settled = { readonly undispatched: number; readonly effects: { readonly done: number; readonly failed: number } };

/** What led to work: a request that came in, or a pointer. */
export type Lead = { readonly request: RequestName } | { readonly pointer: Pointer };

export type Dispatcher = {
  /** One pass over everything pending. @returns whether it got anything done. */
  sweep(): Promise<boolean>;
  /** One pass over these alone, as far as they are pending: for one of many processes that share the work. @returns as `sweep` */
  follow(leads: readonly Lead[]): Promise<boolean>;
  /** Everything that is pending, with the machine time since which it is. */
  pending(): Promise<readonly { readonly lead: Lead; readonly since: number }[]>;
  /** Sweeps until nothing is pending, or nothing moves any more and all that is left waits for a later attempt. */
  settle(): Promise<Settled>;
  /** Carries out what the clock has made due, and all that follows from it. */
  tick(): Promise<void>;
  /** Holds every envelope against its effects and points to what was missed; a sweep then carries it out. @returns how many commits */
  walk(): Promise<number>;
  /** The next time at which there is something to do; undefined when time changes nothing up to `until`. */
  nextDue(until: Instant): Promise<Instant | undefined>;
};

/** A pointer to nothing of this age was left by a writer that died or lost. */
const ORPHAN_AFTER_MS = 10 * 60_000;

export function dispatcher(parts: DispatcherParts): Dispatcher {
  const gate = expiryGate(parts.inbox);
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: two sweeps in one process would only take each other's leases. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  }

  async function pass(leads?: readonly Lead[]): Promise<boolean> {
    const before = parts.counts.finished;
    const asked = leads?.flatMap((lead) => ('pointer' in lead ? [lead.pointer] : []));
    parts.consequences.beginPass();
    const { requests, settled } = await guarded(async () => turnTo(parts, leads), 'running requests', { requests: [], settled: 0 });
    const ofRows = (await parts.pointers.pending(asked)).map(({ pointer, putAt }): Open => ({ pointer, putAt, isOrphan: isOrphan(putAt) }));
    const open = [...ofRows, ...requests.flatMap((request) => pointersOf(request, isOrphan))].toSorted((a, b) => a.putAt - b.putAt);
    const closed = new Set<Open>();
    for (const group of Object.values(Object.groupBy(open, ({ pointer }) => groupOf(pointer)))) {
      for (const one of await guarded(async () => parts.consequences.of(group ?? []), 'dispatching', [])) closed.add(one);
    }
    const followed = requests.filter((request) => open.filter((one) => one.request === request).every((one) => closed.has(one)));
    const isAnyFollowed = await closeAll(parts, followed);
    const isAnythingClosed = [...closed].some(({ request }) => !request) || isAnyFollowed;
    return settled > 0 || isAnythingClosed || parts.counts.finished > before;
  }

  function isOrphan(putAt: number): boolean {
    return parts.machineNow() - putAt > ORPHAN_AFTER_MS;
  }

  /** One fault must not keep the others waiting; what it was about stays, so it is tried again. */
  async function guarded<T>(work: () => Promise<T>, doing: string, otherwise: T): Promise<T> {
    try {
      return await work();
    } catch (fault) {
      parts.report(fault, doing);
      return otherwise;
    }
  }

  return {
    sweep: () => inTurn(async () => pass()),
    follow: (leads) => inTurn(async () => pass(leads)),
    pending: async () => pendingIn(parts),
    settle: () =>
      inTurn(async () => {
        while ((await pass()) || parts.consequences.isAnythingReady()) {
          // Each pass may store what the next one dispatches.
        }
        const { done, failed } = parts.counts;
        return { undispatched: (await pendingIn(parts)).length, effects: { done, failed } };
      }),
    tick: () => inTurn(async () => tick({ ...parts, gate })),
    walk: async () => walk(parts),
    async nextDue(until) {
      const at = await parts.projections.nextDueAt();
      return at !== undefined && at <= until ? at : undefined;
    },
  };
}

async function pendingIn({ inbox, pointers }: DispatcherParts): ReturnType<Dispatcher['pending']> {
  const [requests, found] = await Promise.all([inbox.unfinished(), pointers.pending()]);
  return [
    ...requests.map(({ channel, key, openedAt }) => ({ lead: { request: { channel, key } }, since: openedAt })),
    ...found.map(({ pointer, putAt }) => ({ lead: { pointer }, since: putAt })),
  ];
}

type TurnedTo = { readonly requests: readonly Unfinished[]; readonly settled: number };

/** Runs the requests that are open, and says from which of all requests something may follow then. */
async function turnTo(parts: DispatcherParts, leads?: readonly Lead[]): Promise<TurnedTo> {
  const asked = leads?.flatMap((lead) => ('request' in lead ? [lead.request] : []));
  const listed = await parts.inbox.unfinished(asked);
  const settled = await runInbox(
    parts,
    listed.filter(({ state }) => state === 'open'),
  );
  return { requests: settled > 0 ? await parts.inbox.unfinished(asked) : listed, settled };
}

/** @returns whether any is closed for good: where that failed nothing has moved, and a table that takes no writes is not asked without end */
async function closeAll({ inbox, report }: DispatcherParts, followed: readonly Unfinished[]): Promise<boolean> {
  let isAny = false;
  for (const request of followed) {
    if (request.state === 'open') continue;
    try {
      await inbox.followed(request);
      isAny ||= request.state === 'settled';
    } catch (fault) {
      report(fault, 'closing a request');
    }
  }
  return isAny;
}

/** What the index row of a request leads to. */
function pointersOf(request: Unfinished, isOrphan: (putAt: number) => boolean): readonly Open[] {
  const { channel, key, commit, isAnswered, openedAt: putAt } = request;
  const about = { putAt, isOrphan: isOrphan(putAt), request };
  return [
    ...(commit ? [{ pointer: { kind: 'commit', ...commit } as const, ...about }] : []),
    ...(isAnswered ? [{ pointer: { kind: 'answers', channel, key } as const, ...about }] : []),
  ];
}

/** All of one envelope in one pass, so that its deliveries reach the ledger in one commit. */
function groupOf(pointer: Pointer): string {
  const of = envelopeOf(pointer);
  if (of) return `${of.tenant}#${of.envelope}`;
  return 'effect' in pointer ? effectName(pointer.effect) : JSON.stringify(pointer);
}
