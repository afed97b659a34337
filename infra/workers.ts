// The functions that empty queues: how much each takes at once, how many of it may run, what it is told and what it may do.
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { allowAnywhere, allowEstate, allowObjects, allowSeal, allowSend, allowStart } from './access.ts';
import { configurationSetName } from './mail-names.ts';
import type { Common, DataParts, QueueName, QueuePair } from './parts.ts';
import { ServiceFunction } from './service-function.ts';
import { mailSettingsOf, sealSettingsOf, settingsOf, type Settings } from './settings.ts';

export type Work = Common & {
  readonly data: DataParts;
  readonly queues: Readonly<Record<QueueName, QueuePair>>;
  readonly sealing: IStateMachine;
};

type Worker = {
  /** Messages that one call is given; they are dealt with one after the other, so few where one takes long. */
  readonly batch: number;
  /** Calls at once at most, so that a flood of one kind leaves room for the others. */
  readonly mostCalls: number;
  readonly settings: (work: Work) => Settings;
  readonly allow: (role: IRole, work: Work) => void;
};

const KEEP_FILES = ['GetObject', 'PutObject'] as const;

const WORKERS: Readonly<Record<QueueName, Worker>> = {
  // A file of a stranger may take a minute.
  requests: {
    batch: 1,
    mostCalls: 20,
    settings: (work) => ({ ...mailSettingsOf(work), ...passingSettings(work) }),
    allow(role, work) {
      allowObjects(role, work.data.documents, KEEP_FILES);
      allowPassing(role, work);
    },
  },
  'follow-ups': { batch: 5, mostCalls: 20, settings: passingSettings, allow: allowPassing },
  // One at a time: each waits for its turn within the rate that Amazon SES allows.
  'effects-email': {
    batch: 1,
    mostCalls: 5,
    settings: (work) => ({ ...mailSettingsOf(work), ...followingSettings(work) }),
    allow(role, work) {
      allowTelling(role, work);
      allowMail(role, work);
    },
  },
  'effects-slack': { batch: 5, mostCalls: 10, settings: followingSettings, allow: allowTelling },
  'effects-teams': { batch: 5, mostCalls: 10, settings: followingSettings, allow: allowTelling },
  upkeep: {
    batch: 1,
    mostCalls: 5,
    settings: (work) => ({ ...sealSettingsOf(work), ...followingSettings(work) }),
    allow(role, work) {
      allowTelling(role, work);
      allowSeal(role, work.data);
    },
  },
  'mail-in': {
    batch: 5,
    mostCalls: 10,
    settings: () => ({}),
    allow(role, { data }) {
      allowObjects(role, data.inbound, ['GetObject']);
      allowObjects(role, data.documents, KEEP_FILES);
    },
  },
};

/** @returns the function, as it empties the queue of its name */
export function worker(scope: Construct, name: QueueName, work: Work): ServiceFunction {
  const { batch, mostCalls, settings, allow } = WORKERS[name];
  const made = new ServiceFunction(scope, `Worker-${name}`, {
    ...work,
    name,
    key: work.data.dataKey,
    settings: { ...settingsOf(work), ...settings(work) },
  });
  allowEstate(made.role, work.data);
  allow(made.role, work);
  made.function.addEventSource(
    new SqsEventSource(work.queues[name].queue, { batchSize: batch, maxConcurrency: mostCalls, reportBatchItemFailures: true }),
  );
  return made;
}

/** Of those who plan effects and pass them on (apps/aws/carriers.ts). */
function passingSettings({ queues, sealing }: Work): Settings {
  return {
    EMAIL_QUEUE_URL: queues['effects-email'].queue.queueUrl,
    SLACK_QUEUE_URL: queues['effects-slack'].queue.queueUrl,
    TEAMS_QUEUE_URL: queues['effects-teams'].queue.queueUrl,
    UPKEEP_QUEUE_URL: queues.upkeep.queue.queueUrl,
    SEALING_MACHINE_ARN: sealing.stateMachineArn,
  };
}

function allowPassing(role: IRole, { queues, sealing }: Work): void {
  const carriers = ['effects-email', 'effects-slack', 'effects-teams', 'upkeep'] as const;
  allowSend(
    role,
    carriers.map((name) => queues[name].queue),
  );
  allowStart(role, sealing);
}

/** Of those who carry effects out and have what led to them looked at again (apps/aws/carrying.ts). */
function followingSettings({ queues }: Work): Settings {
  return { FOLLOW_UPS_QUEUE_URL: queues['follow-ups'].queue.queueUrl };
}

/** A copy of each message is kept, and taken away again where it was not sent; an erasure takes all away. */
function allowTelling(role: IRole, { data, queues }: Work): void {
  allowObjects(role, data.documents, ['GetObject', 'PutObject', 'DeleteObject']);
  allowSend(role, [queues['follow-ups'].queue]);
}

/** To send as an address of our domain and with our configuration set, and as nobody else. */
function allowMail(role: IRole, { environment }: Work): void {
  const arn = (resource: string, resourceName: string) => Stack.of(role).formatArn({ service: 'ses', resource, resourceName });
  role.addToPrincipalPolicy(
    new PolicyStatement({
      sid: 'SendMail',
      actions: ['ses:SendRawEmail'],
      resources: [arn('identity', environment.mailDomain), arn('configuration-set', configurationSetName(environment))],
    }),
  );
  allowAnywhere(role, {
    id: 'AskForRate',
    actions: ['ses:GetSendQuota'],
    why: 'How many mails a second the account may send: Amazon SES knows no resource to narrow the question to.',
  });
}
