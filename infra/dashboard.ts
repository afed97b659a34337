// What somebody wants to see who asks how it goes: what people achieve first, then what waits, then what fails, then how fast it is.
import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, MathExpression, Metric, TextWidget, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { NAMES, ofFunction } from './alarms/functions.ts';
import type { WatchedApi } from './alarms/outside.ts';
import { queueAge } from './alarms/queues.ts';
import { counted } from './alarms/watch.ts';
import { deadEffects } from './alarms/work.ts';
import type { Environment } from './environment.ts';
import { QUEUES } from './parts.ts';

export type DashboardProps = {
  readonly environment: Environment;
  readonly sealing: IStateMachine;
  readonly apis: readonly WatchedApi[];
};

const WHOLE = 24;
const HOUR = Duration.hours(1);
/** Kinds of events as the router counts them, by what they tell. */
const GOES_WELL = ['sent', 'completed', 'sealed'] as const;
const ACTS = ['approved', 'signed', 'acknowledged', 'declined', 'delegated'] as const;
const ENDS_OTHERWISE = ['envelope-declined', 'voided', 'expired', 'seal-failed', 'disputed'] as const;

export function dashboard(scope: Construct, props: DashboardProps): Dashboard {
  const { environment } = props;
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: `countersign-${environment.name}`,
    defaultInterval: Duration.days(1),
    widgets: [
      [heading('What people do')],
      row([perHour('Documents', GOES_WELL), perHour('Acts', ACTS), perHour('Ended otherwise', ENDS_OTHERWISE)]),
      [heading('What waits')],
      row([queueAges(environment), pending(), sealings(props)]),
      [heading('What fails')],
      row([perFunction(environment, 'Errors'), perFunction(environment, 'Throttles'), given()]),
      [heading('How fast, and how we are seen')],
      row([latencies(props), apiErrors(props), reputation()]),
    ],
  });
}

function heading(title: string): IWidget {
  return new TextWidget({ markdown: `## ${title}`, width: WHOLE, height: 1 });
}

type Graph = { readonly title: string; readonly left: readonly IMetric[]; readonly label?: string; readonly period?: Duration };

function row(graphs: readonly Graph[]): IWidget[] {
  return graphs.map(
    ({ title, left, label, period = Duration.minutes(5) }) =>
      new GraphWidget({ title, left: [...left], width: WHOLE / graphs.length, period, leftYAxis: { min: 0, ...(label && { label }) } }),
  );
}

function perHour(title: string, kinds: readonly string[]): Graph {
  const left = kinds.map((kind) => counted(kind, 'router', { period: HOUR }).with({ label: kind }));
  return { title: `${title}, per hour`, left, period: HOUR };
}

function queueAges(environment: Environment): Graph {
  const left = QUEUES.map((name) => queueAge(environment, name).with({ label: name }));
  return { title: 'Oldest message', left, label: 'Seconds' };
}

function pending(): Graph {
  return { title: 'Pending at each turn of the clock', left: [counted('Pending', 'clock', { statistic: 'Maximum' })] };
}

function sealings({ sealing }: DashboardProps): Graph {
  const left = [
    sealing.metricStarted({ label: 'started' }),
    sealing.metricSucceeded({ label: 'succeeded' }),
    sealing.metricFailed({ label: 'failed' }),
  ];
  return { title: 'Seals', left };
}

function perFunction(environment: Environment, metricName: string): Graph {
  return { title: metricName, left: NAMES.map((name) => ofFunction(environment, name, { metricName }).with({ label: name })) };
}

function given(): Graph {
  const faults = new MathExpression({
    expression: "SUM(SEARCH('{Countersign,service} MetricName=\"Faults\"', 'Sum', 300))",
    label: 'Faults that were survived',
    usingMetrics: {},
  });
  return { title: 'Given up, and faults', left: [deadEffects(), faults] };
}

function latencies({ apis }: DashboardProps): Graph {
  return { title: 'Slowest hundredth of answers', left: apis.map(({ latency }) => latency), label: 'Milliseconds' };
}

function apiErrors({ apis }: DashboardProps): Graph {
  return { title: 'Server errors', left: apis.map(({ serverErrors }) => serverErrors) };
}

function reputation(): Graph {
  const rate = (metricName: string, label: string) =>
    new Metric({ namespace: 'AWS/SES', metricName, label, statistic: 'Average', period: HOUR });
  return { title: 'Mail', left: [rate('Reputation.BounceRate', 'bounces'), rate('Reputation.ComplaintRate', 'complaints')] };
}
