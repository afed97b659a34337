// A batch of a FIFO queue, one message after the other. What fails goes back alone, with those of its group that come after it: so their
// order holds, and the others are done with. It comes again soon, not only when the time is over for which the queue hides it.
import { processPartialResponse, SqsFifoPartialProcessorAsync } from '@aws-lambda-powertools/batch';
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { report } from './report.ts';
import { traced } from './traced.ts';

const FIRST_PAUSE_SECONDS = 15;
const LONGEST_PAUSE_SECONDS = 300;

// The address below is put together here, and is no place to connect to.
const sqs = traced(new SQSClient({ useQueueUrlAsEndpoint: false }));

export async function eachOf(batch: SQSEvent, work: (body: string) => Promise<void>): Promise<SQSBatchResponse> {
  const worked = async (record: SQSRecord) => {
    try {
      await work(record.body);
    } catch (fault) {
      report(fault, 'working on a message');
      await comesAgainSoon(record).catch((unchanged: unknown) => report(unchanged, 'asking for a message sooner'));
      throw fault;
    }
  };
  return processPartialResponse(batch, worked, new SqsFifoPartialProcessorAsync(), {
    skipGroupOnError: true,
    throwOnFullBatchFailure: false,
  });
}

async function comesAgainSoon({ receiptHandle, eventSourceARN, attributes }: SQSRecord): Promise<void> {
  const [, , , region, account, name] = eventSourceARN.split(':');
  const pause = FIRST_PAUSE_SECONDS * 2 ** (Number(attributes.ApproximateReceiveCount) - 1);
  await sqs.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: Math.min(pause, LONGEST_PAUSE_SECONDS),
    }),
  );
}
