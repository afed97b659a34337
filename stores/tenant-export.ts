// Everything of a tenant that cannot be made again: the record with what was done because of it, requests with their outcomes, links,
// anchors, files. Projections and due rows are not in it: they are made from the record. Nor are cards: where they stand, only the app that
// posted them can redraw them, and it stays behind.
import { createHash } from 'node:crypto';
import type { EnvelopeId, Sha256, TenantId } from '#core/ids.ts';
import type { Blobs, Item, Table } from '#core/ports.ts';
import { belongingsOf, seenCards, type BlobNames } from './belongings.ts';
import { directory } from './directory.ts';
import { envelopePartition } from './effect-row.ts';
import type { Effects } from './effects.ts';
import { counted, FORMAT, NO_COUNTS, type ExportLine } from './export-format.ts';
import { requestKey } from './inbox-row.ts';
import { commitPartition, type EnumerableLedger } from './ledger.ts';
import { allRows, rowsOf } from './pages.ts';
import type { RevocableTokens } from './tokens.ts';

export type ExportParts = {
  readonly table: Table;
  readonly ledger: EnumerableLedger;
  readonly effects: Pick<Effects, 'list'>;
  readonly tokens: Pick<RevocableTokens, 'rowsOf'>;
  readonly blobs: Pick<Blobs, 'get'>;
  readonly names: BlobNames;
  /** Where blobs are to lie beside the file; within it by default. */
  readonly beside?: Pick<Blobs, 'put'> | undefined;
};

/**
 * What a tenant has beside its envelopes. Of accounts and installations on Slack and Teams only what names them (ACCT, INST): no secret
 * leaves, sealed or not, and no file says who somebody is on a platform. The app is installed anew, and the platform then says it itself.
 * Limits and tokens of the read API (QUOTA, API) are this installation's affair and stay behind.
 */
export const TENANT_PARTITIONS = ['ACCT', 'ANCHORS', 'AWAY', 'DEAD', 'INST', 'POLICY', 'PREF'] as const;

/** Lines with their ends. @throws when there is no such tenant */
export async function* exportTenant(parts: ExportParts, tenant: TenantId): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let counts = NO_COUNTS;
  for await (const line of linesOf(parts, tenant)) {
    const text = `${JSON.stringify(line)}\n`;
    counts = counted(counts, line);
    hash.update(text);
    yield text;
  }
  yield `${JSON.stringify({ kind: 'end', counts, sha256: hash.digest('hex') })}\n`;
}

async function* linesOf(parts: ExportParts, tenant: TenantId): AsyncGenerator<ExportLine> {
  const { table, ledger } = parts;
  const people = directory(table);
  const known = await people.tenant(tenant);
  if (!known) throw new Error(`There is no tenant ${tenant} to export. Nothing was written.`);
  yield { kind: 'start', format: FORMAT, tenant: known };
  for (const person of await people.people(tenant)) yield { kind: 'person', person };
  for (const name of TENANT_PARTITIONS) yield* rowLines(rowsOf(table, { pk: `T#${tenant}#${name}` }));
  const written = new Set<string>();
  for await (const envelope of ledger.envelopes(tenant)) yield* envelopeLines(parts, { tenant, envelope, written });
}

type OfEnvelope = { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly written: Set<string> };

async function* envelopeLines(parts: ExportParts, { tenant, envelope, written }: OfEnvelope): AsyncGenerator<ExportLine> {
  const { table, ledger, tokens, names } = parts;
  // Effects before commits: an effect without its commit would pass for a message that was sent already.
  const effects = await allRows(table, { pk: envelopePartition(tenant, envelope) });
  const stream = await ledger.load(tenant, envelope);
  const found = await belongingsOf(parts, { tenant, envelope, stream, scope: null, upTo: stream.version });
  yield* rowLines(rowsOf(table, { pk: commitPartition(tenant, envelope), prefix: 'C#' }));
  yield* rowLines(effects);
  for (const request of found.requests) yield* rowLines([await table.get(requestKey(request))]);
  for (const link of found.links) yield* rowLines(await tokens.rowsOf(link));
  const seen = await seenCards(parts, { tenant, evidence: found.evidence });
  const blobs = [...seen, ...found.documents, ...found.evidence, ...found.copies, ...found.requests.flatMap(names.ofRequest)];
  for (const key of blobs) {
    if (!written.has(key)) yield* blobLines(parts, key);
    written.add(key);
  }
}

async function* rowLines(rows: AsyncIterable<Item> | Iterable<Item | undefined>): AsyncGenerator<ExportLine> {
  for await (const row of rows) {
    if (!row) continue;
    const { pk, sk, version, body } = row;
    yield { kind: 'row', row: { pk, sk, version, body } };
  }
}

/** One that is not there any more, or never was, is left out. */
async function* blobLines({ blobs, beside }: ExportParts, key: string): AsyncGenerator<ExportLine> {
  const source = await blobs.get(key);
  if (!source) return;
  const content = Buffer.concat(await Array.fromAsync(source));
  const sha256 = createHash('sha256').update(content).digest('hex') as Sha256;
  const about = { kind: 'blob', key, bytes: content.length, sha256 } as const;
  if (beside) await beside.put(key, content);
  yield beside ? about : { ...about, base64: content.toString('base64') };
}
