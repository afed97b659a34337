// Alarms of the work itself: what was given up, what stays pending, what could not be sealed, and the certificate that runs out.
import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Environment } from '../environment.ts';
import type { FunctionName } from '../functions.ts';
import { ofFunction } from './functions.ts';
import { counted, type Watch } from './watch.ts';

/** Who carries effects out, and says when one is given up (apps/aws/carrying.ts). */
const CARRIERS = ['effects-email', 'effects-slack', 'effects-teams', 'upkeep', 'sealing'] as const satisfies readonly FunctionName[];
const FIVE_MINUTES = Duration.minutes(5);
const DAY = Duration.days(1);

const MOST_PENDING = 100;
const LEAST_CERTIFICATE_DAYS = 30;
const STREAM_LATE_MS = 5 * 60_000;

export function workWatches(environment: Environment, sealing: IStateMachine): readonly Watch[] {
  return [...pendingWatches(environment), ...sealWatches(sealing)];
}

function pendingWatches(environment: Environment): readonly Watch[] {
  return [
    {
      id: 'dead-effects',
      metric: deadEffects(),
      threshold: 1,
      means: 'A message, a card, an erasure or a seal was given up after all its attempts. Somebody may not have been told.',
      todo: '`countersign redrive` lists what was given up and why. Mend the cause, then put it back with `countersign redrive --run`.',
    },
    {
      id: 'pending',
      metric: counted('Pending', 'clock', { statistic: 'Minimum' }),
      threshold: MOST_PENDING,
      periods: [3, 3],
      silence: 'bad',
      means: `More than ${MOST_PENDING} requests or consequences have waited for a quarter of an hour, or the clock does not run, so that reminders and deadlines stand still as well.`,
      todo: `Look at the log /countersign/${environment.name}/clock first; if the clock runs, at the alarms of the queues for what holds up.`,
    },
    {
      id: 'without-pointer',
      metric: counted('CommitsWithoutPointer', 'walk', { period: Duration.hours(1) }),
      threshold: 1,
      means: 'The nightly walk found decisions that nothing led to. It has put that right; but something lost their pointers.',
      todo: 'Find out what deletes rows of the table besides the product: a restore, a script, a person.',
    },
    {
      id: 'stream-late',
      metric: ofFunction(environment, 'router', { metricName: 'IteratorAge', statistic: 'Maximum' }),
      threshold: STREAM_LATE_MS,
      periods: [2, 3],
      means: 'Changes of the table are read more than five minutes late. The clock leads to what they ask for, a minute late.',
      todo: 'Look at errors and throttles of the function router. With much traffic raise parallelizationFactor in infra/stream.ts.',
    },
  ];
}

function sealWatches(sealing: IStateMachine): readonly Watch[] {
  const ended = (what: 'Failed' | 'TimedOut') => sealing[`metric${what}`]({ period: FIVE_MINUTES, statistic: 'Sum' });
  const todo = 'Open the execution in Step Functions: the failed step names its cause. The clock starts the next attempt by itself.';
  return [
    {
      id: 'sealing-failed',
      metric: ended('Failed'),
      threshold: 1,
      means: 'An execution that seals ended with an error of its own. The documents are safe, and not sealed yet.',
      todo,
    },
    {
      id: 'sealing-timed-out',
      metric: ended('TimedOut'),
      threshold: 1,
      means: 'An execution that seals took longer than it may. The documents are safe, and not sealed yet.',
      todo,
    },
    {
      id: 'seal-failed',
      metric: counted('seal-failed', 'router'),
      threshold: 1,
      means: 'A completed envelope could not be sealed in all its attempts; its people have been told so.',
      todo: '`countersign why ENVELOPE` says the cause, most often the seal key, its certificate or the time-stamping authority. Mend it, then `countersign redrive --run`.',
    },
    {
      id: 'seal-certificate',
      metric: counted('SealCertificateDays', 'walk', { statistic: 'Minimum', period: DAY }),
      threshold: LEAST_CERTIFICATE_DAYS,
      isTooLittle: true,
      silence: 'as-before',
      means: `The seal certificate, or one of its issuers, ends within ${LEAST_CERTIFICATE_DAYS} days. After that nothing can be sealed.`,
      todo: 'Have a new certificate issued for the same key, and put it with its issuers into the parameter store; docs/aws.md says how.',
    },
  ];
}

export function deadEffects(): MathExpression {
  const usingMetrics = Object.fromEntries(CARRIERS.map((name, at) => [`m${at}`, counted('DeadEffects', name)]));
  const expression = Object.keys(usingMetrics).map((id) => `FILL(${id}, 0)`);
  return new MathExpression({ expression: expression.join(' + '), usingMetrics, label: 'Given up', period: FIVE_MINUTES });
}
