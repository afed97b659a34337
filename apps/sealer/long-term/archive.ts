// Level B-LTA: a time-stamp over the whole file with its proofs (document time-stamp, EN 319 142-1 §5.4.3), as the last section.
import { PDF } from '@libpdf/core';
import { draftOf } from '../draft.ts';
import { fillGap } from '../fill-gap.ts';
import { appendSection } from '../incremental.ts';
import { hangOn } from '../sealed-section.ts';
import { addTimestampField } from '../signature-field.ts';

/** @param stamp gives the token for a SHA-256 digest */
export async function archived(file: Uint8Array, stamp: (digest: Uint8Array) => Promise<Uint8Array>): Promise<Uint8Array> {
  const pdf = await PDF.load(file);
  const draft = draftOf(pdf);
  const page = pdf.getPages()[0]?.ref;
  const root = pdf.context.info.trailer.getRef('Root');
  if (!page || !root) throw new Error('Could not put a time-stamp over the document: it has no page.');
  hangOn(draft, page, addTimestampField(draft, page));
  draft.changed(root);
  const tail = Buffer.from(appendSection({ file, pdf, objects: draft.objects() }).tail);
  await fillGap({ file, tail, content: stamp });
  return Buffer.concat([file, tail]);
}
