// Alarms of every function: that it fails, that it is held back, that it hardly finishes in its time, that it reports faults it has survived.
import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Environment } from '../environment.ts';
import { FUNCTIONS, specOf, type FunctionName } from '../functions.ts';
import { counted, type Watch } from './watch.ts';

export const NAMES = Object.keys(FUNCTIONS) as FunctionName[];

/** Called so rarely that each failure counts. */
const RARE: readonly FunctionName[] = ['rotate', 'walk', 'rule-set'];
/** They read no record and meet no vendor, so there is nothing that they could survive and report. */
const WITHOUT_FAULTS: readonly FunctionName[] = ['router', 'authorise', 'rule-set'];

const SOME = 3;
const MANY = 5;
/** Of its time-out. */
const NEARLY = 0.9;

export function functionWatches(environment: Environment): readonly Watch[] {
  return NAMES.flatMap((name) => [
    errors(environment, name),
    throttles(environment, name),
    duration(environment, name),
    ...(WITHOUT_FAULTS.includes(name) ? [] : [faults(environment, name)]),
  ]);
}

function errors(environment: Environment, name: FunctionName): Watch {
  return {
    id: `errors-${name}`,
    metric: ofFunction(environment, name, { metricName: 'Errors' }),
    threshold: RARE.includes(name) ? 1 : SOME,
    means: `The function ${name} (${specOf(name).description}) ended with errors or ran out of time or memory. What it was to do is tried again.`,
    todo: `Read the log ${logOf(environment, name)}. Right after a deployment, go back to the one before; otherwise look at what the first error names.`,
  };
}

function throttles(environment: Environment, name: FunctionName): Watch {
  return {
    id: `throttles-${name}`,
    metric: ofFunction(environment, name, { metricName: 'Throttles' }),
    threshold: MANY,
    periods: [2, 3],
    means: `Calls of the function ${name} are turned away, since too many run at once in this account.`,
    todo: 'Ask AWS for more concurrent executions of Lambda, or find what else in the account uses them up.',
  };
}

function duration(environment: Environment, name: FunctionName): Watch {
  const { timeoutSeconds } = specOf(name);
  return {
    id: `slow-${name}`,
    metric: ofFunction(environment, name, { metricName: 'Duration', statistic: 'Maximum' }),
    threshold: timeoutSeconds * 1000 * NEARLY,
    periods: [2, 3],
    means: `The function ${name} takes nearly all of its ${timeoutSeconds} seconds. Soon it will be stopped halfway and begin again.`,
    todo: `Find in its trace what it waits for. A vendor that is slow passes; growth of the data needs more time or memory in infra/functions.ts.`,
  };
}

function faults(environment: Environment, name: FunctionName): Watch {
  return {
    id: `faults-${name}`,
    metric: counted('Faults', name),
    threshold: MANY,
    periods: [2, 3],
    means: `The function ${name} reports faults again and again. It has survived each; what they were about is tried again.`,
    todo: `Search the log ${logOf(environment, name)} for “A fault while”: it says what was being done, and to which envelope.`,
  };
}

function logOf({ name: of }: Environment, name: FunctionName): string {
  return `/countersign/${of}/${name}`;
}

type Measured = { readonly metricName: string; readonly statistic?: string };

export function ofFunction({ name: of }: Environment, name: FunctionName, { metricName, statistic = 'Sum' }: Measured): Metric {
  return new Metric({
    namespace: 'AWS/Lambda',
    metricName,
    dimensionsMap: { FunctionName: `countersign-${of}-${name}` },
    statistic,
    period: Duration.minutes(5),
  });
}
