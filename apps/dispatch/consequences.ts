// What follows from a stored commit or answer: its effects are planned, carried out and recorded, projections written, the pointer deleted.
// Every step can be repeated; the pointer goes last.
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Commands, Ledger } from '#core/ports.ts';
import type { Instant } from '#core/time.ts';
import { answerEffect, effectName, type Effect, type NewEffect } from '#stores/effect-row.ts';
import type { Effects } from '#stores/effects.ts';
import type { InboxWithAnswers } from '#stores/inbox.ts';
import type { Pointer, Pointers } from '#stores/pointers.ts';
import type { Projections } from '#stores/projections.ts';
import type { EffectRunner } from './effect-runner.ts';
import { deliveryOf, plannedBy } from './planned.ts';

type Parts = {
  readonly ledger: Ledger;
  readonly inbox: InboxWithAnswers;
  readonly pointers: Pointers;
  readonly effects: Effects;
  readonly projections: Projections;
  readonly commands: Commands;
  readonly runner: EffectRunner;
  readonly now: () => Instant;
  readonly machineNow: () => number;
};

type CommitPointer = Extract<Pointer, { kind: 'commit' }>;
type AnswersPointer = Extract<Pointer, { kind: 'answers' }>;
/** `isOrphan`: so old that its writer cannot be alive. */
type Open<P extends Pointer = Pointer> = { readonly pointer: P; readonly putAt: number; readonly isOrphan: boolean };
type EndedOf = { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly ended: readonly Effect[] };

export type Consequences = {
  /** Forgets what waited in the pass before: another process may have carried it out. */
  beginPass(): void;
  /** @param group open pointers of one envelope, or of one answered request. @returns whether one could be closed. */
  of(group: readonly Open[]): Promise<boolean>;
  /** Whether some effect that failed before may be tried again now. */
  isAnythingReady(): boolean;
};

export function consequences(parts: Parts): Consequences {
  const { ledger, inbox, pointers, effects, projections, runner } = parts;
  const waiting = new Map<string, number>();

  async function carryOut(planned: readonly NewEffect[]): Promise<{ isFinished: boolean; ended: readonly Effect[] }> {
    const ended: Effect[] = [];
    for (const { key, ...rest } of planned) {
      await effects.plan({ key, ...rest });
      const effect = await runner.run(key);
      if (effect.state === 'pending') waiting.set(effectName(key), effect.retryAt ?? effect.leaseUntil ?? 0);
      else {
        waiting.delete(effectName(key));
        ended.push(effect);
      }
    }
    return { isFinished: ended.length === planned.length, ended };
  }

  async function ofEnvelope(group: readonly Open<CommitPointer>[]): Promise<readonly Pointer[]> {
    const [first] = group;
    if (!first) return [];
    const { tenant, envelope } = first.pointer;
    const stream = await ledger.load(tenant, envelope);
    const stored = group.filter(({ pointer }) => pointer.version <= stream.version);
    // Before anything is carried out: what follows may store the very commit that an orphan pointed to.
    for (const open of group) if (open.isOrphan && !stored.includes(open)) await pointers.abandon(open);
    const results = [];
    for (const { pointer } of stored) results.push({ pointer, ...(await carryOut(plannedBy(pointer, stream))) });
    await recordDeliveries(parts, { tenant, envelope, ended: results.flatMap(({ ended }) => ended) });
    await projections.project(stream);
    return results.filter(({ isFinished }) => isFinished).map(({ pointer }) => pointer);
  }

  async function ofAnswers(open: Open<AnswersPointer>): Promise<readonly Pointer[]> {
    const { channel, key } = open.pointer;
    const answers = await inbox.answers(channel, key);
    if (!answers && open.isOrphan) await pointers.abandon(open);
    if (!answers) return [];
    const { isFinished } = await carryOut(answers.map((answer, index) => answerEffect(answer, { channel, key, index })));
    return isFinished ? [open.pointer] : [];
  }

  return {
    beginPass: () => waiting.clear(),
    async of(group) {
      const closed = [...(await ofEnvelope(group.filter(isOfCommit)))];
      for (const open of group.filter(isOfAnswers)) closed.push(...(await ofAnswers(open)));
      for (const pointer of closed) await pointers.done(pointer);
      return closed.length > 0;
    },
    isAnythingReady: () => [...waiting.values()].some((at) => at <= parts.machineNow()),
  };
}

/** One commit for all outcomes of a pass; repeating it changes nothing. */
async function recordDeliveries({ commands, now }: Parts, { tenant, envelope, ended }: EndedOf): Promise<void> {
  const deliveries = ended.flatMap(deliveryOf);
  if (deliveries.length === 0) return;
  const key = `deliveries/${deliveries.map(({ effect }) => effect).join('+')}`;
  const by = { kind: 'system', via: 'dispatch' } as const;
  await commands.run(tenant, envelope, { type: 'record-deliveries', at: now(), by, key, deliveries });
}

function isOfCommit(open: Open): open is Open<CommitPointer> {
  return open.pointer.kind === 'commit';
}

function isOfAnswers(open: Open): open is Open<AnswersPointer> {
  return open.pointer.kind === 'answers';
}
