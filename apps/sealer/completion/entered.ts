// What was entered in the document and does not stand on its pages, or not in full: what it is, where it belongs, who entered it.
import type { Mark } from '#core/sealing.ts';
import { sign } from '../marks/pen.ts';
import { shown } from '../text/printable.ts';
import { beside, heading, paragraphs, type Column } from './blocks.ts';
import { INK, type Sheet } from './sheet.ts';
import type { Written } from './written.ts';

const NAMES = 170;
const SMALL = { size: 8.5 };
const PICTURE = { width: 150, height: 40 };

type Entered = { readonly listed: readonly Mark[]; readonly isAttached: boolean; readonly written: Written };

export function entered(sheet: Sheet, { listed, isAttached, written }: Entered): void {
  // A checkbox says something when it is empty, nothing else does.
  const told = listed.filter(({ kind, value }) => kind === 'checkbox' || value !== '');
  if (told.length === 0) return;
  const { headings, marks: say } = written.phrases.certificate;
  // The heading stays with the first of them.
  sheet.room(150);
  heading(sheet, headings.entered);
  paragraphs(sheet, [isAttached ? say.untouched : say.noRoom]);
  for (const mark of told) one(sheet, mark, written);
}

function one(sheet: Sheet, mark: Mark, { phrases }: Written): void {
  const { marks: say } = phrases.certificate;
  const { kind, label, place, name, value } = mark;
  const isWritten = kind === 'signature' || kind === 'initials';
  const left: Column = [
    [label === '' ? say.kinds[kind] : shown(label), { ...SMALL, style: 'semibold' }],
    [say.where({ page: place.page, name: shown(name) }), { ...SMALL, colour: INK.muted }],
  ];
  if (!isWritten) return beside(sheet, { left, right: [[inWords(mark, phrases), SMALL]], at: NAMES });
  sheet.room(PICTURE.height + 8);
  const { doc, text } = sheet;
  sign({ doc, text, scale: 0.7 }, { value, box: { left: sheet.left + NAMES, top: doc.y, ...PICTURE } });
  const below = doc.y + PICTURE.height;
  beside(sheet, { left, right: [], at: NAMES });
  doc.y = Math.max(doc.y, below + 5);
}

function inWords({ kind, value }: Mark, { certificate: { marks: say } }: Written['phrases']): string {
  if (kind === 'checkbox') return value === '' ? say.unticked : say.ticked;
  if (kind === 'date') return say.day(value);
  return shown(value);
}
