// The request that a delivery becomes: who did what, from where, with the proof of it.
import type { ChatRequest } from '#apps/chat/request.ts';
import { plus, type Instant } from '#core/time.ts';
import type { Addressed } from './incoming.ts';
import { cardRef, writePlace } from './place.ts';
import { textAt } from './payload.ts';
import { proofOf } from './proof.ts';

type Deed = {
  readonly at: Instant;
  readonly did: ChatRequest['did'];
  /** By default, where the payload comes from. */
  readonly place?: string;
};

export function requestOf(delivered: Addressed, { at, did, place }: Deed): ChatRequest {
  const { body, host, transit, who } = delivered;
  return {
    platform: 'slack',
    install: who.install,
    user: who.user,
    at,
    place: place ?? placeOf(delivered, at),
    did,
    proof: { ...proofOf(body, { transit, host, card: did.on }) },
  };
}

/** Minutes after which Slack refuses what is sent to a `response_url`; we stop a little earlier. */
const RESPOND_MINUTES = 29;

export function placeOf({ body, host, who }: Addressed, at: Instant): string {
  const channel =
    textAt(body, 'container', 'channel_id') ??
    textAt(body, 'channel', 'id') ??
    textAt(body, 'channel_id') ??
    textAt(body, 'event', 'channel');
  const thread = textAt(body, 'message', 'thread_ts') ?? textAt(body, 'event', 'thread_ts');
  const respondTo = textAt(body, 'response_url');
  return writePlace({
    install: host,
    // From a modal or the home tab there is no channel; a message to the person's id reaches them directly.
    channel: channel ?? who.user,
    user: who.user,
    ...(thread !== undefined && { thread }),
    ...(respondTo !== undefined && { respondTo, until: plus(at, { minutes: RESPOND_MINUTES }) }),
  });
}

/** The card on which it was pressed, as its message is called. */
export function pressedCard({ body, host }: Pick<Addressed, 'body' | 'host'>): string | undefined {
  const channel = textAt(body, 'container', 'channel_id') ?? textAt(body, 'channel', 'id');
  const ts = textAt(body, 'container', 'message_ts');
  return channel === undefined || ts === undefined ? undefined : cardRef({ install: host, channel, ts });
}
