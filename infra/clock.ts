// What happens by the clock: every minute, every hour, every night. Amazon EventBridge Scheduler calls; whatever could not be called or failed
// is said in a dead letter queue. A turn of the clock that was missed is made up for by the next one, so it is not tried again.
import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { allowEstate, allowKey, allowSeal, allowSend } from './access.ts';
import type { FunctionName } from './functions.ts';
import type { Common, DataParts, QueueName, QueuePair } from './parts.ts';
import { ServiceFunction } from './service-function.ts';
import { leadSettingsOf, sealSettingsOf, settingsOf, type Settings } from './settings.ts';

export type ClockProps = Common & {
  readonly data: DataParts;
  readonly queues: Readonly<Record<QueueName, QueuePair>>;
  readonly dead: IQueue;
};

type Scheduled = 'clock' | 'rotate' | 'walk';
type Plan = {
  readonly at: string;
  /** Within how many minutes after it; spread where the minute does not matter. */
  readonly flexibleMinutes?: number;
  readonly retries: number;
  /** What is older than this is not carried out any more. */
  readonly staleAfter: Duration;
  readonly mostAtOnce?: number;
};

const PLANS: Readonly<Record<Scheduled, Plan>> = {
  // One alone: two would carry out the same, and the later one would find nothing.
  clock: { at: 'rate(1 minute)', retries: 0, staleAfter: Duration.minutes(1), mostAtOnce: 1 },
  rotate: { at: 'rate(1 hour)', flexibleMinutes: 10, retries: 2, staleAfter: Duration.minutes(45) },
  walk: { at: 'cron(17 2 * * ? *)', flexibleMinutes: 30, retries: 2, staleAfter: Duration.hours(6) },
};

export class Clock extends Construct {
  readonly functions: Readonly<Record<Scheduled, ServiceFunction>>;

  constructor(scope: Construct, id: string, props: ClockProps) {
    super(scope, id);
    const { data, queues, dead } = props;
    const leads = leadSettingsOf(queues);
    const clock = this.make(props, 'clock', leads);
    const rotate = this.make(props, 'rotate', {});
    const walk = this.make(props, 'walk', { ...leads, ...sealSettingsOf(props) });
    this.functions = { clock, rotate, walk };
    for (const { role } of [clock, rotate, walk]) allowEstate(role, data);
    allowSend(clock.role, [queues.requests.queue, queues['follow-ups'].queue, dead]);
    for (const { role } of [rotate, walk]) allowSend(role, [dead]);
    allowSeal(walk.role, data);
    this.schedule(props);
  }

  private make(props: ClockProps, name: Scheduled, settings: Settings): ServiceFunction {
    const { retries, staleAfter, mostAtOnce } = PLANS[name];
    const made = new ServiceFunction(this, `Function-${name satisfies FunctionName}`, {
      ...props,
      name,
      key: props.data.dataKey,
      settings: { ...settingsOf(props), ...settings },
      ...(mostAtOnce !== undefined && { mostAtOnce }),
    });
    made.function.configureAsyncInvoke({
      retryAttempts: retries,
      maxEventAge: staleAfter,
      onFailure: { bind: () => ({ destination: props.dead.queueArn }) },
    });
    return made;
  }

  private schedule({ environment, data, dead }: ClockProps): void {
    const role = new Role(this, 'CallerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: `Calls what Countersign (${environment.name}) does by the clock`,
    });
    const resources = Object.values(this.functions).map((made) => made.function.functionArn);
    role.addToPrincipalPolicy(new PolicyStatement({ sid: 'Call', actions: ['lambda:InvokeFunction'], resources }));
    allowSend(role, [dead]);
    allowKey(role, data.dataKey);
    for (const [name, made] of Object.entries(this.functions) as [Scheduled, ServiceFunction][]) {
      const { at, flexibleMinutes, retries, staleAfter } = PLANS[name];
      const schedule = new CfnSchedule(this, `Schedule-${name}`, {
        name: `countersign-${environment.name}-${name}`,
        scheduleExpression: at,
        scheduleExpressionTimezone: 'UTC',
        flexibleTimeWindow: flexibleMinutes === undefined ? { mode: 'OFF' } : { mode: 'FLEXIBLE', maximumWindowInMinutes: flexibleMinutes },
        target: {
          arn: made.function.functionArn,
          roleArn: role.roleArn,
          deadLetterConfig: { arn: dead.queueArn },
          retryPolicy: { maximumEventAgeInSeconds: staleAfter.toSeconds(), maximumRetryAttempts: retries },
        },
      });
      // Scheduler tries its rights out when the schedule is made.
      schedule.node.addDependency(role);
    }
  }
}
