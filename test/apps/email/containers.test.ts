// Documents that do not lie open in a mail: inside other mails, in Outlook's packing, in signed wrappings; and what is no document at all.
import { describe, expect, it } from 'vitest';
import type { OfficeConverter } from '#apps/drafting/office-converter.ts';
import { signedMail, sign, unsignedMail } from '#test/support/mail.ts';
import { cms, docx, tnef } from '#test/support/parcels.ts';
import { emailKit, idIn, OLIVIA, PDF, receive, SIGN, stateOf } from './kit.ts';

type Attached = NonNullable<Parameters<typeof signedMail>[0]['attachments']>[number];

const LINES = 'signers: ines@northwind.test';
const NDA: Attached = { filename: 'nda.pdf', content: PDF, contentType: 'application/pdf' };
const file = (filename: string, content: Buffer | string, contentType = 'application/octet-stream'): Attached => ({
  filename,
  content,
  contentType,
});

async function started(
  attachments: readonly Attached[],
  change: Partial<Parameters<typeof signedMail>[0]> & { office?: OfficeConverter } = {},
) {
  const { office, ...letter } = change;
  const email = await emailKit({ office });
  const raw = await signedMail({ from: OLIVIA, to: SIGN, subject: 'NDA', text: LINES, attachments, ...letter });
  const processed = await receive(email, raw, SIGN);
  return { email, processed, say: processed?.answers[0]?.say };
}

async function drafted(...given: Parameters<typeof started>) {
  const { email, processed } = await started(...given);
  const state = await stateOf(email, idIn(processed));
  return { state, names: state.documents.map(({ filename }) => filename), remarks: state.status === 'draft' ? state.remarks : '' };
}

const inner = async (change: Partial<Parameters<typeof unsignedMail>[0]> = {}) =>
  unsignedMail({
    from: 'Dana Ruiz <dana@fabrikam.test>',
    to: 'x@northwind.test',
    subject: 'Contract',
    text: 'signers: eve@evil.test',
    ...change,
  });
const eml = async (content: Buffer | Promise<Buffer>) => file('mail.eml', await content, 'message/rfc822');

describe('a mail inside the mail', () => {
  it('gives its documents, says where they are from, and its people as suggestions only', async () => {
    const { state, names, remarks } = await drafted([await eml(inner({ attachments: [NDA] }))]);
    expect(names).toEqual(['nda.pdf']);
    expect(state.recipients.map(({ email }) => email)).toEqual(['ines@northwind.test']);
    expect(remarks).toContain('“nda.pdf” comes from the attached mail “Contract”.');
    expect(remarks).toContain(
      'The forwarded mail names Dana Ruiz <dana@fabrikam.test>, x@northwind.test. They are not asked unless you say so',
    );
  });

  it('is opened two deep and no deeper', async () => {
    const two = await inner({ attachments: [await eml(inner({ attachments: [NDA] }))] });
    expect((await drafted([await eml(two)])).names).toEqual(['nda.pdf']);
    const { say } = await started([await eml(inner({ attachments: [await eml(two)] }))]);
    expect(JSON.stringify(say)).toContain('it is a mail inside of others; attach the document itself.');
  });

  it('is opened ten times and no more', async () => {
    const one = await inner({ attachments: [NDA] });
    const { remarks } = await drafted(await Promise.all(Array.from({ length: 11 }, async () => eml(one))));
    expect(remarks).toContain('Left out: mail.eml, because more than 10 mails are attached; attach the document itself.');
  });

  it('without a document is named as left out', async () => {
    const { remarks } = await drafted([NDA, await eml(inner())]);
    expect(remarks).toContain('Left out: mail.eml, because it is a mail, and no document is attached to it.');
  });
});

