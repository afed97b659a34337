// Where words in a document's text ask for something, wherever and however they were put on the page.
import { describe, expect, it } from 'vitest';
import { intake } from '#apps/sealer/intake.ts';
import type { FoundPlace } from '#core/fields.ts';
import type { Intake } from '#core/sealing.ts';
import { pdfkitPdf } from '../../../support/pdf.ts';
import { writtenPdf, type PaperKind } from '../../../support/written-pdf.ts';

async function taken(file: Uint8Array): Promise<Extract<Intake, { verdict: 'accept' }>> {
  const result = await intake(file);
  if (result.verdict !== 'accept') throw new Error(`Refused: ${result.why}`);
  return result;
}

async function found(file: Uint8Array): Promise<readonly FoundPlace[]> {
  return (await taken(file)).places ?? [];
}

const A4: PaperKind = { box: [0, 0, 595, 842] };

/** Words with their left end and their line at this point of the page as it is shown. */
const at = (left: number, baseline: number, words = '{{sign:1}}') => ({ left, baseline, words, size: 12 });

describe('words that ask for something', () => {
  it.each<[string, PaperKind]>([
    ['an upright page', A4],
    ['a page turned by 90 degrees', { ...A4, rotate: 90 }],
    ['a page turned by 180 degrees', { ...A4, rotate: 180 }],
    ['a page turned by 270 degrees', { ...A4, rotate: 270 }],
    ['a page turned backwards', { ...A4, rotate: -90 }],
    ['a cropped page', { box: [0, 0, 700, 900], crop: [60, 40, 655, 882] }],
    ['a cropped and turned page', { box: [-100, -50, 700, 900], crop: [60, 40, 655, 882], rotate: 270 }],
    ['a page that begins elsewhere than at 0,0', { box: [300, -400, 895, 442], rotate: 90 }],
    ['a page with a unit of its own', { box: [0, 0, 595, 842], unit: 2 }],
    ['a turned page with a unit of its own', { box: [10, 20, 605, 862], unit: 1.5, rotate: 180 }],
    ['a page as large as Acrobat allows', { box: [0, 0, 14400, 14400] }],
  ])('are found on %s, and the place stands on their line', async (_, paper) => {
    const [place, ...others] = await found(await writtenPdf([at(100, 300)], paper));
    expect(others).toEqual([]);
    const unit = paper.unit ?? 1;
    expect(place).toMatchObject({ placedBy: 'anchor', name: '{{sign:1}}', kind: 'signature', who: 1, label: '', isRequired: true });
    expect(place?.place.page).toBe(1);
    expect(place?.place.left).toBeCloseTo(100 * unit, 0);
    expect((place?.place.top ?? 0) + (place?.place.height ?? 0)).toBeCloseTo(300 * unit, 0);
    expect(place?.place.width).toBeCloseTo(140 * unit, 0);
    expect(place?.place.height).toBeCloseTo(36 * unit, 0);
  });

  it('get as much room as there is on a tiny page, and never reach out of one', async () => {
    const [tiny] = await found(await writtenPdf([at(10, 20)], { box: [0, 0, 72, 72] }));
    expect(tiny?.place).toEqual({ page: 1, left: 0, top: 0, width: 72, height: 36 });
    const [edge] = await found(await writtenPdf([at(550, 10)], A4));
    expect(edge?.place).toEqual({ page: 1, left: 455, top: 0, width: 140, height: 36 });
  });

  it('get a place that suits what is asked for, larger for larger type', async () => {
    const kinds = ['{{sign:1}}', '{{initials:1}}', '{{date:1}}', '{{text:1}}', '{{check:1}}'];
    const usual = await found(
      await writtenPdf(
        kinds.map((words, index) => at(50, 100 + 60 * index, words)),
        A4,
      ),
    );
    expect(usual.map(({ kind, place }) => [kind, place.width, place.height])).toEqual([
      ['signature', 140, 36],
      ['initials', 48, 28],
      ['date', 80, 16],
      ['text', 160, 16],
      ['checkbox', 12, 12],
    ]);
    const [large] = await found(await writtenPdf([{ ...at(50, 300), size: 24 }], A4));
    expect([large?.place.width, large?.place.height]).toEqual([280, 72]);
  });

  it('are found letter by letter, broken over two lines, and in text that runs upwards', async () => {
    const letters = Array.from('{{sign:1}}', (words, index) => at(100 + 8 * index, 300, words));
    expect((await found(await writtenPdf(letters, A4))).map(({ name, place }) => [name, place.left])).toEqual([['{{sign:1}}', 100]]);
    const broken = await writtenPdf([at(400, 300, '{{text:2:Job'), at(100, 314, 'title}}'), at(100, 328, 'and more')], A4);
    const [text] = await found(broken);
    expect(text).toMatchObject({ label: 'Job title', who: 2, place: { left: 400 } });
    // Only where they begin: what stands between the two lines must not be painted over.
    expect(text?.covers?.left).toBeCloseTo(400, 0);
    const [upwards] = await found(await writtenPdf([{ ...at(300, 400), turned: 90 }], A4));
    expect(upwards?.place.top).toBeCloseTo(400 - 36, 0);
  });

  it('that can be seen are covered by what is entered, and the sender hears of it; those in white or tiny are not', async () => {
    const seen = await taken(await writtenPdf([at(100, 300)], A4));
    const [place] = seen.places ?? [];
    expect(place?.covers?.left).toBeCloseTo(100, 0);
    expect(place?.covers?.width).toBeGreaterThan(40);
    expect((place?.covers?.top ?? 0) + (place?.covers?.height ?? 0)).toBeGreaterThan(302);
    expect(seen.changes.join(' ')).toContain('“{{sign:1}}” (page 1) can be read by everyone');
    for (const hidden of [
      { ...at(100, 300), colour: '1 1 1 rg' },
      { ...at(100, 300), size: 1 },
      { ...at(100, 300), colour: '3 Tr' },
    ]) {
      const { places, changes } = await taken(await writtenPdf([hidden], A4));
      expect(places).toHaveLength(1);
      expect(places?.[0]).not.toHaveProperty('covers');
      expect(changes).toEqual([]);
    }
  });

  it('printed twice a hair apart, as for bold type, ask once', async () => {
    expect(await found(await writtenPdf([at(100, 300), at(100.4, 300)], A4))).toHaveLength(1);
  });

  it('beside the part of the page that is shown ask nothing', async () => {
    expect(await found(await writtenPdf([at(-300, 300)], { box: [0, 0, 900, 900], crop: [400, 0, 900, 900] }))).toEqual([]);
  });

  it('that name nobody by a number are told to the sender', async () => {
    const { places, changes } = await taken(await writtenPdf([at(100, 300, '{{sign:Bea}}')], A4));
    expect(places).toEqual([]);
    expect(changes.join(' ')).toContain('“{{sign:Bea}}” on page 1 asks nobody for anything');
  });

  it('on a signed document are found, and nothing is covered on it', async () => {
    // What only looks like a signature is not rewritten either.
    const file = Buffer.concat([await writtenPdf([at(100, 300, '{{sign:2}}')], A4), Buffer.from('\n% /ByteRange [0 1 2 3]\n')]);
    const { presented, places, changes } = await taken(file);
    expect(Buffer.from(presented).equals(file)).toBe(true);
    expect(places).toMatchObject([{ kind: 'signature', who: 2, place: { page: 1 } }]);
    expect(places?.[0]).not.toHaveProperty('covers');
    expect(changes).toEqual([]);
  });

  it('are asked for 200 times at most, and the sender hears of the rest', async () => {
    const file = await pdfkitPdf({ size: 'A4' }, (doc) => {
      for (let page = 1; page <= 210; page++) {
        if (page > 1) doc.addPage();
        doc.text('{{initials:1}}', 100, 300);
      }
    });
    const { places, changes } = await taken(file);
    expect(places).toHaveLength(200);
    expect(changes.join(' ')).toContain('210 places');
  });
});
