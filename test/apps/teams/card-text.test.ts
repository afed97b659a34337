// Other people's text in a card: harmless where Teams would make something of it, and changed no more than that needs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, markdownLine, plainBlock, plainLine, shownLine, typedText } from '#apps/teams/card-text.ts';

const MOST = 250;

describe('a line that Teams reads as Markdown', () => {
  it.each([
    'nda_v2_final [draft].pdf',
    'R&D 2026, ~5 days, 3 < 4 > 2',
    'C:\\Users\\max',
    '#4 contract (a/b) - second half',
    'Vertrag „Müller & Söhne“ – 1.2',
  ])('is left alone where nothing in it is Markdown: %j', (text) => expect(markdownLine(text, MOST)).toBe(text));

  it.each([
    ['**a**', '\\*\\*a\\*\\*'],
    ['_a_ __b__', '\\_a\\_ \\_\\_b\\_\\_'],
    ['`a`', '\\`a\\`'],
    ['~~a~~', '\\~\\~a\\~\\~'],
    ['[a](https://x.test)', '[a\\](https://x.test)'],
    ['![a](https://x.test)', '![a\\](https://x.test)'],
    ['[a]: https://x.test', '[a\\]: https://x.test'],
    ['# a', '\\# a'],
    ['> a', '\\> a'],
    ['- a', '\\- a'],
    ['--- a', '\\--- a'],
    ['12. a', '12\\. a'],
    ['3) a', '3\\) a'],
    ['&lt;at&gt;', '\\&lt;at\\&gt;'],
    ['a\\*b', 'a\\\\\\*b'],
    ['a\\', 'a\\\\'],
  ])('has %j as %j', (text, line) => expect(markdownLine(text, MOST)).toBe(line));

  it('is never empty', () => {
    expect([markdownLine('\u200B', MOST), shownLine(' ', MOST), plainLine('\u3164', MOST)]).toEqual(['…', '…', '']);
  });
});

describe('text of others', () => {
  it.each([
    ['{{DATE(2026-11-24T09:00:00Z)}}', '{ {DATE(2026-11-24T09:00:00Z)}}'],
    ['{\u200B{{x', '{ { {x'],
    ['<at>Max</at>', '< at>Max< /at>'],
    ['<\u2060at>', '< at>'],
    ['a\u202Egnp.exe', 'agnp.exe'],
    ['a\u{E0041}\u{E007F}b', 'ab'],
    ['half \uD83D', 'half \uFFFD'],
    ['⚠️ 👍🏽 é', '⚠️ 👍🏽 é'],
  ])('has %j as %j', (text, line) => expect(plainLine(text, MOST)).toBe(line));

  it('keeps its lines where it may have several, and at most one empty one between', () => {
    expect(plainBlock('a  \r\n\n\n\nb\tc', MOST)).toBe('a\n\nb c');
  });
  it('stacks no more marks on a letter than a script does', () => {
    expect(plainLine(`Z${'\u0335'.repeat(200)}a`, MOST)).toBe(`Z${'\u0335'.repeat(8)}a`);
    expect(plainLine('กํู้ ผู้ใหญ่ नि', MOST)).toBe('กํู้ ผู้ใหญ่ नि');
  });
  it('that is typed on is handed back as it is', () => {
    expect(typedText('{{x}} <at> *a*\tb\u202E', MOST)).toBe('{{x}} <at> *a*\tb');
  });
});

describe('clipping', () => {
  it('cuts between what a reader sees as characters', () => {
    expect(clip('ab👍🏽cd', 6)).toBe('ab…');
    expect(clip('e\u0301e\u0301e\u0301', 4)).toBe('e\u0301…');
    expect([clip('abc', 3), clip('abcd', 3)]).toEqual(['abc', 'ab…']);
  });
  it('never gives more than asked for, and only the beginning', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.integer({ min: 1, max: 60 }), (text, most) => {
        const clipped = clip(text, most);
        expect(clipped.length).toBeLessThanOrEqual(most);
        expect(text.startsWith(clipped.replace(/…$/, '')) || text === clipped).toBe(true);
        expect(clipped === text).toBe(text.length <= most);
      }),
    );
  });
});
