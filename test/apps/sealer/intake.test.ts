// What the sealer takes in and what it refuses, with files made on the spot.
import { PdfArray, PdfDict, PdfName, PdfString } from '@libpdf/core';
import { describe, expect, it } from 'vitest';
import { inspect } from '#apps/sealer/inspect.ts';
import { intake } from '#apps/sealer/intake.ts';
import type { Intake } from '#core/sealing.ts';
import { forRecipientsOnly, withoutPages } from '../../support/odd-pdf.ts';
import { altered, contractPdf, pdfkitPdf, scriptAction } from '../../support/pdf.ts';

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

function accepted(result: Intake) {
  if (result.verdict !== 'accept') throw new Error(`Refused: ${result.why}`);
  return result;
}

describe('inspecting a file', () => {
  it('accepts an ordinary contract and counts its pages', async () => {
    expect(await inspect(await contractPdf({ pages: 4 }))).toEqual({
      verdict: 'accept',
      why: null,
      pages: 4,
      signatures: 0,
      encrypted: false,
      javascript: false,
      embeddedFiles: 0,
      xfa: false,
    });
  });

  it.each([
    ['an empty file', new Uint8Array(), 'empty'],
    ['something else', Buffer.from('Dear Bea, please find attached'), 'not a PDF'],
    ['a mere beginning', Buffer.from('%PDF-1.7\n1 0 obj <<'), 'damaged'],
    ['a file without pages', withoutPages(), 'no pages'],
    ['a file for certain recipients', forRecipientsOnly(), 'only certain people'],
  ])('refuses %s and says why', async (_, file, reason) => {
    const { verdict, why } = await inspect(file);
    expect(verdict).toBe('reject');
    expect(why).toContain(reason);
  });

  it('refuses a file cut off in the middle of its first page', async () => {
    const whole = await contractPdf();
    expect((await inspect(whole.subarray(0, 600))).verdict).toBe('reject');
  });

  it('asks for a copy without password when one is needed to open it', async () => {
    const locked = await pdfkitPdf({ userPassword: 'open sesame', pdfVersion: '1.7' }, (doc) => doc.text('secret'));
    expect(await inspect(locked)).toMatchObject({ verdict: 'needs-password', encrypted: true });
  });

  it('accepts a file that is only restricted by an owner password', async () => {
    const restricted = await pdfkitPdf({ ownerPassword: 'boss', permissions: {}, pdfVersion: '1.7' }, (doc) => doc.text('read only'));
    expect(await inspect(restricted)).toMatchObject({ verdict: 'accept', encrypted: true, pages: 1 });
  });

  it('refuses a decompression bomb before any reader unpacks it', async () => {
    const { deflateSync } = await import('node:zlib');
    const packed = deflateSync(Buffer.alloc(80 * 1024 * 1024));
    const bomb = Buffer.concat([
      Buffer.from(`%PDF-1.7\n1 0 obj\n<</Filter/Fl#61teDecode/Length ${packed.length}>>stream\n`),
      packed,
      Buffer.from('\nendstream\nendobj\n'),
    ]);
    expect(await inspect(bomb)).toMatchObject({ verdict: 'reject', why: expect.stringContaining('It unpacks to more than 16 MB') });
  });
});

describe('taking a file in', () => {
  it('presents the same bytes for the same file', async () => {
    const file = await contractPdf();
    const [first, second] = [accepted(await intake(file)), accepted(await intake(file))];
    expect(Buffer.from(first.presented).equals(second.presented)).toBe(true);
    expect(first.pages).toBe(3);
    expect(first.changes).toEqual([]);
  });

  it('presents a presented document as itself', async () => {
    const once = accepted(await intake(await contractPdf()));
    const twice = accepted(await intake(once.presented));
    expect(Buffer.from(twice.presented).equals(once.presented)).toBe(true);
  });

  it('refuses a file that carries scripts and a signature at once, or what looks like one to be let through with its scripts', async () => {
    const scripted = await altered(await contractPdf(), (pdf) => {
      pdf.getCatalog().set('OpenAction', scriptAction('app.alert(1)'));
    });
    const posing = Buffer.concat([scripted, Buffer.from('\n% /ByteRange [0 1 2 3]\n')]);
    const result = await intake(posing);
    expect(result).toMatchObject({ verdict: 'reject', why: expect.stringContaining('scripts') });
  });

  it('takes scripts, self-starting actions and attachments out, and says so', async () => {
    const file = await altered(await contractPdf(), (pdf) => {
      pdf.getCatalog().set('OpenAction', scriptAction('app.alert(1)'));
      pdf
        .getCatalog()
        .set('Names', PdfDict.of({ JavaScript: PdfDict.of({ Names: PdfArray.of(PdfString.fromString('x'), scriptAction('steal()')) }) }));
      pdf.addAttachment('payload.exe', Buffer.from('MZ'));
    });
    const { presented, changes } = accepted(await intake(file));
    expect(changes.join(' ')).toMatch(/Scripts.*Attached files|Attached files.*Scripts/);
    expect(text(presented)).not.toMatch(/JavaScript|OpenAction|app\.alert|steal|EmbeddedFile|payload/);
    expect(await inspect(presented)).toMatchObject({ javascript: false, embeddedFiles: 0, pages: 3 });
  });

  it('takes out a link that starts a program and keeps a link to a web page', async () => {
    const link = (action: PdfDict) => PdfDict.of({ Subtype: PdfName.of('Link'), A: action });
    const file = await altered(await contractPdf(), (pdf) => {
      const launch = link(PdfDict.of({ S: PdfName.of('Launch'), F: PdfString.fromString('calc.exe') }));
      const web = link(PdfDict.of({ S: PdfName.of('URI'), URI: PdfString.fromString('https://contoso.test/terms') }));
      pdf.getPages()[0]?.dict.set('Annots', PdfArray.of(launch, web));
    });
    const { presented, changes } = accepted(await intake(file));
    expect(changes).toEqual(['Actions that start programs, send data or open other files were removed.']);
    expect(text(presented)).not.toContain('calc.exe');
    expect(text(presented)).toContain('https://contoso.test/terms');
  });

  it('removes an owner password so that the document can be sealed', async () => {
    const restricted = await pdfkitPdf({ ownerPassword: 'boss', permissions: {}, pdfVersion: '1.7' }, (doc) => doc.text('read only'));
    const { presented, changes } = accepted(await intake(restricted));
    expect(changes[0]).toContain('owner password');
    expect(await inspect(presented)).toMatchObject({ verdict: 'accept', encrypted: false });
  });

  it('removes earlier versions that are still in the file, and says so', async () => {
    const file = await altered(await contractPdf(), (pdf) => pdf.setTitle('Second thoughts'), { incremental: true });
    const { presented, changes } = accepted(await intake(file));
    expect(changes).toEqual([expect.stringContaining('Earlier versions that were still in the file (1) were removed')]);
    expect(text(presented).match(/%%EOF/g)).toHaveLength(1);
  });

  it('takes a file with lines of a mail in front of it for what it is', async () => {
    const file = await contractPdf();
    const { presented } = accepted(await intake(Buffer.concat([Buffer.from('Content-Type: application/pdf\r\n\r\n'), file])));
    expect(presented).toEqual(accepted(await intake(file)).presented);
  });

  it('leaves out what an earlier revision hid', async () => {
    const file = await altered(await contractPdf(), (pdf) => void pdf.register(PdfString.fromString('hidden earlier offer')));
    expect(text(accepted(await intake(file)).presented)).not.toContain('hidden earlier offer');
  });
});
