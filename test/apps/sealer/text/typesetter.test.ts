// Text of any script: which face writes a sign, in which order signs stand, where lines break, and that no sign is ever missing.
import PdfKit from 'pdfkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { clustersOf } from '#apps/sealer/text/clusters.ts';
import { levelsOf, runsOf } from '#apps/sealer/text/direction.ts';
import type { Style } from '#apps/sealer/text/fonts.ts';
import { glyphsOf, shaping, type Glyphs } from '#apps/sealer/text/glyphs.ts';
import { linesOf } from '#apps/sealer/text/lines.ts';
import { shown } from '#apps/sealer/text/printable.ts';
import { typesetter } from '#apps/sealer/text/typesetter.ts';
import { textOfPages } from '../../../support/pdf.ts';

let glyphs: Glyphs;
beforeAll(() => {
  glyphs = glyphsOf(new PdfKit());
});

function clusters(text: string, { style = 'regular', language = 'en' }: { style?: Style; language?: string } = {}) {
  return clustersOf(shown(text), { style, language, glyphs });
}

/** Every face that writes a part of the text, `box` for what none has. */
function faces(text: string, how: { style?: Style; language?: string } = {}): string[] {
  return [...new Set(clusters(text, how).flatMap((one) => (one.kind === 'control' ? [] : [one.kind === 'box' ? 'box' : one.face])))];
}

describe('the face of a sign', () => {
  it.each([
    ['Łukasz Żółć', 'sans'],
    ['Nguyễn Thị Ánh', 'sans'],
    ['Ελένη Παπαδοπούλου', 'sans'],
    ['Дмитрий Иванов', 'sans'],
    ['अनुष्का क्षत्रिय', 'sans'],
    ['שָׂרָה כהן', 'hebrew'],
    ['محمد بن راشد', 'arabic'],
    ['می\u200cخواهم', 'arabic'],
    ['山田太郎', 'japanese'],
    ['辻\u{e0100}さん', 'japanese'],
    ['김철수 金哲洙', 'korean'],
    ['张伟', 'chinese'],
    ['→✓', 'japanese'],
  ])('writes %s whole: %s', (name, face) => {
    for (const style of ['regular', 'semibold', 'light', 'italic'] as const) {
      const found = faces(name, { style });
      expect(found).toHaveLength(1);
      expect(found[0]).toMatch(face);
    }
  });

  it('asks the language where a Han name could be of Tokyo, Seoul or Beijing', () => {
    expect(['en', 'ja', 'ko-KR', 'zh-CN'].map((language) => faces('王小明', { language })[0])).toEqual([
      'japanese',
      'japanese',
      'korean',
      'chinese',
    ]);
  });

  it('has bold ones for those who are named in bold', () => {
    expect(['שרה', 'محمد', '太郎', '철수', '张伟'].map((name) => faces(name, { style: 'semibold' })[0])).toEqual([
      'hebrew-bold',
      'arabic-bold',
      'japanese-bold',
      'korean-bold',
      'chinese-bold',
    ]);
  });

  it('sets typed signatures in a hand where it has every letter, else in the text faces, never half in one', () => {
    expect(faces('Łukasz O’Żółć', { style: 'hand' })).toEqual(['hand']);
    expect(faces('Дмитрий O’Neill', { style: 'hand' })).toEqual(['sans-italic']);
    expect(faces('Anna 山田', { style: 'hand' })).toEqual(['sans-italic', 'japanese']);
  });

  it('is a box with the code where no face has the sign or the sign must not be seen', () => {
    expect(faces('สมชาย')).toEqual(['box']);
    const [, box, ...rest] = clusters('😀a\u202e');
    expect(box).toEqual({ kind: 'box', text: 'U+1F600' });
    expect(rest).toMatchObject([{ text: 'a' }, { kind: 'box', text: 'U+202E' }, { kind: 'control' }]);
  });
});

describe('the order of signs', () => {
  const order = (text: string, plain = false) => {
    const found = plain ? clustersOf(text, { style: 'regular', language: 'en', glyphs }) : clusters(text);
    return runsOf(found, levelsOf(found)).map(({ text: run }) => run);
  };

  it('turns Arabic and Hebrew round, keeps numbers in them, and mirrors brackets', () => {
    expect(order('שרה 12')).toEqual(['12', 'שרה ']);
    expect(order('محمد (مدير)')).toEqual(['(', 'مدير', ')', 'محمد ']);
  });

  it('leaves a sentence in order around a name from right to left', () => {
    expect(order(`${shown('محمد')}, 24 November, signed.`, true)).toEqual(['محمد', ', 24 November, signed.']);
    expect(order(`A ${shown('שרה')} 5 ${shown('כהן')} b`, true)).toEqual(['A ', 'שרה', ' 5 ', 'כהן', ' b']);
  });

  it('turns signs without letters itself', () => {
    expect(order('שרה -+')).toEqual(['+-', 'שרה ']);
  });

  it('turns runs within runs, as the deepest level first', () => {
    expect(order('שרה ab 12 כהן')).toEqual(['כהן', ' ', 'ab 12', 'שרה ']);
  });
});

