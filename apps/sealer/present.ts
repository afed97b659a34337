// Makes the presented document of a file: sanitised and saved once when fresh, byte for byte itself when already signed.
// Runs inside the reading worker, since it opens what strangers sent.
import { PDF, PdfDict, PdfNumber, PdfRef } from '@libpdf/core';
import type { Intake } from '#core/sealing.ts';
import { completeFile } from './complete.ts';
import { concealedIn } from './concealed.ts';
import { judge } from './judge.ts';
import { sanitise } from './sanitise.ts';
import { textFingerprint } from './text-fingerprint.ts';

export async function present(file: Uint8Array): Promise<Intake> {
  const inspection = await judge(file);
  if (inspection.verdict !== 'accept') return { verdict: inspection.verdict, why: inspection.why ?? '' };

  const pdf = await PDF.load(file).catch(() => undefined);
  if (!pdf || pdf.getPageCount() === 0 || (pdf.isEncrypted && !pdf.isAuthenticated)) {
    return refuse('It can be shown, but its structure is too damaged to be sealed safely. Please print it to PDF again and send that.');
  }
  if (pdf.getPageCount() !== inspection.pages) {
    return refuse(
      'PDF readers disagree on how many pages it has, so people might not see the same document. Please print it to PDF again.',
    );
  }
  if (inspection.signatures > 0 && inspection.javascript) {
    return refuse(
      'It is signed and carries scripts at once; taking them out would break its signatures. Please ask for a copy without scripts.',
    );
  }
  const concealed = concealedIn(pdf);
  if (concealed !== undefined) return refuse(concealed);
  if (inspection.signatures > 0) return signed({ file, pdf, pages: inspection.pages });

  const changes = sanitise(pdf);
  if (pdf.isEncrypted) changes.unshift('Restrictions (an owner password) were removed so that the document can be sealed.');
  const presented = completeFile(pdf);
  const after = await judge(presented);
  const isFaithful = after.verdict === 'accept' && after.pages === inspection.pages && !after.javascript;
  if (!isFaithful || (await textFingerprint(file)) !== (await textFingerprint(presented))) {
    return refuse('It could not be rewritten faithfully. Please print it to PDF again and send that.');
  }
  return { verdict: 'accept', presented, pages: inspection.pages, changes };
}

/** Rewriting would break the signatures that are in it; so only what forbids adding ours is looked for. */
function signed({ file, pdf, pages }: { file: Uint8Array; pdf: PDF; pages: number }): Intake {
  if (pdf.isEncrypted)
    return refuse('It is signed and protected by a password at once, so nothing can be added without breaking its signatures.');
  if (pdf.recoveredViaBruteForce)
    return refuse('It is signed, but its structure is damaged, so nothing can be added without breaking its signatures.');
  if (forbidsChanges(pdf))
    return refuse('Its author certified it against any change, further signatures included. Please ask for a copy that allows signing.');
  return { verdict: 'accept', presented: file, pages, changes: [] };
}

/** DocMDP with P 1 (ISO 32000-1 §12.8.2.2): any later signature would break the certification. */
function forbidsChanges(pdf: PDF): boolean {
  const resolve = (ref: PdfRef) => pdf.getObject(ref);
  const certification = pdf.getCatalog().getDict('Perms', resolve)?.getDict('DocMDP', resolve);
  const references = certification?.getArray('Reference', resolve)?.toArray() ?? [];
  return references.some((reference) => {
    const dict = reference instanceof PdfRef ? pdf.getObject(reference) : reference;
    const permission = dict instanceof PdfDict ? dict.getDict('TransformParams', resolve)?.get('P', resolve) : undefined;
    return permission instanceof PdfNumber && permission.value === 1;
  });
}

function refuse(why: string): Intake {
  return { verdict: 'reject', why };
}
