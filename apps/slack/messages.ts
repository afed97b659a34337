// A direct message to us: everything in it goes through the inbox, since its answer is a message of ours and must come once.
import { keyOf } from './dedupe.ts';
import { addressedOf, type Delivered, type Incoming } from './incoming.ts';
import { listOf, recordOf, textAt, type Body } from './payload.ts';
import { cardRef } from './place.ts';
import { requestOf } from './request-of.ts';
import { store } from './store.ts';

const MOST_FILES = 10;

export async function directMessage(it: Incoming, delivered: Delivered): Promise<void> {
  const event = recordOf(delivered.body['event']);
  const addressed = addressedOf(delivered);
  if (!event || !addressed || !isSaidToUs(event)) return;
  // Links to files elsewhere as well: the person is told why they cannot be taken, where leaving them out would send less than was meant.
  const files = listOf(event['files'])
    .filter(({ mode }) => mode !== 'tombstone')
    .flatMap((file) => textAt(file, 'id') ?? [])
    .slice(0, MOST_FILES);
  const text = textAt(event, 'text') ?? '';
  if (text === '' && files.length === 0) return;
  const on = threadCard(event, delivered.host);
  const did = { kind: 'say' as const, text, bots: [], files, ...(on !== undefined && { on }) };
  const request = requestOf(addressed, { at: it.ports.clock(), did });
  await store(it.ports, { delivery: keyOf(delivered.body), transit: delivered.transit, request });
}

/** Not what programs say, we ourselves included, nor what was changed afterwards: an act is what was said first. */
function isSaidToUs(event: Body): boolean {
  if (textAt(event, 'channel_type') !== 'im' || textAt(event, 'bot_id') !== undefined || event['hidden'] === true) return false;
  const subtype = textAt(event, 'subtype');
  return subtype === undefined || subtype === 'file_share';
}

/** Below a card of ours, the card is what is spoken of. */
function threadCard(event: Body, host: string): string | undefined {
  const [channel, thread] = [textAt(event, 'channel'), textAt(event, 'thread_ts')];
  return channel === undefined || thread === undefined ? undefined : cardRef({ install: host, channel, ts: thread });
}
