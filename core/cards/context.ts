// What every card about one envelope is made from, and the summary that every card has.
import type { Existing, Recipient } from '../envelope.ts';
import type { Instant } from '../time.ts';
import type { Setting } from '../views/facts.ts';
import type { Place } from './card.ts';

/** @property version of the record that `state` was folded from */
export type CardContext = {
  readonly state: Existing;
  readonly version: number;
  readonly setting: Setting;
  readonly now: Instant;
  /** How the sealed PDF reaches whoever reads. */
  readonly sealed?: 'attached' | 'linked';
};

export type SeatContext = CardContext & { readonly recipient: Recipient };

export function placeIn({ tenant, id }: Existing, seat: Place['seat']): Place {
  return { tenant, envelope: id, seat };
}

/** One line that says it all, where nothing but one line is shown or heard. */
export function summed(title: string, paragraphs: readonly string[]): string {
  return [title, ...paragraphs.slice(0, 1)].join(' – ');
}
