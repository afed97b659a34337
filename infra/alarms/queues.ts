// Alarms of the queues: what nobody could deal with, and what waits for too long.
import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Environment } from '../environment.ts';
import { QUEUES, type QueueName } from '../parts.ts';
import { OTHER_DEAD, queueName } from '../queues.ts';
import type { Watch } from './watch.ts';

/** What stands still while messages of a queue wait. */
const WAITS: Readonly<Record<QueueName, string>> = {
  requests: 'What people asked for was taken in and is not carried out.',
  'follow-ups': 'What was decided is stored, and nobody is told of it yet.',
  'effects-email': 'Mails wait to be sent.',
  'effects-slack': 'Messages and cards in Slack wait to be sent.',
  'effects-teams': 'Messages and cards in Teams wait to be sent.',
  upkeep: 'Erasures and time-stamps of proofs wait.',
  'mail-in': 'Mail that came in waits to be taken in; nothing of it is lost.',
};
const OTHERS: Readonly<Record<(typeof OTHER_DEAD)[number], string>> = {
  stream: 'Some changes of the table were not led to work at once. The clock leads to them within a minute, so usually only time was lost.',
  schedules: 'A turn of the clock, the hourly renewal of Slack tokens or the nightly walk failed or could not be called.',
};

const LONG_SECONDS = 15 * 60;

export function queueWatches(environment: Environment): readonly Watch[] {
  return [
    ...QUEUES.flatMap((name) => [dead(environment, name), old(environment, name)]),
    ...OTHER_DEAD.map((name) => {
      const todo = `Read the message in the queue and the log of the function that it names, mend the cause, then purge the queue.`;
      return { ...deadIn(environment, name, false), means: OTHERS[name], todo };
    }),
  ];
}

function dead(environment: Environment, name: QueueName): Watch {
  return {
    ...deadIn(environment, name, isFifo(name)),
    means: `The function ${name} failed five times with the same message. ${WAITS[name]}`,
    todo: `Find the fault in the log /countersign/${environment.name}/${name}, mend it, then start a redrive of the dead letter queue. What the clock leads to again may have been done meanwhile; doing it twice is harmless.`,
  };
}

function deadIn(environment: Environment, name: string, fifo: boolean): Pick<Watch, 'id' | 'metric' | 'threshold'> {
  const metric = ofQueue(queueName(environment, `${name}-dead`, fifo), 'ApproximateNumberOfMessagesVisible');
  return { id: `dead-${name}`, metric, threshold: 1 };
}

function old(environment: Environment, name: QueueName): Watch {
  return {
    id: `waiting-${name}`,
    metric: queueAge(environment, name),
    threshold: LONG_SECONDS,
    periods: [2, 2],
    means: `A message in the queue ${name} is older than a quarter of an hour. ${WAITS[name]}`,
    todo: `Look at errors and throttles of the function ${name}; where a vendor is down, wait; where there is more work than it may take at once, raise mostCalls in infra/workers.ts.`,
  };
}

export function queueAge(environment: Environment, name: QueueName): Metric {
  return ofQueue(queueName(environment, name, isFifo(name)), 'ApproximateAgeOfOldestMessage');
}

function isFifo(name: QueueName): boolean {
  return name !== 'mail-in';
}

function ofQueue(name: string, metricName: string): Metric {
  return new Metric({
    namespace: 'AWS/SQS',
    metricName,
    dimensionsMap: { QueueName: name },
    statistic: 'Maximum',
    period: Duration.minutes(5),
  });
}
