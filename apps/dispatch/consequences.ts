// What follows from a stored commit or answer: its effects are planned, carried out and recorded, projections written, the pointer deleted.
// Every step can be repeated; the pointer goes last. Of a request, its index row in the inbox is the pointer.
import { hasErasure } from '#core/erasure.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Sealer } from '#core/sealing.ts';
import { answerEffect } from '#stores/effect-row.ts';
import type { Effects } from '#stores/effects.ts';
import type { Unfinished } from '#stores/inbox-unfinished.ts';
import type { InboxWithAnswers } from '#stores/inbox.ts';
import type { DeadLetters } from '#stores/dead-letters.ts';
import type { Pointer, Pointers } from '#stores/pointers.ts';
import type { Projections } from '#stores/projections.ts';
import { carrier, type CarriedOut } from './carrier.ts';
import type { EffectRunner } from './effect-runner.ts';
import { plannedBy } from './planned.ts';
import type { RedrivePointer } from './put-back.ts';
import { recordDeliveries } from './record-deliveries.ts';
import { refreshesOf, type StaleCardParts } from './stale-cards.ts';
import { handOver, type StandInParts } from './stand-ins.ts';

type Parts = StandInParts &
  StaleCardParts & {
    readonly inbox: InboxWithAnswers;
    readonly pointers: Pointers;
    readonly effects: Effects;
    readonly letters: DeadLetters;
    readonly projections: Projections;
    readonly runner: EffectRunner;
    readonly machineNow: () => number;
    readonly stampHash?: Sealer['stampHash'];
  };

type CommitPointer = Extract<Pointer, { kind: 'commit' }>;
type AnswersPointer = Extract<Pointer, { kind: 'answers' }>;
/** `isOrphan`: so old that its writer cannot be alive. `request`: whose index row leads there; without it, the pointer has a row of its own. */
export type Open<P extends Pointer = Pointer> = {
  readonly pointer: P;
  readonly putAt: number;
  readonly isOrphan: boolean;
  readonly request?: Unfinished;
};
type OfEnvelope = { readonly tenant: TenantId; readonly envelope: EnvelopeId };

export type Consequences = {
  /** Forgets what waited in the pass before: another process may have carried it out. */
  beginPass(): void;
  /** @param group open pointers of one envelope, of one answered request, or of one effect that is about no envelope. @returns those that are over */
  of(group: readonly Open[]): Promise<readonly Open[]>;
  /** Whether some effect that failed before may be tried again now. */
  isAnythingReady(): boolean;
};

export function consequences(parts: Parts): Consequences {
  const { ledger, inbox, pointers, projections } = parts;
  const { carryOut, again, beginPass, isAnythingReady } = carrier(parts);

  async function ofEnvelope({ tenant, envelope }: OfEnvelope, group: readonly Open[]): Promise<readonly Open[]> {
    const stream = await ledger.load(tenant, envelope);
    const commits = group.filter(isOfCommit);
    const stored = commits.filter(({ pointer }) => pointer.version <= stream.version);
    // Before anything is carried out: what follows may store the very commit that an orphan pointed to.
    const orphans = commits.filter((open) => open.isOrphan && !stored.includes(open));
    for (const open of orphans) if (!open.request) await pointers.abandon(open);
    const results = [];
    // Whoever is away is not written to first.
    const now = await handOver(parts, { tenant, envelope, stream, versions: stored.map(({ pointer }) => pointer.version) });
    for (const open of stored)
      results.push({ open, ...(await carryOut(plannedBy(open.pointer, stream, { isStamping: parts.stampHash !== undefined }), now)) });
    for (const open of group.filter(isOfRedrive)) results.push({ open, ...(await again(open.pointer, now)) });
    const recorded = await recordDeliveries(parts, { tenant, envelope, ended: results.flatMap(({ ended }) => ended) });
    // An erasure may have been carried out just now: rows are made from what it left, not from what was read before, and all of them.
    const isErased = hasErasure(now);
    const last = isErased || recorded > now.version ? await ledger.load(tenant, envelope) : now;
    await projections.project(last, isErased ? undefined : oldestOf(stored));
    const areCardsTrue = await makeTrue({ tenant, envelope, known: last });
    const isOver = ({ isFinished }: CarriedOut) => isFinished && areCardsTrue;
    return [...results.filter(isOver).map(({ open }) => open), ...orphans.filter(({ request }) => request)];
  }

  /** @returns false while a card waits for its next attempt: whatever led here must lead here again */
  async function makeTrue(asked: Parameters<typeof refreshesOf>[1]): Promise<boolean> {
    const planned = await refreshesOf(parts, asked);
    return planned.length === 0 || (await carryOut(planned, asked.known)).isFinished;
  }

  async function ofAnswers(open: Open<AnswersPointer>): Promise<readonly Open[]> {
    const { channel, key } = open.pointer;
    const answers = await inbox.answers(channel, key);
    if (!answers && open.isOrphan) await pointers.abandon(open);
    if (!answers) return [];
    const { isFinished } = await carryOut(answers.map((answer, index) => answerEffect(answer, { channel, key, index })));
    const shared = answers.flatMap(({ tenant, about, say }) =>
      about && say.kind === 'shared' ? [{ tenant, envelope: about.envelope }] : [],
    );
    for (const envelope of shared) if (!(await makeTrue(envelope))) return [];
    return isFinished ? [open] : [];
  }

  async function closedOf(group: readonly Open[]): Promise<readonly Open[]> {
    const envelope = group.map(({ pointer }) => envelopeOf(pointer)).find((one) => one !== undefined);
    if (envelope) return ofEnvelope(envelope, group);
    const closed: Open[] = [];
    for (const open of group.filter(isOfAnswers)) closed.push(...(await ofAnswers(open)));
    for (const open of group.filter(isOfRedrive)) if ((await again(open.pointer)).isFinished) closed.push(open);
    return closed;
  }

  return {
    beginPass,
    async of(group) {
      const closed = await closedOf(group);
      for (const { pointer, request } of closed) if (!request) await pointers.done(pointer);
      return closed;
    },
    isAnythingReady,
  };
}

/** The envelope in whose pass a pointer is followed; undefined for answers, which may be about none. */
export function envelopeOf(pointer: Pointer): OfEnvelope | undefined {
  if (pointer.kind === 'answers' || pointer.envelope === null) return undefined;
  return { tenant: pointer.tenant, envelope: pointer.envelope };
}

/** Whatever is older has no pointer any more, and so its projections were written. */
function oldestOf(stored: readonly Open<CommitPointer>[]): number | undefined {
  return stored.length === 0 ? undefined : Math.min(...stored.map(({ pointer }) => pointer.version));
}

function isOfCommit(open: Open): open is Open<CommitPointer> {
  return open.pointer.kind === 'commit';
}

function isOfAnswers(open: Open): open is Open<AnswersPointer> {
  return open.pointer.kind === 'answers';
}

function isOfRedrive(open: Open): open is Open<RedrivePointer> {
  return open.pointer.kind === 'redrive';
}
