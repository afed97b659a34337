// Puts what was entered on the pages of a document that nobody has signed before, in the section that seals it.
import { PDF, type PDFPage } from '@libpdf/core';
import type { Mark, SealJob } from '#core/sealing.ts';
import type { OffsetAt } from '#core/time.ts';
import type { Draft } from '../draft.ts';
import { formOf, layOver } from './lay-over.ts';
import { layersOf } from './layers.ts';
import { pageBox, shownSize, type PageBox } from './page-box.ts';

/** @property listed what the pages show not at all or not in full, so that the certificate has it */
export type Placed = { readonly drawn: readonly Mark[]; readonly listed: readonly Mark[] };

/** A page and its number, 1-based. */
type Leaf = { readonly page: PDFPage; readonly number: number; readonly box: PageBox };

export async function putMarks(draft: Draft, { job, offsetAt }: { job: SealJob; offsetAt: OffsetAt }): Promise<Placed> {
  const { marks = [] } = job;
  const leaves = leavesWith(draft.pdf, marks);
  if (leaves.length === 0) return { drawn: [], listed: marks };
  const canvases = leaves.map(({ number, box }) => ({ number, ...shownSize(box) }));
  const { file, cut } = await layersOf(marks, { job, canvases, offsetAt });
  const source = await PDF.load(file);
  const forms = draft.bring(
    source,
    source.getPages().map((page) => formOf(source, page)),
  );
  for (const [index, { page, box }] of leaves.entries()) {
    const form = forms[index];
    if (form) layOver(draft, { page, box, form });
  }
  const drawn = marks.filter(({ place }) => leaves.some(({ number }) => number === place.page));
  return { drawn, listed: marks.filter((mark) => cut.includes(mark) || !drawn.includes(mark)) };
}

function leavesWith(pdf: PDF, marks: readonly Mark[]): readonly Leaf[] {
  return [...new Set(marks.map(({ place }) => place.page))]
    .toSorted((a, b) => a - b)
    .flatMap((number) => {
      const page = pdf.getPage(number - 1);
      return page ? [{ page, number, box: pageBox(pdf, page.dict) }] : [];
    });
}
