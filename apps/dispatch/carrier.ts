// Carries out the effects of one pointer, and remembers until the next pass which of them wait, and until when.
import type { Stream } from '#core/record.ts';
import type { DeadLetters } from '#stores/dead-letters.ts';
import { effectName, type Effect, type NewEffect } from '#stores/effect-row.ts';
import type { Effects } from '#stores/effects.ts';
import type { EffectRunner } from './effect-runner.ts';
import { putBack, type RedrivePointer } from './put-back.ts';

type Parts = {
  readonly effects: Effects;
  readonly letters: DeadLetters;
  readonly runner: EffectRunner;
  readonly machineNow: () => number;
};

export type CarriedOut = { readonly isFinished: boolean; readonly ended: readonly Effect[] };

export type Carrier = {
  /** @param stream the envelope's, where there is one */
  carryOut(planned: readonly NewEffect[], stream?: Stream): Promise<CarriedOut>;
  /** An effect that was dead and is wanted again. */
  again(pointer: RedrivePointer, stream?: Stream): Promise<CarriedOut>;
  /** Another process may have carried out what waited. */
  forget(): void;
  /** Whether some effect that failed before may be tried again now. */
  isAnythingReady(): boolean;
};

export function carrier({ effects, letters, runner, machineNow }: Parts): Carrier {
  const waiting = new Map<string, number>();

  /** @returns the same, noted */
  function noted(effect: Effect): Effect {
    const name = effectName(effect.key);
    if (effect.state === 'pending') waiting.set(name, effect.retryAt ?? effect.leaseUntil ?? 0);
    else waiting.delete(name);
    return effect;
  }

  return {
    async carryOut(planned, stream) {
      const ended: Effect[] = [];
      for (const effect of planned) {
        const after = noted(await runner.start(effect, stream));
        if (after.state !== 'pending') ended.push(after);
      }
      return { isFinished: ended.length === planned.length, ended };
    },
    async again(pointer, stream) {
      if (!(await putBack({ effects, letters }, pointer))) return { isFinished: true, ended: [] };
      const after = noted(await runner.run(pointer.effect, stream));
      return after.state === 'pending' ? { isFinished: false, ended: [] } : { isFinished: true, ended: [after] };
    },
    forget: () => waiting.clear(),
    isAnythingReady: () => [...waiting.values()].some((at) => at <= machineNow()),
  };
}
