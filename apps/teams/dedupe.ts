// Under which key a delivery is stored, so that the same thing delivered or pressed twice is one. The body of a delivery is not signed: a
// key is made of what the act is, and whoever repeats a delivery with another name in it repeats nothing.
import type { HashText } from '#core/ids.ts';

type Line = { readonly conversation: string; readonly activity: string };

export function lineKey(sha256: HashText, { conversation, activity }: Line): string {
  return `line/${sha256(JSON.stringify([conversation, activity])).slice(0, 40)}`;
}

type Press = {
  readonly conversation: string;
  /** The card's message; '' for a dialog that stands on none. */
  readonly on: string;
  readonly user: string;
  /** As sealed: verb, place and version are in it. */
  readonly intent: string;
  readonly inputs: Readonly<Record<string, unknown>>;
};

/** A second press on the same state of the same card with the same words is the first one. */
export function pressKey(sha256: HashText, { conversation, on, user, intent, inputs }: Press): string {
  const sorted = Object.entries(inputs).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `press/${sha256(JSON.stringify([conversation, on, user, intent, sorted])).slice(0, 40)}`;
}
