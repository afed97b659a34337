// Puts into the inbox what may come twice and not quite alike, as the second half of a double click does, which the inbox faults: what came
// first counts.
import type { Inbox } from '#core/ports.ts';
import type { Channel } from '#core/terms.ts';

type Arriving = { readonly channel: Channel; readonly key: string; readonly request: unknown };

export async function acceptOnce(inbox: Inbox, { channel, key, request }: Arriving): Promise<'new' | 'seen'> {
  try {
    return await inbox.accept(channel, key, request);
  } catch (cause) {
    const isThere =
      (await inbox.outcome(channel, key)) ?? (await inbox.pending()).some((one) => one.channel === channel && one.key === key);
    if (!isThere) throw cause;
    return 'seen';
  }
}
