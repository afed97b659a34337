// Carries out the effects of one pointer, and remembers until the next pass which of them wait, and until when.
import type { Key } from '#core/ports.ts';
import type { Stream } from '#core/record.ts';
import type { DeadLetters } from '#stores/dead-letters.ts';
import { onNextChannel, type Effect, type NewEffect } from '#stores/effect-row.ts';
import type { Effects } from '#stores/effects.ts';
import type { EffectRunner } from './effect-runner.ts';
import { putBack, type RedrivePointer } from './put-back.ts';

type Parts = {
  readonly effects: Effects;
  readonly letters: DeadLetters;
  readonly runner: EffectRunner;
  readonly machineNow: () => number;
};

const MOST_REMEMBERED = 500;

export type CarriedOut = { readonly isFinished: boolean; readonly ended: readonly Effect[] };

export type Carrier = {
  /** @param stream the envelope's, where there is one */
  carryOut(planned: readonly NewEffect[], stream?: Stream): Promise<CarriedOut>;
  /** An effect that was dead and is wanted again. */
  again(pointer: RedrivePointer, stream?: Stream): Promise<CarriedOut>;
  /** Another process may have carried out what waited in the pass before. */
  beginPass(): void;
  /** Whether some effect that failed before may be tried again now. */
  isAnythingReady(): boolean;
};

export function carrier({ effects, letters, runner, machineNow }: Parts): Carrier {
  const waiting = new Map<string, number>();
  /** Where some of a commit's effects wait, the others need not be looked at in each pass. */
  const over = new Map<string, Effect>();

  /** @returns the same, noted */
  function noted(effect: Effect): Effect {
    const name = nameOf(effect.key);
    over.delete(name);
    waiting.delete(name);
    if (effect.state === 'pending') waiting.set(name, effect.retryAt ?? effect.leaseUntil ?? 0);
    else over.set(name, effect);
    const [oldest] = over.keys();
    if (over.size > MOST_REMEMBERED && oldest !== undefined) over.delete(oldest);
    return effect;
  }

  /** A message that did not reach its reader is followed from channel to channel, at once. */
  async function onwards(effect: Effect, stream: Stream | undefined): Promise<CarriedOut> {
    const ended: Effect[] = [];
    for (let after = effect; after.state !== 'pending';) {
      ended.push(after);
      const next = onNextChannel(after);
      if (!next) return { isFinished: true, ended };
      after = over.get(nameOf(next.key)) ?? noted(await runner.start(next, stream));
    }
    return { isFinished: false, ended };
  }

  return {
    async carryOut(planned, stream) {
      const results = [];
      for (const effect of planned) {
        results.push(await onwards(over.get(nameOf(effect.key)) ?? noted(await runner.start(effect, stream)), stream));
      }
      return { isFinished: results.every(({ isFinished }) => isFinished), ended: results.flatMap(({ ended }) => ended) };
    },
    async again(pointer, stream) {
      if (!(await putBack({ effects, letters }, pointer))) return { isFinished: true, ended: [] };
      return onwards(noted(await runner.run(pointer.effect, stream)), stream);
    },
    beginPass() {
      waiting.clear();
      runner.beginPass();
    },
    isAnythingReady: () => [...waiting.values()].some((at) => at <= machineNow()),
  };
}

/** Two tenants may have envelopes of the same id. */
function nameOf({ pk, sk }: Key): string {
  return `${pk} ${sk}`;
}
