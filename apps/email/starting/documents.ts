// The documents of a mail: its PDFs, and what PDFs can be made of, each through intake, kept as it came and as it will be shown. Every
// other part is named with the reason why it is none.
import type { Say } from '#core/answer.ts';
import type { TenantId } from '#core/ids.ts';
import type { DocumentRef } from '#core/terms.ts';
import { takeEach, tooManyFiles, type GivenFile } from '#apps/drafting/take-files.ts';
import type { Ports } from '#apps/ports.ts';
import { isMeant, leftOutSentences, whyNoDocument, type Ignored } from './left-out.ts';
import type { Found } from './opened.ts';

/**
 * @property troubles files that were meant as documents and are not among them
 * @property changes what is not as it was sent, so that its sender should look at it
 * @property notes what was passed over
 */
export type Documents =
  | {
      readonly ok: true;
      readonly documents: readonly DocumentRef[];
      readonly troubles: readonly string[];
      readonly changes: readonly string[];
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly say: Say };

export async function takeDocuments(ports: Ports, tenant: TenantId, files: readonly Found[]): Promise<Documents> {
  const refusal = tooManyFiles(files.filter((one) => one.pdf !== undefined).length);
  if (refusal) return { ok: false, say: refusal };
  const offered: GivenFile[] = [];
  const changes: string[] = [];
  const failed: Ignored[] = [];
  for (const file of files) {
    const made = await pdfOf(ports, file);
    if (!made) continue;
    if (made.ok) {
      offered.push(made.file);
      changes.push(...made.remarks);
    } else failed.push({ filename: file.filename, why: made.why });
  }
  const taken = await takeEach(ports, tenant, offered);
  const passed = files.filter((one) => one.pdf === undefined && !isOffice(ports, one));
  const unusable = [...failed, ...taken.unusable.map(({ filename, verdict, why }) => ({ filename, why: sentenceOf(verdict, why) }))];
  const meant = passed.filter(isMeant).map((one) => ({ filename: one.filename, why: whyNoDocument(one) }));
  const others = passed.filter((one) => !isMeant(one)).map((one) => ({ filename: one.filename, why: whyNoDocument(one) }));
  if (taken.documents.length === 0) return { ok: false, say: refusing(taken.unusable, [...unusable, ...meant, ...others]) };
  return {
    ok: true,
    documents: taken.documents,
    troubles: [...unusable, ...meant].map(({ filename, why }) => `“${filename}” is not in this draft: ${why}`),
    changes: [...changes, ...taken.remarks],
    notes: [...within(files, taken.documents), ...leftOutSentences(others)],
  };
}

type Made =
  | { readonly ok: true; readonly file: GivenFile; readonly remarks: readonly string[] }
  | { readonly ok: false; readonly why: string };

/** @returns undefined for what is no document and cannot be made one */
async function pdfOf(ports: Ports, file: Found): Promise<Made | undefined> {
  const { pdf, content, sha256, whyNot } = file;
  if (pdf !== undefined && whyNot !== undefined) return { ok: false, why: whyNot };
  if (pdf !== undefined) return { ok: true, file: { filename: named(file.filename), sha256, pdf }, remarks: [] };
  if (!isOffice(ports, file) || content === undefined || !ports.office) return undefined;
  if (whyNot !== undefined) return { ok: false, why: whyNot };
  const converted = await ports.office.convert({ filename: file.filename, bytes: content });
  if (!converted.ok) return converted;
  const filename = file.filename.replace(/\.[a-z0-9]{1,5}$/i, '') + PDF;
  return {
    ok: true,
    file: { filename, sha256, pdf: converted.pdf, original: content },
    remarks: [
      `“${filename}” was made from “${file.filename}”. Only this PDF is shown and signed, so please look through it.`,
      ...converted.remarks,
    ],
  };
}

const PDF = '.pdf';

function isOffice({ office }: Ports, { kind, content }: Found): boolean {
  return office !== undefined && kind === 'office' && content !== undefined;
}

/** Whatever it was called, it is a PDF from here on. */
function named(filename: string): string {
  return filename.toLowerCase().endsWith(PDF) ? filename : filename + PDF;
}

function sentenceOf(verdict: 'needs-password' | 'reject', why: string): string {
  return verdict === 'needs-password' ? 'it is locked with a password; attach a copy without one, and never mail the password.' : why;
}

type Unusable = Extract<Say, { kind: 'unusable-document' }>;

/** Where a single PDF was meant and refused, it is named in the subject. */
function refusing(unusable: readonly Omit<Unusable, 'kind'>[], all: readonly Ignored[]): Say {
  const [first] = unusable;
  return first && all.length === 1 ? { kind: 'unusable-document', ...first } : { kind: 'no-document', ignored: all };
}

/** Where a document came from that was not attached to the mail itself. */
function within(files: readonly Found[], documents: readonly DocumentRef[]): string[] {
  return documents.flatMap(({ filename, originalSha256 }) => {
    const subject = files.find(({ sha256 }) => sha256 === originalSha256)?.within;
    return subject === undefined ? [] : [`“${filename}” comes from the attached mail “${subject}”.`];
  });
}
