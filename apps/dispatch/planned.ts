// Which effects a stored commit calls for: the messages that were due when it was stored, and the seal after the last needed act.
import { eventsOf } from '#core/chain.ts';
import type { Envelope } from '#core/envelope.ts';
import type { Channel, Delivery } from '#core/terms.ts';
import { fold } from '#core/fold.ts';
import type { RecipientId } from '#core/ids.ts';
import { notify } from '#core/notify.ts';
import type { StoredEvent, Stream } from '#core/record.ts';
import { effectName, eraseEffect, sealEffect, stampEffect, tellEffect, type Effect, type NewEffect } from '#stores/effect-row.ts';
import type { Pointer } from '#stores/pointers.ts';

/** @param how.isStamping whether anybody is asked for time-stamps */
export function plannedBy(
  { tenant, envelope, version }: Extract<Pointer, { kind: 'commit' }>,
  stream: Stream,
  { isStamping = false }: { readonly isStamping?: boolean } = {},
): NewEffect[] {
  const then = fold(stream, version);
  const stored = eventsOf(stream).filter((one) => one.version === version);
  return stored.flatMap((one) => {
    const told = notify(one, then, then).map((notification) =>
      tellEffect({ tenant, envelope, notification, channel: channelOf(then, notification.to) }),
    );
    const event = `${one.version}.${one.index}`;
    if (isStamping && 'evidence' in one.event) told.push(stampEffect({ tenant, envelope, event }));
    if (one.event.type === 'erased') return [...told, eraseEffect({ tenant, envelope, event })];
    return asksForSeal(one, then) ? [...told, sealEffect({ tenant, envelope, event })] : told;
  });
}

/** The last needed act does, and the end of a dispute that had kept the seal back. */
function asksForSeal({ event }: StoredEvent, then: Envelope): boolean {
  if (event.type === 'completed') return true;
  return event.type === 'dispute-resolved' && then.status === 'completed' && then.sealing.state !== 'sealed';
}

/** Only messages to recipients reach the ledger, each redrive of one as a delivery of its own. */
export function deliveryOf({ job, key, state, redriven, next, lastError }: Effect): Delivery[] {
  if (job.do !== 'tell' || job.notification.to === 'sender' || state === 'superseded') return [];
  const effect = redriven === 0 ? effectName(key) : `${effectName(key)}~${redriven}`;
  const about = { effect, recipient: job.notification.to, channel: job.channel };
  if (state === 'elsewhere') return next === null ? [] : [{ ...about, outcome: 'rerouted', next, why: lastError ?? '' }];
  return [{ ...about, outcome: state === 'done' ? 'accepted' : 'undeliverable' }];
}

/** People are told where they are: recipients on their channel, the sender where they want it, else where the draft came from. */
function channelOf(state: Envelope, to: 'sender' | RecipientId): Channel {
  if (state.status === 'none') return 'email';
  return state.recipients.find(({ id }) => id === to)?.channel ?? state.senderChannel ?? state.origin.channel;
}
