// Putting a dead effect back. The pointer is the intention and comes first; whoever sees it, the one who asked or the dispatcher, does the
// rest, which can be repeated. A crash in between therefore loses neither the effect nor the wish.
import type { DeadEffect, DeadLetters } from '#stores/dead-letters.ts';
import type { Effects } from '#stores/effects.ts';
import type { Pointer, Pointers } from '#stores/pointers.ts';

export type RedrivePointer = Extract<Pointer, { kind: 'redrive' }>;
type Parts = { readonly effects: Effects; readonly letters: DeadLetters };

export async function redriveEffect(parts: Parts & { readonly pointers: Pick<Pointers, 'put'> }, letter: DeadEffect): Promise<void> {
  const { tenant, envelope, key, died } = letter;
  const pointer = { kind: 'redrive', tenant, envelope, effect: key, died } as const;
  await parts.pointers.put(pointer);
  await putBack(parts, pointer);
}

/** @returns whether there is such an effect at all */
export async function putBack({ effects, letters }: Parts, { tenant, effect: key, died }: RedrivePointer): Promise<boolean> {
  const effect = await effects.get(key);
  if (effect?.version === died) await effects.revive(effect);
  await letters.drop({ of: 'effect', tenant, key, died });
  return effect !== undefined;
}
