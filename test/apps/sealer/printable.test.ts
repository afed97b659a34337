// Other people's text on a certificate: nothing in it may hide, move or reorder what stands there.
import { describe, expect, it } from 'vitest';
import { signatureFont } from '#apps/sealer/fonts.ts';
import { counted, grouped, printable, utc } from '#apps/sealer/printable.ts';
import { instant } from '../../support/seal-job.ts';

describe('printing what others wrote', () => {
  it.each([
    ['Łukasz Żółć & Zoë Ångström', 'Łukasz Żółć & Zoë Ångström'],
    ['Дмитрий Иванов, Ελένη', 'Дмитрий Иванов, Ελένη'],
    ['two\r\n\tlines', 'two lines'],
    ['e\u0301', 'é'],
    ['abc\u202Egnp.exe', 'abc‹U+202E›gnp.exe'],
    ['\u2066x\u2069', '‹U+2066›x‹U+2069›'],
    ['a\u0000b\u0007', 'a‹U+0000›b‹U+0007›'],
    ['zero\u200Bwidth\u00AD', 'zero‹U+200B›width‹U+00AD›'],
    ['山', '‹U+5C71›'],
    ['\u{1F600}', '‹U+1F600›'],
  ])('%j becomes %j', (written, printed) => {
    expect(printable(written)).toBe(printed);
  });

  it('sets names in a signature hand where it has the letters, in italics where not', () => {
    expect(signatureFont('Łukasz O’Żółć')).toBe('signature');
    expect(signatureFont('Дмитрий')).toBe('italic');
  });

  it('writes times, counts and fingerprints for people', () => {
    expect(utc(instant('2026-03-01T08:05:09.000Z'))).toBe('1 March 2026, 08:05:09 UTC');
    expect([counted(1, 'page'), counted(2, 'page')]).toEqual(['1 page', '2 pages']);
    expect(grouped('0123456789abcdef'.repeat(4))).toBe('01234567 89abcdef 01234567 89abcdef\n01234567 89abcdef 01234567 89abcdef');
  });
});
