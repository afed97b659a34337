// What every channel is given, built once from a table, blobs and secrets. No channel yet: a process that has one only, as a function on
// AWS, loads no other.
import type { OfficeConverter } from '#apps/drafting/office-converter.ts';
import type { Ports, Site } from '#apps/ports.ts';
import type { TenantId } from '#core/ids.ts';
import type { Blobs, Table, Tenant } from '#core/ports.ts';
import type { Sealer } from '#core/sealing.ts';
import type { Instant } from '#core/time.ts';
import { codes } from '#stores/codes.ts';
import { commands } from '#stores/commands.ts';
import { quotas } from '#stores/quotas.ts';
import { correspondence } from '#stores/correspondence.ts';
import type { ErasureParts } from '#stores/erasure.ts';
import { tokens } from '#stores/tokens.ts';
import { envelopeIds, offsetAt, random, sha256, sha256Of } from './hashing.ts';
import type { Secrets } from './secrets.ts';
import { storesOf, type Running, type WorldStores } from './world-stores.ts';

export type BaseParts = {
  readonly table: Table;
  readonly blobs: Blobs;
  readonly secrets: Secrets;
  readonly site: Site;
  readonly sealer: Sealer;
  readonly office?: OfficeConverter | undefined;
  /** The product's clock. */
  readonly clock: () => Instant;
  readonly machineNow: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Called when something was stored that the dispatcher may turn to. */
  readonly wake: () => void;
  readonly running?: Running;
};

export type Base = {
  readonly ports: Ports;
  readonly stores: WorldStores;
  readonly erasable: Pick<ErasureParts, 'tokens' | 'codes'>;
};

/** The installation itself, in whose name strangers are answered; nobody is a member of it. */
export const HOUSE: Tenant = { id: 'countersign' as TenantId, name: 'Countersign', domains: [], zone: 'UTC' };

export function baseOf(parts: BaseParts): Base {
  const { table, blobs, clock, wake, secrets, sealer, office, site, machineNow, running } = parts;
  const stores = storesOf(parts);
  const settings = { now: clock, randomHex: random, sha256, offsetAt, sleep: parts.sleep, jitter: Math.random, announce: wake };
  const erasable = {
    tokens: tokens({ table, keys: [{ kid: 'k1', secret: secrets.token }] }),
    codes: codes({ table, secret: secrets.code, now: clock, randomHex: random }),
  };
  const ports: Ports = {
    site,
    ledger: stores.ledger,
    commands: commands({
      ...stores,
      ...settings,
      quotas: quotas({ ...stores, table, machineNow, isShared: running?.as === 'one-of-many' }),
    }),
    inbox: stores.inbox,
    directory: stores.directory,
    accounts: stores.accounts,
    ...erasable,
    correspondence: correspondence(stores.effects),
    blobs,
    sealer,
    office,
    policyOf: async (tenant) => stores.policies.of(tenant),
    envelopeId: envelopeIds(secrets.id),
    clock,
    offsetAt,
    random,
    sha256,
    sha256Of,
    wake,
  };
  return { ports, stores, erasable };
}
