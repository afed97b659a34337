// Sets and draws text of any script on a page of pdfkit: faces by sign, order by direction, lines by width.
import { clustersOf } from './clusters.ts';
import { levelsOf, runsOf, type Run } from './direction.ts';
import type { Style } from './fonts.ts';
import { glyphsOf, shaping } from './glyphs.ts';
import { BOX, boxWidth, linesOf } from './lines.ts';

export type TextLine = { readonly runs: readonly Run[]; readonly width: number };

type How = { readonly style: Style; readonly size: number; readonly width?: number };

export type Typesetter = {
  /** @param width in points; without it the text stays on one line. */
  lines(text: string, how: How): TextLine[];
  draw(line: TextLine, how: { readonly x: number; readonly baseline: number; readonly size: number; readonly colour: string }): void;
};

/** @param language BCP 47, of the envelope: tells Han signs of Tokyo from those of Beijing where the text does not */
export function typesetter(doc: PDFKit.PDFDocument, language: string): Typesetter {
  const glyphs = glyphsOf(doc);

  // What is to be kept together is set twice: to see how tall it is, and to draw it.
  const remembered = new Map<string, TextLine[]>();

  function lines(text: string, { style, size, width = Number.POSITIVE_INFINITY }: How): TextLine[] {
    const key = [style, size, width, text].join(' ');
    const found = remembered.get(key) ?? text.split('\n').flatMap((part) => paragraph(part, { style, size, width }));
    remembered.set(key, found);
    return found;
  }

  function paragraph(text: string, { style, size, width }: Required<How>): TextLine[] {
    const clusters = clustersOf(text, { style, language, glyphs });
    const levels = levelsOf(clusters);
    return linesOf({ clusters, glyphs }, width / size).map((line) => ({
      runs: runsOf(clusters.slice(line.from, line.to), levels.slice(line.from, line.to)),
      width: line.width * size,
    }));
  }

  function boxed(code: string, { x, baseline, size, colour }: { x: number; baseline: number; size: number; colour: string }): void {
    const height = size * 0.95;
    const inner = (boxWidth(code, glyphs) - BOX.padding) * size;
    doc.roundedRect(x + (BOX.padding / 2) * size, baseline - height * 0.8, inner, height, size * 0.12);
    doc.lineWidth(0.5).strokeColor(colour).stroke();
    doc
      .font('sans')
      .fontSize(size * BOX.size)
      .fillColor(colour);
    doc.text(code, x + BOX.padding * size, baseline - size * 0.07, { lineBreak: false, baseline: 'alphabetic', ...shaping('sans', code) });
  }

  return {
    lines,
    draw: ({ runs }, { x, baseline, size, colour }) => {
      // pdfkit takes every text for a paragraph and moves its own cursor below it.
      const cursor = { x: doc.x, y: doc.y };
      let at = x;
      for (const { face, text } of runs) {
        if (face === null) boxed(text, { x: at, baseline, size, colour });
        else {
          doc.font(face).fontSize(size).fillColor(colour);
          doc.text(text, at, baseline, { lineBreak: false, baseline: 'alphabetic', ...shaping(face, text) });
        }
        at += size * (face === null ? boxWidth(text, glyphs) : glyphs.width(face, text));
      }
      Object.assign(doc, cursor);
    },
  };
}
