// What keeps a seal below the level that was asked for: a service of others that did not give what the level rests on.
import type { SealLevel } from '#core/sealing.ts';

export class Shortfall extends Error {
  override readonly name = 'Shortfall';
  /** The level that does without it. */
  readonly reached: SealLevel;

  constructor(reached: SealLevel, why: string) {
    super(why);
    this.reached = reached;
  }
}
