// Looks at what led to work: runs the request that came in, plans what follows from what is stored, and passes that on.
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Lead } from '#apps/dispatch/dispatcher.ts';
import { dispatching, type Channels } from '#apps/world/dispatching.ts';
import { carriersOf } from './carriers.ts';
import type { Estate } from './estate.ts';
import { passingRunner } from './passing-runner.ts';
import { traced } from './traced.ts';

/** @param channels whose requests are run here. @returns what throws when anything of it failed, so that the message comes again */
export function following(base: Estate, channels: Channels): (lead: Lead) => Promise<void> {
  const carriers = carriersOf(base.config, traced(new SQSClient({})));
  return async (lead) => {
    const faults: Error[] = [];
    const report = (cause: unknown, doing: string) => void faults.push(new Error(`A fault while ${doing}`, { cause }));
    const { by } = dispatching({ ...base, channels, report });
    await by(passingRunner({ effects: base.stores.effects, machineNow: base.machineNow, carriers }, lead)).follow([lead]);
    const [first, ...others] = faults;
    for (const one of others) base.report(one, 'following what led to work');
    // Reported by whoever gives the message back.
    if (first) throw first;
  };
}
