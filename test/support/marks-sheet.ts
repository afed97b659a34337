// A page with every kind of field, each in a frame, and what people from all over enter there; some of it has too little room.
import type { FieldKind, Place } from '#core/fields.ts';
import type { Mark } from '#core/sealing.ts';
import { FROM_ALL_OVER } from './certificate-stories.ts';
import { pdfkitPdf } from './pdf.ts';
import { instant } from './seal-job.ts';

const NAMES = ['Łukasz Żółć', 'Bartholomäus von Hohenlohe-Waldenburg-Schillingsfürst', ...FROM_ALL_OVER.map(([name]) => name)];
const DRAWN =
  'M100 300L140 200L180 90L210 60L230 90L210 180L190 290L230 250L270 210L300 230L310 270L350 240L400 215L420 260L460 240L520 220L560 250L620 210L700 240L860 190M300 120L302 121';
const SIGNED_AT = instant('2026-11-25T10:04:11.000Z');

type At = Omit<Place, 'page'>;

function mark(kind: FieldKind, { value, name = 'Łukasz Żółć', ...over }: Partial<Mark>, at: At): Mark {
  return { kind, value: value ?? '', name, label: '', at: SIGNED_AT, ...over, place: { page: 1, ...at } };
}

function rowOf(name: string, index: number): Mark[] {
  const top = 50 + index * 62;
  return [
    mark('signature', { name, value: name }, { left: 50, top, width: 180, height: 50 }),
    mark('initials', { name, value: Array.from(name)[0] ?? '' }, { left: 245, top, width: 40, height: 24 }),
    mark('text', { name, value: `${name}, Head of Purchasing (${index}).` }, { left: 300, top, width: 150, height: 50 }),
    mark('signature', { name, value: name }, { left: 460, top, width: 90, height: 18 }),
    mark('checkbox', { name, value: index % 2 === 0 ? '' : 'yes' }, { left: 460, top: top + 22, width: 12, height: 12 }),
    mark('date', { name, value: '2026-11-25' }, { left: 480, top: top + 22, width: 90 - 30 * (index % 3), height: 14 - 3 * (index % 3) }),
  ];
}

const AGREE = { left: 430, top: 690, width: 130, height: 14 };

export const SHEET_MARKS: readonly Mark[] = [
  ...NAMES.flatMap(rowOf),
  mark('signature', { value: DRAWN }, { left: 50, top: 690, width: 180, height: 60 }),
  mark('initials', { value: DRAWN }, { left: 245, top: 690, width: 40, height: 24 }),
  mark('text', { value: 'A very long answer to a short question. '.repeat(12) }, { left: 300, top: 690, width: 120, height: 36 }),
  mark('checkbox', { value: 'yes', label: 'I agree to the terms', covers: { page: 1, ...AGREE } }, AGREE),
];

export async function marksSheet(): Promise<Uint8Array> {
  return pdfkitPdf({ size: 'A4', margin: 0 }, (doc) => {
    doc.fontSize(9).text('{{check:1:I agree to the terms}}', AGREE.left, AGREE.top + 2, { lineBreak: false });
    doc.lineWidth(0.3).strokeColor('#e07070');
    for (const { place } of SHEET_MARKS) doc.rect(place.left, place.top, place.width, place.height).stroke();
  });
}
