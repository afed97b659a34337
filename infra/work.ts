// The stack in which work is done: queues, the functions that empty them, the stream that fills them, the clock, and what seals.
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Clock } from './clock.ts';
import { MAIL_TOPICS, mailTopicName } from './mail-names.ts';
import { QUEUES, type Common, type DataParts, type QueueName, type QueuePair, type WorkParts } from './parts.ts';
import { letTopicsIn, otherDeadQueue, queuePair } from './queues.ts';
import { Sealing } from './sealing.ts';
import { routerOf } from './stream.ts';
import { worker } from './workers.ts';

export type WorkStackProps = Common & { readonly data: DataParts };

export class WorkStack extends Stack {
  readonly parts: WorkParts;

  constructor(scope: Construct, id: string, { environment, bundles, data }: WorkStackProps) {
    const { account, region, name, isProduction } = environment;
    super(scope, id, {
      env: { account, region },
      description: `Countersign (${name}): queues, what empties them, and the clock`,
      terminationProtection: isProduction,
    });
    const given = { environment, key: data.dataKey };
    const queues = Object.fromEntries(QUEUES.map((name) => [name, queuePair(this, name, given)])) as Record<QueueName, QueuePair>;
    const topic = (resource: string) => this.formatArn({ service: 'sns', resource });
    letTopicsIn(
      queues['mail-in'].queue,
      MAIL_TOPICS.map((name) => topic(mailTopicName(environment, name))),
    );
    const [ofStream, ofClock] = [otherDeadQueue(this, 'stream', given), otherDeadQueue(this, 'schedules', given)];
    const sealing = new Sealing(this, 'Sealing', { environment, bundles, data, followUps: queues['follow-ups'].queue });
    const work = { environment, bundles, data, queues, sealing: sealing.machine };
    const workers = QUEUES.map((name) => worker(this, name, work));
    const router = routerOf(this, { ...work, dead: ofStream });
    const clock = new Clock(this, 'Clock', { ...work, dead: ofClock });
    const functions = [...[...workers, router, ...Object.values(clock.functions)].map((made) => made.function), sealing.function];
    this.parts = { queues, otherDead: [ofStream, ofClock], functions, sealing: sealing.machine };
  }
}
