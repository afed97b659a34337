// `countersign anchors`: the daily anchors of the record, and with --check whether every record still has the head that was anchored.
// Exit 1 when one has not.
import { sha256 } from '#apps/world/hashing.ts';
import type { TenantId } from '#core/ids.ts';
import { checkAnchors, type AnchorFault } from '#stores/anchor-check.ts';
import { anchors as anchorsIn, type StoredAnchor } from '#stores/anchors.ts';
import { directory } from '#stores/directory.ts';
import { ledger as ledgerIn } from '#stores/ledger.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';
import { withInstallation, type Installation } from './installation.ts';
import { print, printJson } from './print.ts';

const OPTIONS = {
  tenant: { type: 'string' },
  check: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

export async function listAnchors(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, OPTIONS);
  if (positionals.length > 0) throw new UsageProblem('Name a tenant with --tenant, or none for all.');
  return withInstallation('read', async (found) => list(found, values));
}

type Asked = { readonly tenant?: string; readonly check: boolean; readonly json: boolean };

async function list({ table, place }: Installation, { tenant: only, check, json }: Asked): Promise<number> {
  const [anchors, ledger] = [anchorsIn(table, sha256), ledgerIn(table)];
  const known = (await directory(table).tenants()).filter(({ id }) => (only ?? id) === id);
  if (known.length === 0) throw new UsageProblem(`There is no tenant ${only ?? ''} in ${place}.`);
  let faults = 0;
  for (const { id: tenant } of known) {
    const stored = await anchors.all(tenant);
    const found = check ? await checkAnchors({ tenant, stored, ledger }, sha256) : undefined;
    faults += found?.length ?? 0;
    for (const line of linesOf(tenant, stored, found)) {
      if (json) printJson(line);
      else print(sentenceOf(line));
    }
  }
  if (check && !json) print(faults === 0 ? 'Every anchored head is still on its record.' : `${faults} do not hold.`);
  return faults === 0 ? 0 : 1;
}

type Line = {
  readonly tenant: TenantId;
  readonly day: string;
  readonly envelopes: number;
  readonly changed: number;
  readonly root: string;
  readonly hash: string;
  readonly stamped: boolean;
  /** null where nothing was checked. */
  readonly faults: readonly Omit<AnchorFault, 'day'>[] | null;
};

function linesOf(tenant: TenantId, stored: readonly StoredAnchor[], faults: readonly AnchorFault[] | undefined): readonly Line[] {
  return stored.map(({ anchor: { day, size, root, hash, token }, changed }) => ({
    tenant,
    day,
    envelopes: size,
    changed: changed.length,
    root,
    hash,
    stamped: token !== null,
    faults: faults?.filter((fault) => fault.day === day).map(({ envelope, why }) => ({ envelope, why })) ?? null,
  }));
}

function sentenceOf({ tenant, day, envelopes, changed, hash, faults }: Line): string {
  const head = `${day}  ${tenant}  ${envelopes} envelopes, ${changed} changed  ${hash}`;
  return [head, ...(faults ?? []).map(({ envelope, why }) => `    ${envelope ?? 'anchor'}: ${why}`)].join('\n');
}
