// The table's stream of changes, and the function that leads from it to work. Only rows that ask for something reach the function: the filter
// is the same that apps/aws/routed.ts applies, done before anything is called and paid for.
import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { allowAnywhere, allowKey, allowSend } from './access.ts';
import type { Common, DataParts, QueueName, QueuePair } from './parts.ts';
import { ServiceFunction } from './service-function.ts';
import { leadSettingsOf, settingsOf } from './settings.ts';

export type StreamProps = Common & {
  readonly data: DataParts;
  readonly queues: Readonly<Record<QueueName, QueuePair>>;
  /** Where it says which changes it could not lead on; the clock leads to them. */
  readonly dead: IQueue;
};

/** A request that came in or has its outcome, a commit, a pointer. Rows that were taken away ask for nothing. */
const WORK = [
  FilterCriteria.filter({ eventName: FilterRule.or('INSERT', 'MODIFY'), dynamodb: keys('IN#', 'REQUEST') }),
  FilterCriteria.filter({ eventName: FilterRule.or('INSERT'), dynamodb: keys('T#', 'C#') }),
  FilterCriteria.filter({ eventName: FilterRule.or('INSERT', 'MODIFY'), dynamodb: keys('U#', '') }),
];

function keys(pk: string, sk: string) {
  return { Keys: { pk: { S: FilterRule.beginsWith(pk) }, ...(sk !== '' && { sk: { S: FilterRule.beginsWith(sk) } }) } };
}

/** Without a limit a change that no code can read would hold up all that come after it. */
const RETRIES = 5;

export function routerOf(scope: Construct, { data, queues, dead, ...common }: StreamProps): ServiceFunction {
  const { tableStreamArn } = data.table;
  if (tableStreamArn === undefined) throw new Error('Could not lead from the table to work: it has no stream. Switch its stream on.');
  const router = new ServiceFunction(scope, 'Router', {
    ...common,
    name: 'router',
    key: data.dataKey,
    settings: { ...settingsOf({ ...common, data }), ...leadSettingsOf(queues) },
  });
  const actions = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
  router.role.addToPrincipalPolicy(new PolicyStatement({ sid: 'ReadStream', actions, resources: [tableStreamArn] }));
  allowAnywhere(router.role, {
    id: 'FindStream',
    actions: ['dynamodb:ListStreams'],
    why: 'Lambda looks for the stream by listing streams, which DynamoDB cannot narrow to a table.',
  });
  allowKey(router.role, data.dataKey);
  allowSend(router.role, [queues.requests.queue, queues['follow-ups'].queue, dead]);
  new EventSourceMapping(router, 'Stream', {
    target: router.function,
    eventSourceArn: tableStreamArn,
    startingPosition: StartingPosition.LATEST,
    batchSize: 100,
    parallelizationFactor: 2,
    bisectBatchOnError: true,
    retryAttempts: RETRIES,
    maxRecordAge: Duration.hours(1),
    onFailure: { bind: () => ({ destination: dead.queueArn }) },
    filters: WORK,
  });
  return router;
}
