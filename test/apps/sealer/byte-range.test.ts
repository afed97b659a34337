// What can be told of a signature from the bytes of the file alone.
import { describe, expect, it } from 'vitest';
import { signaturesIn } from '#apps/sealer/byte-range.ts';

describe('the claimed time of a signature', () => {
  it.each([
    ['as most programs write it', '(D:20261124182000Z)', 'D:20261124182000Z'],
    ['with every mark spelt by its number', String.raw`(D\07220261124182000\05301\04730\047)`, "D:20261124182000+01'30'"],
    ['not when it is none', '(yesterday)', null],
  ])('is read %s', (_how, written, claimed) => {
    expect(signaturesIn(signedAt(written)).map((found) => [found.fault, found.claimed])).toEqual([[undefined, claimed]]);
  });
});

/** A signature dictionary as it stands in a file, its gap just where it says. */
function signedAt(time: string): Uint8Array {
  const write = (length: number, from: number, rest: number): string => {
    const digits = (number: number): string => String(number).padStart(6, '0');
    return `%PDF-1.7\n1 0 obj\n<< /Type /Sig /M ${time} /ByteRange [0 ${digits(length)} ${digits(from)} ${digits(rest)}] /Contents <0011> >>\nendobj\n`;
  };
  const blank = write(0, 0, 0);
  const length = blank.indexOf('<0011>');
  const from = length + '<0011>'.length;
  return Buffer.from(write(length, from, blank.length - from), 'latin1');
}