describe('the width of a run', () => {
  it.each([
    ['sans', 'Affine ﬁfty fluffy AVATAR To, Łukasz 1234'],
    ['sans-light', 'Дмитрий Ελένη'],
    ['sans-semibold', 'Nguyễn Thị Ánh'],
    ['sans-italic', 'office “x”'],
    ['japanese', '山田たろう、（株）'],
    ['korean', '김철수'],
    ['chinese', '张伟'],
    ['hand', 'Łukasz Avatar'],
    ['arabic', 'محمد بن'],
    ['hebrew', 'שָׂרָה'],
    ['sans', 'क्षत्रिय'],
  ] as const)('in %s is the width at which it is drawn: %s', (face, text) => {
    const doc = new PdfKit();
    const own = glyphsOf(doc);
    expect(own.width(face, text)).toBeCloseTo(doc.font(face).fontSize(1).widthOfString(text, shaping(face, text)), 5);
  });
});

describe('lines', () => {
  const broken = (text: string, width: number) => {
    const found = clusters(text);
    const lines = linesOf({ clusters: found, glyphs }, width);
    for (const line of lines) if (width > 1) expect(line.width).toBeLessThanOrEqual(width);
    return lines.map(({ from, to }) =>
      found
        .slice(from, to)
        .map((one) => (one.kind === 'control' ? '' : one.text))
        .join(''),
    );
  };

  it('break after blanks and hyphens, which stay behind', () => {
    expect(broken('the quick brown fox', 6)).toEqual(['the quick', 'brown fox']);
    expect(broken('Hohenlohe-Waldenburg', 7)).toEqual(['Hohenlohe-', 'Waldenburg']);
    expect(broken('2026-11-24 2026-11-24', 8)).toEqual(['2026-11-24', '2026-11-24']);
  });

  it('break between Han signs, but not before what may not begin a line', () => {
    expect(broken('共同事業契約書', 4)).toEqual(['共同事業', '契約書']);
    expect(broken('共同事業。契約', 4)).toEqual(['共同事', '業。契約']);
    expect(broken('共同事「業契約', 4)).toEqual(['共同事', '「業契約']);
  });

  it('break inside a word only where it is wider than the line', () => {
    const lines = broken(`a ${'x'.repeat(40)} b`, 10);
    expect(lines.join('|').replace(/x\|x/g, 'xx')).toBe(`a ${'x'.repeat(40)} b`);
    expect(lines.length).toBeGreaterThan(2);
    expect(broken('', 10)).toEqual(['']);
  });

  it('hold at least one sign, however narrow', () => {
    expect(broken('abc', 0.1)).toEqual(['a', 'b', 'c']);
  });
});

describe('drawing', () => {
  it('puts every sign of every name into the file with a glyph and its code, and leaves the cursor alone', async () => {
    const doc = new PdfKit();
    const chunks: Uint8Array[] = [];
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    const ended = new Promise<void>((done) => doc.on('end', done));
    const text = typesetter(doc, 'en');
    const names = ['Łukasz', 'Дмитрий', 'Ελένη', '山田太郎', '김철수', '张伟', 'สม', 'محمد', 'שרה'];
    const { y } = doc;
    for (const [index, name] of names.entries())
      for (const line of text.lines(`${shown(name)}\n.`, { style: 'semibold', size: 12 }))
        text.draw(line, { x: 72, baseline: 100 + index * 20, size: 12, colour: '#000' });
    expect(doc.y).toBe(y);
    doc.end();
    await ended;
    const [page = ''] = await textOfPages(Buffer.concat(chunks));
    for (const name of ['Łukasz', 'Дмитрий', 'Ελένη', '山田太郎', '김철수', '张伟', 'U+0E2A', 'U+0E21']) expect(page).toContain(name);
    for (const letter of 'محمدשרה') expect(page).toContain(letter);
    expect(page).not.toContain('\u0000');
  });
});