describe('winmail.dat', () => {
  const winmail = (content: Buffer) => file('winmail.dat', content, 'application/ms-tnef');

  it('is unpacked', async () => {
    const { names, remarks } = await drafted([
      winmail(tnef([{ title: '..\\Vertrag für Sie.pdf', data: PDF }, { data: Buffer.from('x') }])),
    ]);
    expect(names).toEqual(['Vertrag für Sie.pdf']);
    expect(remarks).toContain('“attachment” is not in this draft: it is not a PDF.');
  });

  it.each<readonly [string, Buffer, RegExp]>([
    ['that is cut off', tnef([{ title: 'nda.pdf', data: PDF }]).subarray(0, 90), /damaged/],
    ['whose lengths are lies', Buffer.concat([tnef([]), Buffer.from([2, 15, 128, 6, 0, 255, 255, 255, 255])]), /damaged/],
    ['that ends in the middle of a head', Buffer.concat([tnef([]), Buffer.from([2, 15])]), /damaged/],
    ['that holds nothing', tnef([], { codePage: 932 }), /no file/],
    ['in a code page that nobody knows', tnef([{ title: 'x.bin', data: Buffer.from('x') }], { codePage: 4 }), /not a PDF/],
  ])('%s is told as such', async (_what, content, why) => {
    expect(JSON.stringify((await started([winmail(content)])).say)).toMatch(why);
  });
});

