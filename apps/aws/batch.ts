// A batch of a FIFO queue, one message after the other. What fails goes back alone, with those of its group that come after it: so their
// order holds, and the others are done with.
import { processPartialResponse, SqsFifoPartialProcessorAsync } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';

export async function eachOf(batch: SQSEvent, work: (body: string) => Promise<void>): Promise<SQSBatchResponse> {
  return processPartialResponse(batch, async ({ body }: SQSRecord) => work(body), new SqsFifoPartialProcessorAsync(), {
    skipGroupOnError: true,
    throwOnFullBatchFailure: false,
  });
}
