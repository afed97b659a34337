// What every converter of office documents must do: a PDF, or a reason that its sender can act on; never an exception for what they sent.
import { expect, it } from 'vitest';
import type { OfficeConverter } from '#apps/drafting/office-converter.ts';
import { docx } from '#test/support/parcels.ts';

export function officeConverterContract(make: () => Promise<OfficeConverter>): void {
  it('makes a PDF of a document', async () => {
    const converted = await (await make()).convert({ filename: 'nda.docx', bytes: docx() });
    expect(converted).toMatchObject({ ok: true });
    expect(converted.ok && Buffer.from(converted.pdf).toString('latin1')).toMatch(/^%PDF-/);
  });

  it('says what else was in it', async () => {
    const file = docx([{ name: 'word/embeddings/prices.xlsx' }]);
    const converted = await (await make()).convert({ filename: 'nda.docx', bytes: file });
    expect(converted.ok && converted.remarks.join(' ')).toContain('prices.xlsx');
  });

  it.each<readonly [what: string, bytes: Uint8Array]>([
    ['holds macros', docx([{ name: 'word/vbaProject.bin' }])],
    ['is no document', new Uint8Array([80, 75, 3, 4, 0])],
    ['is empty', new Uint8Array()],
  ])('refuses what %s, with a reason', async (_what, bytes) => {
    const converted = await (await make()).convert({ filename: 'nda.docx', bytes });
    expect(converted).toMatchObject({ ok: false });
    expect(!converted.ok && converted.why).toMatch(/attach|save/);
  });

  it('takes several at the same time', async () => {
    const converter = await make();
    const all = await Promise.all(['a.docx', 'b.docx', 'c.docx'].map(async (filename) => converter.convert({ filename, bytes: docx() })));
    expect(all.every(({ ok }) => ok)).toBe(true);
  });
}
