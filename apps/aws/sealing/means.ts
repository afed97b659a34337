// What the steps of the sealing machine are given, and what every one of them does first.
import { createHash } from 'node:crypto';
import type { Sealing } from '#apps/sealer/seal.ts';
import { bytesAt } from '#apps/dispatch/blob-bytes.ts';
import type { Base } from '#apps/world/base.ts';
import type { Sha256, TenantId } from '#core/ids.ts';
import type { Blobs } from '#core/ports.ts';
import type { Effect } from '#stores/effect-row.ts';
import type { Claim } from './work.ts';

export type Means = Pick<Base, 'ports' | 'stores'> & {
  readonly sealing: Sealing;
  /** Where sealed files are kept under lock; absent where there is no such place. */
  readonly evidence?: Blobs | undefined;
  readonly machineNow: () => number;
  readonly report: (fault: unknown, doing: string) => void;
  readonly count: (name: string) => void;
};

/** Whoever lost its claim leaves what it does to the one who has it. */
class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

/** Prolongs the claim: the machine may have waited, and this step may take its time. */
export async function held({ stores }: Means, claim: Claim): Promise<Effect> {
  const effect = await stores.effects.renew(claim);
  if (effect) return effect;
  throw new ClaimLost(`Another execution seals ${claim.envelope}, or it was put off. This one ends; nothing is lost.`);
}

/** Bytes between steps; a rule of the bucket deletes them after some days. No tenant's id has an underscore, so this is nobody's own place. */
const workingKey = (tenant: TenantId, sha256: Sha256) => `in_work/${tenant}/${sha256}`;

export async function keepBetween({ ports }: Means, tenant: TenantId, bytes: Uint8Array): Promise<Sha256> {
  const sha256 = createHash('sha256').update(bytes).digest('hex') as Sha256;
  await ports.blobs.put(workingKey(tenant, sha256), bytes);
  return sha256;
}

export async function keptBetween({ ports }: Means, tenant: TenantId, sha256: Sha256 | undefined): Promise<Uint8Array> {
  if (sha256 === undefined)
    throw new Error('Could not go on sealing: a step before this one left nothing. The machine’s steps are in another order.');
  return bytesAt(ports.blobs, workingKey(tenant, sha256), 'half sealed');
}
