// What an effect does in the world: a message through its channel, a card made true, the seal, or an erasure.
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Directory, Tenant } from '#core/ports.ts';
import { effectName, type Effect } from '#stores/effect-row.ts';
import { bringAnswer, bringNotification, type BringParts, type Outcome } from './bring.ts';
import type { EraseRunner } from './erase-runner.ts';
import { redraw } from './redraw.ts';
import type { SealRunner } from './seal-runner.ts';
import type { StampRunner } from './stamp-runner.ts';

export type CarryOutParts = BringParts & {
  readonly directory: Pick<Directory, 'tenant'>;
  readonly seal: SealRunner;
  readonly erase: EraseRunner;
  readonly stamp: StampRunner;
};

export async function carryOut(parts: CarryOutParts, effect: Effect): Promise<Outcome> {
  const { job, tenant: id, attempts } = effect;
  if (job.do === 'seal') {
    await parts.seal({ tenant: id, envelope: envelopeOf(effect), attempts });
    return { outcome: 'accepted', providerId: 'sealer' };
  }
  if (job.do === 'stamp') {
    await parts.stamp({ tenant: id, envelope: envelopeOf(effect), event: job.event, attempts });
    return { outcome: 'accepted', providerId: 'stamper' };
  }
  if (job.do === 'erase') {
    await parts.erase({ tenant: id, envelope: envelopeOf(effect), event: job.event });
    return { outcome: 'accepted', providerId: 'eraser' };
  }
  const tenant = await tenantOf(parts.directory, id);
  if (job.do === 'card') return redraw(parts, { ...job, tenant, envelope: envelopeOf(effect) });
  const about = { effect: effectName(effect.key), attempt: attempts, tenant };
  if (job.do === 'answer') return bringAnswer(parts, { job, about, envelope: effect.envelope });
  return bringNotification(parts, { job, about, envelope: envelopeOf(effect) });
}

function envelopeOf({ envelope, key }: Effect): EnvelopeId {
  if (envelope !== null) return envelope;
  throw new Error(`The effect ${effectName(key)} names no envelope. Its row is damaged; restore it from a backup.`);
}

async function tenantOf(directory: CarryOutParts['directory'], id: TenantId): Promise<Tenant> {
  const tenant = await directory.tenant(id);
  if (tenant) return tenant;
  throw new Error(`The tenant ${id} is not in the directory. Add it again with \`countersign tenant add\`.`);
}
