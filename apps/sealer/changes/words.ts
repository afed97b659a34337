// Says what a difference between two revisions is, as the person who reads it would call it.
import { PdfArray, PdfDict, PdfName, PdfString, type PDF, type PdfObject } from '@libpdf/core';
import { isSignature, objectAt } from './permitted.ts';
import { resolved, type Difference } from './walk.ts';

type Revisions = { readonly before: PDF; readonly after: PDF };

const CATALOG: Readonly<Record<string, string>> = {
  OpenAction: 'An action that starts when the document is opened was added or changed.',
  AA: 'An action that starts by itself was added or changed.',
  AF: 'Attached files were added, changed or taken out.',
  Metadata: 'The description of the document (its metadata) was changed.',
  OCProperties: 'The layers that are shown were changed.',
  Perms: 'What the document permits (its certification) was changed.',
  Outlines: 'The bookmarks were changed.',
  PageLabels: 'The numbers of the pages were changed.',
};
const NAMES: Readonly<Record<string, string>> = {
  JavaScript: 'A script (JavaScript) was added or changed.',
  EmbeddedFiles: 'Attached files were added, changed or taken out.',
};
const PAGE: Readonly<Record<string, string>> = {
  Contents: 'The content of page # was changed.',
  Resources: 'What page # shows (its fonts, pictures or forms) was changed.',
  MediaBox: 'The size of page # was changed.',
  CropBox: 'The visible part of page # was changed.',
  Rotate: 'Page # was turned.',
  AA: 'An action that starts by itself was added to page #, or changed.',
};

export function sentenceOf(difference: Difference, revisions: Revisions): string {
  const [root, ...place] = difference.place;
  if (root === 'pages') return ofPages(difference);
  if (root === 'page') return ofPage(difference, { place, revisions });
  if (root === 'catalog') return ofCatalog(difference, { place, revisions });
  return root === 'info' ? 'The description of the document (title, author, dates) was changed.' : 'How the file is locked was changed.';
}

function ofPages({ place, before }: Difference): string {
  if (place.length > 1) return 'The pages were put in another order.';
  return before === undefined ? 'A page was added.' : 'A page was taken out.';
}

type Context = { readonly place: Difference['place']; readonly revisions: Revisions };

function ofPage(difference: Difference, { place, revisions }: Context): string {
  const [number, key, ...rest] = place;
  if (key === 'Annots') return ofAnnotation(difference, { place: rest, revisions }).replace('#', String(number));
  return (PAGE[String(key)] ?? `Page # was changed (${String(key)}).`).replace('#', String(number));
}

function ofAnnotation(difference: Difference, { place, revisions: { before, after } }: Context): string {
  const isWhole = place.length === 1;
  const at = difference.place.slice(0, 4);
  if (place.length === 0) return 'The notes and fields on page # were changed.';
  if (isWhole && difference.before === undefined) return `${called(after, dictOf(after, difference.after))} was added on page #.`;
  const annotation = objectAt(before, at);
  if (isWhole && difference.after === undefined) return `${called(before, annotation)} on page # was taken off.`;
  const key = place[1];
  if (annotation && isSignature(before, annotation) && key === 'AP') return 'The picture of a signature on page # was replaced.';
  const what = called(before, annotation);
  if (key === 'AP') return `What ${what[0]?.toLowerCase()}${what.slice(1)} on page # shows was replaced.`;
  return `${what} on page # was changed.`;
}

function ofCatalog(difference: Difference, { place, revisions }: Context): string {
  const [key = '', ...rest] = place;
  if (key === 'Names') return NAMES[String(rest[0])] ?? 'The names that links lead to were changed.';
  if (key === 'AcroForm') return ofForm(difference, { place: rest, revisions });
  return CATALOG[String(key)] ?? `Something in the document was changed (${String(key)}).`;
}

function ofForm(difference: Difference, { place, revisions: { before, after } }: Context): string {
  const [key, , inner] = place;
  if (key === 'XFA') return 'The form’s XFA definition was added or changed.';
  if (key !== 'Fields') return 'How the form’s fields look was changed.';
  if (inner === undefined && difference.before === undefined) return `${called(after, dictOf(after, difference.after))} was added.`;
  return `${called(before, objectAt(before, difference.place.slice(0, 4)))} was ${inner === undefined && difference.after === undefined ? 'taken out' : 'changed'}.`;
}

/** “The form field “rent”” or “An annotation (FreeText)”. */
function called(pdf: PDF, annotation: PdfDict | undefined): string {
  const name = annotation ? resolved(pdf, annotation.get('T')) : undefined;
  const subtype = annotation ? resolved(pdf, annotation.get('Subtype')) : undefined;
  const isField = annotation?.has('FT') === true || (subtype instanceof PdfName && subtype.value === 'Widget');
  if (annotation && isField && isSignature(pdf, annotation)) return 'A signature field';
  if (isField) return name instanceof PdfString ? `The form field “${name.asString()}”` : 'A form field';
  return subtype instanceof PdfName ? `An annotation (${subtype.value})` : 'An annotation';
}

function dictOf(pdf: PDF, object: PdfObject | undefined): PdfDict | undefined {
  const found = resolved(pdf, object);
  return found instanceof PdfDict && !(found instanceof PdfArray) ? found : undefined;
}
