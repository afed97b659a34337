// What the pages need besides the sheet: the words of the envelope's language, its clock, and numbers as the eye can compare them.
import type { Phrases } from '#core/phrases/phrases.ts';
import type { Whose } from '#core/sealing.ts';
import { shown } from '../text/printable.ts';
import type { Times } from './times.ts';

export type Written = { readonly phrases: Phrases; readonly times: Times };

/** `Ana <ana@northwind.test>` */
export function person({ name, email }: Whose): string {
  return `${shown(name)} <${shown(email)}>`;
}

/** A fingerprint in two lines of four groups, which the eye can compare. */
export function grouped(hash: string): string {
  return hash.replace(/(.{8})(?=.)/g, '$1 ').replace(/^(.{35}) /, '$1\n');
}
