// Work that must not be forgotten: a pointer is put before the thing it points to and deleted when all its consequences are done.
// A sweeper that walks the pointers therefore finds everything unfinished, whatever died in between.
import { z } from 'zod';
import type { Channel } from '#core/terms.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Item, Key, Table } from '#core/ports.ts';
import { effectName } from './effect-row.ts';
import { allRows } from './pages.ts';
import { brand, readBody } from './row-body.ts';
import { SHARDS, shardOf } from './shards.ts';

export type Pointer =
  /** A commit that is about to be stored, or is, and whose effects are not all done. */
  | { readonly kind: 'commit'; readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly version: number }
  /** A dead effect that is to be put back: the intention, kept until it has ended again. `died`: the version at which it was dead. */
  | {
      readonly kind: 'redrive';
      readonly tenant: TenantId;
      readonly envelope: EnvelopeId | null;
      readonly effect: Key;
      readonly died: number;
    }
  /** Answers to a request that are about to be stored with its outcome, or are, and are not all delivered. */
  | { readonly kind: 'answers'; readonly channel: Channel; readonly key: string };

export type Pending = {
  readonly pointer: Pointer;
  /** Machine time in milliseconds: old, and nothing there that it points to, means that its writer died or lost. */
  readonly putAt: number;
};

export type Pointers = {
  put(pointer: Pointer): Promise<void>;
  /** Only for whoever has seen all consequences done; never for a writer that lost. */
  done(pointer: Pointer): Promise<void>;
  /**
   * Gives up a pointer to something that its writer never stored. The row stays, marked: had it been deleted, a writer that comes
   * back at this very moment could lose the pointer that it has just renewed.
   */
  abandon(pending: Pending): Promise<void>;
  /** @param of these alone, as far as they are there; without it, all. Oldest first. */
  pending(of?: readonly Pointer[]): Promise<readonly Pending[]>;
};

export const pointerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('commit'), tenant: brand<TenantId>(), envelope: brand<EnvelopeId>(), version: z.int() }),
  z.object({
    kind: z.literal('redrive'),
    tenant: brand<TenantId>(),
    envelope: brand<EnvelopeId>().nullable(),
    effect: z.object({ pk: z.string(), sk: z.string() }),
    died: z.int(),
  }),
  z.object({ kind: z.literal('answers'), channel: brand<Channel>(), key: z.string() }),
]);

const ABANDONED = '{"kind":"abandoned"}';

export function pointers({ table, machineNow }: { readonly table: Table; readonly machineNow: () => number }): Pointers {
  return {
    async put(pointer) {
      // The time is the row's version, so that a second put makes an abandoned pointer young again instead of inheriting its age.
      await table.putIfNewer({ ...keyOf(pointer), version: machineNow(), body: JSON.stringify(pointer) });
    },
    async done(pointer) {
      await table.delete(keyOf(pointer));
    },
    async abandon({ pointer, putAt }) {
      await table.putIfVersion({ ...keyOf(pointer), version: putAt, body: ABANDONED }, putAt);
    },
    async pending(of) {
      const rows = of ? await Promise.all(of.map(async (pointer) => table.get(keyOf(pointer)))) : await everywhere(table);
      const found = rows.filter((item) => item !== undefined).map(pendingIn);
      return found.filter((one) => one !== undefined).toSorted((a, b) => a.putAt - b.putAt);
    },
  };
}

/** @returns undefined for one that was given up, and for a row that is no pointer's, as a stream of the table's changes brings many */
export function pendingIn(item: Item): Pending | undefined {
  if (!item.pk.startsWith('U#') || item.body === ABANDONED) return undefined;
  return { pointer: readBody(pointerSchema, item), putAt: item.version };
}

async function everywhere(table: Table): Promise<readonly Item[]> {
  return (await Promise.all(SHARDS.map((shard) => allRows(table, { pk: `U#${shard}` })))).flat();
}

function keyOf(pointer: Pointer): Key {
  if (pointer.kind === 'answers') return sharded(`${pointer.channel}#${pointer.key}`, `A#${pointer.channel}#${pointer.key}`);
  if (pointer.kind === 'redrive') {
    const name = effectName(pointer.effect);
    // Each death has a pointer of its own, so that closing one never loses the next.
    return sharded(name, `R#${pointer.tenant}#${name}#${String(pointer.died).padStart(6, '0')}`);
  }
  const { tenant, envelope, version } = pointer;
  return sharded(envelope, `C#${tenant}#${envelope}#${String(version).padStart(6, '0')}`);
}

function sharded(by: string, sk: string): Key {
  return { pk: `U#${shardOf(by)}`, sk };
}
