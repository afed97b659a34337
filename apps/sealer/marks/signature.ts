// A signature in its box, with a line below and who signed, when and in which envelope, as far as the box has room for that.
import { shown } from '../text/printable.ts';
import { PEN, sign, type Box, type Page } from './pen.ts';

/** @property captions from the fullest to the shortest */
type Signed = { readonly value: string; readonly box: Box; readonly captions: readonly string[] };

const MUTED = '#59636f';
const HAIRLINE = 0.4;
/** A box that is lower than this has room for the name alone. */
const LOWEST = 30;
const NARROWEST = 70;
const SMALLEST = 4.5;

export function signature(page: Page, { value, box, captions }: Signed): void {
  if (box.height < LOWEST || box.width < NARROWEST) return sign(page, { value, box });
  const { doc, text, scale } = page;
  const size = Math.min(7 * scale, box.height * 0.14);
  const sized = captions
    .map((caption) => {
      const [line] = text.lines(caption, { style: 'regular', size });
      return { caption, size: size * Math.min(1, box.width / Math.max(1, line?.width ?? 1)) };
    })
    .find((one) => one.size >= Math.min(size, SMALLEST));
  const below = sized ? sized.size * 1.5 : 1;
  const y = box.top + box.height - below;
  sign(page, { value, box: { ...box, left: box.left + 2, width: box.width - 4, height: box.height - below - 1 } });
  doc.save().moveTo(box.left, y);
  doc
    .lineTo(box.left + box.width, y)
    .lineWidth(HAIRLINE * scale)
    .strokeColor(PEN)
    .stroke();
  doc.restore();
  const [line] = sized ? text.lines(sized.caption, { style: 'regular', size: sized.size }) : [];
  if (line && sized) text.draw(line, { x: box.left, baseline: y + sized.size * 1.12, size: sized.size, colour: MUTED });
}

/** @property day `2026-11-25` */
export function captionsOf({ say, name, day, envelope }: { say: (name: string) => string; name: string; day: string; envelope: string }) {
  const whom = say(shown(name));
  return [`${whom}  ·  ${day}  ·  ${envelope}`, `${whom}  ·  ${day}`, `${day}  ·  ${envelope}`, day];
}
