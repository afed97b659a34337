// What the signatures in a file forbid to whoever comes after: any change at all, or any to its form, which a further signature is
// (ISO 32000-1 §12.8.2).
import type { PDF, PdfDict } from '@libpdf/core';
import { dictOf, listOf, nameOf, numberOf, stringOf } from './concealed/entries.ts';
import { dictionariesOf } from './concealed/reachable.ts';

/** @returns a sentence for the sender, or nothing where a further signature is allowed */
export function forbiddenIn(pdf: PDF): string | undefined {
  const { isFinal, locks } = rulesOf(pdf);
  if (isFinal) return 'Its author certified it against any change, further signatures included. Please ask for a copy that allows signing.';
  // A field that is only being added has a name that nobody could have left open.
  if (!locks.some((lock) => isClosed(pdf, { lock, field: undefined }))) return undefined;
  return 'One of its signatures locks all that could still be filled in, further signatures included. Please ask for a copy that allows signing.';
}

/** Whether a signature of this revision keeps a field as it is. */
export function isLocked(pdf: PDF, field: string): boolean {
  const { isFinal, locks } = rulesOf(pdf);
  return isFinal || locks.some((lock) => isClosed(pdf, { lock, field }));
}

/** ISO 32000-1 table 254, and for locks ISO 32000-2 table 236. */
const NOTHING = 1;

type Rule = { readonly method: string | undefined; readonly rule: PdfDict };

function rulesOf(pdf: PDF): { isFinal: boolean; locks: readonly PdfDict[] } {
  const rules = [...dictionariesOf(pdf)].flatMap((dict) => [...statedBy(pdf, dict), ...signedInto(pdf, dict)]);
  return {
    isFinal: rules.some(({ method, rule }) => [AUTHOR, LOCK].includes(method ?? '') && numberOf(pdf, rule.get('P')) === NOTHING),
    locks: rules.filter(({ method }) => method === LOCK).map(({ rule }) => rule),
  };
}

const AUTHOR = 'DocMDP';
const LOCK = 'FieldMDP';

/** By a signature, also one that the list of permissions does not name: readers differ in whether it has to. */
function statedBy(pdf: PDF, dict: PdfDict): Rule[] {
  if (!dict.has('ByteRange') || !dict.has('Contents')) return [];
  return listOf(pdf, dict.get('Reference')).flatMap((item) => {
    const reference = dictOf(pdf, item);
    const rule = dictOf(pdf, reference?.get('TransformParams'));
    return rule ? [{ method: nameOf(pdf, reference?.get('TransformMethod')), rule }] : [];
  });
}

/** By the field that was signed: what it locks is locked from then on. */
function signedInto(pdf: PDF, dict: PdfDict): Rule[] {
  const lock = dictOf(pdf, dict.get('Lock'));
  return lock && dictOf(pdf, dict.get('V'))?.has('ByteRange') === true ? [{ method: LOCK, rule: lock }] : [];
}

function isClosed(pdf: PDF, { lock, field }: { lock: PdfDict; field: string | undefined }): boolean {
  const named = listOf(pdf, lock.get('Fields')).map((item) => stringOf(pdf, item));
  const isNamed = field !== undefined && named.some((name) => name !== undefined && (field === name || field.startsWith(`${name}.`)));
  const action = nameOf(pdf, lock.get('Action'));
  return action === 'All' || (action === 'Include' && isNamed) || (action === 'Exclude' && !isNamed);
}
