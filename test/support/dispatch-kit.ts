// The dispatcher over stores in memory, with a channel that keeps what it was asked to deliver and can be made to fail.
import { onTestFinished } from 'vitest';
import { consequences } from '#apps/dispatch/consequences.ts';
import type { NextChannel } from '#apps/dispatch/bring.ts';
import { dispatcher } from '#apps/dispatch/dispatcher.ts';
import { effectRunner, type EffectRunner } from '#apps/dispatch/effect-runner.ts';
import { blobNames } from '#apps/dispatch/blob-names.ts';
import { eraseRunner } from '#apps/dispatch/erase-runner.ts';
import { stampRunner } from '#apps/dispatch/stamp-runner.ts';
import { sealRunner } from '#apps/dispatch/seal-runner.ts';
import type { Command } from '#core/command.ts';
import { fold } from '#core/fold.ts';
import type { Blobs, Table } from '#core/ports.ts';
import type { Message, Outbound, Receipt } from '#core/messages.ts';
import type { Sealer } from '#core/sealing.ts';
import type { Channel } from '#core/terms.ts';
import { plus, type Duration, type Instant } from '#core/time.ts';
import { offsetAt } from '#apps/world/hashing.ts';
import { directory } from '#stores/directory.ts';
import { ENVELOPE, sha256, T0, TENANT } from './build.ts';
import { storeKit, type StoreKit } from './store-kit.ts';

export type Mood = 'ok' | 'down' | 'refuses' | 'elsewhere';
type Channels = Partial<Record<Channel, Outbound>>;

type Over = {
  readonly wrap?: (table: Table) => Table;
  readonly kit?: StoreKit;
  readonly delivered?: string[];
  /** Beside mail, or in its place. */
  readonly outbound?: Channels;
  readonly nextChannel?: NextChannel;
  /** Where somebody is asked for time-stamps. */
  readonly stampHash?: NonNullable<Sealer['stampHash']>;
  /** In place of one that makes nothing of it, and of blobs without content. */
  readonly sealing?: { readonly sealer: Sealer; readonly blobs: Blobs };
};

type World = {
  mood: (message: Message) => Mood;
  /** Thrown at every delivery while it is there. */
  fault: Error | undefined;
  sealerFails: number;
  now: Instant;
};

export async function dispatchKit(over: Over = {}) {
  const kit = over.kit ?? storeKit(over.wrap);
  const delivered = over.delivered ?? [];
  const faults: string[] = [];
  const world: World = { mood: () => 'ok', fault: undefined, sealerFails: 0, now: T0 };
  onTestFinished(() => void faults.splice(0));

  const outbound: Outbound = {
    async deliver(message): Promise<Receipt> {
      if (world.fault) throw world.fault;
      const mood = world.mood(message);
      if (mood === 'down') throw new Error('the relay is down');
      if (mood === 'refuses') return { outcome: 'undeliverable', why: 'no such user' };
      if (mood === 'elsewhere') return { outcome: 'elsewhere', why: 'not here' };
      delivered.push(nameOf(message));
      return { outcome: 'accepted', providerId: `p${delivered.length}` };
    },
  };
  const stamping = over.stampHash ? { stampHash: over.stampHash } : {};
  const sealer: Sealer = {
    ...(over.stampHash && { stampHash: over.stampHash }),
    intake: async () => ({ verdict: 'reject', why: 'not asked for here' }),
    async seal() {
      if (world.sealerFails > 0) {
        world.sealerFails -= 1;
        throw new Error('the sealer is out of memory');
      }
      return { bytes: new Uint8Array([1, 2, 3]), sha256: sha256('sealed'), pages: 6, level: 'B-B' };
    },
  };
  const now = () => world.now;
  const machineNow = () => kit.clock.machineNow;
  const counts = { done: 0, failed: 0, finished: 0 };
  const people = directory(kit.bare);
  if (!over.kit) await people.addTenant({ id: TENANT, name: 'Northwind', domains: ['northwind.test'], zone: 'UTC' });
  const report = (fault: unknown) => void faults.push(fault instanceof Error ? fault.message : String(fault));
  const blobs = over.sealing?.blobs ?? memoryBlobs();
  const seal = sealRunner({ ...kit, blobs, sealer: over.sealing?.sealer ?? sealer, now });
  const erase = eraseRunner({ ...kit, blobs, names: blobNames(sha256) });
  const channels: Channels = { email: outbound, ...over.outbound };
  const runner = effectRunner({
    ...kit,
    directory: people,
    outbound: channels,
    nextChannel: over.nextChannel ?? (async () => undefined),
    seal,
    erase,
    stamp: stampRunner({ ...kit, blobs, names: blobNames(sha256), sealer }),
    digest: { ...kit, now, offsetAt },
    counts,
    machineNow,
    jitter: () => 0.5,
    report,
  });
  const following = (by: EffectRunner) =>
    consequences({ ...kit, ...stamping, directory: people, outbound: channels, runner: by, now, machineNow });
  const process: NonNullable<Parameters<typeof dispatcher>[0]['channels']['email']>['process'] = async (request, lease) => {
    const asked = request as Command;
    return { outcome: { kind: 'done', result: await kit.commands.run(TENANT, ENVELOPE, asked, lease) }, answers: [] };
  };
  const parts = {
    ...kit,
    ...stamping,
    directory: people,
    consequences: following(runner),
    counts,
    channels: { email: { process, outbound } },
    now,
    machineNow,
    report,
  };
  return {
    ...kit,
    blobs,
    world,
    delivered,
    faults,
    directory: people,
    dispatcher: dispatcher(parts),
    /** Carries effects out here. */
    runner,
    /** A dispatcher that gives what follows to another runner. */
    dispatcherBy: (by: EffectRunner) => dispatcher({ ...parts, consequences: following(by) }),
    async run(command: Command): Promise<void> {
      const outcome = await kit.commands.run(TENANT, ENVELOPE, command);
      if (!outcome.ok) throw new Error(outcome.refusal.code);
    },
    state: async () => fold(await kit.ledger.load(TENANT, ENVELOPE)),
    at: (after: Duration) => void (world.now = plus(T0, after)),
  };
}

/** `kind>seat`, as the tests of notifications write it. */
export function nameOf(message: Message): string {
  if ('answer' in message) return `${message.answer.say.kind}>${message.answer.to.name}`;
  return `${message.notification.kind}>${message.notification.to}`;
}

function memoryBlobs(): Blobs {
  const kept = new Map<string, number>();
  return {
    async put(key) {
      kept.set(key, 3);
      return true;
    },
    get: async (key) => (key.includes('presented') ? one() : undefined),
    head: async (key) => (kept.has(key) ? { bytes: 3 } : undefined),
    delete: async (key) => void kept.delete(key),
    link: async () => undefined,
  };
}

async function* one(): AsyncIterable<Uint8Array> {
  yield new Uint8Array([37, 80, 68, 70]);
}
