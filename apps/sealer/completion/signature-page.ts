// The signature page: who signed without a place of their own in the document, with which words, when, and how we know. Set like the last
// page of a contract.
import type { Attestation } from '#core/sealing.ts';
import { printable, shown } from '../text/printable.ts';
import { beside, opening, type Column } from './blocks.ts';
import type { Part } from './certificate.ts';
import { INK, rule, type Sheet } from './sheet.ts';
import type { Written } from './written.ts';

const LEFT = 0.46;
const SMALL = { size: 8.5 };
const LABEL = { ...SMALL, colour: INK.muted };
const LINE_AT = 58;
/** White between one question and the next. */
const BETWEEN = 5;

export function signaturePage(sheet: Sheet, { job, settings, written }: Part): void {
  const { phrases } = written;
  const { certificate: say } = phrases;
  const inPlace = settings.marks?.drawn.filter(({ kind, value }) => kind === 'signature' && value !== '') ?? [];
  const signed = job.attestations.filter(
    ({ act, name, at }) => act === 'signed' && !inPlace.some((mark) => mark.name === name && mark.at === at),
  );
  if (signed.length === 0) return;
  const pages = job.documents.find(({ filename }) => filename === job.filename)?.pages;
  const what = [shown(job.filename), ...(pages === undefined ? [] : [phrases.pages(pages)]), say.reference(job.envelope)];
  opening(sheet, { kicker: say.signatures.kicker, title: printable(job.title), under: what.join('  ·  ') });
  beside(sheet, { left: [], right: [[say.signatures.intro(signed.length), {}]], at: 0, gap: 14 });
  for (const attestation of signed) signature(sheet, attestation, written);
}

function signature(sheet: Sheet, attestation: Attestation, { phrases, times }: Written): void {
  const { doc } = sheet;
  const { labels, quoted, signatures, acts } = phrases.certificate;
  const { name, email, onBehalfOf, typedName, at, words, proof } = attestation;
  const width = sheet.width * LEFT;
  const utc = times.utc(at);
  const right: Column = [
    [acts.signed, LABEL],
    [times.inWords(at), { ...SMALL, gap: utc === '' ? BETWEEN : 0 }],
    ...(utc === '' ? [] : ([[utc, { ...LABEL, gap: BETWEEN }]] as const)),
    [labels.words, LABEL],
    [quoted(shown(words)), { ...SMALL, gap: BETWEEN }],
    [labels.proof, LABEL],
    [shown(proof), SMALL],
  ];
  const left: Column = [
    [shown(name), { style: 'semibold', size: 10.5 }],
    [shown(email), { size: 9, colour: INK.muted }],
    ...(onBehalfOf === undefined ? [] : ([[signatures.onBehalfOf(shown(onBehalfOf)), SMALL]] as const)),
    [signatures.typed, LABEL],
  ];
  sheet.room(170);
  const top = doc.y;
  hand(sheet, { name: shown(typedName), width: width - 20, baseline: top + LINE_AT - 12 });
  rule(sheet, { y: top + LINE_AT, over: { left: sheet.left, width: width - 12 } });
  beside(sheet, { left: [['', { size: LINE_AT / 1.25 + 5 }], ...left], right, at: width + 12, gap: 24 });
}

/** Long names get smaller instead of leaving their line. */
function hand(sheet: Sheet, { name, width, baseline }: { name: string; width: number; baseline: number }): void {
  const [natural] = sheet.text.lines(name, { style: 'hand', size: 30 });
  const size = Math.max(6, Math.min(30, (30 * width) / Math.max(1, natural?.width ?? 1)));
  const [line] = sheet.text.lines(name, { style: 'hand', size });
  if (line) sheet.text.draw(line, { x: sheet.left + 4, baseline, size, colour: INK.text });
}
