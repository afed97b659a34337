// The daily walk: every envelope there is, held against its effects. It catches what lost its pointer or its dead letter, by whatever
// accident, and clears away letters that have nothing to say any more. Since it reads every record, it also takes the day's anchor.
import type { Head } from '#core/anchor.ts';
import type { TenantId } from '#core/ids.ts';
import type { Key } from '#core/ports.ts';
import type { Sealer } from '#core/sealing.ts';
import type { Instant } from '#core/time.ts';
import { dayOf, type Anchors } from '#stores/anchors.ts';
import { deathOf, isOver, type DeadLetters } from '#stores/dead-letters.ts';
import { effectName, onNextChannel, type Effect } from '#stores/effect-row.ts';
import type { Effects } from '#stores/effects.ts';
import type { EnumerableLedger } from '#stores/ledger.ts';
import type { Pointer, Pointers } from '#stores/pointers.ts';
import type { EditableDirectory } from '#stores/directory.ts';
import { plannedBy } from './planned.ts';

type Parts = {
  readonly directory: Pick<EditableDirectory, 'tenants'>;
  readonly ledger: EnumerableLedger;
  readonly effects: Pick<Effects, 'get' | 'list'>;
  readonly letters: DeadLetters;
  readonly pointers: Pick<Pointers, 'put'>;
  readonly anchors: Anchors;
  /** Absent where nobody is asked for time-stamps. */
  readonly stampHash?: Sealer['stampHash'];
  readonly report: (fault: unknown, doing: string) => void;
  readonly now: () => Instant;
  readonly machineNow: () => number;
};

/** Puts a pointer for every commit of which some effect was never planned or never ended. @returns how many */
export async function walk(parts: Parts): Promise<number> {
  let found = 0;
  for (const { id } of await parts.directory.tenants()) found += await walkTenant(parts, id);
  return found;
}

async function walkTenant(parts: Parts, tenant: TenantId): Promise<number> {
  const { ledger, effects, pointers, letters } = parts;
  let found = 0;
  const heads: Head[] = [];
  for (const letter of await letters.effects(tenant)) {
    if (isOver(letter, await effects.get(letter.key))) await letters.drop(letter);
  }
  for await (const envelope of ledger.envelopes(tenant)) {
    const stream = await ledger.load(tenant, envelope);
    const last = stream.commits.at(-1);
    if (last) heads.push({ envelope, version: last.version, head: last.hash });
    const known = await effects.list(tenant, envelope);
    for (const effect of known) if (effect.state === 'dead') await index(parts, effect);
    const ended = new Map(known.filter(({ state }) => state !== 'pending').map((effect) => [effectName(effect.key), effect]));
    const isOpen = ({ key }: { key: Key }): boolean => {
      const effect = ended.get(effectName(key));
      const next = effect && onNextChannel(effect);
      return !effect || (next !== undefined && isOpen(next));
    };
    for (const card of known.filter(({ job, state }) => job.do === 'card' && state === 'pending')) {
      await pointers.put(toCard(card));
      found += 1;
    }
    for (const { version } of stream.commits) {
      const pointer = { kind: 'commit', tenant, envelope, version } as const;
      if (!plannedBy(pointer, stream, { isStamping: parts.stampHash !== undefined }).some(isOpen)) continue;
      await pointers.put(pointer);
      found += 1;
    }
  }
  const today = dayOf(parts.now());
  if (heads.length > 0 && !(await parts.anchors.has(tenant, today))) await parts.anchors.take(tenant, today, heads);
  await stampAnchors(parts, tenant);
  return found;
}

/** Those that got none are tried again each day. The first failure ends it: whoever does not answer is not asked once more for each. */
async function stampAnchors({ anchors, stampHash, report }: Parts, tenant: TenantId): Promise<void> {
  if (!stampHash) return;
  try {
    for (const { anchor } of await anchors.all(tenant))
      if (anchor.token === null) await anchors.stamp(tenant, anchor.day, await stampHash(anchor.hash));
  } catch (fault) {
    report(fault, 'time-stamping the daily anchors');
  }
}

/** No commit asks for it by name: it is led to as a dead one is that is put back, except that this one never died. */
function toCard({ tenant, envelope, key: effect }: Effect): Pointer {
  return { kind: 'redrive', tenant, envelope, effect, died: 0 };
}

/** Nothing happens where the letter is there already, as it should be. */
async function index({ letters, machineNow }: Parts, effect: Effect): Promise<void> {
  await letters.put(deathOf(effect, { died: effect.version, why: effect.lastError ?? 'The reason is not known.', at: machineNow() }));
}
