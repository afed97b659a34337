// Brings forms of a small PDF of our own into a document that is about to be rewritten, each object once: typefaces above all.
import { PdfArray, PdfDict, PdfRef, PdfStream, type PDF, type PdfObject } from '@libpdf/core';

/** What is brought must not lead back to itself; forms and typefaces never do. */
export function bringer(from: PDF, to: PDF): (ref: PdfRef) => PdfRef {
  const known = new Map<string, PdfRef>();
  const bring = (ref: PdfRef): PdfRef => {
    const brought = known.get(ref.toString());
    if (brought) return brought;
    const object = from.getObject(ref);
    if (!object) throw new Error(`Could not bring ${ref.toString()} into the document: it is not in the file that was drawn for it.`);
    const made = to.register(copyOf(object, bring));
    known.set(ref.toString(), made);
    return made;
  };
  return bring;
}

function copyOf(object: PdfObject, bring: (ref: PdfRef) => PdfRef): PdfObject {
  if (object instanceof PdfRef) return bring(object);
  if (object instanceof PdfArray) return new PdfArray(object.toArray().map((one) => copyOf(one, bring)));
  if (!(object instanceof PdfDict)) return object;
  const copy = object instanceof PdfStream ? new PdfStream(undefined, object.data) : new PdfDict();
  for (const [key, value] of object) {
    // A stream's length is written anew.
    if (!(object instanceof PdfStream && key.value === 'Length')) copy.set(key, copyOf(value, bring));
  }
  return copy;
}
