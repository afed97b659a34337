// An alarm as its author thinks of it: what is watched, from where on it is too much, what that means to people, and what to do. The last two
// are what somebody reads at night, so every alarm has them.
import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, TreatMissingData, type Alarm, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Environment } from '../environment.ts';
import type { FunctionName } from '../functions.ts';

export type Watch = {
  /** Of the alarm, after the environment's. */
  readonly id: string;
  readonly metric: IMetric;
  /** From here on it is too much, or up to here too little. */
  readonly threshold: number;
  readonly isTooLittle?: boolean;
  /** How many of the last periods must be so: `[2, 3]` are two of three. Absent: the last one. */
  readonly periods?: readonly [number, number];
  /** Where nothing is said: absent, all is well; `bad`, whoever should say it does not; `as-before`, it is said rarely. */
  readonly silence?: 'bad' | 'as-before';
  readonly means: string;
  readonly todo: string;
};

const SILENCE = { bad: TreatMissingData.BREACHING, 'as-before': TreatMissingData.IGNORE } as const;
const { GREATER_THAN_OR_EQUAL_TO_THRESHOLD, LESS_THAN_OR_EQUAL_TO_THRESHOLD } = ComparisonOperator;

export type Alarming = { readonly environment: Environment; readonly topic: ITopic };

export function alarmOf(scope: Construct, watch: Watch, { environment, topic }: Alarming): Alarm {
  const { id, metric, threshold, isTooLittle, periods: [bad, of] = [1, 1], silence, means, todo } = watch;
  const options = {
    alarmName: alarmName(environment, id),
    alarmDescription: `${means} What to do: ${todo}`,
    threshold,
    comparisonOperator: isTooLittle === true ? LESS_THAN_OR_EQUAL_TO_THRESHOLD : GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    evaluationPeriods: of,
    datapointsToAlarm: bad,
    treatMissingData: silence === undefined ? TreatMissingData.NOT_BREACHING : SILENCE[silence],
  };
  const alarm = metricIn(metric).createAlarm(scope, `Alarm-${id}`, options);
  alarm.addAlarmAction(new SnsAction(topic));
  alarm.addOkAction(new SnsAction(topic));
  return alarm;
}

/** Metrics of constructs are known by their interface, which leaves out that an alarm can be made of them. */
function metricIn(metric: IMetric): Pick<Metric, 'createAlarm'> {
  if ('createAlarm' in metric) return metric as Metric;
  throw new Error('Could not make an alarm: its metric is none of CloudWatch. Give one that has createAlarm.');
}

export function alarmName({ name }: Pick<Environment, 'name'>, id: string): string {
  return `countersign-${name}-${id}`;
}

/** What functions count themselves (apps/aws/report.ts), each under its own name. */
export function counted(metricName: string, service: FunctionName, more: { readonly statistic?: string; readonly period?: Duration } = {}) {
  const { statistic = 'Sum', period = Duration.minutes(5) } = more;
  return new Metric({ namespace: 'Countersign', metricName, dimensionsMap: { service }, statistic, period });
}
