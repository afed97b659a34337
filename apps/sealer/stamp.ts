// The signature page: who signed, with which words, when, and how we know. Set like the last page of a contract.
import type { Attestation, SealJob } from '#core/sealing.ts';
import { signatureFont } from './fonts.ts';
import { counted, printable, utc } from './printable.ts';
import { heightOf, INK, opening, rule, write, type Sheet } from './sheet.ts';

export function signaturePage(sheet: Sheet, job: SealJob): void {
  const pages = job.documents.find(({ filename }) => filename === job.filename)?.pages;
  const what = pages === undefined ? printable(job.filename) : `${printable(job.filename)}, ${counted(pages, 'page')}`;
  opening(sheet, { kicker: 'Signatures', title: printable(job.title), under: `${what}  ·  Reference ${job.envelope}` });
  const who = job.attestations.length === 1 ? 'The person below has signed' : `The ${job.attestations.length} people below have signed`;
  write(sheet, `${who} this document electronically. How each signature was made is told in the certificate of completion.`, { gap: 16 });
  for (const attestation of job.attestations) signature(sheet, attestation);
}

const SPACE = 18;

function signature(sheet: Sheet, attestation: Attestation): void {
  const { doc } = sheet;
  const column = { left: sheet.width * 0.46, gap: 24 };
  const right = { left: sheet.left + column.left + column.gap, width: sheet.width - column.left - column.gap };
  const details: readonly [string, string][] = [
    ['Signed', utc(attestation.at)],
    ['In these words', `“${printable(attestation.words)}”`],
    ['How we know', printable(attestation.proof)],
  ];
  const tall = details.reduce((sum, [, text]) => sum + LABEL + heightOf(sheet, text, { ...SMALL, width: right.width }), 0);
  const height = Math.max(tall, 112);
  sheet.room(Math.min(height + SPACE, 600));
  const top = doc.y;
  const page = doc.page;

  const size = fitted(sheet, { name: printable(attestation.typedName), width: column.left - 8 });
  const font = signatureFont(attestation.typedName);
  doc.font(font).fontSize(size).fillColor(INK.text);
  doc.text(printable(attestation.typedName), sheet.left + 4, top + 44 - size, { lineBreak: false });
  rule({ doc, y: top + 58, left: sheet.left, width: column.left });
  doc.y = top + 64;
  write(sheet, printable(attestation.name), { font: 'semibold', size: 10.5, width: column.left, gap: 1 });
  write(sheet, printable(attestation.email), { size: 9, colour: INK.muted, width: column.left, gap: 1 });
  write(sheet, 'Signed electronically by typing this name', { ...SMALL, colour: INK.muted, width: column.left, gap: 0 });
  const leftEnd = doc.y;

  doc.y = top;
  for (const [label, text] of details) {
    write(sheet, label, { ...SMALL, colour: INK.muted, ...right, gap: 0 });
    write(sheet, text, { ...SMALL, ...right, gap: 6 });
  }
  // A proof may run over to the next page; then the left column has ended on the page before.
  doc.y = (doc.page === page ? Math.max(doc.y, leftEnd) : doc.y) + SPACE;
}

const SMALL = { size: 8.5 };
const LABEL = 14;

/** Long names get smaller instead of leaving their line. */
function fitted(sheet: Sheet, { name, width }: { name: string; width: number }): number {
  const at = (size: number) => sheet.doc.font(signatureFont(name)).fontSize(size).widthOfString(name);
  return Math.max(6, Math.min(30, (30 * width) / Math.max(1, at(30))));
}
