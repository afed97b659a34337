// A FIFO queue of Amazon SQS, as those who put something into it see it.
import type { SQSClient } from '@aws-sdk/client-sqs';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { FifoMessage } from './leads.ts';

export type Queue = { put(messages: readonly FifoMessage[]): Promise<void> };

const MOST_AT_ONCE = 10;

function fifoQueue(client: SQSClient, url: string): Queue {
  return {
    async put(messages) {
      for (let at = 0; at < messages.length; at += MOST_AT_ONCE) await putSome(client, url, messages.slice(at, at + MOST_AT_ONCE));
    },
  };
}

/** @returns the queue of a setting that this function must have */
export function queueAt(client: SQSClient, name: string, url: string | undefined): Queue {
  if (url === undefined) throw new Error(`${name} is not set. Deploy the estate again: the infrastructure sets it.`);
  return fifoQueue(client, url);
}

async function putSome(client: SQSClient, url: string, messages: readonly FifoMessage[]): Promise<void> {
  const { Failed = [] } = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: url,
      Entries: messages.map(({ body, group, dedupe }, index) => ({
        Id: String(index),
        MessageBody: body,
        MessageGroupId: group,
        MessageDeduplicationId: dedupe,
      })),
    }),
  );
  const [first] = Failed;
  if (first)
    throw new Error(`Could not put ${Failed.length} of ${messages.length} messages into ${url}: ${first.Code ?? 'no reason given'}.`);
}
