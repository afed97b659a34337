// Finds the signatures of a PDF in its raw bytes, because what a signature covers must not depend on how a library reads the file.

export type FoundSignature = {
  /** Why its ByteRange cannot be what an honest writer makes; absent when it is. */
  readonly fault?: string;
  /** Where the covered bytes end. */
  readonly end: number;
  /** What is signed, around the gap; empty when it cannot be told. */
  readonly covered: readonly Uint8Array[];
  /** The hex digits in the gap, padding included; where the gap is faulty, those in the signature's own place. */
  readonly hex: string;
  /** The claimed time, `D:…`, and the kind of signature. */
  readonly claimed: string | null;
  readonly subFilter: string | null;
  /** The signature dictionary as it is written, without the digits; empty when it is not in one object. */
  readonly entries: string;
};

/** Certificates and revocation lists inside a signature make it large; beyond this it is none. */
const LONGEST_DICTIONARY = 1_000_000;

/** In the order in which they end. */
export function signaturesIn(file: Uint8Array): FoundSignature[] {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  return Array.from(rangesIn(bytes), (range) => found(bytes, range)).toSorted((a, b) => a.end - b.end);
}

type Written = { readonly at: number; readonly numbers: string };
const KEY = '/ByteRange';

/** Looked at where they are: as one text, a large file would take its size once more. */
function* rangesIn(bytes: Buffer): Generator<Written> {
  for (let at = bytes.indexOf(KEY); at !== -1; at = bytes.indexOf(KEY, at)) {
    let from = at + KEY.length;
    while (/^\s$/.test(bytes.toString('latin1', from, from + 1))) from += 1;
    const numbers = /^\[([^\]]{0,200})\]/.exec(bytes.toString('latin1', from, from + 202))?.[1];
    if (numbers !== undefined) yield { at, numbers };
    at = from + (numbers === undefined ? 0 : numbers.length + 2);
  }
}

function found(file: Buffer, { at, numbers }: Written): FoundSignature {
  const range = numbers.trim().split(/\s+/).map(Number);
  const [, length = Number.NaN, from = Number.NaN, rest = Number.NaN] = range;
  const entries = dictionaryAround(file, { at, gap: { from: length, to: from } });
  const end = Number.isSafeInteger(from + rest) ? from + rest : 0;
  const shared = {
    end,
    entries,
    claimed: /^D:.{4,40}$/.exec(unescaped(/\/M\s*\(([^)]{6,120})\)/.exec(entries)?.[1] ?? ''))?.[0] ?? null,
    subFilter: /\/SubFilter\s*\/([\w.]+)/.exec(entries)?.[1] ?? null,
  };
  const fault = faultIn(file, { range, at });
  const covered = stretchesOf(file, range);
  if (fault !== undefined) return { ...shared, fault, covered, hex: contentsNear(file, at) };
  return { ...shared, covered, hex: latin1(file, length + 1, from - 1) };
}

/** Also of a faulty range, as far as it names stretches of the file in order: what was signed can then still be told. */
function stretchesOf(file: Uint8Array, range: readonly number[]): Uint8Array[] {
  const stretches = [];
  let after = 0;
  for (let index = 0; index < range.length; index += 2) {
    const [from = Number.NaN, length = Number.NaN] = range.slice(index, index + 2);
    if (!(from >= after && length >= 0 && from + length <= file.length)) return [];
    stretches.push(file.subarray(from, from + length));
    after = from + length;
  }
  return stretches;
}

/** /Contents of the dictionary that holds the range. */
function contentsNear(file: Buffer, at: number): string {
  const begin = file.lastIndexOf(' obj', at);
  const end = file.indexOf('endobj', at);
  if (begin === -1 || end === -1 || end - begin > LONGEST_DICTIONARY) return '';
  return /\/Contents\s*<([0-9a-fA-F\s]+)>/.exec(latin1(file, begin, end))?.[1]?.replace(/\s/g, '') ?? '';
}

function latin1(file: Buffer, from: number, to: number): string {
  return file.toString('latin1', Math.max(from, 0), Math.max(to, 0));
}

function faultIn(file: Buffer, { range, at }: { range: readonly number[]; at: number }): string | undefined {
  const [start, length, from, rest] = range;
  if (
    range.length !== 4 ||
    length === undefined ||
    from === undefined ||
    rest === undefined ||
    !range.every((number) => Number.isSafeInteger(number) && number >= 0)
  ) {
    return 'What the signature covers is not stated as two stretches of the file.';
  }
  if (start !== 0 || length >= from) return 'The signature does not cover the file from its beginning.';
  if (from + rest > file.length) return 'The file ends before what the signature covers: it was cut off.';
  const gap = latin1(file, length, from);
  if (!/^<[0-9a-fA-F]*>$/.test(gap)) return 'The signature leaves out more than itself.';
  if (!/\/Contents\s*$/.test(latin1(file, length - 40, length))) return 'The signature leaves out something other than itself.';
  const between = file.subarray(Math.min(at, length), Math.max(at, from));
  return between.includes('endobj') ? 'The signature leaves out another signature’s place.' : undefined;
}

/** Some writers spell every punctuation mark of a string by its number (ISO 32000-1 §7.3.4.2). */
function unescaped(literal: string): string {
  return literal.replace(/\\([0-7]{1,3})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 8) & 255));
}

/** The signature dictionary without the digits, as far as it is in one object. */
function dictionaryAround(file: Buffer, { at, gap }: { at: number; gap: { from: number; to: number } }): string {
  const begin = file.lastIndexOf(' obj', at);
  const end = file.indexOf('endobj', at);
  if (begin === -1 || end === -1) return '';
  const isAround = gap.from > begin && gap.to < end;
  const parts = isAround ? [file.subarray(begin, gap.from), file.subarray(gap.to, end)] : [file.subarray(begin, end)];
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  return size > LONGEST_DICTIONARY ? '' : parts.map((part) => part.toString('latin1')).join('');
}
