// Takes out of a document whatever acts by itself or hides something: scripts, actions, attachments, XFA. What a page shows stays.
import { PdfArray, PdfDict, PdfName, PdfRef, type PDF, type PdfObject } from '@libpdf/core';
import { dictionariesOf } from './concealed/reachable.ts';

const SENTENCES = {
  script: 'Scripts (JavaScript) were removed.',
  automatic: 'Actions that start by themselves (when opening, printing or turning pages) were removed.',
  action: 'Actions that start programs, send data or open other files were removed.',
  attachment: 'Attached files were removed.',
  media: 'Sound, film and 3D content was removed.',
  xfa: 'The XFA form definition was removed; the pages show its last saved state.',
  rights: 'Usage rights set by other software were removed.',
} as const;

type Change = keyof typeof SENTENCES;

/** Action types that leave the page (ISO 32000-1 table 198); GoTo, Named and URI stay. */
const UNSAFE_ACTIONS = new Set(
  'JavaScript Launch SubmitForm ImportData GoToR GoToE Rendition Sound Movie Hide ResetForm SetOCGState Thread Trans GoTo3DView RichMediaExecute'.split(
    ' ',
  ),
);
const UNSAFE_ANNOTATIONS: Record<string, Change> = {
  FileAttachment: 'attachment',
  Sound: 'media',
  Movie: 'media',
  Screen: 'media',
  '3D': 'media',
  RichMedia: 'media',
};

/** @returns what was taken out, in sentences for the sender. */
export function sanitise(pdf: PDF): string[] {
  const changes = new Set<Change>();
  const drop = (dict: PdfDict, { key, change }: { key: string; change: Change }) => {
    if (dict.delete(key)) changes.add(change);
  };
  const resolve = (object: PdfObject | undefined) => (object instanceof PdfRef ? pdf.getObject(object) : object) ?? undefined;

  const catalog = pdf.getCatalog();
  drop(catalog, { key: 'OpenAction', change: 'automatic' });
  drop(catalog, { key: 'Perms', change: 'rights' });
  drop(catalog, { key: 'Collection', change: 'attachment' });
  catalog.delete('NeedsRendering');
  const names = resolve(catalog.get('Names'));
  if (names instanceof PdfDict) {
    drop(names, { key: 'JavaScript', change: 'script' });
    drop(names, { key: 'EmbeddedFiles', change: 'attachment' });
  }
  const form = resolve(catalog.get('AcroForm'));
  if (form instanceof PdfDict) drop(form, { key: 'XFA', change: 'xfa' });

  for (const dict of dictionariesOf(pdf)) {
    drop(dict, { key: 'AA', change: 'automatic' });
    drop(dict, { key: 'AF', change: 'attachment' });
    drop(dict, { key: 'EF', change: 'attachment' });
    for (const key of ['A', 'Next', 'PA']) {
      const change = unsafe(resolve(dict.get(key)), resolve);
      if (change) drop(dict, { key, change });
    }
    const annotations = resolve(dict.get('Annots'));
    if (annotations instanceof PdfArray) removeAnnotations(annotations, { resolve, changes });
  }
  return [...changes].map((change) => SENTENCES[change]);
}

type Resolve = (object: PdfObject | undefined) => PdfObject | undefined;

function unsafe(action: PdfObject | undefined, resolve: Resolve): Change | undefined {
  if (action instanceof PdfArray)
    return action
      .toArray()
      .map((item) => unsafe(resolve(item), resolve))
      .find((change) => change !== undefined);
  if (!(action instanceof PdfDict)) return undefined;
  const type = resolve(action.get('S'));
  if (action.has('JS') || (type instanceof PdfName && type.value === 'JavaScript')) return 'script';
  if (type instanceof PdfName && UNSAFE_ACTIONS.has(type.value)) return 'action';
  const uri = action.getString('URI', (ref) => pdfNull(resolve(ref)))?.asString() ?? '';
  return /^\s*(javascript|vbscript|data|file):/i.test(uri) ? 'action' : undefined;
}

const pdfNull = (object: PdfObject | undefined) => object ?? null;

function removeAnnotations(annotations: PdfArray, { resolve, changes }: { resolve: Resolve; changes: Set<Change> }): void {
  for (let index = annotations.length - 1; index >= 0; index--) {
    const annotation = resolve(annotations.at(index));
    const subtype = annotation instanceof PdfDict ? resolve(annotation.get('Subtype')) : undefined;
    const change = subtype instanceof PdfName ? UNSAFE_ANNOTATIONS[subtype.value] : undefined;
    if (!change) continue;
    annotations.remove(index);
    changes.add(change);
  }
}
