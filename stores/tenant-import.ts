// Stores an export that was checked. Every row is put only where there is none, so that it can be begun again wherever it stopped; a row of
// its own notes which file is on the way. The tenant itself comes near the end: before, nobody who runs here looks at what is half there.
import { z } from 'zod';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Blobs, Item, Table } from '#core/ports.ts';
import { directory } from './directory.ts';
import { contentOf, ImportProblem, type CheckedExport } from './import-check.ts';
import { placeOf } from './import-rows.ts';
import { readEffect, requestOf } from './effect-row.ts';
import { readLine, type ExportLine } from './export-format.ts';
import { requestRows } from './inbox-row.ts';
import type { EnumerableLedger } from './ledger.ts';
import type { Pointer, Pointers } from './pointers.ts';
import type { Projections } from './projections.ts';
import { readBody } from './row-body.ts';

export type ImportParts = {
  readonly table: Table;
  readonly ledger: Pick<EnumerableLedger, 'load' | 'register'>;
  readonly projections: Pick<Projections, 'project'>;
  readonly pointers: Pick<Pointers, 'put'>;
  readonly blobs: Pick<Blobs, 'put'>;
  readonly beside?: Pick<Blobs, 'get'> | undefined;
  readonly machineNow: () => number;
  /** Told after each line, of how many there were. */
  readonly progress?: ((lines: number) => void) | undefined;
};

const IMPORTS = 'IMPORTS';
const noteSchema = z.object({ sha256: z.string(), isDone: z.boolean() });
type Note = z.infer<typeof noteSchema> & { readonly version: number };

/** @returns false when this very file was imported before; nothing is then changed. @throws ImportProblem when it may not come in here */
export async function importTenant(parts: ImportParts, file: CheckedExport, lines: AsyncIterable<string>): Promise<boolean> {
  const { table, ledger, projections } = parts;
  const { tenant, sha256, envelopes } = file;
  if (!(await mayBegin(table, file))) return false;
  await table.putIfAbsent({ pk: IMPORTS, sk: tenant.id, version: 1, body: JSON.stringify({ sha256, isDone: false }) });
  const pending: Pointer[] = [];
  let count = 0;
  for await (const text of lines) {
    const line = readLine(text);
    if (line?.kind === 'row') pending.push(...(await storeRow(parts, line.row, tenant.id)));
    if (line?.kind === 'blob') await storeBlob(parts, line);
    parts.progress?.((count += 1));
  }
  for (const envelope of envelopes) await projections.project(await ledger.load(tenant.id, envelope));
  const who = directory(table);
  await who.addTenant(tenant);
  for (const person of file.people) await who.addPerson(person);
  for (const pointer of pending) await parts.pointers.put(pointer);
  await table.putIfVersion({ pk: IMPORTS, sk: tenant.id, version: 2, body: JSON.stringify({ sha256, isDone: true }) }, 1);
  return true;
}

/** Whether there is something to do. */
async function mayBegin(table: Table, { tenant, people, sha256 }: CheckedExport): Promise<boolean> {
  const note = await noteOf(table, tenant.id);
  if (note?.sha256 === sha256) return !note.isDone;
  if (note && !note.isDone)
    throw new ImportProblem(`Another export of tenant ${tenant.id} was begun here and is not finished. Import that file first.`);
  const who = directory(table);
  if (await who.tenant(tenant.id)) throw new ImportProblem(`There is a tenant ${tenant.id} here already. Nothing was changed.`);
  for (const domain of tenant.domains) {
    const owner = await who.tenantOfDomain(domain);
    if (owner) throw new ImportProblem(`The domain ${domain} belongs to tenant ${owner.id} here. Nothing was changed.`);
  }
  for (const { email } of people) {
    const owner = (await who.member(email))?.tenant;
    if (owner !== undefined) throw new ImportProblem(`A person of the file belongs to tenant ${owner} here. Nothing was changed.`);
  }
  return true;
}

async function noteOf(table: Table, tenant: TenantId): Promise<Note | undefined> {
  const item = await table.get({ pk: IMPORTS, sk: tenant });
  return item && { ...readBody(noteSchema, item), version: item.version };
}

/** @returns what is to be carried on with */
async function storeRow(parts: ImportParts, row: Item, tenant: TenantId): Promise<readonly Pointer[]> {
  const { table, ledger, machineNow } = parts;
  const place = placeOf(row, tenant);
  if (!place) throw new ImportProblem('The file changed while it was read. Import it again.');
  if (place.in === 'record' && place.version === 1) await ledger.register(tenant, place.envelope);
  if (place.in === 'requests' && !place.request.outcome && place.request.givenUpAt === 0)
    await requestRows(table).open(place.request, machineNow());
  await table.putIfAbsent(place.in === 'effects' ? place.row : row);
  return place.in === 'effects' ? pointersOf(place.row, tenant) : [];
}

/** An effect that is not done is found by its pointer alone, as where it comes from. */
function pointersOf(row: Item, tenant: TenantId): readonly Pointer[] {
  const { job, state, envelope, key } = readEffect(row);
  if (state !== 'pending') return [];
  // Its card was left behind: it is closed as soon as it is looked at.
  if (job.do === 'card') return [{ kind: 'redrive', tenant, envelope, effect: key, died: 0 }];
  if (job.do === 'answer') {
    const request = requestOf(key);
    return request ? [{ kind: 'answers', ...request }] : [];
  }
  const event = job.do === 'tell' ? job.notification.event : job.event;
  return envelope === null
    ? []
    : [{ kind: 'commit', tenant, envelope: envelope satisfies EnvelopeId, version: Number(event.split('.')[0]) }];
}

async function storeBlob({ blobs, beside }: ImportParts, line: Extract<ExportLine, { kind: 'blob' }>): Promise<void> {
  const content = await contentOf(line, beside);
  if (!content) throw new ImportProblem(`The file ${line.key} is gone from beside the export. Put it back and import again.`);
  await blobs.put(line.key, content);
}
