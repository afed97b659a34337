// A section that ends in a signature: what the draft holds is written, and the room that was kept is filled. Apart from what a seal of ours
// adds to a document, so that it is the same for any content.
import { PdfArray, PdfDict, type PdfRef } from '@libpdf/core';
import type { Authority } from './authority.ts';
import { signCms, type SignatureStamp } from './cms.ts';
import type { Draft } from './draft.ts';
import { fillGap } from './fill-gap.ts';
import { grown, nextSection, type Growing, type Section } from './incremental.ts';

export type SignedSection = {
  /** The document byte for byte, then the section. */
  readonly file: Growing;
  /** The signature as it stands in the file, in hex. */
  readonly contents: string;
  /** What further sections go on with. */
  readonly draft: Draft;
  readonly root: PdfRef;
};

type Signing = Pick<SignedSection, 'draft' | 'root'> & {
  readonly before: Growing;
  readonly authority: Authority;
  readonly stamp?: SignatureStamp | undefined;
};

export async function signed({ before, draft, root, authority, stamp }: Signing): Promise<SignedSection> {
  const section = unsigned({ before, draft, root });
  const { tail } = section;
  const contents = await fillGap({ file: before, tail, content: async (digest) => signCms(authority.signer, digest, stamp) });
  return { file: grown(before, section), contents, draft, root };
}

/** The section with room for the signature. */
export function unsigned({ before, draft, root }: Pick<Signing, 'before' | 'draft' | 'root'>): Section {
  draft.changed(root);
  return nextSection(before, draft);
}

/** A widget belongs to the annotations of its page. */
export function hangOn(draft: Draft, page: PdfRef, field: PdfRef): void {
  const dict = draft.get(page);
  if (!(dict instanceof PdfDict)) return;
  const annotations = draft.get(dict.get('Annots'));
  dict.set('Annots', new PdfArray([...(annotations instanceof PdfArray ? annotations : []), field]));
  draft.changed(page);
}
