// Reads the table's stream of changes, and leads to whatever is new and asks for work. It only makes things fast: what it misses, the clock finds.
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { awsConfig } from '#apps/config.ts';
import { awaitedOnce } from '../awaited-once.ts';
import { queueAt } from '../queue.ts';
import { count } from '../report.ts';
import { routed } from '../routed.ts';
import { traced } from '../traced.ts';

const queues = awaitedOnce(async () => {
  const config = awsConfig();
  const sqs = traced(new SQSClient({}));
  return {
    requests: queueAt(sqs, 'REQUESTS_QUEUE_URL', config.REQUESTS_QUEUE_URL),
    followUps: queueAt(sqs, 'FOLLOW_UPS_QUEUE_URL', config.FOLLOW_UPS_QUEUE_URL),
  };
});

export async function handler(event: DynamoDBStreamEvent): Promise<void> {
  const { requests, followUps, happened } = routed(event.Records);
  const to = await queues();
  await Promise.all([to.requests.put(requests), to.followUps.put(followUps)]);
  for (const type of happened) count(type);
}
