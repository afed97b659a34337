// Guards against decompression bombs before any PDF library sees the file: everything is unpacked only as far as limits, so that a bomb
// costs milliseconds.
import { PACKINGS, unpacked, type Packing } from './unpack.ts';

const MIB = 1024 * 1024;
/**
 * What pages say is small or makes its file large: of 419 real documents none unpacked to more than 4 MB, nor to more than 64 times its
 * size. Pictures may be blank paper in full colour.
 */
const LIMITS = { text: { least: 16 * MIB, times: 16 }, picture: { each: 64 * MIB, total: 512 * MIB } };
const MOST_FILTERS = 4;

/** @returns a sentence when the file unpacks to unreasonable sizes. Streams that cannot be unpacked are left for the reader to judge. */
export function bombIn(file: Uint8Array, { text, picture } = LIMITS): string | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  const most = { text: Math.min(Math.max(text.least, text.times * bytes.length), picture.total), picture: picture.total };
  const left = { ...most };
  for (const { head, data } of streamsIn(bytes)) {
    const filters = filtersOf(head, bytes);
    if (filters.length > MOST_FILTERS) return `A part of it is packed ${filters.length} times over, which no honest document is.`;
    const kind = isPicture(head) ? 'picture' : 'text';
    const size = sizeOf(data, isHidden(data, filters) ? ['flate'] : filters, Math.min(left[kind], picture.each));
    if (size !== 'too-much') left[kind] -= size;
    else return tooMuch(left[kind] > picture.each ? picture.each : most[kind]);
  }
  return undefined;
}

function tooMuch(most: number): string {
  const megabytes = Math.floor(most / MIB);
  return `It unpacks to more than ${megabytes} MB, far more than a document of its size has in it.`;
}

const STREAM = 'stream';
const ENDSTREAM = 'endstream';
/** A dictionary is in front of its data; nothing in it that matters here is further away. */
const LONGEST_HEAD = 4096;

/** Each with its dictionary; found by its keyword, since what a file says of where its parts are is not to be relied on. */
function* streamsIn(bytes: Buffer): Generator<{ head: string; data: Buffer }> {
  let end = -1;
  let before = 0;
  for (let at = bytes.indexOf(STREAM); at !== -1; at = bytes.indexOf(STREAM, at + STREAM.length)) {
    if (bytes.toString('latin1', at - 3, at) === 'end') continue;
    if (end < at) end = bytes.indexOf(ENDSTREAM, at);
    if (end === -1) end = bytes.length;
    const from = at + STREAM.length;
    const head = bytes.toString('latin1', Math.max(before, at - LONGEST_HEAD), at);
    yield {
      head: head.slice(Math.max(head.lastIndexOf(' obj'), 0)),
      data: bytes.subarray(from + (bytes[from] === 13 && bytes[from + 1] === 10 ? 2 : 1), end),
    };
    before = from;
  }
}

/** @returns nothing where they are stated in a way that cannot be followed. */
function filtersOf(head: string, bytes: Buffer): Packing[] {
  const entry = /\/F(?:ilter)?\s*(\[[^\]]*\]|\/[^\s/<>[\]]+|\d+ \d+ R)/.exec(head)?.[1];
  if (entry === undefined) return [];
  const stated = entry.endsWith(' R') ? objectAt(entry.slice(0, -1), bytes) : entry;
  return Array.from(stated.matchAll(/\/([^\s/<>[\]]+)/g), ([, spelled = '']) => PACKINGS[plain(spelled)] ?? 'other');
}

function objectAt(name: string, bytes: Buffer): string {
  const start = `\n${name}obj`;
  const at = bytes.lastIndexOf(start);
  const text = at === -1 ? '' : bytes.toString('latin1', at + start.length, at + start.length + 200);
  return /^\s*(\[[^\]]*\]|\/[^\s/<>[\]]+)/.exec(text)?.[1] ?? '';
}

const ZLIB = 0x78;

/** Data that plainly is zlib's (RFC 1950 §2.2) while the dictionary says otherwise, or says it where it is not looked for. */
function isHidden(data: Buffer, filters: readonly Packing[]): boolean {
  return filters[0] !== 'flate' && data[0] === ZLIB && ((data[0] << 8) | (data[1] ?? 0)) % 31 === 0;
}

/** Names may be spelt with escapes: `/Fl#61teDecode`. */
function plain(spelled: string): string {
  return spelled.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** What only calls itself a picture costs more to find out, and is found out all the same. */
function isPicture(head: string): boolean {
  return /\/Subtype\s*\/Image\b/.test(head) && /\/Width\b/.test(head);
}

/** Every step counts: what is packed twice is large twice. */
function sizeOf(packed: Buffer, filters: readonly Packing[], most: number): number | 'too-much' {
  let data = packed;
  let size = 0;
  for (const filter of filters) {
    // zlib takes no limit of nothing.
    if (size >= most) return 'too-much';
    const next = unpacked(data, filter, most - size);
    if (next === 'too-much') return next;
    if (next === undefined) break;
    data = next;
    size += data.length;
  }
  return size > most ? 'too-much' : size;
}
