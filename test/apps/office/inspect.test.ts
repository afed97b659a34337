// What is refused of office files before anything opens them, and why their sender is told so.
import { describe, expect, it } from 'vitest';
import { inspectOffice } from '#apps/office/inspect.ts';
import { docx, zip, type Entry } from '#test/support/parcels.ts';

const CFB = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const rels = (type: string, mode = 'External'): Entry => ({
  name: 'word/_rels/document.xml.rels',
  data: `<Relationships><Relationship Id="r1" Type="http://schemas/relationships/${type}" Target="http://evil.test/x" TargetMode="${mode}"/></Relationships>`,
});
const odt = (more: readonly Entry[] = []) =>
  zip([{ name: 'mimetype', data: 'application/vnd.oasis.opendocument.text' }, { name: 'content.xml', data: '<x/>' }, ...more]);

/** A compound file as far as it is looked at: names in UTF-16, and the head of a Word document at the second sector. */
function compound(names: readonly string[], { flags = 0 } = {}): Buffer {
  const word = Buffer.alloc(512);
  word.writeUInt16LE(0xa5ec, 0);
  word.writeUInt16LE(flags, 10);
  return Buffer.concat([CFB, Buffer.alloc(504), word, Buffer.concat(names.map((name) => Buffer.from(`${name}\0`, 'utf16le')))]);
}

describe('a document that can be converted', () => {
  it.each<readonly [what: string, file: Buffer, found: object]>([
    ['a docx', docx(), { format: 'docx', embedded: [] }],
    ['a docx with links that a person may follow', docx([rels('hyperlink')]), { format: 'docx' }],
    ['a docx with a picture of its own', docx([rels('image', 'Internal')]), { format: 'docx' }],
    ['a docx with other files in it, which are named', docx([{ name: 'word/embeddings/sheet1.xlsx' }]), { embedded: ['sheet1.xlsx'] }],
    ['an odt', odt(), { format: 'odt', embedded: [] }],
    ['an odt with an object', odt([{ name: 'Object 1/content.xml' }]), { embedded: ['Object 1'] }],
    ['a doc', compound(['WordDocument']), { format: 'doc', embedded: [] }],
    ['a doc with an object', compound(['WordDocument', 'ObjectPool']), { embedded: ['an embedded object'] }],
    ['an rtf', Buffer.from('{\\rtf1 Hello}'), { format: 'rtf', embedded: [] }],
    ['an rtf with an object', Buffer.from('{\\rtf1 {\\object{\\*\\objdata 01}}}'), { embedded: ['an embedded object'] }],
  ])('is %s', async (_what, file, found) => {
    expect(await inspectOffice(file)).toMatchObject({ ok: true, ...found });
  });
});

describe('a document that is refused', () => {
  const many = Array.from({ length: 2001 }, (_, at) => ({ name: `word/p${at}.xml` }));
  it.each<readonly [what: string, file: Buffer, why: RegExp]>([
    ['holds macros', docx([{ name: 'word/vbaProject.bin' }]), /macros/],
    ['holds macros of LibreOffice', odt([{ name: 'Basic/Standard/Module1.xml' }]), /macros/],
    ['is an old one with macros', compound(['WordDocument', '_VBA_PROJECT']), /macros/],
    ['has 2,001 entries', docx(many), /unreasonable size/],
    ['declares more than 200 MB', docx([{ name: 'word/x.xml', declares: 220 * 1024 * 1024 }]), /unreasonable size/],
    ['unpacks to a thousand times its size', docx([{ name: 'word/x.xml', data: Buffer.alloc(40 * 1024 * 1024) }]), /unreasonable size/],
    ['has a locked entry', docx([{ name: 'word/x.xml', isEncrypted: true }]), /password/],
    ['is a locked docx', compound(['EncryptedPackage']), /password/],
    ['is a locked doc', compound(['WordDocument'], { flags: 0x0100 }), /password/],
    ['is a locked odt', odt([{ name: 'META-INF/manifest.xml', data: '<manifest:encryption-data/>' }]), /password/],
    ['loads its template from elsewhere', docx([rels('attachedTemplate')]), /elsewhere/],
    ['loads a picture from elsewhere', docx([rels('image')]), /elsewhere/],
    ['is an rtf that includes another file', Buffer.from('{\\rtf1{\\field{\\*\\fldinst INCLUDETEXT "http://evil.test"}}}'), /elsewhere/],
    ['is a spreadsheet by another name', zip([{ name: 'xl/workbook.xml' }]), /no document of a kind/],
    ['is a compound file of another program', compound(['Workbook']), /no document of a kind/],
    ['has entries that lead out of it', docx([{ name: '../../etc/passwd' }]), /damaged/],
    ['is cut off', docx().subarray(0, 90), /damaged/],
    ['is empty', Buffer.alloc(0), /damaged/],
  ])('%s', async (_what, file, why) => {
    const found = await inspectOffice(file);
    expect(found).toMatchObject({ ok: false });
    expect(!found.ok && found.why).toMatch(why);
  });
});
