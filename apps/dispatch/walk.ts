// The daily walk: every envelope there is, held against its effects. It catches what lost its pointer, by whatever accident.
import type { TenantId } from '#core/ids.ts';
import type { Key } from '#core/ports.ts';
import { effectName } from '#stores/effect-row.ts';
import type { Effects } from '#stores/effects.ts';
import type { EnumerableLedger } from '#stores/ledger.ts';
import type { Pointers } from '#stores/pointers.ts';
import type { EditableDirectory } from '#stores/directory.ts';
import { plannedBy } from './planned.ts';

type Parts = {
  readonly directory: Pick<EditableDirectory, 'tenants'>;
  readonly ledger: EnumerableLedger;
  readonly effects: Pick<Effects, 'list'>;
  readonly pointers: Pick<Pointers, 'put'>;
};

/** Puts a pointer for every commit of which some effect was never planned or never ended. @returns how many */
export async function walk(parts: Parts): Promise<number> {
  let found = 0;
  for (const { id } of await parts.directory.tenants()) found += await walkTenant(parts, id);
  return found;
}

async function walkTenant({ ledger, effects, pointers }: Parts, tenant: TenantId): Promise<number> {
  let found = 0;
  for await (const envelope of ledger.envelopes(tenant)) {
    const stream = await ledger.load(tenant, envelope);
    const ended = new Set(
      (await effects.list(tenant, envelope)).filter(({ state }) => state !== 'pending').map(({ key }) => effectName(key)),
    );
    const isOpen = ({ key }: { key: Key }) => !ended.has(effectName(key));
    for (const { version } of stream.commits) {
      const pointer = { kind: 'commit', tenant, envelope, version } as const;
      if (!plannedBy(pointer, stream).some(isOpen)) continue;
      await pointers.put(pointer);
      found += 1;
    }
  }
  return found;
}
