// A batch of a FIFO queue: what fails goes back with what follows it in its group, and comes again after a pause that doubles.
import { expect, it, vi } from 'vitest';
import type { SQSEvent } from 'aws-lambda';
import { cloud } from '../../support/aws/cloud.ts';

function event(...records: readonly (readonly [body: string, group: string, received: number])[]): SQSEvent {
  return {
    Records: records.map(([body, group, received], at) => ({
      messageId: `m${at}`,
      receiptHandle: `r${at}`,
      body,
      attributes: { MessageGroupId: group, ApproximateReceiveCount: String(received) },
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:1:follow-ups.fifo',
    })),
  } as unknown as SQSEvent;
}

it('gives back what failed and what follows it in its group, and no more; it comes again after a pause that doubles', async () => {
  const sky = await cloud({ dynamo: '', secrets: {}, parameters: {} });
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', sky.endpoint);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  const { eachOf } = await import('#apps/aws/batch.ts');
  const worked: string[] = [];
  const failed = await eachOf(event(['a', 'one', 1], ['bad', 'two', 3], ['b', 'two', 1], ['c', 'one', 1]), async (body) => {
    if (body === 'bad') throw new Error('no');
    worked.push(body);
  });
  expect(worked).toEqual(['a', 'c']);
  expect(failed).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }] });
  expect(sky.pauses).toEqual([{ receipt: 'r1', seconds: 60 }]);
});
