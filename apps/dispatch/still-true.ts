// Whether a planned message is still true. An invitation after a void, a reminder after the act: whoever holds one closes it unsent.
import { eventsOf } from '#core/chain.ts';
import type { Existing } from '#core/envelope.ts';
import { isErased } from '#core/erasure.ts';
import { fold } from '#core/fold.ts';
import { notify, type Notification } from '#core/notify.ts';
import type { Stream } from '#core/record.ts';

/** @returns the state now, if the message is still true in it. */
export function stillTrue(stream: Stream, planned: Notification): Existing | undefined {
  const now = fold(stream);
  const stored = eventsOf(stream).find(({ version, index }) => `${version}.${index}` === planned.event);
  if (!stored || now.status === 'none' || isErased(stream, planned.to)) return undefined;
  const still = notify(stored, fold(stream, stored.version), now);
  return still.some(({ kind, to, about }) => kind === planned.kind && to === planned.to && about === planned.about) ? now : undefined;
}
