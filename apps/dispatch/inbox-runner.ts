// Runs requests that are stored and have no outcome yet: those that just came in, and those whose runner died.
import type { Inbox } from '#core/ports.ts';
import type { Channel } from '#core/events.ts';
import type { ChannelEntry } from '#apps/ports.ts';

type Parts = {
  readonly inbox: Inbox;
  readonly channels: Partial<Record<Channel, ChannelEntry>>;
  readonly report: (fault: unknown, doing: string) => void;
};

/** @returns how many requests got their outcome. */
export async function runInbox(parts: Parts): Promise<number> {
  let settled = 0;
  for (const { channel, key } of await parts.inbox.pending()) {
    const entry = parts.channels[channel];
    const claimed = entry && (await parts.inbox.claim(channel, key));
    if (!claimed) continue;
    try {
      const { outcome, answers } = await entry.process(claimed.request, claimed.lease);
      await parts.inbox.settle(claimed.lease, outcome, answers);
      settled += 1;
    } catch (fault) {
      // The row keeps its request and no outcome: it is claimed again after a pause, or when the lease lapses.
      parts.report(fault, `processing request ${key} of channel ${channel}`);
      await parts.inbox.release(claimed.lease).catch((failed: unknown) => parts.report(failed, `giving back request ${key}`));
    }
  }
  return settled;
}
