// A request goes into the inbox before Slack is told that we have it. What comes twice, with another time or another stamp, is the first.
import { acceptOnce } from '#apps/accept-once.ts';
import type { ChatRequest } from '#apps/chat/request.ts';
import type { Ports } from '#apps/ports.ts';
import type { DeliveryKey } from './dedupe.ts';
import { NotStored, storing, type Transit } from './transit.ts';

export type Arriving = { readonly delivery: DeliveryKey | undefined; readonly transit: Transit; readonly request: ChatRequest };
type StorePorts = Pick<Ports, 'inbox' | 'wake'>;

export async function store(ports: StorePorts, { delivery, transit, request }: Arriving): Promise<void> {
  if (!delivery) throw new NotStored('A delivery from Slack could not be stored: it names nothing by which it would be known again.');
  await storing(transit, async () => {
    const isSeen = (await acceptOnce(ports.inbox, { channel: 'slack', key: delivery.key, request })) === 'seen';
    if (isSeen && delivery.again !== undefined && (await cameToNothing(ports, delivery.key))) {
      await acceptOnce(ports.inbox, { channel: 'slack', key: delivery.again, request });
    }
  });
  ports.wake();
}

/** Then the same button may be meant anew: what stood in the way may be gone. */
async function cameToNothing({ inbox }: StorePorts, key: string): Promise<boolean> {
  const outcome = await inbox.outcome('slack', key);
  return outcome !== undefined && !(outcome.kind === 'done' && outcome.result.ok);
}
