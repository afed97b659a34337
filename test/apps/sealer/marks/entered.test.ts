// What signers enter, as it stands in the sealed file: in their writing, language and zone, in full, once.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDF } from '@libpdf/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offsetAt } from '#apps/world/hashing.ts';
import { localAuthority, type Authority } from '#apps/sealer/authority.ts';
import { sealer } from '#apps/sealer/lambda.ts';
import { verify } from '#apps/sealer/verify.ts';
import type { Place } from '#core/fields.ts';
import type { Mark, SealJob } from '#core/sealing.ts';
import { FROM_ALL_OVER } from '../../../support/certificate-stories.ts';
import { marksSheet, SHEET_MARKS } from '../../../support/marks-sheet.ts';
import { beyond, inkBetween } from '../../../support/mark-ink.ts';
import { pdfkitPdf, textOfPages } from '../../../support/pdf.ts';
import { attestation, instant, SEALED_AT, sealJob } from '../../../support/seal-job.ts';
import { isInstalled, judged } from '../../../support/judges.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-entered-'));
let authority: Authority;
let file: Uint8Array;

beforeAll(async () => {
  authority = await localAuthority(join(folder, 'authority'), SEALED_AT);
  file = await pdfkitPdf({ size: 'A4', margin: 0 }, (doc) => doc.fontSize(12).text('The agreement {{text:1}} ends here', 50, 50));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const AT = instant('2026-11-24T23:30:00.000Z');
const NAME = 'Łukasz Żółć';
const BOX: Place = { page: 1, left: 100, top: 300, width: 180, height: 50 };

function mark(over: Partial<Mark>): Mark {
  return { kind: 'text', place: BOX, value: '', label: '', name: NAME, at: AT, ...over };
}

async function sealed(marks: readonly Mark[], over: Partial<SealJob> = {}): Promise<Uint8Array> {
  return (await sealer({ authority, offsetAt }).seal(sealJob(file, { marks, ...over }))).bytes;
}

/** Blanks as a reader sees them: PDF.js puts some between runs. */
async function read(bytes: Uint8Array): Promise<string[]> {
  return (await textOfPages(bytes)).map((page) => page.replace(/\s+/g, ' '));
}

async function onPage(marks: readonly Mark[], over: Partial<SealJob> = {}): Promise<string> {
  return (await read(await sealed(marks, over)))[0] ?? '';
}

describe('a signature as typed', () => {
  it.each([[NAME], ['Bartholomäus von Hohenlohe-Waldenburg-Schillingsfürst'], ...FROM_ALL_OVER.map(([name]) => [name])])(
    'of %s stays within its box, small or large',
    async (name) => {
      for (const box of [BOX, { ...BOX, width: 90, height: 16 }])
        expect(beyond(box, inkBetween(file, await sealed([mark({ kind: 'signature', place: box, value: name, name })])))).toEqual([]);
    },
  );

  it('says below who signed, on which day of the envelope’s zone, and in which envelope', async () => {
    expect(await onPage([mark({ kind: 'signature', value: NAME })])).toContain(`Signed by ${NAME} · 2026-11-25 · CS-00000-00000`);
    expect(await onPage([mark({ kind: 'signature', value: NAME })], { zone: 'UTC' })).toContain('2026-11-24');
  });

  it('says so in the envelope’s language, and not at all where there is no room', async () => {
    expect(await onPage([mark({ kind: 'signature', value: NAME })], { language: 'de' })).toContain(`Unterschrieben von ${NAME}`);
    const small = { ...BOX, width: 90, height: 16 };
    expect(await onPage([mark({ kind: 'signature', value: NAME, place: small })])).not.toContain('Signed by');
  });

  it('takes its signer off the signature page, and nobody else', async () => {
    const attestations = [attestation({ at: AT }), attestation({ name: 'Zoë Ångström', typedName: 'Zoë Ångström', at: AT })];
    const [, signatures] = await read(await sealed([mark({ kind: 'signature', value: NAME })], { attestations }));
    expect(signatures).toContain('The person below has signed');
    expect(signatures).toContain('Zoë Ångström');
    expect(signatures).not.toContain(NAME);
    const [, certificate] = await read(
      await sealed([mark({ kind: 'signature', value: NAME })], { attestations: attestations.slice(0, 1) }),
    );
    expect(certificate).toContain('CERTIFICATE OF COMPLETION');
  });
});

describe('a date', () => {
  it('is in the envelope’s language, and shorter where the box is small', async () => {
    const date = mark({ kind: 'date', value: '2026-11-25' });
    expect(await onPage([date])).toContain('25 November 2026');
    expect(await onPage([date], { language: 'de' })).toContain('25. November 2026');
    const small = { ...BOX, width: 40, height: 9 };
    const after = await sealed([{ ...date, place: small }]);
    expect((await read(after))[0]).toContain('2026-11-25');
    expect(beyond(small, inkBetween(file, after))).toEqual([]);
  });
});

describe('a text', () => {
  const long = Array.from({ length: 60 }, (_, index) => `clause ${index + 1}`).join(', ');

  it('is wrapped and made smaller until it fits', async () => {
    const after = await sealed([mark({ value: long })]);
    const box = { ...BOX, width: 300, height: 80 };
    const roomy = await sealed([mark({ value: long, place: box })]);
    expect(beyond(box, inkBetween(file, roomy))).toEqual([]);
    expect((await read(roomy))[0]).toContain('clause 60');
    expect((await read(roomy)).join(' ')).not.toContain('Entered in the document');
    expect(beyond(BOX, inkBetween(file, after))).toEqual([]);
  });

  it('is never cut silently: it says where it goes on, and the certificate has all of it', async () => {
    const [page = '', ...rest] = await read(await sealed([mark({ value: long, label: 'Scope' })]));
    expect(page).toContain('… (continued in the certificate)');
    expect(page).not.toContain('clause 60');
    expect(rest.join(' ')).toMatch(/Entered in the document .* Scope Page 1, Łukasz Żółć clause 1, .*clause 60/);
  });

  it('stands in full in the certificate also where its box has no room for a word', async () => {
    const dot = { ...BOX, width: 7, height: 6 };
    const after = await sealed([mark({ value: long, place: dot })]);
    expect((await read(after)).slice(1).join(' ')).toContain('clause 60');
    expect(inkBetween(file, after)).toBeDefined();
  });

  it('begins at the right where it is written from the right', async () => {
    const after = await sealed([mark({ value: 'שלום' })]);
    expect(inkBetween(file, after)?.left).toBeGreaterThan(BOX.left + BOX.width / 2);
  });

  it('hides and reorders nothing: such signs are spelt out', async () => {
    expect(await onPage([mark({ value: 'pay \u202e001 €' })])).toContain('U+202E');
  });
});

describe('a checkbox', () => {
  const box = { ...BOX, width: 12, height: 12 };
  const at = (after: Uint8Array) => inkBetween(file, after)?.isAt(box.left + 7, box.top + 6);

  it('is drawn open or ticked, so that what was not agreed to shows as well', async () => {
    const [open, ticked] = [
      await sealed([mark({ kind: 'checkbox', place: box })]),
      await sealed([mark({ kind: 'checkbox', place: box, value: 'yes' })]),
    ];
    expect([at(open), at(ticked)]).toEqual([false, true]);
    for (const after of [open, ticked]) expect(beyond(box, inkBetween(file, after))).toEqual([]);
  });

  it('has its words beside it where those of the document are painted over', async () => {
    const words = mark({ kind: 'checkbox', value: 'yes', label: 'I agree to the terms' });
    expect(await onPage([{ ...words, covers: BOX }])).toContain('I agree to the terms');
    expect(await onPage([words])).not.toContain('I agree to the terms');
  });
});

it('words that asked for something are painted over where they could be seen', async () => {
  const covers = { page: 1, left: 135, top: 48, width: 52, height: 16 };
  const after = await sealed([mark({ value: 'x', covers })]);
  expect(inkBetween(file, after)?.isAt(150, 56)).toBe(true);
  expect(inkBetween(file, after)?.top).toBeLessThan(64);
});

it('a mark for a page that is not there is in the certificate', async () => {
  const rest = await read(await sealed([mark({ value: 'kept all the same', place: { ...BOX, page: 9 } })]));
  expect(rest.join(' ')).toMatch(/Entered in the document .*Page 9, Łukasz Żółć kept all the same/);
});

it('the same job gives the same bytes', async () => {
  const job = sealJob(file, { marks: [mark({ kind: 'signature', value: NAME }), mark({ kind: 'date', value: '2026-11-25' })] });
  const sealing = sealer({ authority, offsetAt });
  expect((await sealing.seal(job)).sha256).toBe((await sealing.seal(job)).sha256);
});

describe('a document that others have signed', () => {
  it('keeps its pages as they are: what was entered is listed in the attached certificate', async () => {
    const signed = await sealed([]);
    const marks = [
      mark({ kind: 'signature', value: 'M0 0L500 200L1000 400' }),
      mark({ kind: 'initials', value: 'ŁŻ' }),
      mark({ kind: 'date', value: '2026-11-25', label: 'Day' }),
      mark({ kind: 'checkbox', value: 'yes', label: 'I agree' }),
      mark({ kind: 'checkbox', label: 'Newsletter' }),
      mark({ value: 'Head of Purchasing', label: 'Job title' }),
    ];
    const { bytes } = await sealer({ authority, offsetAt }).seal(sealJob(signed, { marks, attestations: [attestation({ at: AT })] }));
    expect(inkBetween(signed, bytes)).toBeUndefined();
    expect(Buffer.from(bytes.subarray(0, signed.length)).equals(signed)).toBe(true);
    const attached = (await PDF.load(bytes)).getAttachment('certificate-of-completion.pdf');
    const text = (await read(attached ?? new Uint8Array())).join(' ');
    expect(text).toContain('nothing was put on its pages');
    expect(text).toContain('The person below has signed');
    for (const line of [
      'Signature Page 1, Łukasz Żółć',
      'Initials',
      'Day',
      '25 November 2026',
      'I agree',
      'Ticked',
      'Not ticked',
      'Head of Purchasing',
    ])
      expect(text).toContain(line);
    expect(await verify(bytes, { trust: [authority.caPem] })).toMatchObject({ intact: true, coversWholeFile: true });
  });
});

describe.skipIf(!['pdfsig', 'qpdf', 'mutool'].every(isInstalled))('independent judges', () => {
  it('call a file with marks valid, well-formed and unchanged since', async () => {
    const path = join(folder, 'sealed.pdf');
    const { bytes } = await sealer({ authority, offsetAt }).seal(sealJob(await marksSheet(), { marks: SHEET_MARKS }));
    writeFileSync(path, bytes);
    expect(judged('pdfsig', [path])).toMatch(/Total document signed[\s\S]*Signature is Valid/);
    expect(judged('qpdf', ['--check', path])).toContain('No syntax or stream encoding errors');
    expect(judged('mutool', ['sign', '-v', path])).toContain('The document is unchanged since signing.');
  });
});
