// Makes the presented document of a file: sanitised and saved once when fresh, byte for byte itself when already signed.
// Runs inside the reading worker, since it opens what strangers sent.
import { PDF } from '@libpdf/core';
import type { Intake } from '#core/sealing.ts';
import { completeFile } from './complete.ts';
import { concealedIn } from './concealed.ts';
import { earlierRevisions } from './concealed/revisions.ts';
import { forbiddenIn } from './forbidden.ts';
import { judge, type Inspection } from './judge.ts';
import { flatten } from './places/flatten.ts';
import { formFieldsOf } from './places/form-fields.ts';
import { placesOfForm } from './places/form-places.ts';
import { placesIn } from './places/places.ts';
import { readingsOf } from './readings.ts';
import { sanitise } from './sanitise.ts';
import { textFingerprint } from './text-fingerprint.ts';

export async function present(sent: Uint8Array): Promise<Intake> {
  const inspection = await judge(sent);
  return inspection.verdict === 'accept' ? taken(sent, inspection) : { verdict: inspection.verdict, why: inspection.why ?? '' };
}

/** What becomes of a file that opens. */
export async function taken(sent: Uint8Array, inspection: Inspection): Promise<Intake> {
  if (inspection.signatures === 0) return fresh(withoutJunk(sent), inspection);
  const pdf = await PDF.load(sent).catch(() => undefined);
  const why = unsound(pdf, inspection);
  return pdf && why === undefined ? signed({ file: sent, pdf, inspection }) : refuse(why ?? UNREAD);
}

const UNREAD = 'It can be shown, but its structure is too damaged to be sealed safely. Please print it to PDF again and send that.';

function unsound(pdf: PDF | undefined, { pages }: Inspection): string | undefined {
  if (pdf?.isEncrypted && !pdf.isAuthenticated)
    return 'It opens, but its encryption is not as the standard has it, so it cannot be undone safely. Please print it to PDF again.';
  if (!pdf || pdf.getPageCount() === 0) return UNREAD;
  if (pdf.getPageCount() === pages) return undefined;
  return 'PDF readers disagree on how many pages it has, so people might not see the same document. Please print it to PDF again.';
}

/** In as many ways as it can be read, until one gives what readers show; the first refusal is the one that speaks of the file as it is. */
async function fresh(file: Uint8Array, inspection: Inspection): Promise<Intake> {
  let first: string | undefined;
  for await (const { pdf, isMended } of readingsOf(file, inspection.pages)) {
    const result = unsound(pdf, inspection) ?? (await rewritten({ file, pdf, inspection }));
    if (typeof result !== 'string') return isMended ? mended(result) : result;
    first ??= result;
  }
  return refuse(first ?? UNREAD);
}

type Opened = { readonly file: Uint8Array; readonly pdf: PDF; readonly inspection: Inspection };

/** @returns a sentence where another reading may do better */
async function rewritten({ file, pdf, inspection }: Opened): Promise<Intake | string> {
  const concealed = concealedIn(pdf);
  if (concealed !== undefined) return refuse(concealed);

  const fields = formFieldsOf(pdf);
  const form = placesOfForm(pdf, fields);
  const changes = [...sanitise(pdf), ...(await flatten(pdf, fields))];
  const earlier = earlierRevisions(file);
  if (earlier > 0) changes.push(`Earlier versions that were still in the file (${earlier}) were removed; what readers show is the newest.`);
  if (inspection.encrypted) changes.unshift('Restrictions (an owner password) were removed so that the document can be sealed.');
  const presented = completeFile(pdf);
  const after = await judge(presented);
  const isFaithful = after.verdict === 'accept' && after.pages === inspection.pages && !after.javascript;
  if (!isFaithful || (await textFingerprint(file)) !== (await textFingerprint(presented))) {
    return 'It could not be rewritten faithfully. Please print it to PDF again and send that.';
  }
  const { places, remarks } = await placesIn({ file: presented, pdf, form, isSigned: false });
  return { verdict: 'accept', presented, pages: inspection.pages, changes: [...changes, ...remarks], places };
}

function mended(result: Intake): Intake {
  if (result.verdict !== 'accept') return result;
  return {
    ...result,
    changes: ['Its structure is damaged or unusual, so it was written anew; its pages say what they said.', ...result.changes],
  };
}

/** Rewriting would break the signatures that are in it; so only what forbids adding ours is looked for. */
async function signed({ file, pdf, inspection }: Opened): Promise<Intake> {
  if (inspection.javascript)
    return refuse(
      'It is signed and carries scripts at once; taking them out would break its signatures. Please ask for a copy without scripts.',
    );
  const concealed = concealedIn(pdf);
  if (concealed !== undefined) return refuse(concealed);
  if (pdf.isEncrypted)
    return refuse('It is signed and protected by a password at once, so nothing can be added without breaking its signatures.');
  if (pdf.recoveredViaBruteForce)
    return refuse('It is signed, but its structure is damaged, so nothing can be added without breaking its signatures.');
  const forbidden = forbiddenIn(pdf);
  if (forbidden !== undefined) return refuse(forbidden);
  const form = placesOfForm(pdf, formFieldsOf(pdf));
  const { places, remarks } = await placesIn({ file, pdf, form, isSigned: true });
  return { verdict: 'accept', presented: file, pages: inspection.pages, changes: remarks, places };
}

/** Mail programs put lines in front of a file; readers look for where it begins within the first kilobyte (ISO 32000-1 annex H.3). */
function withoutJunk(file: Uint8Array): Uint8Array {
  const at = Buffer.from(file.subarray(0, 1024)).indexOf('%PDF-');
  return at > 0 ? file.subarray(at) : file;
}

function refuse(why: string): Intake {
  return { verdict: 'reject', why };
}
