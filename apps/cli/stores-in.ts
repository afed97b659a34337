// The stores of an installation as the command line needs them, beside a running product or without one.
import { setTimeout as sleep } from 'node:timers/promises';
import { blobNames } from '#apps/dispatch/blob-names.ts';
import { offsetAt, random, sha256 } from '#apps/world/hashing.ts';
import { instantOf } from '#core/time.ts';
import { anchors } from '#stores/anchors.ts';
import { codes } from '#stores/codes.ts';
import { commands } from '#stores/commands.ts';
import { directory } from '#stores/directory.ts';
import { effects } from '#stores/effects.ts';
import { inbox } from '#stores/inbox.ts';
import { ledger } from '#stores/ledger.ts';
import { pointers } from '#stores/pointers.ts';
import { projections } from '#stores/projections.ts';
import { tokens } from '#stores/tokens.ts';
import type { Installation } from './installation.ts';

/** As the product's own: a lease that one of them takes is honoured by the other. */
const LEASE_MS = 10 * 60_000;

export async function storesIn(found: Installation) {
  const { table } = found;
  const secrets = await found.secrets();
  const now = () => instantOf(Date.now());
  const leasing = { table, machineNow: Date.now, leaseMs: LEASE_MS };
  const stores = { ledger: ledger(table), pointers: pointers(leasing), inbox: inbox(leasing) };
  return {
    ...stores,
    table,
    effects: effects(leasing),
    projections: projections(table),
    directory: directory(table),
    anchors: anchors(table, sha256),
    tokens: tokens({ table, keys: [{ kid: 'k1', secret: secrets.token }] }),
    codes: codes({ table, secret: secrets.code, now, randomHex: random }),
    commands: commands({ ...stores, now, randomHex: random, sha256, offsetAt, sleep, jitter: Math.random }),
    blobs: found.blobs(),
    names: blobNames(sha256),
  };
}

export type Stores = Awaited<ReturnType<typeof storesIn>>;
