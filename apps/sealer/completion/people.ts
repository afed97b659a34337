// Who did what, when and how: each person once, with the exact words.
import type { Attestation, SealJob } from '#core/sealing.ts';
import { shown } from '../text/printable.ts';
import { beside, heading, type Column } from './blocks.ts';
import { INK, rule, write, type Sheet } from './sheet.ts';
import type { Written } from './written.ts';

const NAMES = 170;
const SMALL = { size: 8.5 };
const MUTED = { ...SMALL, colour: INK.muted };

export function people(sheet: Sheet, { attestations }: SealJob, written: Written): void {
  const { headings, nobodyOutside } = written.phrases.certificate;
  heading(sheet, headings.people);
  if (attestations.length === 0) write(sheet, nobodyOutside);
  for (const [index, attestation] of attestations.entries()) {
    if (index > 0) divide(sheet);
    one(sheet, attestation, written);
  }
}

function divide(sheet: Sheet): void {
  sheet.room(80);
  rule(sheet, { y: sheet.doc.y });
  sheet.doc.y += 7;
}

function one(sheet: Sheet, { name, email, onBehalfOf, act, at, typedName, words, proof }: Attestation, { phrases, times }: Written): void {
  const { acts, labels, quoted, signatures } = phrases.certificate;
  const utc = times.utc(at);
  const left: Column = [
    [shown(name), { style: 'semibold', size: 10.5 }],
    [shown(email), MUTED],
    ...(onBehalfOf === undefined ? [] : ([[signatures.onBehalfOf(shown(onBehalfOf)), MUTED]] as const)),
  ];
  const right: Column = [
    [acts[act], { style: 'semibold', colour: INK.done }],
    [`${times.inWords(at)}${utc === '' ? '' : `  ·  ${utc}`}`, SMALL],
    ...(words === '' ? [] : ([[`${labels.words}: ${quoted(shown(words))}`, SMALL]] as const)),
    ...(act === 'signed' ? ([[`${labels.typedName}: ${shown(typedName)}`, SMALL]] as const) : []),
    [`${labels.proof}: ${shown(proof)}`, MUTED],
  ];
  beside(sheet, { left, right, at: NAMES, gap: 8 });
}
