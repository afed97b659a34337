// Where a row of an export belongs, and whether it may: a file must not reach into another tenant, nor bring what no store could read.
import { z } from 'zod';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Item } from '#core/ports.ts';
import { decodeCommit } from './codec.ts';
import { bodyOf, effectName, readEffect } from './effect-row.ts';
import { readRequest, type RequestRow } from './inbox-row.ts';
import { commitPartition } from './ledger.ts';
import { TENANT_PARTITIONS } from './tenant-export.ts';

export type Place =
  | { readonly in: 'record'; readonly envelope: EnvelopeId; readonly version: number }
  | { readonly in: 'effects'; readonly row: Item }
  | { readonly in: 'requests'; readonly request: RequestRow }
  | { readonly in: 'links' }
  | { readonly in: 'tenant' };

const link = z.object({ kid: z.string(), claim: z.object({ tenant: z.string(), envelope: z.string(), seat: z.string() }) });

/** @returns undefined for what must not come in. */
export function placeOf(item: Item, tenant: TenantId): Place | undefined {
  try {
    return placed(item, tenant);
  } catch {
    return undefined;
  }
}

function placed(item: Item, tenant: TenantId): Place | undefined {
  const { pk, sk } = item;
  if (TENANT_PARTITIONS.some((name) => pk === `T#${tenant}#${name}`)) return { in: 'tenant' };
  if (pk.startsWith(`T#${tenant}#E#`)) {
    const envelope = pk.slice(commitPartition(tenant, '' as EnvelopeId).length) as EnvelopeId;
    const { version } = decodeCommit(item);
    return sk === `C#${String(version).padStart(6, '0')}` && !envelope.includes('#') ? { in: 'record', envelope, version } : undefined;
  }
  if (pk.startsWith(`T#${tenant}#FX#`)) return { in: 'effects', row: rested(item, tenant) };
  if (pk.startsWith('IN#') && sk === 'REQUEST') {
    const request = readRequest(item);
    return pk === `IN#${request.channel}#${request.key}` && isOf(request, tenant) ? { in: 'requests', request } : undefined;
  }
  const isLink = /^TK#[0-9a-f]{64}$/.test(pk) && sk === 'TOKEN' && link.parse(JSON.parse(item.body)).claim.tenant === tenant;
  return isLink ? { in: 'links' } : undefined;
}

/** Nobody works on it here: leases and pauses were of another machine's clock. */
function rested(item: Item, tenant: TenantId): Item {
  const effect = readEffect(item);
  if (effect.tenant !== tenant) throw new Error(`The effect ${effectName(effect.key)} is of another tenant.`);
  return effect.state === 'pending' ? { ...item, body: bodyOf({ ...effect, leaseUntil: null, retryAt: null }) } : item;
}

function isOf({ outcome, answers = [] }: RequestRow, tenant: TenantId): boolean {
  const isElsewhere = outcome?.kind === 'done' && outcome.result.ok && outcome.result.tenant !== tenant;
  return !isElsewhere && answers.every((answer) => answer.tenant === tenant);
}
