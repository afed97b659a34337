// What `countersign inspect` says of a file to a person: the verdict with what is in the file, and below it what stands in the way.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PdfArray, PdfDict, PdfString } from '@libpdf/core';
import { expect, it } from 'vitest';
import { countersign } from '../../support/command.ts';
import { forRecipientsOnly } from '../../support/odd-pdf.ts';
import { altered, contractPdf, pdfkitPdf, scriptAction } from '../../support/pdf.ts';
import { temporaryFolder } from '../../support/temporary.ts';

async function saidOf(bytes: Uint8Array): Promise<readonly string[]> {
  const file = join(temporaryFolder(), 'a.pdf');
  await writeFile(file, bytes);
  const { code, out } = await countersign(['inspect', file]);
  expect(code).toBe(0);
  return out.trimEnd().split(file).join('a.pdf').split('\n');
}

it('names all that is in a file and would be taken out of it', async () => {
  const busy = await altered(await contractPdf({ pages: 1 }), (pdf) => {
    const names = PdfDict.of({ Names: PdfArray.of(PdfString.fromString('x'), scriptAction('greet()')) });
    pdf.getCatalog().set('Names', PdfDict.of({ JavaScript: names }));
    pdf.addAttachment('annex.txt', Buffer.from('Annex'));
  });
  expect(await saidOf(busy)).toEqual(['a.pdf: accept, 1 page, scripts, 1 attached file']);
});

it('names restrictions by an owner password', async () => {
  const restricted = await pdfkitPdf({ ownerPassword: 'boss', permissions: {}, pdfVersion: '1.7' }, (doc) => {
    doc.text('one').addPage().text('two');
  });
  expect(await saidOf(restricted)).toEqual(['a.pdf: accept, 2 pages, encrypted']);
});

it('says nothing of the pages of a file that is refused, only why', async () => {
  expect(await saidOf(Buffer.from('Dear Bea'))).toEqual(['a.pdf: reject', '  It is not a PDF file.']);
});

it('tells a file that is encrypted for certain people from one that is damaged', async () => {
  expect(await saidOf(forRecipientsOnly())).toEqual([
    'a.pdf: reject, encrypted',
    '  It is encrypted so that only certain people or programs can open it. Please send a copy without encryption.',
  ]);
});
