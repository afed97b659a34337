// The clock on AWS. What is pending is not carried out here but led to, by the queues of those who do.
import { SQSClient } from '@aws-sdk/client-sqs';
import { dispatching } from '#apps/world/dispatching.ts';
import type { Dispatcher } from '#apps/dispatch/dispatcher.ts';
import type { Estate } from './estate.ts';
import { leadMessage } from './leads.ts';
import { queueAt } from './queue.ts';
import { count } from './report.ts';
import { traced } from './traced.ts';

/** The stream leads to what is new at once; only what it missed, or what waited, is led to from here. */
const YOUNG_MS = 30_000;

export type Clock = Pick<Dispatcher, 'tick' | 'walk'> & { readonly sweep: () => Promise<void> };

export function ticking(base: Estate): Clock {
  const { config, machineNow } = base;
  const sqs = traced(new SQSClient({}));
  const requests = queueAt(sqs, 'REQUESTS_QUEUE_URL', config.REQUESTS_QUEUE_URL);
  const followUps = queueAt(sqs, 'FOLLOW_UPS_QUEUE_URL', config.FOLLOW_UPS_QUEUE_URL);
  const { by, runner } = dispatching({ ...base, channels: {} });
  const dispatcher = by(runner);
  return {
    tick: dispatcher.tick,
    walk: dispatcher.walk,
    async sweep() {
      const now = machineNow();
      const pending = (await dispatcher.pending()).filter(({ since }) => now - since > YOUNG_MS);
      count('Pending', pending.length);
      const minute = String(Math.floor(now / 60_000));
      const messages = (isRequest: boolean) =>
        pending.filter(({ lead }) => 'request' in lead === isRequest).map(({ lead }) => leadMessage(lead, minute));
      await Promise.all([requests.put(messages(true)), followUps.put(messages(false))]);
    },
  };
}
