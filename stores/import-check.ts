// Reads an export to its end before anything of it is stored: is it whole, is everything in it that tenant's own, does every chain hold?
import { createHash } from 'node:crypto';
import { checkStream } from '#core/chain.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId, HashText, Sha256, TenantId } from '#core/ids.ts';
import type { Blobs, Item, Person, Tenant } from '#core/ports.ts';
import type { Commit } from '#core/record.ts';
import { decodeCommit } from './codec.ts';
import { counted, FORMAT, NO_COUNTS, readLine, type ExportCounts, type ExportLine } from './export-format.ts';
import { placeOf } from './import-rows.ts';

export type CheckedExport = {
  readonly tenant: Tenant;
  readonly people: readonly Person[];
  readonly counts: ExportCounts;
  readonly envelopes: readonly EnvelopeId[];
  /** Of everything before the last line: what makes this file this file. */
  readonly sha256: Sha256;
};

type Checking = {
  readonly lines: AsyncIterable<string>;
  readonly sha256: HashText;
  /** Where blobs lie that are not in the file. */
  readonly beside?: Pick<Blobs, 'get'> | undefined;
};

/** What an export is refused for; nothing was stored. */
export class ImportProblem extends Error {
  override readonly name = 'ImportProblem';
}

export async function checkExport({ lines, sha256, beside }: Checking): Promise<CheckedExport> {
  const hash = createHash('sha256');
  const envelopes = new Set<EnvelopeId>();
  const people: Person[] = [];
  const check = checker({ sha256, beside, envelopes, people });
  let [number, counts] = [0, NO_COUNTS];
  let end: Extract<ExportLine, { kind: 'end' }> | undefined;
  for await (const text of lines) {
    number += 1;
    const line = readLine(text);
    if (!line || end) throw new ImportProblem(`Line ${number} is none of ${FORMAT}: the file is damaged, or of another version.`);
    if (line.kind === 'end') {
      end = line;
      continue;
    }
    hash.update(`${text}\n`);
    counts = counted(counts, line);
    await check.line(line, number);
  }
  const tenant = check.end();
  if (!end) throw new ImportProblem(`The file ends after line ${number} without its last line: it is not complete. Export it again.`);
  const isWhole = end.sha256 === hash.digest('hex') && JSON.stringify(end.counts) === JSON.stringify(counts);
  if (!isWhole) throw new ImportProblem('The file was changed after it was written: its last line is about another content.');
  return { tenant, people, counts, envelopes: [...envelopes], sha256: end.sha256 };
}

type Rules = Pick<Checking, 'sha256' | 'beside'> & { readonly envelopes: Set<EnvelopeId>; readonly people: Person[] };

function checker({ sha256, beside, envelopes, people }: Rules) {
  let tenant: Tenant | undefined;
  let open: { readonly envelope: EnvelopeId; readonly commits: Commit[] } | undefined;

  function close(): void {
    if (open && tenant) checkChain(open, { tenant: tenant.id, sha256 });
    open = undefined;
  }

  function row(item: Item, { id }: Tenant, number: number): void {
    const place = placeOf(item, id);
    if (!place)
      throw new ImportProblem(`Line ${number} holds a row that is not one of tenant ${id}, or not in a form that this version knows.`);
    if (place.in !== 'record') return close();
    if (open?.envelope !== place.envelope) {
      close();
      if (envelopes.has(place.envelope))
        throw new ImportProblem(`Line ${number} goes on with envelope ${place.envelope}, which was over already.`);
      envelopes.add(place.envelope);
    }
    open ??= { envelope: place.envelope, commits: [] };
    open.commits.push(decodeCommit(item));
  }

  return {
    async line(line: Exclude<ExportLine, { kind: 'end' }>, number: number): Promise<void> {
      if (line.kind === 'start') {
        if (tenant) throw new ImportProblem(`Line ${number} begins a second export.`);
        tenant = line.tenant;
        return;
      }
      if (!tenant) throw new ImportProblem(`The file does not begin as one of ${FORMAT} does.`);
      if (line.kind === 'row') row(line.row, tenant, number);
      if (line.kind === 'person') {
        if (line.person.tenant !== tenant.id) throw new ImportProblem(`Line ${number} holds a person of another tenant than ${tenant.id}.`);
        people.push(line.person);
      }
      if (line.kind === 'blob' && !(await isSound(line, tenant.id, beside)))
        throw new ImportProblem(`Line ${number} holds a file that is missing, changed, or not one of tenant ${tenant.id}.`);
    },
    end(): Tenant {
      close();
      if (tenant) return tenant;
      throw new ImportProblem('The file is empty.');
    },
  };
}

function checkChain(
  { envelope, commits }: { envelope: EnvelopeId; commits: readonly Commit[] },
  { tenant, sha256 }: { tenant: TenantId; sha256: HashText },
): void {
  const stream = { version: commits.length, commits };
  const { chain } = checkStream(stream, sha256);
  if (chain !== 'ok')
    throw new ImportProblem(`The record of ${envelope} does not hold: its chain is ${chain.replace('@', ' at commit ')}.`);
  const state = fold(stream);
  if (state.status === 'none' || state.id !== envelope || state.tenant !== tenant)
    throw new ImportProblem(`The record of ${envelope} is about another envelope or tenant.`);
}

type BlobLine = Extract<ExportLine, { kind: 'blob' }>;

async function isSound(line: BlobLine, tenant: TenantId, beside: Pick<Blobs, 'get'> | undefined): Promise<boolean> {
  if (!isBlobOf(line.key, tenant)) return false;
  const content = await contentOf(line, beside);
  if (content?.length !== line.bytes || createHash('sha256').update(content).digest('hex') !== line.sha256) return false;
  return !isNamedByContent(line.key) || line.key.endsWith(`/${line.sha256}`);
}

export async function contentOf({ key, base64 }: BlobLine, beside: Pick<Blobs, 'get'> | undefined): Promise<Buffer | undefined> {
  if (base64 !== undefined) return Buffer.from(base64, 'base64');
  const source = await beside?.get(key);
  return source && Buffer.concat(await Array.fromAsync(source));
}

function isBlobOf(key: string, tenant: TenantId): boolean {
  const [root, kind, name, ...more] = key.split('/');
  return (root === tenant || root === 'inbound') && kind !== undefined && name !== undefined && NAME.test(name) && more.length === 0;
}

/** By its content; or what lies beside that, such as its time-stamp. */
const NAME = /^[0-9a-f]{64}(?:(?:\.[0-9a-f]{32})?\.[a-z]+)?$/;

/** What was noted about a mail is named after the mail, what lies beside a file after the file. */
function isNamedByContent(key: string): boolean {
  return !key.startsWith('inbound/verdicts/') && /^[^.]+$/.test(key.split('/').at(-1) ?? '');
}
