// Reads the record out of a sealed PDF and holds it against the document: does the chain hold, and is this the document it speaks of?
import { createHash } from 'node:crypto';
import { PDF } from '@libpdf/core';
import { z } from 'zod';
import { checkRecord } from '#core/chain.ts';
import type { Sha256 } from '#core/ids.ts';
import type { PublicRecord, RecordCheck } from '#core/record.ts';
import { RECORD_FILE } from './attachment.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const header = z.object({ version: z.number().int(), previous: hash.nullable(), leaves: z.array(hash), hash });
const beside = z.record(z.string(), z.object({ value: z.string(), salt: z.string() }));
const leaf = z.object({ text: z.string(), beside, version: z.number().int(), index: z.number().int() });
const schema = z.object({
  format: z.literal('countersign-record/1'),
  envelope: z.string(),
  tenant: z.string(),
  headers: z.array(header),
  shared: z.array(leaf),
});
const documentEvent = z.object({ event: z.object({ type: z.literal('document-added'), sha256: hash, bytes: z.number().int() }) });

export type LedgerCheck = { readonly ledger: RecordCheck; readonly faults: readonly string[] };

/** @returns null when the file carries no record. */
export async function checkEmbeddedRecord(file: Uint8Array): Promise<LedgerCheck | null> {
  const content = await recordIn(file);
  if (!content) return null;
  const record = parse(content);
  if (!record) return { ledger: { events: 0, chain: 'broken@1' }, faults: ['The record in the file cannot be read.'] };
  const ledger = checkRecord(record, (text) => createHash('sha256').update(text, 'utf8').digest('hex') as Sha256);
  const faults =
    ledger.chain === 'ok'
      ? []
      : [`The record in the file does not hold together: its chain is ${ledger.chain.replace('@', ' at entry ')}.`];
  if (!isItsDocument(file, record)) faults.push('The document in this file is not the one that the record speaks of.');
  return { ledger, faults };
}

/** The record itself, for whoever holds it against another. @returns undefined when the file carries none that can be read */
export async function recordOf(file: Uint8Array): Promise<PublicRecord | undefined> {
  const content = await recordIn(file);
  return content ? parse(content) : undefined;
}

/** How the record begins. It stands in the file as it is. */
export const RECORD_START = '{"format":"countersign-record/1"';

/** As it is written, in the last section that holds one: a change that breaks PDF libraries, or keeps them busy, is told of all the same. */
function recordAsWritten(file: Uint8Array): Uint8Array | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  const at = bytes.lastIndexOf(RECORD_START);
  const end = at === -1 ? -1 : bytes.indexOf('\nendstream', at);
  return end === -1 ? undefined : bytes.subarray(at, end);
}

async function recordIn(file: Uint8Array): Promise<Uint8Array | null> {
  const written = recordAsWritten(file);
  if (written) return written;
  try {
    return (await PDF.load(file)).getAttachment(RECORD_FILE);
  } catch {
    return null;
  }
}

function parse(content: Uint8Array): PublicRecord | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(Buffer.from(content).toString('utf8')));
    return parsed.success ? (parsed.data as unknown as PublicRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** Sealing only appends, so the presented document is the file's beginning. Records that name no document leave nothing to compare. */
function isItsDocument(file: Uint8Array, record: PublicRecord): boolean {
  const documents = record.shared.flatMap(({ text }) => documentsIn(text));
  const holds = documents.some(({ bytes, sha256 }) => createHash('sha256').update(file.subarray(0, bytes)).digest('hex') === sha256);
  return documents.length === 0 || holds;
}

/** A change to an entry may leave it no JSON at all; that the chain is broken is then said already. */
function documentsIn(text: string): { readonly bytes: number; readonly sha256: string }[] {
  try {
    const parsed = documentEvent.safeParse(JSON.parse(text));
    return parsed.success ? [parsed.data.event] : [];
  } catch {
    return [];
  }
}
