// Who carries effects out on AWS: a queue for each kind, and the state machine that seals.
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { AwsConfig } from '#apps/aws-config.ts';
import type { Carriers } from './passing-runner.ts';
import { queueAt } from './queue.ts';
import { traced } from './traced.ts';

/** After this an attempt that nobody has claimed is started again. */
const AGAIN_MS = 10 * 60_000;

export function carriersOf(config: AwsConfig, sqs: SQSClient): Carriers {
  const machines = traced(new SFNClient({}));
  return {
    email: queueAt(sqs, 'EMAIL_QUEUE_URL', config.EMAIL_QUEUE_URL),
    slack: queueAt(sqs, 'SLACK_QUEUE_URL', config.SLACK_QUEUE_URL),
    teams: queueAt(sqs, 'TEAMS_QUEUE_URL', config.TEAMS_QUEUE_URL),
    upkeep: queueAt(sqs, 'UPKEEP_QUEUE_URL', config.UPKEEP_QUEUE_URL),
    async seal({ key, lead, name: attempt, effect: { tenant, envelope } }) {
      const input = JSON.stringify({ key, lead, tenant, envelope });
      // A name is taken for months, also by an execution that failed before it had claimed anything.
      const name = `${attempt}-${Math.floor(Date.now() / AGAIN_MS)}`;
      try {
        await machines.send(new StartExecutionCommand({ stateMachineArn: config.SEALING_MACHINE_ARN, name, input }));
      } catch (fault) {
        if (!(fault instanceof ExecutionAlreadyExists)) throw fault;
      }
    },
  };
}
