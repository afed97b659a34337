// The queues of the estate. Each keeps a message until it was dealt with, and what failed again and again goes into the one beside it, for a
// person to look at. All but that of mail keep order: one envelope's, one card's.
import { Duration, Validations } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption, type IQueue, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Environment } from './environment.ts';
import { specOf, type FunctionName } from './functions.ts';
import type { QueueName, QueuePair } from './parts.ts';

/** A failed message rests as long, times six: AWS asks for it, so that what Lambda holds back under load is not handed out twice. */
const REST_FACTOR = 6;
const MOST_RECEIVES = 5;
/** The longest there is: nothing that failed shall vanish before someone has looked. */
const DEAD_DAYS = Duration.days(14);

/** Dead letter queues of what comes from no queue: changes of the table, and what happens by the clock. */
export const OTHER_DEAD = ['stream', 'schedules'] as const;

type Given = { readonly environment: Environment; readonly key: IKey };

/** As alarms know it, without waiting for the queue to be made. */
export function queueName({ name: of }: Pick<Environment, 'name'>, name: string, isFifo: boolean): string {
  return `countersign-${of}-${name}${isFifo ? '.fifo' : ''}`;
}

/** @param name also that of the function that empties it */
export function queuePair(scope: Construct, name: QueueName & FunctionName, given: Given): QueuePair {
  const isFifo = name !== 'mail-in';
  const dead = deadQueue(scope, name, { ...given, isFifo });
  const queue = new Queue(scope, `Queue-${name}`, {
    ...common(name, { ...given, isFifo }),
    visibilityTimeout: Duration.seconds(specOf(name).timeoutSeconds * REST_FACTOR),
    retentionPeriod: Duration.days(4),
    deadLetterQueue: { queue: dead, maxReceiveCount: MOST_RECEIVES },
  });
  return { queue, dead };
}

/** Takes in what failed elsewhere: in the stream, or at its hour. */
export function otherDeadQueue(scope: Construct, name: (typeof OTHER_DEAD)[number], given: Given): Queue {
  const dead = deadQueue(scope, name, { ...given, isFifo: false });
  Validations.of(dead).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is a dead letter queue itself, of what comes from no queue.' });
  return dead;
}

function deadQueue(scope: Construct, name: string, given: Given & { readonly isFifo: boolean }): Queue {
  return new Queue(scope, `Dead-${name}`, { ...common(`${name}-dead`, given), retentionPeriod: DEAD_DAYS });
}

function common(name: string, { environment, key, isFifo }: Given & { readonly isFifo: boolean }): QueueProps {
  return {
    queueName: queueName(environment, name, isFifo),
    encryption: QueueEncryption.KMS,
    encryptionMasterKey: key,
    dataKeyReuse: Duration.hours(1),
    enforceSSL: true,
    ...(isFifo && {
      fifo: true,
      // What makes two messages the same, whoever puts them in says.
      contentBasedDeduplication: false,
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
    }),
  };
}

/** Topics of this account alone may put mail into the queue, and of those only the ones that are meant. */
export function letTopicsIn(queue: IQueue, topicArns: readonly string[]): void {
  queue.grantSendMessages(new ServicePrincipal('sns.amazonaws.com', { conditions: { ArnEquals: { 'aws:SourceArn': [...topicArns] } } }));
}
