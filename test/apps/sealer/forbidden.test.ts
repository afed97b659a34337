// What signatures of others forbid is kept to: such a document is refused before anyone is asked to sign it.
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfString, PDF } from '@libpdf/core';
import { describe, expect, it } from 'vitest';
import { forbiddenIn, isLocked } from '#apps/sealer/forbidden.ts';
import { altered, contractPdf } from '../../support/pdf.ts';

const name = PdfName.of.bind(PdfName);
const fields = (...names: readonly string[]) => PdfArray.of(...names.map((one) => PdfString.fromString(one)));

type Rule = {
  readonly method: string;
  readonly entries: Record<string, PdfName | PdfNumber | PdfArray>;
  readonly isListed?: boolean;
  /** The field that was signed carries the rule, and the signature itself none. */
  readonly isInField?: boolean;
};

/** A document with a signature that makes one rule; what it signs is of no matter here. */
async function signedWith({ method, entries, isListed = false, isInField = false }: Rule): Promise<PDF> {
  const file = await altered(await contractPdf(), (pdf) => {
    const reference = PdfDict.of({ TransformMethod: name(method), TransformParams: PdfDict.of(entries) });
    const range = PdfArray.of(...[0, 1, 2, 3].map((number) => PdfNumber.of(number)));
    const signature = pdf.register(
      PdfDict.of({ ByteRange: range, Contents: PdfString.fromString('x'), Reference: isInField ? PdfArray.of() : PdfArray.of(reference) }),
    );
    const lock = isInField ? { Lock: PdfDict.of(entries) } : {};
    const field = pdf.register(PdfDict.of({ FT: name('Sig'), T: PdfString.fromString('author'), V: signature, ...lock }));
    pdf.getCatalog().set('AcroForm', PdfDict.of({ Fields: PdfArray.of(field) }));
    if (isListed) pdf.getCatalog().set('Perms', PdfDict.of({ [method]: signature }));
  });
  return PDF.load(file);
}

const docMdp = (level: number, isListed: boolean): Rule => ({ method: 'DocMDP', entries: { P: PdfNumber.of(level) }, isListed });
const fieldMdp = (action: string, ...names: readonly string[]): Rule => ({
  method: 'FieldMDP',
  entries: { Action: name(action), ...(names.length > 0 && { Fields: fields(...names) }) },
});

describe('a document with a signature', () => {
  it.each([
    ['certifies it against any change', docMdp(1, true), 'certified it against any change'],
    ['certifies it against any change, without being listed as doing so', docMdp(1, false), 'certified it against any change'],
    ['locks every field', fieldMdp('All'), 'locks all that could still be filled in'],
    ['locks every field but some', fieldMdp('Exclude', 'tenant'), 'locks all that could still be filled in'],
    ['locks every field by what it was signed into', { ...fieldMdp('All'), isInField: true }, 'locks all that could still be filled in'],
    [
      'locks all by what it was signed into',
      { method: 'FieldMDP', entries: { Action: name('Include'), P: PdfNumber.of(1) }, isInField: true },
      'certified it against any change',
    ],
  ] as const)('that %s is refused', async (_, rule, words) => {
    expect(forbiddenIn(await signedWith(rule))).toContain(words);
  });

  it.each([
    ['allows filling in', docMdp(2, true)],
    ['locks some fields', fieldMdp('Include', 'rent')],
  ] as const)('that %s can be signed further', async (_, rule) => {
    expect(forbiddenIn(await signedWith(rule))).toBeUndefined();
  });

  it('keeps the fields that it locks, those below them included, and no others', async () => {
    const some = await signedWith(fieldMdp('Include', 'rent'));
    expect(['rent', 'rent.monthly', 'rental'].map((field) => isLocked(some, field))).toEqual([true, true, false]);
    const others = await signedWith(fieldMdp('Exclude', 'tenant'));
    expect(['tenant', 'rent'].map((field) => isLocked(others, field))).toEqual([false, true]);
  });
});
