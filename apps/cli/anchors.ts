// `countersign anchors`: the daily anchors of the record, and with --check whether every record still has the head that was anchored.
// Exit 1 when one has not.
import { machineConfig } from '#apps/config.ts';
import { readDataDir } from '#apps/local/data-dir.ts';
import { sha256 } from '#apps/world/hashing.ts';
import type { TenantId } from '#core/ids.ts';
import { checkAnchors, type AnchorFault } from '#stores/anchor-check.ts';
import type { StoredAnchor } from '#stores/anchors.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { argumentsOf, UsageProblem } from './arguments.ts';
import { print, printJson } from './print.ts';
import { storesIn } from './stores-in.ts';

const OPTIONS = {
  tenant: { type: 'string' },
  check: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

export async function listAnchors(args: readonly string[]): Promise<number> {
  const { values, positionals } = argumentsOf(args, OPTIONS);
  if (positionals.length > 0) throw new UsageProblem('Name a tenant with --tenant, or none for all.');
  const data = await readDataDir(machineConfig().dataDir);
  const table = sqliteTable(data.table, { readOnly: true });
  try {
    const { directory, anchors, ledger } = storesIn(data, table);
    const known = (await directory.tenants()).filter(({ id }) => (values.tenant ?? id) === id);
    if (known.length === 0) throw new UsageProblem(`There is no tenant ${values.tenant ?? ''} in this data folder.`);
    let faults = 0;
    for (const { id: tenant } of known) {
      const stored = await anchors.all(tenant);
      const found = values.check ? await checkAnchors({ tenant, stored, ledger }, sha256) : undefined;
      faults += found?.length ?? 0;
      for (const line of linesOf(tenant, stored, found)) {
        if (values.json) printJson(line);
        else print(sentenceOf(line));
      }
    }
    if (values.check && !values.json) print(faults === 0 ? 'Every anchored head is still on its record.' : `${faults} do not hold.`);
    return faults === 0 ? 0 : 1;
  } finally {
    await table.close();
  }
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