describe('S/MIME', () => {
  const wrapped = async (content: Buffer, type = 'signed-data') => {
    const head = `From: ${OLIVIA}\r\nTo: ${SIGN}\r\nSubject: NDA\r\nMessage-ID: <w@northwind.test>\r\nDate: Tue, 24 Nov 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\n`;
    const parts = `Content-Type: application/pkcs7-mime; smime-type=${type}; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n`;
    const body = (content.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n');
    return sign(Buffer.from(`${head}${parts}${body}\r\n`), { domain: 'northwind.test' });
  };
  const received = async (raw: Buffer) => {
    const email = await emailKit();
    return { email, processed: await receive(email, raw, SIGN) };
  };

  it('signed and opaque is read for its content, and whom its signature names counts for nothing', async () => {
    const { email, processed } = await received(
      await wrapped(cms('signed', Buffer.from(await inner({ text: LINES, attachments: [NDA] })))),
    );
    const state = await stateOf(email, idIn(processed));
    expect(state).toMatchObject({ title: 'NDA', sender: { email: 'olivia@northwind.test' } });
    expect(state.recipients.map(({ email }) => email)).toEqual(['ines@northwind.test']);
    expect(state.documents.map(({ filename }) => filename)).toEqual(['nda.pdf']);
  });

  it.each<readonly [string, Buffer, RegExp]>([
    ['encrypted', cms('enveloped'), /it is encrypted, so we cannot read it; send it without encryption/],
    ['of another kind', cms('data', Buffer.from('x')), /a wrapping that we cannot read/],
    ['detached, without its content', cms('detached'), /the signature of the mail itself/],
    ['that is none', Buffer.from('junk'), /a wrapping that we cannot read/],
    ['that wraps nothing but a wrapping of a wrapping', cms('signed', Buffer.from('Content-Type: text/plain\r\n\r\nx')), /No|ignored/],
  ])('%s is refused, saying why', async (_what, content, why) => {
    const { processed } = await received(await wrapped(content));
    expect(JSON.stringify(processed?.answers[0]?.say)).toMatch(why);
  });

  it('with its signature beside it is read as any mail, and the signature is named', async () => {
    const { names, remarks } = await drafted([NDA, file('smime.p7s', 'x', 'application/pkcs7-signature')]);
    expect(names).toEqual(['nda.pdf']);
    expect(remarks).toContain('Left out: smime.p7s, because it is the signature of the mail itself.');
  });
});

describe('what is no document', () => {
  const parts: readonly (readonly [Attached, string])[] = [
    [file('scan.zip', 'PK\u0003\u0004'), 'an archive is not opened; attach the PDF itself.'],
    [file('old.msg', 'x'), 'it is a mail in Outlook’s own format, which is not opened; attach the PDF itself.'],
    [file('nda.pdf.pgp', 'x'), 'it is encrypted or signed with PGP, which we cannot read; attach the PDF itself.'],
    [
      file('encrypted.asc', 'x', 'application/pgp-encrypted'),
      'it is encrypted or signed with PGP, which we cannot read; attach the PDF itself.',
    ],
    [file('nda.pdf', 'text', 'application/pdf'), 'it is called a PDF but is none; save it as PDF again and attach that.'],
    [file('nda.docm', docx(), 'application/vnd.ms-word.document.macroEnabled.12'), 'it may hold macros (program code); save it as PDF.'],
    [file('nda.docx', docx()), 'only PDF can be signed; save it as PDF.'],
    [file('empty.pdf', '', 'application/pdf'), 'it is empty.'],
    [file('huge.pdf', Buffer.concat([PDF, Buffer.alloc(26 * 1024 * 1024)])), 'it is larger than 25 MB; attach a smaller one.'],
    [file('photo.jpg', Buffer.alloc(60_000), 'image/jpeg'), 'it is a picture, not a PDF; save it as PDF.'],
    [file('image001.png', Buffer.alloc(60_000), 'image/png'), 'it looks like a logo.'],
    [file('me.vcf', 'x', 'application/x-vcard'), 'it is a business card.'],
  ];
  it.each(parts.map(([{ filename }], at) => [filename, at] as const))('%s is named with its reason', async (_filename, at) => {
    const [attached = NDA, why] = parts[at] ?? [];
    expect((await started([attached])).say).toEqual({ kind: 'no-document', ignored: [{ filename: attached.filename, why }] });
  });

  it('is named together where the reason is the same', async () => {
    const logos = ['image001.png', 'image002.png'].map((name) => file(name, 'png', 'image/png'));
    expect((await drafted([NDA, ...logos])).remarks).toContain('Left out: image001.png, image002.png, each because it looks like a logo.');
  });

  it('is a link to a store, which is not followed, or text that is encrypted', async () => {
    const text = 'Please sign https://contoso.sharepoint.com/:b:/nda and https://drive.google.com/x\n-----BEGIN PGP MESSAGE-----\nx';
    const { say } = await started([], { text });
    expect(say).toMatchObject({
      ignored: [
        { filename: 'A link to sharepoint.com', why: 'links are not followed; attach the file itself.' },
        { filename: 'A link to drive.google.com' },
        { filename: 'The text', why: 'it is encrypted with PGP, so we cannot read it; send it without encryption.' },
      ],
    });
  });
});

describe('a document that arrived damaged', () => {
  const corrupt = (raw: Buffer, change: (text: string) => string) =>
    sign(Buffer.from(change(raw.toString('latin1')), 'latin1'), { domain: 'northwind.test' });
  const letter = { from: OLIVIA, to: SIGN, text: LINES, attachments: [file('a.pdf', Buffer.concat([PDF, Buffer.from('\n')])), NDA] };

  it.each<readonly [string, (text: string) => string, RegExp]>([
    [
      'because the mail ends too soon',
      (text) => text.replace(/\r\n--[^\r\n]+--\r\n$/, '\r\n'),
      /“nda\.pdf” is not in this draft: the mail ends in the middle of it/,
    ],
    [
      'because its base64 has strange letters',
      (text) => text.replaceAll(/JVBERi(?![\s\S]*JVBERi)/g, 'JVBE!!Ri'),
      /“nda\.pdf” is not in this draft: it was damaged on its way/,
    ],
  ])('%s is not taken, and the others are', async (_why, change, said) => {
    const email = await emailKit();
    const processed = await receive(email, await corrupt(await unsignedMail(letter), change), SIGN);
    const state = await stateOf(email, idIn(processed));
    expect(state.documents.map(({ filename }) => filename)).toEqual(['a.pdf']);
    expect(state.status === 'draft' && state.remarks).toMatch(said);
  });
});

describe('an office document', () => {
  const office = (ok: boolean): OfficeConverter => ({
    convert: async ({ filename }) =>
      ok
        ? { ok, pdf: PDF, remarks: [`It holds other files (${filename}).`] }
        : { ok, why: 'it holds macros (program code); save it without them, or as PDF.' },
  });

  it('is shown and signed as the PDF that was made of it, and the draft says so', async () => {
    const { state, names, remarks } = await drafted([file('Vertrag.docx', docx())], { office: office(true) });
    expect(names).toEqual(['Vertrag.pdf']);
    expect(state.documents[0]?.originalSha256).not.toBe(state.documents[0]?.sha256);
    expect(remarks).toContain('“Vertrag.pdf” was made from “Vertrag.docx”. Only this PDF is shown and signed, so please look through it.');
    expect(remarks).toContain('It holds other files (Vertrag.docx).');
  });

  it('that cannot be converted is named first, and the rest is sent', async () => {
    const { names, remarks } = await drafted([NDA, file('Vertrag.docx', docx())], { office: office(false) });
    expect(names).toEqual(['nda.pdf']);
    expect(remarks).toMatch(/^“Vertrag\.docx” is not in this draft: it holds macros/);
  });
});
