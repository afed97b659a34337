// A box that is ticked or left open. Where the words that asked for it are painted over, they stand beside it again.
import { PEN, type Box, type Page } from './pen.ts';
import { write } from './written.ts';

const FRAME = '#59636f';
const LARGEST = 14;

export function tick(page: Page, { isTicked, box, label }: { isTicked: boolean; box: Box; label: string }): boolean {
  const { doc, scale } = page;
  const side = Math.min(box.width, box.height, LARGEST * scale);
  // Beside words it stands before them, alone in the middle.
  const left = box.width > 2 * side ? box.left : box.left + (box.width - side) / 2;
  const top = box.top + (box.height - side) / 2;
  const line = Math.max(0.3, side / 16);
  const at = (x: number, y: number) => [left + x * side, top + y * side] as const;
  doc.save().lineJoin('round').lineCap('round');
  doc.rect(left + line / 2, top + line / 2, side - line, side - line);
  doc.lineWidth(line).strokeColor(FRAME).stroke();
  if (isTicked) {
    doc.moveTo(...at(0.2, 0.53)).lineTo(...at(0.42, 0.76));
    doc.lineTo(...at(0.82, 0.22));
    doc
      .lineWidth(line * 2.2)
      .strokeColor(PEN)
      .stroke();
  }
  doc.restore();
  const [gap, width] = [side * 0.4, box.width - side * 1.4];
  if (label === '' || width < side) return label === '';
  return write(page, { content: label, box: { ...box, left: left + side + gap, width }, more: '' });
}
