// Everything that follows from what is stored: requests without an outcome, effects of commits and answers, and what time makes due.
// It finds its work by sweeping pointers and inbox rows; a wake-up only makes it sooner. One sweep at a time.
import type { Commands } from '#core/ports.ts';
import type { Channel } from '#core/terms.ts';
import type { Instant } from '#core/time.ts';
import type { ChannelEntry } from '#apps/ports.ts';
import type { Anchors } from '#stores/anchors.ts';
import type { DeadLetters } from '#stores/dead-letters.ts';
import type { EditableDirectory } from '#stores/directory.ts';
import { effectName } from '#stores/effect-row.ts';
import type { Effects } from '#stores/effects.ts';
import type { InboxWithAnswers } from '#stores/inbox.ts';
import type { EnumerableLedger } from '#stores/ledger.ts';
import type { Pointer, Pointers } from '#stores/pointers.ts';
import type { Projections } from '#stores/projections.ts';
import type { EffectCounts } from './effect-runner.ts';
import { runInbox } from './inbox-runner.ts';
import { expiryGate } from './expiry-gate.ts';
import { tick } from './tick.ts';
import { walk } from './walk.ts';
import { envelopeOf, type Consequences } from './consequences.ts';

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
  readonly directory: Pick<EditableDirectory, 'tenants'>;
  readonly now: () => Instant;
  readonly machineNow: () => number;
  readonly report: (fault: unknown, doing: string) => void;
};

export type Settled = { readonly undispatched: number; readonly effects: { readonly done: number; readonly failed: number } };

export type Dispatcher = {
  /** One pass over everything pending. @returns whether it got anything done. */
  sweep(): Promise<boolean>;
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

  async function pass(): Promise<boolean> {
    const before = parts.counts.finished;
    parts.consequences.beginPass();
    const settledRequests = await guarded(async () => runInbox(parts), 'running requests');
    const open = (await parts.pointers.pending()).map(({ pointer, putAt }) => ({
      pointer,
      putAt,
      isOrphan: parts.machineNow() - putAt > ORPHAN_AFTER_MS,
    }));
    const groups = Object.values(Object.groupBy(open, ({ pointer }) => groupOf(pointer)));
    let closed = 0;
    for (const group of groups) closed += await guarded(async () => Number(await parts.consequences.of(group ?? [])), 'dispatching');
    return settledRequests + closed > 0 || parts.counts.finished > before;
  }

  /** One fault must not keep the others waiting; what it was about stays, so it is tried again. */
  async function guarded(work: () => Promise<number>, doing: string): Promise<number> {
    try {
      return await work();
    } catch (fault) {
      parts.report(fault, doing);
      return 0;
    }
  }

  async function pending(): Promise<number> {
    const [requests, pointers] = await Promise.all([parts.inbox.pending(), parts.pointers.pending()]);
    return requests.length + pointers.length;
  }

  return {
    sweep: () => inTurn(pass),
    settle: () =>
      inTurn(async () => {
        while ((await pass()) || parts.consequences.isAnythingReady()) {
          // Each pass may store what the next one dispatches.
        }
        const { done, failed } = parts.counts;
        return { undispatched: await pending(), effects: { done, failed } };
      }),
    tick: () => inTurn(async () => tick({ ...parts, gate })),
    walk: async () => walk(parts),
    async nextDue(until) {
      const at = await parts.projections.nextDueAt();
      return at !== undefined && at <= until ? at : undefined;
    },
  };
}

/** All of one envelope in one pass, so that its deliveries reach the ledger in one commit. */
function groupOf(pointer: Pointer): string {
  const of = envelopeOf(pointer);
  if (of) return `${of.tenant}#${of.envelope}`;
  return 'effect' in pointer ? effectName(pointer.effect) : JSON.stringify(pointer);
}
