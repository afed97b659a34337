// Decompression bombs of every make are found before a PDF library meets them.
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bombIn } from '#apps/sealer/prescan.ts';
import { contractPdf } from '../../support/pdf.ts';

const MIB = 1024 * 1024;
const zeros = (size: number) => Buffer.alloc(size);
const stream = (filters: string, packed: Buffer) =>
  Buffer.concat([
    Buffer.from(`1 0 obj\n<</Filter${filters}/Length ${packed.length}>>\nstream\r\n`),
    packed,
    Buffer.from('\nendstream\nendobj\n'),
  ]);

describe('looking for decompression bombs', () => {
  it('finds nothing in a contract', async () => {
    expect(bombIn(await contractPdf({ pages: 20 }))).toBeUndefined();
  });

  it.each([
    ['one large stream', stream('/FlateDecode', deflateSync(zeros(65 * MIB)))],
    ['a stream packed twice', stream('[/FlateDecode /Fl]', deflateSync(deflateSync(zeros(65 * MIB))))],
    ['a stream hidden in hexadecimal', stream('[/AHx/FlateDecode]', Buffer.from(`${deflateSync(zeros(65 * MIB)).toString('hex')}>`))],
    ['an escaped filter name', stream('/#46lateDecode', deflateSync(zeros(65 * MIB)))],
  ])('finds %s', (_, file) => {
    expect(bombIn(file)).toContain('64 MB');
  });

  it('finds many streams that are too much together', () => {
    const one = stream('/FlateDecode', deflateSync(zeros(60 * MIB)));
    expect(bombIn(Buffer.concat(Array.from({ length: 9 }, () => one)))).toContain('512 MB');
  });

  it('refuses more than four filters on one stream', () => {
    expect(bombIn(stream('[/Fl/Fl/Fl/Fl/Fl]', Buffer.from('x')))).toContain('5 times');
  });

  it('leaves damaged streams to the reader', () => {
    expect(bombIn(stream('/FlateDecode', Buffer.from('not zlib at all')))).toBeUndefined();
  });
});
