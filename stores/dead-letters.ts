// Dead letters: what was given up, in a partition of its own, so that it is found without looking at what is well. A letter is put before
// its effect or request ends and carries the version at which that ends; it speaks only if the row stands at that very version. A letter
// whose writer died, or lost its lease, in between thus says nothing, and dropping it can never hide a later death.
import { z } from 'zod';
import type { Channel } from '#core/terms.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Key, Table } from '#core/ports.ts';
import { effectName, type Effect } from './effect-row.ts';
import { allRows } from './pages.ts';
import { brand, readBody } from './row-body.ts';

type Death = {
  /** The version at which the effect's or request's row ended. */
  readonly died: number;
  readonly why: string;
  readonly attempts: number;
  /** Machine time in milliseconds. */
  readonly at: number;
};

export type DeadEffect = Death & {
  readonly of: 'effect';
  readonly tenant: TenantId;
  readonly envelope: EnvelopeId | null;
  readonly key: Key;
  /** What was to be told, or `seal`, or `card`. */
  readonly kind: string;
  /** The seat it was for; null where it was for none. Names and addresses stay with the effect. */
  readonly to: string | null;
};

export type DeadRequest = Death & { readonly of: 'request'; readonly channel: Channel; readonly key: string };
export type DeadLetter = DeadEffect | DeadRequest;

/** What of a letter is its name. */
export type LetterName = Pick<DeadEffect, 'of' | 'tenant' | 'key' | 'died'> | Pick<DeadRequest, 'of' | 'channel' | 'key' | 'died'>;

export type DeadLetters = {
  put(letter: DeadLetter): Promise<void>;
  drop(letter: LetterName): Promise<void>;
  effects(tenant: TenantId): Promise<readonly DeadEffect[]>;
  requests(): Promise<readonly DeadRequest[]>;
};

export function deadLetters(table: Table): DeadLetters {
  return {
    async put(letter) {
      await table.putIfAbsent({ ...keyOf(letter), version: 1, body: JSON.stringify(letter) });
    },
    async drop(letter) {
      await table.delete(keyOf(letter));
    },
    async effects(tenant) {
      return (await allRows(table, { pk: partition(tenant) })).map((item) => readBody(effectSchema, item));
    },
    async requests() {
      return (await allRows(table, { pk: REQUESTS })).map((item) => readBody(requestSchema, item));
    },
  };
}

export function deathOf(effect: Effect, how: Pick<Death, 'died' | 'why' | 'at'>): DeadEffect {
  const { tenant, envelope, key, attempts } = effect;
  return { of: 'effect', tenant, envelope, key, ...aboutOf(effect), attempts, ...how };
}

/** Whether a letter says something of the effect as it stands: nothing yet while its writer is on the way, nothing any more later on. */
export function isOver({ died }: DeadEffect, effect: Effect | undefined): boolean {
  return !effect || (effect.version >= died && !speaks({ died }, effect));
}

export function speaks({ died }: Pick<DeadEffect, 'died'>, effect: Effect | undefined): effect is Effect {
  return effect?.state === 'dead' && effect.version === died;
}

/** What an effect is about: its kind, and the seat that it is for. */
export function aboutOf({ job }: Pick<Effect, 'job'>): { readonly kind: string; readonly to: string | null } {
  switch (job.do) {
    case 'tell':
      return { kind: job.notification.kind, to: job.notification.to };
    case 'answer':
      return { kind: job.answer.say.kind, to: job.answer.about?.seat ?? null };
    case 'card':
      return { kind: 'card', to: job.seats[0] ?? null };
    case 'seal':
    case 'stamp':
    case 'erase':
      return { kind: job.do, to: null };
  }
}

/** Requests are nobody's yet: who sends them is found out when they are carried out. */
const REQUESTS = 'DEAD';

const death = { died: z.int(), why: z.string(), attempts: z.int(), at: z.number() };
const effectSchema = z.object({
  of: z.literal('effect'),
  tenant: brand<TenantId>(),
  envelope: brand<EnvelopeId>().nullable(),
  key: z.object({ pk: z.string(), sk: z.string() }),
  kind: z.string(),
  to: z.string().nullable(),
  ...death,
});
const requestSchema = z.object({ of: z.literal('request'), channel: brand<Channel>(), key: z.string(), ...death });

function keyOf(letter: LetterName): Key {
  const died = String(letter.died).padStart(6, '0');
  return letter.of === 'effect'
    ? { pk: partition(letter.tenant), sk: `${effectName(letter.key)}#${died}` }
    : { pk: REQUESTS, sk: `${letter.channel}#${letter.key}#${died}` };
}

function partition(tenant: TenantId): string {
  return `T#${tenant}#DEAD`;
}
