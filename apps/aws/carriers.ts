// Who carries effects out on AWS: a queue for each kind, and the state machine that seals.
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { AwsConfig } from '#apps/aws-config.ts';
import type { Carriers } from './passing-runner.ts';
import { queueAt } from './queue.ts';
import { traced } from './traced.ts';

export function carriersOf(config: AwsConfig, sqs: SQSClient): Carriers {
  const machines = traced(new SFNClient({}));
  return {
    email: queueAt(sqs, 'EMAIL_QUEUE_URL', config.EMAIL_QUEUE_URL),
    slack: queueAt(sqs, 'SLACK_QUEUE_URL', config.SLACK_QUEUE_URL),
    teams: queueAt(sqs, 'TEAMS_QUEUE_URL', config.TEAMS_QUEUE_URL),
    upkeep: queueAt(sqs, 'UPKEEP_QUEUE_URL', config.UPKEEP_QUEUE_URL),
    async seal({ key, lead, name, effect: { tenant, envelope } }) {
      const input = JSON.stringify({ key, lead, tenant, envelope });
      try {
        await machines.send(new StartExecutionCommand({ stateMachineArn: config.SEALING_MACHINE_ARN, name, input }));
      } catch (fault) {
        if (!(fault instanceof ExecutionAlreadyExists)) throw fault;
      }
    },
  };
}
