// Effects: what is to be done in the world outside because of a stored event or answer. Each is carried out at least once, under a lease;
// it repeats only if its runner dies, or loses its lease, between the vendor's acceptance and the record of it.
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Key, PartitionQuery, Table } from '#core/ports.ts';
import type { Channel } from '#core/terms.ts';
import { blanked, bodyOf, cardPrefix, envelopePartition, readEffect, type CardPlace, type Effect, type NewEffect } from './effect-row.ts';
import { deadLetters, deathOf } from './dead-letters.ts';
import { isLeased, type LeaseSettings } from './lease.ts';
import { allRows } from './pages.ts';

/** What the vendor said when it took a message. */
export type Sent = { readonly providerId: string; readonly threadId?: string; readonly sentText?: string; readonly copy?: string };

export type Effects = {
  /** @param notBefore machine time before which it is not claimed. @returns false when it was planned before; it is then untouched. */
  plan(effect: NewEffect, notBefore?: number | null): Promise<boolean>;
  /** Plans and claims in one write, for whoever carries it out at once. @returns undefined when it was planned before; it is then untouched. */
  begin(effect: NewEffect): Promise<Effect | undefined>;
  /**
   * Counts an attempt and leases the effect. @returns undefined when it is finished, leased to another, not due again, or unknown.
   * @param early `true`: also before it is due again, to close what has become untrue
   */
  claim(key: Key, early?: boolean): Promise<Effect | undefined>;
  /**
   * Prolongs a claim, for work that several processes do one after the other. They know it by its attempt, so that whoever repeats a step
   * still has it. @returns undefined when it has ended or another runner has it
   */
  renew(claim: Pick<Effect, 'key' | 'attempts' | 'redriven'>): Promise<Effect | undefined>;
  /** These five end a claim. @returns how it stands then; undefined when the lease was lost and another runner has it: nothing is recorded. */
  done(claimed: Effect, sent: Sent): Promise<Effect | undefined>;
  /** No longer true, as an invitation after a void: closed without being sent. */
  superseded(claimed: Effect): Promise<Effect | undefined>;
  /** Closed unsent: the person is not reached on this channel, and the same goes out on the next. */
  elsewhere(claimed: Effect, to: { readonly next: Channel; readonly why: string }): Promise<Effect | undefined>;
  /** @param at machine time in milliseconds before which it is not claimed again */
  retry(claimed: Effect, again: { readonly at: number; readonly error: string }): Promise<Effect | undefined>;
  /** Given up, and findable as a dead letter. */
  dead(claimed: Effect, error: string): Promise<Effect | undefined>;
  /** Puts a dead effect back, with fresh attempts. @returns false when it is no longer as it was read. */
  revive(dead: Effect): Promise<boolean>;
  /** Takes what was said, to whom and how it failed off an effect that has ended; a dead one is then superseded. @returns false when it has not ended, or has changed. */
  blank(ended: Effect): Promise<boolean>;
  get(key: Key): Promise<Effect | undefined>;
  /** In the order of their events; answers that are about the envelope come last, with what kept cards true. */
  list(tenant: TenantId, envelope: EnvelopeId): Promise<readonly Effect[]>;
  /** What kept one card true, oldest first. */
  ofCard(card: CardPlace & { readonly tenant: TenantId; readonly envelope: EnvelopeId }): Promise<readonly Effect[]>;
};

