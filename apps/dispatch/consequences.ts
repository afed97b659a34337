// What follows from a stored commit or answer: its effects are planned, carried out and recorded, projections written, the pointer deleted.
// Every step can be repeated; the pointer goes last.
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import { eventsOf } from '#core/chain.ts';
import type { Delivery } from '#core/events.ts';
import { fold } from '#core/fold.ts';
import { notify } from '#core/notify.ts';
import type { Commands, Ledger } from '#core/ports.ts';
import type { Stream } from '#core/record.ts';
import type { Existing } from '#core/envelope.ts';
import type { Instant } from '#core/time.ts';
import { answerEffect, effectName, sealEffect, tellEffect, type Effect, type NewEffect } from '#stores/effect-row.ts';
import type { Effects } from '#stores/effects.ts';
import type { InboxWithAnswers } from '#stores/inbox.ts';
import type { Pointer, Pointers } from '#stores/pointers.ts';
import type { Projections } from '#stores/projections.ts';
import type { EffectRunner } from './effect-runner.ts';

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

type EndedOf = { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly ended: readonly Effect[] };
type CommitPointer = Extract<Pointer, { kind: 'commit' }>;
type AnswersPointer = Extract<Pointer, { kind: 'answers' }>;

type Open<P extends Pointer = Pointer> = { readonly pointer: P; readonly putAt: number; readonly isOrphan: boolean };

export type Consequences = {
  /** @param group open pointers of one envelope, or of one answered request. @returns whether one could be closed. */
  of(group: readonly Open[]): Promise<boolean>;
  /** Whether some effect that failed before may be tried again now. */
  isAnythingReady(): Promise<boolean>;
};

export function consequences(parts: Parts): Consequences {
  const { ledger, inbox, pointers, effects, projections, runner } = parts;
  const waiting = new Map<string, number>();

  async function carryOut(planned: readonly NewEffect[]): Promise<{ isFinished: boolean; ended: readonly Effect[] }> {
    const ended: Effect[] = [];
    for (const effect of planned) {
      await effects.plan(effect);
      const now = await runner.run(effect.key);
      if (now.state === 'pending') waiting.set(effectName(effect.key), now.retryAt ?? now.leaseUntil ?? 0);
      else {
        waiting.delete(effectName(effect.key));
        ended.push(now);
      }
    }
    return { isFinished: ended.length === planned.length, ended };
  }

  async function ofCommit({ tenant, envelope, version }: CommitPointer, stream: Stream) {
    const then = fold(stream, version);
    const ofVersion = eventsOf(stream).filter((stored) => stored.version === version);
    const planned = ofVersion.flatMap((stored): NewEffect[] => {
      const told = notify(stored, then, then).map((notification) =>
        tellEffect({ tenant, envelope, notification, channel: channelOf(then, notification.to) }),
      );
      const event = `${stored.version}.${stored.index}`;
      return stored.event.type === 'completed' ? [...told, sealEffect({ tenant, envelope, event })] : told;
    });
    return carryOut(planned);
  }

  async function recordDeliveries({ tenant, envelope, ended }: EndedOf): Promise<void> {
    const deliveries = ended.flatMap(deliveryOf);
    if (deliveries.length === 0) return;
    const key = `deliveries/${deliveries.map(({ effect }) => effect).join('+')}`;
    const by = { kind: 'system', via: 'dispatch' } as const;
    await parts.commands.run(tenant, envelope, { type: 'record-deliveries', at: parts.now(), by, key, deliveries });
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
    for (const { pointer } of stored) results.push({ pointer, ...(await ofCommit(pointer, stream)) });
    const ended = results.flatMap((result) => result.ended);
    await recordDeliveries({ tenant, envelope, ended });
    await projections.project(stream);
    const finished = results.filter(({ isFinished }) => isFinished);
    return finished.map(({ pointer }) => pointer);
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
    async of(group) {
      const closed = [...(await ofEnvelope(group.filter(isOfCommit)))];
      for (const open of group.filter(isOfAnswers)) closed.push(...(await ofAnswers(open)));
      for (const pointer of closed) await pointers.done(pointer);
      return closed.length > 0;
    },

    isAnythingReady: async () => [...waiting.values()].some((at) => at <= parts.machineNow()),
  };
}

/** People are told where they are: recipients on their channel, the sender where the draft came from. */
function channelOf(state: ReturnType<typeof fold>, to: 'sender' | string) {
  const existing = state as Existing;
  return existing.recipients.find(({ id }) => id === to)?.channel ?? existing.origin.channel;
}

/** Only messages to recipients reach the ledger. */
function deliveryOf({ job, key, state }: Effect): Delivery[] {
  if (job.do !== 'tell' || job.notification.to === 'sender' || state === 'superseded') return [];
  const outcome = state === 'done' ? 'accepted' : 'undeliverable';
  return [{ effect: effectName(key), recipient: job.notification.to, channel: job.channel, outcome }];
}

function isOfCommit(open: Open): open is Open<CommitPointer> {
  return open.pointer.kind === 'commit';
}

function isOfAnswers(open: Open): open is Open<AnswersPointer> {
  return open.pointer.kind === 'answers';
}
