// Other people's text on a certificate: nothing in it may hide, move or reorder what stands there, and no name loses a sign.
import { describe, expect, it } from 'vitest';
import { printable, shown } from '#apps/sealer/text/printable.ts';

describe('printing what others wrote', () => {
  it.each([
    ['Łukasz Żółć & Zoë Ångström', 'Łukasz Żółć & Zoë Ångström'],
    ['Дмитрий Иванов, Ελένη', 'Дмитрий Иванов, Ελένη'],
    ['山田 太郎', '山田 太郎'],
    ['محمد', 'محمد'],
    ['two\r\n\tlines', 'two lines'],
    ['ideographic\u3000space', 'ideographic space'],
    ['e\u0301', 'é'],
    ['abc\u202Egnp.exe', 'abc‹U+202E›gnp.exe'],
    ['\u2066x\u2069', '‹U+2066›x‹U+2069›'],
    ['a\u0000b\u0007', 'a‹U+0000›b‹U+0007›'],
    ['zero\u200Bwidth\u00AD', 'zero‹U+200B›width‹U+00AD›'],
    ['filler\u3164.', 'filler‹U+3164›.'],
    ['lone\ud800', 'lone‹U+D800›'],
    ['private\ue000', 'private‹U+E000›'],
  ])('%j becomes %j', (written, printed) => {
    expect(printable(written)).toBe(printed);
  });

  it('keeps joiners where they decide how letters are written, and spells them where they only hide', () => {
    expect(printable('می\u200cخواهم')).toBe('می\u200cخواهم');
    expect(printable('क्\u200dष')).toBe('क्\u200dष');
    expect(printable('pay\u200dpal')).toBe('pay‹U+200D›pal');
    expect(printable('می\u200c')).toBe('می‹U+200C›');
  });

  it('keeps the selector of a variant of a Han sign, and spells it elsewhere', () => {
    expect(printable('辻\u{e0100}')).toBe('辻\u{e0100}');
    expect(printable('x\u{e0100}')).toBe('x‹U+E0100›');
    expect(printable('❤\ufe0f')).toBe('❤‹U+FE0F›');
  });

  it('spells marks that have no letter, and the fourth that one letter is given', () => {
    expect(printable('\u0301a')).toBe('‹U+0301›a');
    expect(printable('a \u0301')).toBe('a ‹U+0301›');
    expect(printable(`x${'\u0335'.repeat(4)}`)).toBe(`x${'\u0335'.repeat(3)}‹U+0335›`);
  });

  it('gives what others wrote a direction of its own, out of which it cannot reach', () => {
    expect(shown('محمد\u2069')).toBe('\u2068محمد‹U+2069›\u2069');
  });
});
