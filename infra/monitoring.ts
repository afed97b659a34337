// The stack that watches: alarms with what they mean and what to do, the topic on which they are said, and the dashboard.
import { Stack } from 'aws-cdk-lib';
import { AlarmRule, CompositeAlarm, type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { functionWatches } from './alarms/functions.ts';
import { apiWatches, backupWatches, reputationWatches, type WatchedApi } from './alarms/outside.ts';
import { queueWatches } from './alarms/queues.ts';
import { alarmTopic } from './alarms/topic.ts';
import { alarmName, alarmOf } from './alarms/watch.ts';
import { workWatches } from './alarms/work.ts';
import { dashboard } from './dashboard.ts';
import type { Environment } from './environment.ts';
import type { Alarms, DataParts, WorkParts } from './parts.ts';

export type MonitoringProps = {
  readonly environment: Environment;
  readonly data: Pick<DataParts, 'dataKey' | 'sealKey'>;
  readonly work: Pick<WorkParts, 'sealing'>;
  readonly apis: readonly WatchedApi[];
};

/** What a bad deployment shows first: functions that end with errors, and APIs that answer with them. */
const OF_RELEASE = /^(errors|5xx)-/;

export class MonitoringStack extends Stack implements Alarms {
  readonly topic: Alarms['topic'];
  /** Raised where the last deployment is to be taken back. */
  readonly release: CompositeAlarm;

  constructor(scope: Construct, id: string, { environment, data, work, apis }: MonitoringProps) {
    const { account, region, name, isProduction } = environment;
    super(scope, id, {
      env: { account, region },
      description: `Countersign (${name}): alarms and dashboard`,
      terminationProtection: isProduction,
    });
    const topic = alarmTopic(this, { environment, data });
    this.topic = topic;
    const watches = [
      ...queueWatches(environment),
      ...functionWatches(environment),
      ...workWatches(environment, work.sealing),
      ...apiWatches(apis),
      ...reputationWatches(),
      ...backupWatches(environment),
    ];
    const alarms = watches.map((watch) => [watch.id, alarmOf(this, watch, { environment, topic })] as const);
    const ofRelease: Alarm[] = alarms.flatMap(([watch, alarm]) => (OF_RELEASE.test(watch) ? [alarm] : []));
    this.release = new CompositeAlarm(this, 'Release', {
      compositeAlarmName: alarmName(environment, 'release'),
      alarmDescription:
        'Functions or APIs fail. What to do: where this came with a deployment, go back to the one before; the pipeline does so by itself.',
      alarmRule: AlarmRule.anyOf(...ofRelease),
    });
    dashboard(this, { environment, sealing: work.sealing, apis });
  }
}
