// Every dictionary that a reader of the document can come to, streams and those written in place included, each once.
import { PdfArray, PdfDict, PdfRef, type PDF, type PdfObject } from '@libpdf/core';

export function dictionariesOf(pdf: PDF): Set<PdfDict> {
  const found = new Set<PdfDict>();
  const seen = new Set<string>();
  const queue: PdfObject[] = [pdf.getCatalog()];
  for (let object = queue.pop(); object; object = queue.pop()) {
    if (object instanceof PdfRef) {
      if (seen.has(object.toString())) continue;
      seen.add(object.toString());
      const target = pdf.getObject(object);
      if (target) queue.push(target);
    } else if (object instanceof PdfArray) {
      queue.push(...object);
    } else if (object instanceof PdfDict && !found.has(object)) {
      found.add(object);
      for (const [, value] of object) queue.push(value);
    }
  }
  return found;
}
