// The QR code on paper: exactly the dark modules of the matrix, each once, inside its square.
import PdfKit from 'pdfkit';
import { create } from 'qrcode';
import { expect, it } from 'vitest';
import { qrCode } from '#apps/sealer/completion/qr-code.ts';

it('draws every dark module once and no light one', () => {
  const url = 'https://sign.contoso.test/verify?e=CS-7K3F2-QXA9B';
  const { modules } = create(url, { errorCorrectionLevel: 'M' });
  const drawn = new Map<string, number>();
  const doc = new PdfKit();
  doc.rect = (x, y, width, height) => {
    expect(height).toBeCloseTo(2);
    for (let column = Math.round((x - 100) / 2); column < Math.round((x - 100 + width) / 2); column++) {
      const place = `${Math.round((y - 50) / 2)} ${column}`;
      drawn.set(place, (drawn.get(place) ?? 0) + 1);
    }
    return doc;
  };
  qrCode(doc, { url, x: 100, y: 50, size: modules.size * 2 });
  const dark = Array.from({ length: modules.size ** 2 }, (_, at) => [Math.floor(at / modules.size), at % modules.size] as const)
    .filter(([row, column]) => modules.get(row, column) === 1)
    .map(([row, column]) => `${row} ${column}`);
  expect([...drawn.keys()].toSorted()).toEqual(dark.toSorted());
  expect(new Set(drawn.values())).toEqual(new Set([1]));
});
