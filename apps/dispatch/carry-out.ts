// What an effect does in the world: a message through its channel, if it is still true, the seal, or an erasure.
import { NO_ENVELOPE } from '#core/envelope.ts';
import type { Channel } from '#core/terms.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Directory, Ledger, Outbound, Receipt, Tenant } from '#core/ports.ts';
import { effectName, type Effect } from '#stores/effect-row.ts';
import { digestOf, type DigestParts } from './digest.ts';
import type { EraseRunner } from './erase-runner.ts';
import type { SealRunner } from './seal-runner.ts';
import { stillTrue } from './still-true.ts';

export type CarryOutParts = {
  readonly ledger: Ledger;
  readonly directory: Pick<Directory, 'tenant'>;
  readonly outbound: Partial<Record<Channel, Outbound>>;
  readonly seal: SealRunner;
  readonly erase: EraseRunner;
  readonly digest: DigestParts;
};

export type Outcome = Receipt | 'superseded';

export async function carryOut(parts: CarryOutParts, effect: Effect): Promise<Outcome> {
  const { job, tenant, envelope } = effect;
  if (job.do === 'seal') {
    await parts.seal({ tenant, envelope: needed(envelope, effect), attempts: effect.attempts });
    return { outcome: 'accepted', providerId: 'sealer' };
  }
  if (job.do === 'erase') {
    await parts.erase({ tenant, envelope: needed(envelope, effect), event: job.event });
    return { outcome: 'accepted', providerId: 'eraser' };
  }
  const about = { effect: effectName(effect.key), tenant: await tenantOf(parts.directory, tenant) };
  if (job.do === 'answer') {
    const state = envelope === null ? NO_ENVELOPE : fold(await parts.ledger.load(tenant, envelope));
    const message = { ...about, answer: job.answer };
    return outboundOf(parts, job.answer.channel).deliver(state.status === 'none' ? message : { ...message, envelope: state });
  }
  const { notification } = job;
  const stream = await parts.ledger.load(tenant, needed(envelope, effect));
  const state = stillTrue(stream, notification);
  if (!state) return 'superseded';
  const alsoWaits = await digestOf(parts.digest, { state, stream, notification, effect: about.effect });
  if (alsoWaits === 'joined') return 'superseded';
  return outboundOf(parts, job.channel).deliver({ ...about, notification, envelope: state, alsoWaits });
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

async function tenantOf(directory: CarryOutParts['directory'], id: TenantId): Promise<Tenant> {
  const tenant = await directory.tenant(id);
  if (tenant) return tenant;
  throw new Error(`The tenant ${id} is not in the directory. Add it again with \`countersign tenant add\`.`);
}
