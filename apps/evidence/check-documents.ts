// The sealed PDFs of a bundle: each is one that the record names, its seal holds, and the record that it carries is the beginning of this one.
import { canonical } from '#core/canonical.ts';
import type { PublicRecord } from '#core/record.ts';
import { sha256Hex, type Members } from './archive.ts';
import type { ReadLedger } from './check-ledger.ts';
import { fails, holds, unchecked, type Finding } from './finding.ts';
import { pathOf } from './layout.ts';

export type SealCheck = {
  readonly intact: boolean;
  readonly signer: string | null;
  readonly trust: 'trusted' | 'unknown-issuer';
  readonly why: string | null;
};

/** What reads PDFs; files are a stranger's, so it does so apart. */
export type PdfReader = {
  readonly seal: (file: Uint8Array) => Promise<SealCheck>;
  readonly record: (file: Uint8Array) => Promise<PublicRecord | undefined>;
};

export type DocumentsCheck = { readonly findings: readonly Finding[]; readonly trust: 'trusted' | 'unknown-issuer' | 'nobody' };

export async function checkDocuments(members: Members, read: ReadLedger, pdf: PdfReader): Promise<DocumentsCheck> {
  const sealed = read.events.flatMap((event) => (event.type === 'sealed' ? event.documents : []));
  if (sealed.length === 0) {
    const words = 'Nothing of this envelope was sealed: the record is consistent with itself, and nobody else vouches for it.';
    return { findings: [unchecked(null, words)], trust: 'nobody' };
  }
  const findings: Finding[] = [];
  let trust: 'trusted' | 'unknown-issuer' = 'trusted';
  for (const { sha256, document } of sealed) {
    const path = pathOf.sealed(sha256);
    const file = members.get(path);
    if (!file) findings.push(fails(path, `The sealed document ${document} is missing.`));
    else if (sha256Hex(file) !== sha256)
      findings.push(fails(path, `The sealed document ${document} is not the one that the record names.`));
    else {
      const seal = await pdf.seal(file);
      if (seal.trust !== 'trusted') trust = 'unknown-issuer';
      findings.push(sealFinding(path, seal), recordFinding(path, await pdf.record(file), read));
    }
  }
  return { findings: [...findings, ...originals(members, read)], trust };
}

/** A PDF from elsewhere, held against the bundle. */
export function checkOutside(file: { readonly path: string; readonly content: Uint8Array }, { events }: ReadLedger): Finding {
  const hash = sha256Hex(file.content);
  const isNamed = events.some((event) => event.type === 'sealed' && event.documents.some(({ sha256 }) => sha256 === hash));
  return isNamed
    ? holds(file.path, 'The PDF is, byte for byte, one that the record of this bundle names as sealed.')
    : fails(file.path, 'The PDF is none of those that the record of this bundle names as sealed.');
}

function sealFinding(path: string, { intact, signer, trust, why }: SealCheck): Finding {
  if (!intact) return fails(path, `The seal of the PDF does not hold: ${why ?? 'it cannot be read.'}`);
  const issuer = trust === 'trusted' ? 'an issuer that you named' : 'an issuer that you have not named';
  return holds(path, `The PDF is unchanged since it was sealed by ${signer ?? 'nobody known'}, certified by ${issuer}.`);
}

function recordFinding(path: string, record: PublicRecord | undefined, { ledger }: ReadLedger): Finding {
  if (!record) return fails(path, 'The PDF carries no record.');
  const { commits } = ledger.stream;
  if (record.envelope !== ledger.envelope || record.tenant !== ledger.tenant) return fails(path, 'The PDF is of another envelope.');
  const foreign = record.headers.find(({ hash, version }, at) => hash !== commits[at]?.hash || version !== at + 1);
  if (foreign) return fails(path, `Entry ${foreign.version} of the record in the PDF is not that of the ledger.`);
  const differing = record.shared.find(({ version, index, text, beside }) => {
    const stored = commits[version - 1]?.stored[index];
    return stored?.text !== text || Object.entries(beside).some(([hash, kept]) => !isSame(stored.beside[hash], kept));
  });
  if (differing) return fails(path, `What the PDF says of entry ${differing.version} is not what the ledger says.`);
  const [vouched, all] = [record.headers.length, commits.length];
  const rest = vouched < all ? ` Entries ${vouched + 1} to ${all} came later and are held together by the chain alone.` : '';
  return holds(path, `The record in the PDF is the beginning of the ledger: the seal vouches for entries 1 to ${vouched}.${rest}`);
}

/** A value that was erased from the ledger since still stands in the PDF that went out before. */
function isSame(stored: PublicRecord['shared'][number]['beside'][string] | undefined, kept: NonNullable<typeof stored>): boolean {
  return stored === undefined || canonical(stored) === canonical(kept);
}

function originals(members: Members, { events }: ReadLedger): readonly Finding[] {
  return events.flatMap((event) => {
    if (event.type !== 'document-added' && event.type !== 'document-filled') return [];
    const path = pathOf.original(event.originalSha256);
    const file = members.get(path);
    if (!file) return [unchecked(path, `The file that document ${event.id} was made of is not in the bundle.`)];
    return sha256Hex(file) === event.originalSha256
      ? [holds(path, `The file that document ${event.id} was made of is the one that the record names.`)]
      : [fails(path, `The file that document ${event.id} was made of is not the one that the record names.`)];
  });
}
