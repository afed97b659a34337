// Effects: what is to be done in the world outside because of a stored event or answer. Each is carried out at least once, under a lease;
// it repeats only if its runner dies, or loses its lease, between the vendor's acceptance and the record of it.
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Key, Table } from '#core/ports.ts';
import { bodyOf, envelopePartition, readEffect, type Effect, type NewEffect } from './effect-row.ts';
import { isLeased, type LeaseSettings } from './lease.ts';
import { allRows } from './pages.ts';

/** What the vendor said when it took a message. */
export type Sent = { readonly providerId: string; readonly threadId?: string; readonly sentText?: string };

export type Effects = {
  /** @returns false when it was planned before; it is then untouched. */
  plan(effect: NewEffect): Promise<boolean>;
  /** Counts an attempt and leases the effect. @returns undefined when it is finished, leased to another, not due again, or unknown. */
  claim(key: Key): Promise<Effect | undefined>;
  /** These four end a claim. @returns false when the lease was lost and another runner has taken over; nothing is then recorded. */
  done(claimed: Effect, sent: Sent): Promise<boolean>;
  /** No longer true, as an invitation after a void: closed without being sent. */
  superseded(claimed: Effect): Promise<boolean>;
  /** @param at machine time in milliseconds before which it is not claimed again */
  retry(claimed: Effect, again: { readonly at: number; readonly error: string }): Promise<boolean>;
  dead(claimed: Effect, error: string): Promise<boolean>;
  get(key: Key): Promise<Effect | undefined>;
  /** In the order of their events; answers that are about the envelope come last. */
  list(tenant: TenantId, envelope: EnvelopeId): Promise<readonly Effect[]>;
};

export function effects({ table, ...leasing }: LeaseSettings & { readonly table: Table }): Effects {
  const { machineNow, leaseMs } = leasing;
  async function get(key: Key): Promise<Effect | undefined> {
    const item = await table.get(key);
    return item && readEffect(item);
  }

  async function replace(effect: Effect, change: Partial<Effect>): Promise<Effect | undefined> {
    const next = { ...effect, ...change, version: effect.version + 1 };
    const isStored = await table.putIfVersion({ ...effect.key, version: next.version, body: bodyOf(next) }, effect.version);
    return isStored ? next : undefined;
  }

  async function end(claimed: Effect, change: Partial<Effect>): Promise<boolean> {
    return (await replace(claimed, { leaseUntil: null, ...change })) !== undefined;
  }

  return {
    async plan(effect) {
      const body = bodyOf({ ...effect, ...PLANNED });
      return table.putIfAbsent({ ...effect.key, version: PLANNED.version, body });
    },
    async claim(key) {
      const effect = await get(key);
      const now = machineNow();
      if (!effect || effect.state !== 'pending') return undefined;
      if (isLeased(effect.leaseUntil ?? 0, leasing) || (effect.retryAt ?? 0) > now) return undefined;
      return replace(effect, { attempts: effect.attempts + 1, leaseUntil: now + leaseMs, retryAt: null });
    },
    done: (claimed, { providerId, threadId = null, sentText = null }) =>
      end(claimed, { state: 'done', doneAt: machineNow(), providerId, threadId, sentText, lastError: null }),
    superseded: (claimed) => end(claimed, { state: 'superseded' }),
    retry: (claimed, { at, error }) => end(claimed, { retryAt: at, lastError: error }),
    dead: (claimed, error) => end(claimed, { state: 'dead', lastError: error }),
    get,
    async list(tenant, envelope) {
      return (await allRows(table, { pk: envelopePartition(tenant, envelope) })).map(readEffect);
    },
  };
}

const PLANNED = {
  version: 1,
  state: 'pending',
  attempts: 0,
  leaseUntil: null,
  retryAt: null,
  providerId: null,
  threadId: null,
  doneAt: null,
  sentText: null,
  lastError: null,
} as const satisfies Omit<Effect, keyof NewEffect>;
