// Carries out the effects of one kind, and has what led to each looked at again once it has ended.
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { dispatching, type Channels } from '#apps/world/dispatching.ts';
import { eachOf } from './batch.ts';
import type { Estate } from './estate.ts';
import { leadMessage } from './leads.ts';
import { readPassed } from './passing-runner.ts';
import { queueAt } from './queue.ts';
import { count } from './report.ts';
import { traced } from './traced.ts';

export function carrying(base: Estate, channels: Channels): (batch: SQSEvent) => Promise<SQSBatchResponse> {
  const { runner } = dispatching({ ...base, channels });
  const followUps = queueAt(traced(new SQSClient({})), 'FOLLOW_UPS_QUEUE_URL', base.config.FOLLOW_UPS_QUEUE_URL);
  return async (batch) =>
    eachOf(batch, async (body) => {
      const { key, lead } = readPassed(body);
      runner.beginPass();
      const known = await base.stores.effects.get(key);
      if (!known) return;
      const stream = known.envelope === null ? undefined : await base.stores.ledger.load(known.tenant, known.envelope);
      const effect = await runner.run(key, stream);
      // What waits for its next attempt is passed on again by the clock.
      if (effect.state === 'pending') return;
      if (effect.state === 'dead') count('DeadEffects');
      await followUps.put([leadMessage(lead, `${key.pk} ${key.sk} ${effect.version}`)]);
    });
}
