// The dispatcher of a world: what follows from what is stored, carried out through its channels.
import type { NextChannel } from '#apps/dispatch/bring.ts';
import { blobNames } from '#apps/dispatch/blob-names.ts';
import { consequences } from '#apps/dispatch/consequences.ts';
import { dispatcher, type Dispatcher, type DispatcherParts } from '#apps/dispatch/dispatcher.ts';
import { effectRunner, type EffectRunner } from '#apps/dispatch/effect-runner.ts';
import { eraseRunner } from '#apps/dispatch/erase-runner.ts';
import { sealRunner } from '#apps/dispatch/seal-runner.ts';
import { stampRunner } from '#apps/dispatch/stamp-runner.ts';
import { channelAfter } from '#apps/drafting/channel-for.ts';
import type { ChannelEntry } from '#apps/ports.ts';
import type { Blobs, Table } from '#core/ports.ts';
import type { Channel } from '#core/terms.ts';
import type { Base } from './base.ts';
import { offsetAt, sha256 } from './hashing.ts';

/** Those with `process` have their requests run here; all carry messages. */
export type Channels = Partial<Record<Channel, Pick<ChannelEntry, 'outbound'> & Partial<ChannelEntry>>>;

export type DispatchingParts = Base & {
  readonly table: Table;
  readonly blobs: Blobs;
  readonly channels: Channels;
  readonly machineNow: () => number;
  readonly report: (fault: unknown, doing: string) => void;
};

export type Dispatching = {
  /** Carries effects out here. */
  readonly runner: EffectRunner;
  /** @param runner who is given what follows; the one above, or one that passes it on to other processes */
  readonly by: (runner: EffectRunner) => Dispatcher;
};

export function dispatching(parts: DispatchingParts): Dispatching {
  const { stores, ports, erasable, channels, machineNow, report } = parts;
  const { clock: now } = ports;
  const counts = { done: 0, failed: 0, finished: 0 };
  const outbound = Object.fromEntries(Object.entries(channels).map(([channel, entry]) => [channel, entry.outbound]));
  const seal = sealRunner({ ...stores, ...ports, now });
  const erase = eraseRunner({ ...stores, ...erasable, table: parts.table, blobs: parts.blobs, names: blobNames(sha256) });
  const digest = { ...stores, policyOf: ports.policyOf, offsetAt, now };
  const nextChannel: NextChannel = async (tenant, email, after) => channelAfter(ports, { tenant, email }, after);
  const means = { ...stores, outbound, nextChannel, machineNow, report };
  const { stampHash } = ports.sealer;
  const stamping = stampHash ? { stampHash } : {};
  const stamp = stampRunner({ ...ports, names: blobNames(sha256) });
  const own = effectRunner({ ...means, seal, erase, stamp, digest, counts, jitter: Math.random });
  return {
    runner: own,
    by: (runner) =>
      dispatcher({
        ...stores,
        ...stamping,
        commands: ports.commands,
        consequences: consequences({ ...ports, ...means, ...stamping, runner, now }),
        counts,
        channels: withProcess(channels),
        now,
        machineNow,
        report,
      }),
  };
}

function withProcess(channels: Channels): DispatcherParts['channels'] {
  const running: Partial<Record<Channel, ChannelEntry>> = {};
  for (const [channel, entry] of Object.entries(channels) as [Channel, Channels[Channel]][])
    if (entry?.process) running[channel] = { process: entry.process, outbound: entry.outbound };
  return running;
}
