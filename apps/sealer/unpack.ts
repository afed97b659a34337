// Unpacks a stream of a PDF only as far as a limit, to learn how large it gets (ISO 32000-1 §7.4). Data that is damaged is unpacked as far
// as it goes, as readers do.
import { inflateRawSync, inflateSync } from 'node:zlib';
import { fromLzw } from './lzw.ts';

export type Packing = 'flate' | 'lzw' | 'run-length' | 'hex' | 'a85' | 'other';
/** Undefined: it is not packed in this way. */
export type Unpacked = Buffer | 'too-much' | undefined;

export const PACKINGS: Readonly<Record<string, Packing>> = {
  FlateDecode: 'flate',
  Fl: 'flate',
  LZWDecode: 'lzw',
  LZW: 'lzw',
  RunLengthDecode: 'run-length',
  RL: 'run-length',
  ASCIIHexDecode: 'hex',
  AHx: 'hex',
  ASCII85Decode: 'a85',
  A85: 'a85',
};

/** @param most bytes that it may become */
export function unpacked(data: Buffer, packing: Packing, most: number): Unpacked {
  switch (packing) {
    case 'flate':
      return inflated(data, most);
    case 'lzw':
      return fromLzw(data, most);
    case 'run-length':
      return fromRunLength(data, most);
    case 'hex':
      return fromHex(data);
    case 'a85':
      return fromA85(data);
    case 'other':
      return undefined;
  }
}

const CHUNK = { least: 16 * 1024, most: 1024 * 1024 };
const SYNC_FLUSH = 2;

/** zlib refuses damaged ends, which readers forgive: what it got so far does not matter here, only its size does. */
function inflated(data: Buffer, most: number): Unpacked {
  const limits = {
    maxOutputLength: most,
    finishFlush: SYNC_FLUSH,
    chunkSize: Math.min(Math.max(data.length * 4, CHUNK.least), CHUNK.most),
  };
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

function fromRunLength(data: Buffer, most: number): Unpacked {
  const parts: Buffer[] = [];
  let size = 0;
  for (let at = 0; at < data.length;) {
    const length = data[at] ?? 128;
    if (length === 128) break;
    const part = length < 128 ? data.subarray(at + 1, at + 2 + length) : Buffer.alloc(257 - length, data[at + 1] ?? 0);
    at += length < 128 ? length + 2 : 2;
    parts.push(part);
    size += part.length;
    if (size > most) return 'too-much';
  }
  return Buffer.concat(parts);
}

function fromHex(data: Buffer): Buffer {
  const [digits = ''] = data.toString('latin1').split('>');
  // A last digit alone counts as if a zero followed.
  return Buffer.from(`${digits}0`.replace(/[^0-9a-f]/gi, ''), 'hex');
}

const A85_END = 0x7e;
const A85_ZEROS = 0x7a;

function fromA85(data: Buffer): Buffer {
  const out = Buffer.alloc(data.length * 4);
  let [size, value, digits] = [0, 0, 0];
  for (const byte of data) {
    if (byte === A85_END) break;
    if (byte === A85_ZEROS && digits === 0) size = out.writeUInt32BE(0, size);
    if (byte < 0x21 || byte > 0x75) continue;
    value = value * 85 + byte - 0x21;
    if (++digits < 5) continue;
    size = out.writeUInt32BE(value % 0x100000000, size);
    [value, digits] = [0, 0];
  }
  return out.subarray(0, size);
}
