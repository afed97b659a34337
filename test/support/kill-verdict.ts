// What must hold of a job that was killed and carried on: counted, so that a test can say how often, and print how much.
import { checkStream, eventsOf } from '#core/chain.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId } from '#core/ids.ts';
import type { Table } from '#core/ports.ts';
import type { Stream } from '#core/record.ts';
import type { SealedDocument } from '#core/terms.ts';
import { plus } from '#core/time.ts';
import { sha256Of } from '#apps/world/hashing.ts';
import { blobKeys } from '#apps/ports.ts';
import { effectName } from '#stores/effect-row.ts';
import { allRows } from '#stores/pages.ts';
import { projections } from '#stores/projections.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { CARL, DANA, INES, MAX, SENDER, sha256, T0, TENANT } from './build.ts';
import { acknowledged, isRefusedAlways } from './kill-script.ts';
import { linesOf, type KillWorld } from './kill-world.ts';

export type Verdict = {
  readonly acknowledged: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly broken: readonly string[];
  readonly repeats: number;
  /** Those of them that no lost answer explains. */
  readonly unexplained: number;
  /** Who was told what, each once, whatever the versions of the events behind it. */
  readonly told: readonly string[];
};

/** One effect in sixteen: the same ones in every process. */
export function timesOut(effect: string): boolean {
  return sha256(effect).startsWith('0');
}

/** Deliveries that stand in the world and not in our record: with `seen`, each is counted at the first death that left it so. */
export async function ambiguous(
  world: KillWorld,
  folder: string,
  { ids, seen }: { ids: readonly EnvelopeId[]; seen: Set<string> },
): Promise<number> {
  const timedOut = counted(linesOf(folder, 'timed-out'));
  const done = new Set<string>();
  for (const id of ids) {
    for (const { key, state } of await world.effects.list(TENANT, id)) if (state === 'done') done.add(effectName(key));
  }
  let found = 0;
  for (const [name, times] of counted(linesOf(folder, 'delivered'))) {
    const mark = `${name} ${times}`;
    if (done.has(name) || times <= (timedOut.get(name) ?? 0) || seen.has(mark)) continue;
    seen.add(mark);
    found += 1;
  }
  return found;
}

export async function verdictOn(world: KillWorld, folder: string, ids: readonly EnvelopeId[]): Promise<Verdict> {
  const delivered = linesOf(folder, 'delivered');
  const broken: string[] = [];
  const doubled: string[] = [];
  const keys = new Map<string, number>();
  for (const id of ids) {
    const stream = await world.ledger.load(TENANT, id);
    for (const { key, version } of stream.commits) {
      // The product's own keys, such as `seal`, are an envelope's; those of requests name it.
      const name = key.startsWith(id) ? key : `${id}/${key}`;
      if (keys.has(name)) doubled.push(`commit ${name}`);
      keys.set(name, version);
    }
    const acts = eventsOf(stream).flatMap(({ event }) => ('recipient' in event ? [`${event.type} ${event.recipient}`] : [event.type]));
    for (const [act, times] of counted(acts)) if (times > 1 && ONCE.test(act)) doubled.push(`${act} in ${id}`);
    if (checkStream(stream, sha256).chain !== 'ok') broken.push(`chain of ${id}`);
    broken.push(...(await unsealed(world, stream, id)));
    for (const { key, job, state: standing } of await world.effects.list(TENANT, id)) {
      if (standing === 'pending' || standing === 'dead') broken.push(`effect ${effectName(key)} is ${standing}`);
      if (standing === 'done' && job.do !== 'seal' && !delivered.includes(effectName(key)))
        broken.push(`${effectName(key)} never went out`);
    }
  }
  if ((await world.pointers.pending()).length > 0) broken.push('pointers are left');
  if ((await world.inbox.unfinished()).length > 0) broken.push('requests are left');
  if (!(await isReplay(world, ids))) broken.push('projections differ from a replay');
  const told = [...new Set(delivered.map((name) => name.replace(/#\d{6}\.\d{3}#/, '#')))].toSorted();
  const repeats = delivered.length - new Set(delivered).size;
  const timedOut = counted(linesOf(folder, 'timed-out'));
  const excess = [...counted(delivered)].map(([name, times]) => Math.max(0, times - 1 - (timedOut.get(name) ?? 0)));
  const unexplained = excess.reduce((sum, one) => sum + one, 0);
  return { acknowledged: acknowledged(folder).length, lost: await lost(world, folder, keys), doubled, broken, repeats, unexplained, told };
}

async function unsealed(world: KillWorld, stream: Stream, id: EnvelopeId): Promise<readonly string[]> {
  const state = fold(stream);
  if (state.status !== 'completed' || state.sealing.state !== 'sealed') return [`${id} is ${state.status}`];
  return (await isKept(world, state.sealing.documents)) ? [] : [`the sealed file of ${id} is not there`];
}

/** What is on record is what lies in the store. */
async function isKept({ blobs }: KillWorld, documents: readonly SealedDocument[]): Promise<boolean> {
  for (const { sha256: named } of documents) {
    const found = await blobs.get(blobKeys.sealed(TENANT, named));
    if (!found || sha256Of(Buffer.concat(await Array.fromAsync(found))) !== named) return false;
  }
  return documents.length > 0;
}

const ONCE = /^(drafted|sent|approved|signed|turn-began|completed|sealed)\b/;

/** Acknowledged, and not on record as it was said, or without the refusal that it must have got. */
async function lost({ inbox }: KillWorld, folder: string, keys: ReadonlyMap<string, number>): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const { key, outcome } of acknowledged(folder)) {
    const stored = await inbox.outcome('email', key);
    const result = outcome ?? (stored?.kind === 'done' ? stored.result : undefined);
    const isKept = result?.ok ? keys.get(key) === result.version : isRefusedAlways(key) && result?.refusal.code === 'not-your-turn';
    if (!isKept) missing.push(key);
  }
  return missing;
}

async function isReplay({ ledger, table }: KillWorld, ids: readonly EnvelopeId[]): Promise<boolean> {
  const fresh = sqliteTable(':memory:');
  try {
    for (const id of ids) await projections(fresh, ledger).project(await ledger.load(TENANT, id));
    return JSON.stringify(await projected(fresh, ledger)) === JSON.stringify(await projected(table, ledger));
  } finally {
    await fresh.close();
  }
}

/** As it is read: a due row that a death left behind is passed over, and cleared away, by whoever reads. */
async function projected(table: Table, ledger: KillWorld['ledger']) {
  const rows = projections(table, ledger);
  const due = await rows.dueUntil(plus(T0, { days: 36_500 }));
  const desks = await Promise.all([SENDER, MAX, INES, DANA, CARL].map(async ({ email }) => rows.ofPerson(TENANT, email)));
  return [due, await allRows(table, { pk: 'DUE' }), desks];
}

function counted(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
