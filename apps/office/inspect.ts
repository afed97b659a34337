// What an office file holds, read from its table of contents before anything is unpacked: macros, bombs, encryption and parts that would
// be loaded from elsewhere are refused, since LibreOffice would otherwise meet them.
import { listOf, textOf, type Listed } from './zip.ts';

export type OfficeFormat = 'docx' | 'odt' | 'doc' | 'rtf';
export type Inspected =
  | { readonly ok: true; readonly format: OfficeFormat; readonly embedded: readonly string[] }
  | { readonly ok: false; readonly why: string };

const MOST_ENTRIES = 2000;
const MOST_UNPACKED = 200 * 1024 * 1024;
/** Deflate packs text to a tenth, and nothing honest to a thousandth. */
const MOST_RATIO = 200;
const RATIO_COUNTS_FROM = 10 * 1024 * 1024;
const MOST_EMBEDDED_NAMED = 5;

const MACROS = 'it holds macros (program code); save it without them, or as PDF.';
const LOCKED = 'it is locked with a password; attach a copy without one, and never mail the password.';
const ELSEWHERE = 'it loads parts from elsewhere, which we do not fetch; save it as PDF and attach that.';
const BOMB = 'it unpacks to an unreasonable size; save it as PDF and attach that.';
const DAMAGED = 'it is damaged or no document of a kind that we know; save it as PDF and attach that.';

export async function inspectOffice(bytes: Buffer): Promise<Inspected> {
  if (bytes.subarray(0, 5).toString('latin1') === '{\\rtf') return richText(bytes);
  if (bytes.length >= SECTOR && bytes.readUInt32BE(0) === 0xd0_cf_11_e0) return compound(bytes);
  return packed(bytes);
}

/** RTF 1.9.1: embedded objects are named; a field that includes a file would load it. */
function richText(bytes: Buffer): Inspected {
  const text = bytes.toString('latin1');
  if (/\\(?:field|\*\\fldinst)[^}]{0,200}INCLUDE(?:TEXT|PICTURE)|\\\*\\template\s*(?:https?:|\\\\)/i.test(text)) return no(ELSEWHERE);
  return { ok: true, format: 'rtf', embedded: /\\objdata\b/.test(text) ? ['an embedded object'] : [] };
}

/** Word 97 (MS-DOC), or a newer file that is encrypted (MS-OFFCRYPTO §2.3); told by the names in its directory, which are UTF-16. */
function compound(bytes: Buffer): Inspected {
  const holds = (name: string) => bytes.includes(Buffer.from(name, 'utf16le'));
  if (holds('EncryptedPackage')) return no(LOCKED);
  if (holds('_VBA_PROJECT')) return no(MACROS);
  if (!holds('WordDocument')) return no(DAMAGED);
  if (isLockedWord(bytes)) return no(LOCKED);
  return { ok: true, format: 'doc', embedded: holds('ObjectPool') ? ['an embedded object'] : [] };
}

const SECTOR = 512;
const FIB_MARK = 0xa5ec;
const FIB_FLAGS = 10;
const F_ENCRYPTED = 0x0100;

/** The document's head stands at the beginning of a sector (MS-DOC §2.5.2). */
function isLockedWord(bytes: Buffer): boolean {
  for (let at = SECTOR; at + SECTOR <= bytes.length; at += SECTOR) {
    if (bytes.readUInt16LE(at) === FIB_MARK) return (bytes.readUInt16LE(at + FIB_FLAGS) & F_ENCRYPTED) !== 0;
  }
  return false;
}

async function packed(bytes: Buffer): Promise<Inspected> {
  const list = await listOf(bytes, MOST_ENTRIES);
  if (list === 'too-many') return no(BOMB);
  if (!list) return no(DAMAGED);
  if (isBomb(list, bytes.length)) return no(BOMB);
  if (list.some(({ isEncrypted }) => isEncrypted)) return no(LOCKED);
  const names = list.map(({ name }) => name);
  if (names.some((name) => /(?:^|\/)vbaProject[^/]*\.bin$/i.test(name) || /^(?:Basic|Scripts)\/.+/i.test(name))) return no(MACROS);
  const embedded = embeddedIn(names);
  if (names.includes('[Content_Types].xml') && names.includes('word/document.xml')) {
    return (await loadsFromElsewhere(bytes, names)) ? no(ELSEWHERE) : { ok: true, format: 'docx', embedded };
  }
  if (!names.includes('content.xml') || !names.includes('mimetype')) return no(DAMAGED);
  const manifest = await textOf(bytes, 'META-INF/manifest.xml');
  return (manifest ?? '').includes('encryption-data') ? no(LOCKED) : { ok: true, format: 'odt', embedded };
}

function isBomb(list: readonly Listed[], packedBytes: number): boolean {
  const total = list.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0);
  return total > MOST_UNPACKED || (total > RATIO_COUNTS_FROM && total > packedBytes * MOST_RATIO);
}

function embeddedIn(names: readonly string[]): string[] {
  const found = names.filter((name) => /(?:^|\/)embeddings\/[^/]+$/i.test(name) || /^Object [^/]+\/content\.xml$/.test(name));
  return found.slice(0, MOST_EMBEDDED_NAMED).map((name) => name.replace(/\/content\.xml$/, '').replace(/^.*\//, ''));
}

/** A link that a person may follow stays outside of the document; a picture or a template that is linked would be fetched. */
async function loadsFromElsewhere(bytes: Buffer, names: readonly string[]): Promise<boolean> {
  for (const name of names.filter((one) => one.endsWith('.rels'))) {
    const relations = (await textOf(bytes, name))?.match(/<Relationship\b[^>]*>/g) ?? [];
    if (relations.some((one) => /TargetMode\s*=\s*["']External/i.test(one) && !/\/hyperlink["']/i.test(one))) return true;
  }
  return false;
}

function no(why: string): Inspected {
  return { ok: false, why };
}
