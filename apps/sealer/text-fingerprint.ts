// The text that a reader shows on each page, as one hash: rewriting a damaged file must not quietly change what it says.
import { createHash } from 'node:crypto';
import { getDocument, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { FLATTENED } from './places/flatten.ts';

type TextContent = Awaited<ReturnType<PDFPageProxy['getTextContent']>>;

/** Long documents are sampled, so that reading them twice stays within the time of one intake. */
const MOST_PAGES = 200;

export async function textFingerprint(file: Uint8Array): Promise<string> {
  const task = getDocument({ data: Uint8Array.from(file), verbosity: 0, useSystemFonts: false });
  try {
    const doc = await task.promise;
    const hash = createHash('sha256');
    const step = Math.max(1, Math.ceil(doc.numPages / MOST_PAGES));
    for (let number = 1; number <= doc.numPages; number += step) {
      const page = await doc.getPage(number);
      hash.update(`${number} ${page.view.map(Math.round).join(' ')} ${page.rotate}\n`);
      hash.update(await textOf(page));
    }
    return hash.digest('hex');
  } finally {
    await task.destroy();
  }
}

/** A page whose text cannot be read counts as the same when it cannot be read after rewriting either. */
async function textOf(page: Pick<PDFPageProxy, 'getTextContent'>): Promise<string> {
  try {
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    return withoutFields(items).join('\n');
  } catch {
    return 'unreadable';
  }
}

/** What stood in the form is no text of the page before it was made part of it, so it is left out after that as well. */
function withoutFields(items: TextContent['items']): string[] {
  const text: string[] = [];
  let within = 0;
  for (const item of items) {
    if ('str' in item) {
      if (within === 0) text.push(item.str);
    } else if (item.type === 'endMarkedContent') within = Math.max(0, within - 1);
    else if (within > 0 || ('tag' in item && item.tag === FLATTENED)) within++;
  }
  return text;
}
