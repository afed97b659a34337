// A request goes into the inbox before Slack is told that we have it. What comes twice, with another time or another stamp, is the first.
import type { ChatRequest } from '#apps/chat/request.ts';
import type { Ports } from '#apps/ports.ts';
import type { DeliveryKey } from './dedupe.ts';
import { NotStored, storing, type Transit } from './transit.ts';

export type Arriving = { readonly delivery: DeliveryKey | undefined; readonly transit: Transit; readonly request: ChatRequest };
type StorePorts = Pick<Ports, 'inbox' | 'wake'>;

export async function store(ports: StorePorts, { delivery, transit, request }: Arriving): Promise<void> {
  if (!delivery) throw new NotStored('A delivery from Slack could not be stored: it names nothing by which it would be known again.');
  await storing(transit, async () => {
    const isSeen = (await accept(ports, delivery.key, request)) === 'seen';
    if (isSeen && delivery.again !== undefined && (await cameToNothing(ports, delivery.key))) {
      await accept(ports, delivery.again, request);
    }
  });
  ports.wake();
}

/** The inbox faults on another request under the same key, which the second half of a double click is: what came first counts. */
async function accept({ inbox }: StorePorts, key: string, request: ChatRequest): Promise<'new' | 'seen'> {
  try {
    return await inbox.accept('slack', key, request);
  } catch (cause) {
    const isThere =
      (await inbox.outcome('slack', key)) ?? (await inbox.pending()).some((one) => one.channel === 'slack' && one.key === key);
    if (!isThere) throw cause;
    return 'seen';
  }
}

/** Then the same button may be meant anew: what stood in the way may be gone. */
async function cameToNothing({ inbox }: StorePorts, key: string): Promise<boolean> {
  const outcome = await inbox.outcome('slack', key);
  return outcome !== undefined && !(outcome.kind === 'done' && outcome.result.ok);
}