export function effects({ table, ...leasing }: LeaseSettings & { readonly table: Table }): Effects {
  const { machineNow, leaseMs } = leasing;
  const letters = deadLetters(table);

  async function get(key: Key): Promise<Effect | undefined> {
    const item = await table.get(key);
    return item && readEffect(item);
  }

  async function replace(effect: Effect, change: Partial<Effect>): Promise<Effect | undefined> {
    const next = { ...effect, ...change, version: effect.version + 1 };
    const isStored = await table.putIfVersion({ ...effect.key, version: next.version, body: bodyOf(next) }, effect.version);
    return isStored ? next : undefined;
  }

  async function end(claimed: Effect, change: Partial<Effect>): Promise<Effect | undefined> {
    return replace(claimed, { leaseUntil: null, ...change });
  }

  async function add(effect: Effect): Promise<boolean> {
    return table.putIfAbsent({ ...effect.key, version: effect.version, body: bodyOf(effect) });
  }

  return {
    plan: async (effect, notBefore = null) => add({ ...effect, ...PLANNED, retryAt: notBefore }),
    async begin(effect) {
      const begun = { ...effect, ...PLANNED, attempts: 1, leaseUntil: machineNow() + leaseMs };
      return (await add(begun)) ? begun : undefined;
    },
    async claim(key, early = false) {
      const effect = await get(key);
      const now = machineNow();
      if (!effect || effect.state !== 'pending') return undefined;
      if (isLeased(effect.leaseUntil ?? 0, leasing) || (!early && (effect.retryAt ?? 0) > now)) return undefined;
      return replace(effect, { attempts: effect.attempts + 1, leaseUntil: now + leaseMs, retryAt: null });
    },
    renew: async (claim) => renewed(claim, { get, prolong: async (effect) => replace(effect, { leaseUntil: machineNow() + leaseMs }) }),
    done: (claimed, { providerId, threadId = null, sentText = null, copy = null }) =>
      end(claimed, { state: 'done', doneAt: machineNow(), providerId, threadId, sentText, copy, lastError: null }),
    superseded: (claimed) => end(claimed, { state: 'superseded' }),
    elsewhere: (claimed, { next, why }) => end(claimed, { state: 'elsewhere', next, lastError: why }),
    retry: (claimed, { at, error }) => end(claimed, { retryAt: at, lastError: error }),
    async dead(claimed, error) {
      // The letter first: at no moment is there a dead effect without one.
      await letters.put(deathOf(claimed, { died: claimed.version + 1, why: error, at: machineNow() }));
      return end(claimed, { state: 'dead', lastError: error });
    },
    async revive(dead) {
      if (dead.state !== 'dead') return false;
      return (await end(dead, { state: 'pending', attempts: 0, retryAt: null, redriven: dead.redriven + 1 })) !== undefined;
    },
    async blank(ended) {
      if (ended.state === 'pending') return false;
      const { key, version } = ended;
      // The letter says in the vendor's words why it died, and those may hold an address.
      if (ended.state === 'dead') await letters.drop({ of: 'effect', tenant: ended.tenant, key, died: version });
      const next = blanked(ended);
      return bodyOf(next) === bodyOf(ended) || (await replace(ended, next)) !== undefined;
    },
    get,
    list: async (tenant, envelope) => effectsIn(table, { pk: envelopePartition(tenant, envelope) }),
    async ofCard({ tenant, envelope, channel, ref }) {
      const found = await effectsIn(table, { pk: envelopePartition(tenant, envelope), prefix: cardPrefix({ channel, ref }) });
      // One reference may begin as another does.
      return found.filter(({ job }) => job.do === 'card' && job.ref === ref);
    },
  };
}

type Renewing = { readonly get: Effects['get']; readonly prolong: (effect: Effect) => Promise<Effect | undefined> };

/** Another step of the same work may prolong a claim at the same moment; whoever comes second looks again. */
async function renewed(claim: Parameters<Effects['renew']>[0], { get, prolong }: Renewing): Promise<Effect | undefined> {
  for (;;) {
    const effect = await get(claim.key);
    if (!isHeld(effect, claim)) return undefined;
    const prolonged = await prolong(effect);
    if (prolonged) return prolonged;
  }
}

function isHeld(effect: Effect | undefined, { attempts, redriven }: Pick<Effect, 'attempts' | 'redriven'>): effect is Effect {
  return effect?.state === 'pending' && effect.leaseUntil !== null && effect.attempts === attempts && effect.redriven === redriven;
}

async function effectsIn(table: Table, query: PartitionQuery): Promise<readonly Effect[]> {
  return (await allRows(table, query)).map(readEffect);
}

const PLANNED = {
  version: 1,
  state: 'pending',
  attempts: 0,
  redriven: 0,
  leaseUntil: null,
  retryAt: null,
  providerId: null,
  threadId: null,
  doneAt: null,
  sentText: null,
  copy: null,
  lastError: null,
  next: null,
} as const satisfies Omit<Effect, keyof NewEffect>;
