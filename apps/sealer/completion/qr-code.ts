// The way from paper to the verification page: a QR code, drawn as rectangles so that no picture format comes in.
import { create } from 'qrcode';

/** @param size with the quiet zone of four modules that scanners need (ISO/IEC 18004 §6.3.8) left to the white around it */
export function qrCode(doc: PDFKit.PDFDocument, { url, x, y, size }: { url: string; x: number; y: number; size: number }): void {
  const { modules } = create(url, { errorCorrectionLevel: 'M' });
  const step = size / modules.size;
  for (let row = 0; row < modules.size; row++)
    for (const { from, to } of darkRuns((column) => modules.get(row, column) === 1, modules.size))
      doc.rect(x + from * step, y + row * step, (to - from) * step, step);
  doc.fill('#000000');
}

/** Neighbours in one rectangle: viewers would show hairlines between them. */
function darkRuns(isDark: (column: number) => boolean, size: number): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (let from = 0; from < size; from++) {
    let to = from;
    while (to < size && isDark(to)) to++;
    if (to > from) runs.push({ from, to });
    from = to;
  }
  return runs;
}
