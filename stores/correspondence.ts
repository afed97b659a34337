// What was sent to a seat so far, read from the effects that were carried out.
import type { Correspondence } from '#core/ports.ts';
import type { RecipientId } from '#core/ids.ts';
import { effectName, type Effect } from './effect-row.ts';
import type { Effects } from './effects.ts';

export function correspondence(effects: Pick<Effects, 'list'>): Correspondence {
  return {
    async with(tenant, envelope, seat) {
      const sent = (await effects.list(tenant, envelope)).filter((effect) => effect.state === 'done' && seatOf(effect) === seat);
      return sent
        .toSorted((a, b) => (a.doneAt ?? 0) - (b.doneAt ?? 0))
        .map(({ key, job, threadId, sentText }) => ({
          effect: effectName(key),
          ...(job.do === 'tell' && { event: job.notification.event, channel: job.channel }),
          ...(job.do === 'answer' && { channel: job.answer.channel }),
          ...(threadId !== null && { threadId }),
          ...(sentText !== null && { sentText }),
        }));
    },
  };
}

function seatOf({ job }: Effect): 'sender' | RecipientId | undefined {
  switch (job.do) {
    case 'tell':
      return job.notification.to;
    case 'answer':
      return job.answer.about?.seat;
    case 'card':
    case 'seal':
    case 'stamp':
    case 'erase':
      return undefined;
  }
}
