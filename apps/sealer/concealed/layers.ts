// Layers that not every reader shows alike (ISO 32000-1 §8.11): off to begin with, or on only on screen, only in print, only at some
// enlargement, only for some people; and content that is shown by what other layers are not.
import { PdfArray, type PDF, type PdfDict, type PdfObject } from '@libpdf/core';
import { resolve } from '../attachment.ts';
import { idOf } from '../changes/walk.ts';
import { dictOf, listOf, nameOf, numberOf, stringOf } from './entries.ts';
import { dictionariesOf } from './reachable.ts';

/** @returns its name, which may be empty, or nothing where all is shown to all */
export function concealedLayer(pdf: PDF): string | undefined {
  const properties = dictOf(pdf, pdf.getCatalog().get('OCProperties'));
  const shown = properties && dictOf(pdf, properties.get('D'));
  if (!properties || !shown) return undefined;
  const groups = listOf(pdf, properties.get('OCGs'));
  const on = listOf(pdf, shown.get('ON')).map(idOf);
  const base = nameOf(pdf, shown.get('BaseState'));
  const off = base === 'OFF' ? groups.filter((group) => !on.includes(idOf(group))) : listOf(pdf, shown.get('OFF'));
  const automatic = automaticOf(pdf, shown);
  const hidden = off.find((group) => dictOf(pdf, group)) ?? groups.find((group) => differsByUse(pdf, { group, automatic }));
  if (hidden !== undefined) return stringOf(pdf, dictOf(pdf, hidden)?.get('Name')) ?? '';
  return [...dictionariesOf(pdf)].some((dict) => nameOf(pdf, dict.get('Type')) === 'OCMD' && isHidden(pdf, dict)) ? '' : undefined;
}

type Automatic = ReadonlyMap<string, ReadonlySet<string>>;

/** The categories by which a reader switches layers itself, and which ones (§8.11.4.4). */
function automaticOf(pdf: PDF, shown: PdfDict): Automatic {
  const found = new Map<string, Set<string>>();
  for (const rule of listOf(pdf, shown.get('AS')).map((item) => dictOf(pdf, item)))
    for (const category of listOf(pdf, rule?.get('Category')).map((item) => nameOf(pdf, item) ?? ''))
      for (const group of listOf(pdf, rule?.get('OCGs'))) found.set(category, (found.get(category) ?? new Set()).add(idOf(group)));
  return found;
}

/** Many readers heed what a layer says of screen and print without being told to; of the rest, only what they are told. */
const STATED = ['View', 'Print'];
const LARGEST = 1e6;

function differsByUse(pdf: PDF, { group, automatic }: { group: PdfObject; automatic: Automatic }): boolean {
  const usage = dictOf(pdf, dictOf(pdf, group)?.get('Usage'));
  if (!usage) return false;
  const isOff = (use: string) => nameOf(pdf, dictOf(pdf, usage.get(use))?.get(`${use}State`)) === 'OFF';
  const isTold = (use: string) => automatic.get(use)?.has(idOf(group)) === true;
  if (STATED.some(isOff) || (isTold('Export') && isOff('Export'))) return true;
  const zoom = dictOf(pdf, usage.get('Zoom'));
  const isByZoom =
    zoom !== undefined && ((numberOf(pdf, zoom.get('min')) ?? 0) > 0 || (numberOf(pdf, zoom.get('max')) ?? LARGEST) < LARGEST);
  return (isTold('Zoom') && isByZoom) || ['Language', 'User'].some((use) => isTold(use) && usage.has(use));
}

const DEEPEST = 16;

/** A membership dictionary (§8.11.2.2), while every layer is on: then only what asks for a layer to be off is hidden. */
function isHidden(pdf: PDF, membership: PdfDict): boolean {
  const expression = resolve(pdf, membership.get('VE'));
  if (expression instanceof PdfArray) return !isTrue(pdf, { expression, depth: 0 });
  const isOfLayers = membership.get('OCGs') !== undefined;
  return isOfLayers && ['AllOff', 'AnyOff'].includes(nameOf(pdf, membership.get('P')) ?? '');
}

function isTrue(pdf: PDF, { expression, depth }: { expression: PdfObject | undefined; depth: number }): boolean {
  const found = resolve(pdf, expression);
  if (!(found instanceof PdfArray) || depth > DEEPEST) return true;
  const [operator, ...operands] = found.toArray();
  const values = operands.map((operand) => isTrue(pdf, { expression: operand, depth: depth + 1 }));
  const kind = nameOf(pdf, operator);
  if (kind === 'Not') return !(values[0] ?? true);
  return kind === 'Or' ? values.some(Boolean) : values.every(Boolean);
}
