// The comparison of what a document says before and after it is rewritten.
import { PdfArray, PdfNumber, PdfString } from '@libpdf/core';
import { expect, it } from 'vitest';
import { intake } from '#apps/sealer/intake.ts';
import { textFingerprint } from '#apps/sealer/text-fingerprint.ts';
import { formPdf, widget } from '../../support/form-pdf.ts';
import { altered, pdfkitPdf } from '../../support/pdf.ts';

const saying = async (words: string) => pdfkitPdf({ size: 'A4' }, (doc) => doc.text(words));

it('sees one changed letter, and a page that is cropped differently', async () => {
  const file = await saying('The price is 100.');
  expect(await textFingerprint(await saying('The price is 100.'))).toBe(await textFingerprint(file));
  expect(await textFingerprint(await saying('The price is 900.'))).not.toBe(await textFingerprint(file));
  const cropped = await altered(file, (pdf) => {
    pdf.getPages()[0]?.dict.set('CropBox', new PdfArray([0, 0, 300, 842].map((side) => PdfNumber.of(side))));
  });
  expect(await textFingerprint(cropped)).not.toBe(await textFingerprint(file));
});

it('holds for a form that became part of its pages, whatever was filled in', async () => {
  const file = await formPdf([widget('Tx', { T: 'a', V: PdfString.fromString('filled in'), Rect: [100, 700, 260, 716] })]);
  const result = await intake(file);
  if (result.verdict !== 'accept') throw new Error(result.why);
  expect(await textFingerprint(result.presented)).toBe(await textFingerprint(file));
});

it('leaves out nothing that stands after what became part of a page', async () => {
  const marked = (content: string) =>
    pdfkitPdf({ size: 'A4' }, (doc) => {
      doc.markContent('CountersignFields').text('a field').endMarkedContent();
      doc.text(content, 100, 300);
    });
  expect(await textFingerprint(await marked('100'))).not.toBe(await textFingerprint(await marked('900')));
});
