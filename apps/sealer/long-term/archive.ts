// Level B-LTA: a time-stamp over the whole file with its proofs (document time-stamp, EN 319 142-1 §5.4.3), as the last section.
import { fillGap } from '../fill-gap.ts';
import { grown, nextSection, type Growing } from '../incremental.ts';
import { addTimestampField } from '../signature-field.ts';
import { hangOn, type SignedSection } from '../signed-section.ts';

type Stamp = (digest: Uint8Array) => Promise<Uint8Array>;

/** @param file the sealed file with its proofs */
export async function archived({ draft, root }: SignedSection, { file, stamp }: { file: Growing; stamp: Stamp }): Promise<Growing> {
  const page = draft.pdf.getPage(0)?.ref;
  if (!page) throw new Error('Could not put a time-stamp over the document: it has no page.');
  hangOn(draft, page, addTimestampField(draft, page));
  draft.changed(root);
  const section = nextSection(file, draft);
  await fillGap({ file, tail: section.tail, content: stamp });
  return grown(file, section);
}
