// Guards against decompression bombs before any PDF library sees the file: native zlib with hard limits, so a bomb costs milliseconds.
import { inflateRawSync, inflateSync } from 'node:zlib';

const MIB = 1024 * 1024;
const LIMITS = { stream: 64 * MIB, total: 512 * MIB, filters: 4 };

/** @returns a sentence when the file unpacks to unreasonable sizes. Streams that cannot be unpacked are left for the reader to judge. */
export function bombIn(file: Uint8Array): string | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  let total = 0;
  for (let at = bytes.indexOf('stream'); at !== -1; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.subarray(at - 3, at).equals(END)) continue;
    const filters = filtersBefore(bytes, at);
    if (filters.length > LIMITS.filters) return `A part of it is packed ${filters.length} times over, which no honest document is.`;
    if (!filters.includes('flate')) continue;
    const unpacked = unpack(bytes.subarray(at + 6, endOf(bytes, at)), filters);
    if (unpacked === 'too-much') return 'A part of it unpacks to more than 64 MB.';
    total += unpacked;
    if (total > LIMITS.total) return 'It unpacks to more than 512 MB.';
  }
  return undefined;
}

const END = Buffer.from('end');

type Filter = 'flate' | 'hex' | 'a85' | 'other';
const FILTERS: Record<string, Filter> = {
  FlateDecode: 'flate',
  Fl: 'flate',
  ASCIIHexDecode: 'hex',
  AHx: 'hex',
  ASCII85Decode: 'a85',
  A85: 'a85',
};

function filtersBefore(bytes: Buffer, at: number): Filter[] {
  const start = Math.max(bytes.lastIndexOf(' obj', at), at - 4096, 0);
  const head = bytes.toString('latin1', start, at);
  const entry = /\/F(?:ilter)?\s*(\[[^\]]*\]|\/[^\s/<>[\]]+)/.exec(head)?.[1];
  if (entry === undefined) return [];
  return Array.from(entry.matchAll(/\/([^\s/<>[\]]+)/g), ([, spelled = '']) => FILTERS[plain(spelled)] ?? 'other');
}

/** Names may be spelt with escapes: `/Fl#61teDecode`. */
function plain(spelled: string): string {
  return spelled.replace(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function endOf(bytes: Buffer, at: number): number {
  const end = bytes.indexOf('endstream', at);
  return end === -1 ? bytes.length : end;
}

function unpack(packed: Buffer, filters: readonly Filter[]): number | 'too-much' {
  let data = packed[0] === 13 && packed[1] === 10 ? packed.subarray(2) : packed.subarray(1);
  for (const filter of filters) {
    if (filter === 'other') break;
    const next = filter === 'flate' ? inflated(data) : filter === 'hex' ? fromHex(data) : fromA85(data);
    if (next === 'too-much') return next;
    if (next === undefined) break;
    data = next;
  }
  return data === packed ? 0 : data.length;
}

/** zlib refuses damaged ends, which readers forgive: what it got so far does not matter here, only its size does. */
function inflated(data: Buffer): Buffer | 'too-much' | undefined {
  const limits = { maxOutputLength: LIMITS.stream, finishFlush: 2, chunkSize: MIB };
  try {
    return inflateSync(data, limits);
  } catch (cause) {
    if (isTooLarge(cause)) return 'too-much';
  }
  try {
    return inflateRawSync(data.subarray(2), limits);
  } catch (cause) {
    return isTooLarge(cause) ? 'too-much' : undefined;
  }
}

function isTooLarge(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
}

function fromHex(data: Buffer): Buffer {
  return Buffer.from(
    data
      .toString('latin1')
      .split('>')[0]
      ?.replace(/[^0-9a-f]/gi, '') ?? '',
    'hex',
  );
}

function fromA85(data: Buffer): Buffer {
  const out: number[] = [];
  let group: number[] = [];
  for (const byte of data) {
    if (byte === 0x7e) break;
    if (byte === 0x7a && group.length === 0) out.push(0, 0, 0, 0);
    if (byte < 0x21 || byte > 0x75) continue;
    group.push(byte - 0x21);
    if (group.length < 5) continue;
    const value = group.reduce((sum, digit) => sum * 85 + digit, 0);
    out.push((value / 0x1000000) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
    group = [];
  }
  return Buffer.from(out);
}
