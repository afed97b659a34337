// Where marks land: on pages that are turned, cropped, scaled, huge, tiny, or whose content leaves its scale and colour behind.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PdfArray, PdfDict, PdfName, PdfNumber, PdfStream, type PDF, type PdfObject } from '@libpdf/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offsetAt } from '#apps/world/hashing.ts';
import { localAuthority, type Authority } from '#apps/sealer/authority.ts';
import { sealer } from '#apps/sealer/lambda.ts';
import { verify } from '#apps/sealer/verify.ts';
import type { Mark } from '#core/sealing.ts';
import type { Place } from '#core/fields.ts';
import { beyond, inkBetween } from '../../../support/mark-ink.ts';
import { altered, pdfkitPdf } from '../../../support/pdf.ts';
import { instant, SEALED_AT, sealJob } from '../../../support/seal-job.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-marks-'));
let authority: Authority;
beforeAll(async () => {
  authority = await localAuthority(join(folder, 'authority'), SEALED_AT);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** From the upper left to the lower right corner of its box. */
const DIAGONAL = 'M0 0L500 200L1000 400';

function mark(place: Place, over: Partial<Mark> = {}): Mark {
  return { kind: 'initials', place, value: DIAGONAL, label: '', name: 'Ana Berg', at: instant('2026-11-25T10:04:11.000Z'), ...over };
}

async function sealed(file: Uint8Array, ...marks: readonly Mark[]): Promise<Uint8Array> {
  return (await sealer({ authority, offsetAt }).seal(sealJob(file, { marks }))).bytes;
}

const numbers = (...values: readonly number[]) => PdfArray.of(...values.map((value) => PdfNumber.of(value)));

/** A page of some size whose entries are set as named. */
async function pageWith(entries: Readonly<Record<string, PdfObject>>, content = '0.9 g 0 0 100 100 re f'): Promise<Uint8Array> {
  const plain = await pdfkitPdf({ size: [300, 200], margin: 0 }, (doc) => doc.text(' '));
  return altered(plain, (pdf) => {
    const dict = pdf.getPages()[0]?.dict;
    for (const [key, value] of Object.entries(entries)) dict?.set(key, value);
    dict?.set('Contents', pdf.register(PdfStream.fromDict({}, Buffer.from(content, 'latin1'))));
  });
}

const BOX: Place = { page: 1, left: 30, top: 20, width: 100, height: 40 };

/** What is wrong with a mark on the first page, and with the file that has it. */
async function amiss(file: Uint8Array, { place = BOX, unit = 1, scale = 1.5 } = {}): Promise<readonly string[]> {
  const after = await sealed(file, mark(place));
  const ink = inkBetween(file, after, { unit, scale });
  const { left, top, width, height } = place;
  const { intact, coversWholeFile, why } = await verify(after, { trust: [authority.caPem] });
  const faults = {
    'too narrow': ink && ink.right - ink.left < width * 0.85,
    'too low': ink && ink.bottom - ink.top < height * 0.85,
    // The stroke begins at the upper left, whichever way the page is turned.
    'not upright': ink && (!ink.isAt(left + width * 0.1, top + height * 0.1) || ink.isAt(left + width * 0.9, top + height * 0.1)),
    'the presented document was touched': !Buffer.from(after.subarray(0, file.length)).equals(file),
    [`not sealed: ${why ?? ''}`]: !intact || !coversWholeFile,
  };
  return [
    ...beyond(place, ink, Math.max(1.5, 1.5 / scale)),
    ...Object.entries(faults).flatMap(([fault, holds]) => (holds === true ? [fault] : [])),
  ];
}

describe('a mark stands upright in its box', () => {
  const boxes = {
    plain: {},
    cropped: { MediaBox: numbers(0, 0, 400, 300), CropBox: numbers(40, 50, 340, 250) },
    'with its corner elsewhere': { MediaBox: numbers(-120, 700, 180, 900) },
    'cropped beyond its paper': { MediaBox: numbers(0, 0, 300, 200), CropBox: numbers(-50, -50, 280, 500) },
    'with its corners in the other order': { MediaBox: numbers(300, 200, 0, 0) },
  };
  const cases = Object.entries(boxes).flatMap(([name, entries], row) =>
    [0, 90, 180, 270, -90].map((rotate, column) => ({ name, entries, rotate, unit: (row + column) % 2 === 0 ? 1 : 2.5 })),
  );
  it.each(cases)('on a page $name, turned by $rotate, of $unit points to a unit', async ({ entries, rotate, unit }) => {
    const file = await pageWith({ ...entries, Rotate: PdfNumber.of(rotate), UserUnit: PdfNumber.of(unit) });
    expect(await amiss(file, { unit })).toEqual([]);
  });

  it('on a page as large as a plan', async () => {
    const file = await pageWith({ MediaBox: numbers(0, 0, 14_400, 10_000) });
    expect(await amiss(file, { place: { page: 1, left: 9000, top: 7000, width: 2500, height: 1000 }, scale: 0.05 })).toEqual([]);
  });

  it('on a page as small as a label', async () => {
    const file = await pageWith({ MediaBox: numbers(0, 0, 40, 20) });
    expect(await amiss(file, { place: { page: 1, left: 5, top: 4, width: 25, height: 10 }, scale: 10 })).toEqual([]);
  });

  it('on a page that says nothing of its size, and inherits its turn', async () => {
    const file = await altered(await pageWith({}), (pdf) => {
      pdf.getPages()[0]?.dict.delete('MediaBox');
      const tree = pdf.getCatalog().getDict('Pages', (ref) => pdf.getObject(ref));
      tree?.set('Rotate', PdfNumber.of(90));
    });
    expect(await amiss(file)).toEqual([]);
  });
});

describe('what a page leaves open does not reach its marks', () => {
  it.each([
    ['a scale', 'q 0.2 0 0 0.2 50 50 cm'],
    ['a scale outside of every bracket', '0.2 0 0 0.2 50 50 cm'],
    ['more ends than beginnings', 'Q Q 0.2 0 0 0.2 50 50 cm'],
    ['a clipping', 'q 0 0 10 10 re W n'],
    ['a text object', 'BT 1 0 0 1 30 30 Tm'],
    ['a colour and a pattern of dashes', '1 1 1 RG 1 1 1 rg [1 9] 0 d 40 w'],
    ['a layer that is off', '/OC /hidden BDC q'],
    ['brackets in words and pictures', '(Q \\( Q (Q) ) pop % Q\nBI /W 4 /H 1 /BPC 8 /CS /G ID Q Q\u0001 EI 0.2 0 0 0.2 50 50 cm q'],
  ])('%s', async (_, content) => {
    const hidden = PdfDict.of({ Type: PdfName.of('OCG'), Name: PdfName.of('hidden') });
    const file = await altered(await pageWith({}, content), (pdf) => {
      const layer = pdf.register(hidden);
      pdf.getPages()[0]?.dict.set('Resources', PdfDict.of({ Properties: PdfDict.of({ hidden: layer }) }));
      const off = PdfDict.of({ OCGs: PdfArray.of(layer), D: PdfDict.of({ OFF: PdfArray.of(layer) }) });
      pdf.getCatalog().set('OCProperties', off);
    });
    expect(await amiss(file)).toEqual([]);
  });

  it('not even where the content stands in several pieces that none can be read alone', async () => {
    const pieces = ['q 0.2 0 0 0.2 0 0 cm 1 0', ' 0 rg q', '0 0 10 10 re W n'];
    const file = await altered(await pageWith({}), (pdf) => {
      const refs = pieces.map((piece) => pdf.register(PdfStream.fromDict({}, Buffer.from(piece))));
      pdf.getPages()[0]?.dict.set('Contents', pdf.register(PdfArray.of(...refs)));
    });
    expect(await amiss(file)).toEqual([]);
  });

  it('nor do marks reach the page: all that was drawn before is there as it was', async () => {
    const file = await pageWith({}, '1 0 0 rg 200 100 50 50 re f');
    const after = await sealed(file, mark(BOX));
    expect(inkBetween(file, after)?.right).toBeLessThan(BOX.left + BOX.width + 2);
  });
});

describe('pages that share what they are made of', () => {
  async function twoPages(change: (pdf: PDF) => void): Promise<Uint8Array> {
    const plain = await pdfkitPdf({ size: [300, 200], margin: 0 }, (doc) => {
      doc.text('one');
      doc.addPage().text('two');
    });
    return altered(plain, change);
  }

  it('show a mark on its own page alone', async () => {
    const file = await twoPages((pdf) => {
      const [one, two] = pdf.getPages().map(({ dict }) => dict);
      const [resources, contents] = [one?.get('Resources'), one?.get('Contents')];
      if (resources) two?.set('Resources', resources);
      if (contents) two?.set('Contents', contents);
    });
    const after = await sealed(file, mark({ ...BOX, page: 2 }));
    expect(inkBetween(file, after, { page: 1 })).toBeUndefined();
    expect(inkBetween(file, after, { page: 2 })?.left).toBeGreaterThan(BOX.left - 2);
  });
});
