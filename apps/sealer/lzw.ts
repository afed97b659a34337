// LZW as PDF has it (ISO 32000-1 §7.4.4.2), unpacked only as far as a limit.

const LARGEST_TABLE = 4096;
const CLEAR = 256;
const END = 257;

/** Each entry is another one, its parent, and one byte more. */
type Table = { next: number; readonly parents: Uint16Array; readonly lasts: Uint8Array; readonly lengths: Uint16Array };
type Bits = { at: number; held: number; count: number };

/** Damaged data is unpacked as far as it goes. */
export function fromLzw(data: Buffer, most: number): Buffer | 'too-much' {
  const table = bytesOnly();
  const bits = { at: 0, held: 0, count: 0 };
  let out = Buffer.alloc(Math.min(most, data.length * 4));
  let [size, before] = [0, -1];
  for (let code = nextCode(data, bits, table.next); code !== END && code <= table.next; code = nextCode(data, bits, table.next)) {
    if (code === CLEAR) {
      [table.next, before] = [END + 1, -1];
      continue;
    }
    if (before !== -1) learn(table, before, code);
    const length = table.lengths[code] ?? 0;
    if (size + length > most) return 'too-much';
    if (size + length > out.length) out = Buffer.concat([out], Math.min(most, out.length * 2 + length));
    for (let at = size + length - 1, from = code; at >= size; at--, from = table.parents[from] ?? 0) out[at] = table.lasts[from] ?? 0;
    [size, before] = [size + length, code];
  }
  return out.subarray(0, size);
}

function bytesOnly(): Table {
  const [parents, lasts, lengths] = [new Uint16Array(LARGEST_TABLE), new Uint8Array(LARGEST_TABLE), new Uint16Array(LARGEST_TABLE)];
  for (let byte = 0; byte < CLEAR; byte++) [lasts[byte], lengths[byte]] = [byte, 1];
  return { next: END + 1, parents, lasts, lengths };
}

/** Codes grow one early, as is the default of /EarlyChange. The end of the data is an end. */
function nextCode(data: Buffer, bits: Bits, next: number): number {
  const width = next < 511 ? 9 : next < 1023 ? 10 : next < 2047 ? 11 : 12;
  for (; bits.count < width; bits.count += 8) {
    const byte = data[bits.at++];
    if (byte === undefined) return END;
    bits.held = ((bits.held << 8) | byte) & 0xffffff;
  }
  bits.count -= width;
  return (bits.held >> bits.count) & ((1 << width) - 1);
}

/** A code that is only being made begins and ends with the first byte of the one before. */
function learn(table: Table, before: number, code: number): void {
  const { next, parents, lasts, lengths } = table;
  if (next >= LARGEST_TABLE) return;
  let first = code === next ? before : code;
  while ((lengths[first] ?? 0) > 1) first = parents[first] ?? 0;
  lasts[next] = lasts[first] ?? 0;
  [parents[next], lengths[next]] = [before, (lengths[before] ?? 0) + 1];
  table.next = next + 1;
}
