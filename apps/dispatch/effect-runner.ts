// Carries out one effect under its lease and says how it stands afterwards. A message repeats only when death falls between the
// vendor's acceptance and our record of it; it carries its effect's name so that the repeat is recognisable.
import type { Channel } from '#core/events.ts';
import type { Key, Outbound, Receipt, Tenant } from '#core/ports.ts';
import { eventsOf } from '#core/chain.ts';
import { NO_ENVELOPE, type Existing } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import type { TenantId, EnvelopeId } from '#core/ids.ts';
import { notify, type Notification } from '#core/notify.ts';
import type { Directory, Ledger } from '#core/ports.ts';
import { backoffMs } from '#stores/backoff.ts';
import { effectName, type Effect } from '#stores/effect-row.ts';
import type { Effects } from '#stores/effects.ts';
import type { SealRunner } from './seal-runner.ts';

type Parts = {
  readonly effects: Effects;
  readonly ledger: Ledger;
  readonly directory: Directory;
  readonly outbound: Partial<Record<Channel, Outbound>>;
  readonly seal: SealRunner;
  readonly counts: EffectCounts;
  readonly machineNow: () => number;
  readonly jitter: () => number;
  readonly report: (fault: unknown, doing: string) => void;
};

export type EffectCounts = { done: number; failed: number; finished: number };
export type EffectRunner = { run(key: Key): Promise<Effect> };

/** After these, about two hours, an effect is dead: kept with its reason, to be driven again by a person. */
const MOST_ATTEMPTS = 14;
const BACKOFF = { baseMs: 1_000, capMs: 15 * 60_000 } as const;

type Outcome = Receipt | 'superseded';

export function effectRunner(parts: Parts): EffectRunner {
  const { effects, counts, machineNow } = parts;

  async function current(key: Key): Promise<Effect> {
    const effect = await effects.get(key);
    if (effect) return effect;
    throw new Error(`The effect ${effectName(key)} is gone though it was planned. Restore its row, or delete its pointer to drop it.`);
  }

  async function carryOut(effect: Effect): Promise<Outcome> {
    const { job, tenant, envelope } = effect;
    if (job.do === 'seal') {
      await parts.seal({ tenant, envelope: needed(envelope, effect), attempts: effect.attempts });
      return { outcome: 'accepted', providerId: 'sealer' };
    }
    const organisation = await tenantOf(parts.directory, tenant);
    if (job.do === 'answer') {
      const state = envelope === null ? NO_ENVELOPE : fold(await parts.ledger.load(tenant, envelope));
      const message = { effect: effectName(effect.key), answer: job.answer, tenant: organisation };
      return outboundOf(job.answer.channel).deliver(state.status === 'none' ? message : { ...message, envelope: state });
    }
    const state = await stillTrue(tenant, needed(envelope, effect), job.notification);
    if (!state) return 'superseded';
    const message = { effect: effectName(effect.key), notification: job.notification, envelope: state, tenant: organisation };
    return outboundOf(job.channel).deliver(message);
  }

  /** @returns the state now, if the message is still true in it. */
  async function stillTrue(tenant: TenantId, envelope: EnvelopeId, planned: Notification): Promise<Existing | undefined> {
    const stream = await parts.ledger.load(tenant, envelope);
    const now = fold(stream);
    const stored = eventsOf(stream).find(({ version, index }) => `${version}.${index}` === planned.event);
    if (!stored || now.status === 'none') return undefined;
    const still = notify(stored, fold(stream, stored.version), now);
    return still.some(({ kind, to, about }) => kind === planned.kind && to === planned.to && about === planned.about) ? now : undefined;
  }

  function outboundOf(channel: Channel): Outbound {
    const outbound = parts.outbound[channel];
    if (outbound) return outbound;
    throw new Error(`No ${channel} channel is running here, so a message for it waits. Start the product with ${channel} configured.`);
  }

  async function close(claimed: Effect, outcome: Outcome): Promise<void> {
    if (outcome === 'superseded') await effects.superseded(claimed);
    else if (outcome.outcome === 'undeliverable') await effects.dead(claimed, outcome.why);
    else {
      const { providerId, threadId, sentText } = outcome;
      await effects.done(claimed, {
        providerId,
        ...(threadId === undefined ? {} : { threadId }),
        ...(sentText === undefined ? {} : { sentText }),
      });
    }
    counts.finished += 1;
    counts[outcome !== 'superseded' && outcome.outcome === 'undeliverable' ? 'failed' : 'done'] += 1;
  }

  async function postpone(claimed: Effect, fault: unknown): Promise<void> {
    const error = fault instanceof Error ? fault.message : String(fault);
    parts.report(fault, `carrying out ${effectName(claimed.key)}`);
    if (claimed.attempts >= MOST_ATTEMPTS) {
      counts.failed += 1;
      await effects.dead(claimed, error);
      return;
    }
    const waitMs = backoffMs({ attempts: claimed.attempts, ...BACKOFF, random: parts.jitter });
    await effects.retry(claimed, { at: machineNow() + waitMs, error });
  }

  return {
    async run(key) {
      const claimed = await effects.claim(key);
      if (!claimed) return current(key);
      try {
        await close(claimed, await carryOut(claimed));
      } catch (fault) {
        await postpone(claimed, fault);
      }
      return current(key);
    },
  };
}

function needed(envelope: EnvelopeId | null, { key }: Effect): EnvelopeId {
  if (envelope !== null) return envelope;
  throw new Error(`The effect ${effectName(key)} names no envelope. Its row is damaged; restore it from a backup.`);
}

async function tenantOf(directory: Directory, id: TenantId): Promise<Tenant> {
  const tenant = await directory.tenant(id);
  if (tenant) return tenant;
  throw new Error(`The tenant ${id} is not in the directory. Add it again with \`countersign tenant add\`.`);
}
