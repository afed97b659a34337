// Decompression bombs of every make are found before a PDF library meets them.
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bombIn } from '#apps/sealer/prescan.ts';
import { unpacked } from '#apps/sealer/unpack.ts';
import { contractPdf } from '../../support/pdf.ts';

const MIB = 1024 * 1024;
const zeros = (size: number) => Buffer.alloc(size);
const picture = (megabytes: number) => stream('/FlateDecode/Subtype/Image/Width 5000/Height 5000', deflateSync(zeros(megabytes * MIB)));
const stream = (filters: string, packed: Buffer) =>
  Buffer.concat([
    Buffer.from(`1 0 obj\n<</Filter${filters}/Length ${packed.length}>>\nstream\r\n`),
    packed,
    Buffer.from('\nendstream\nendobj\n'),
  ]);

/** RunLengthDecode of data in which every 128 bytes are alike. */
function runs(data: Buffer): Buffer {
  const pairs = Array.from({ length: data.length / 128 }, (_, at) => [257 - 128, data[at * 128] ?? 0]);
  return Buffer.from([...pairs.flat(), 128]);
}

/** LZW as an encoder writes it that never empties its table: each code stands for one zero more than the one before (ISO 32000-1 §7.4.4). */
function lzwOfZeros(size: number): Buffer {
  const bytes: number[] = [];
  let [held, bits, next] = [0, 0, 258];
  const put = (code: number) => {
    const width = next < 511 ? 9 : next < 1023 ? 10 : next < 2047 ? 11 : 12;
    held = (held << width) | code;
    for (bits += width; bits >= 8; bits -= 8) bytes.push((held >> (bits - 8)) & 255);
    held &= 255;
  };
  put(256);
  put(0);
  for (let made = 1, length = 2; made < size; made += length, length = Math.min(length + 1, 3839)) {
    put(Math.min(next, 4095));
    next = Math.min(next + 1, 4096);
  }
  put(257);
  return Buffer.from([...bytes, (held << (8 - bits)) & 255]);
}

describe('looking for decompression bombs', () => {
  it('finds nothing in a contract', async () => {
    expect(bombIn(await contractPdf({ pages: 20 }))).toBeUndefined();
  });

  it.each([
    ['one large stream', stream('/FlateDecode', deflateSync(zeros(65 * MIB)))],
    ['a stream packed twice', stream('[/FlateDecode /Fl]', deflateSync(deflateSync(zeros(65 * MIB))))],
    ['a stream hidden in hexadecimal', stream('[/AHx/FlateDecode]', Buffer.from(`${deflateSync(zeros(65 * MIB)).toString('hex')}>`))],
    ['an escaped filter name', stream('/#46lateDecode', deflateSync(zeros(65 * MIB)))],
    [
      'a filter that is stated elsewhere',
      Buffer.concat([stream(' 9 0 R', deflateSync(zeros(65 * MIB))), Buffer.from('9 0 obj\n/FlateDecode\nendobj\n')]),
    ],
    ['a filter that is stated too far away', stream(`/FlateDecode/Padding(${' '.repeat(5000)})`, deflateSync(zeros(65 * MIB)))],
    ['runs of one byte within zlib', stream('[/FlateDecode/RL]', deflateSync(runs(zeros(30 * MIB))))],
    ['LZW', stream('/LZWDecode', lzwOfZeros(30 * MIB))],
    ['LZW within zlib', stream('[/FlateDecode/LZWDecode]', deflateSync(lzwOfZeros(30 * MIB)))],
    [
      'many streams that are too much together',
      Buffer.concat(Array.from({ length: 9 }, () => stream('/FlateDecode', deflateSync(zeros(20 * MIB))))),
    ],
  ])('finds %s', (_, file) => {
    expect(bombIn(file)).toMatch(/It unpacks to more than 1\d MB/);
  });

  it('finds one picture that no page can show', () => {
    expect(bombIn(picture(65))).toContain('It unpacks to more than 64 MB');
  });

  it('finds pictures that are too much together', () => {
    const limits = { text: { least: 0, times: 0 }, picture: { each: 2 * MIB, total: 8 * MIB } };
    const one = picture(2);
    const [four, five] = [4, 5].map((count) => bombIn(Buffer.concat(Array.from({ length: count }, () => one)), limits));
    expect(four).toBeUndefined();
    expect(five).toContain('8 MB');
  });

  it('lets blank pages pass that were scanned in colour', () => {
    const one = picture(25);
    expect(bombIn(Buffer.concat([one, one, one]))).toBeUndefined();
  });

  it('lets a large file unpack to more than a small one', () => {
    const text = stream('/FlateDecode', deflateSync(zeros(20 * MIB)));
    expect(bombIn(text)).toContain('It unpacks');
    expect(bombIn(Buffer.concat([text, Buffer.alloc(2 * MIB)]))).toBeUndefined();
  });

  it('refuses more than four filters on one stream', () => {
    expect(bombIn(stream('[/Fl/Fl/Fl/Fl/Fl]', Buffer.from('x')))).toContain('5 times');
  });

  it('leaves damaged streams to the reader', () => {
    expect(bombIn(stream('/FlateDecode', Buffer.from('not zlib at all')))).toBeUndefined();
  });
});

describe('unpacking', () => {
  it('reads the LZW of the standard’s own example', () => {
    const packed = Buffer.from('800b6050220c0c8501', 'hex');
    expect(unpacked(packed, 'lzw', 100)).toEqual(Buffer.from([45, 45, 45, 45, 45, 65, 45, 45, 45, 66]));
    expect(unpacked(packed, 'lzw', 9)).toBe('too-much');
  });

  it('reads LZW through every width of its codes', () => {
    expect(unpacked(lzwOfZeros(2 * MIB), 'lzw', 3 * MIB)).toSatisfy(
      (data: Buffer) => data.length >= 2 * MIB && data.every((byte) => byte === 0),
    );
  });

  it.each([
    ['run-length', Buffer.from('046162636465fe7a80', 'hex'), 'abcdezzz'],
    ['hex', Buffer.from('61 62 6>'), 'ab`'],
    ['a85', Buffer.from('87cUR\nz~>'), 'Hell\0\0\0\0'],
  ] as const)('reads %s', (packing, packed, plain) => {
    expect(String(unpacked(packed, packing, 100))).toBe(plain);
  });
});
