// Runs requests that are stored and have no outcome yet: those that just came in, and those whose runner died.
import type { Channel } from '#core/terms.ts';
import type { ChannelEntry } from '#apps/ports.ts';
import type { InboxWithAnswers } from '#stores/inbox.ts';
import { TurnLater } from '#stores/turn-later.ts';

type Parts = {
  readonly inbox: InboxWithAnswers;
  readonly channels: Partial<Record<Channel, ChannelEntry>>;
  readonly report: (fault: unknown, doing: string) => void;
};

/** @returns how many of the requests got their outcome. */
export async function runInbox(parts: Parts, open: readonly { readonly channel: Channel; readonly key: string }[]): Promise<number> {
  let settled = 0;
  for (const name of open) {
    try {
      settled += await runOne(parts, name);
    } catch (fault) {
      parts.report(fault, `taking up request ${name.key} of channel ${name.channel}`);
    }
  }
  return settled;
}

async function runOne({ inbox, channels, report }: Parts, { channel, key }: { channel: Channel; key: string }): Promise<number> {
  const entry = channels[channel];
  const claimed = entry && (await inbox.claim(channel, key));
  if (!claimed) return 0;
  try {
    const { outcome, answers } = await entry.process(claimed.request, claimed.lease);
    await inbox.settle(claimed.lease, outcome, answers);
    return 1;
  } catch (fault) {
    if (fault instanceof TurnLater) return 0;
    // The row keeps its request and no outcome: it is claimed again after a pause, or when the lease lapses, until it is given up.
    report(fault, `processing request ${key} of channel ${channel}`);
    await inbox.release(claimed.lease, fault instanceof Error ? fault.message : String(fault));
    return 0;
  }
}
