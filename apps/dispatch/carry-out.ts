// What an effect does in the world: a message through its channel, if it is still true, or the seal.
import { eventsOf } from '#core/chain.ts';
import { NO_ENVELOPE, type Existing } from '#core/envelope.ts';
import type { Channel } from '#core/events.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import { notify, type Notification } from '#core/notify.ts';
import type { Directory, Ledger, Outbound, Receipt, Tenant } from '#core/ports.ts';
import { effectName, type Effect } from '#stores/effect-row.ts';
import type { SealRunner } from './seal-runner.ts';

export type CarryOutParts = {
  readonly ledger: Ledger;
  readonly directory: Directory;
  readonly outbound: Partial<Record<Channel, Outbound>>;
  readonly seal: SealRunner;
};

export type Outcome = Receipt | 'superseded';

export async function carryOut(parts: CarryOutParts, effect: Effect): Promise<Outcome> {
  const { job, tenant, envelope } = effect;
  if (job.do === 'seal') {
    await parts.seal({ tenant, envelope: needed(envelope, effect), attempts: effect.attempts });
    return { outcome: 'accepted', providerId: 'sealer' };
  }
  const about = { effect: effectName(effect.key), tenant: await tenantOf(parts.directory, tenant) };
  if (job.do === 'answer') {
    const state = envelope === null ? NO_ENVELOPE : fold(await parts.ledger.load(tenant, envelope));
    const message = { ...about, answer: job.answer };
    return outboundOf(parts, job.answer.channel).deliver(state.status === 'none' ? message : { ...message, envelope: state });
  }
  const state = await stillTrue(parts.ledger, { tenant, envelope: needed(envelope, effect), planned: job.notification });
  if (!state) return 'superseded';
  return outboundOf(parts, job.channel).deliver({ ...about, notification: job.notification, envelope: state });
}

type Planned = { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly planned: Notification };

/** @returns the state now, if the message is still true in it. */
async function stillTrue(ledger: Ledger, { tenant, envelope, planned }: Planned): Promise<Existing | undefined> {
  const stream = await ledger.load(tenant, envelope);
  const now = fold(stream);
  const stored = eventsOf(stream).find(({ version, index }) => `${version}.${index}` === planned.event);
  if (!stored || now.status === 'none') return undefined;
  const still = notify(stored, fold(stream, stored.version), now);
  return still.some(({ kind, to, about }) => kind === planned.kind && to === planned.to && about === planned.about) ? now : undefined;
}

function outboundOf({ outbound }: CarryOutParts, channel: Channel): Outbound {
  const found = outbound[channel];
  if (found) return found;
  throw new Error(`No ${channel} channel is running here, so a message for it waits. Start the product with ${channel} configured.`);
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
