// The PDFs behind the page: what was presented, and what was sealed. Reading them changes nothing.
import type { Context } from 'hono';
import { plus } from '#core/time.ts';
import { blobKeys } from '#apps/ports.ts';
import type { Visitor } from './identity.ts';
import { showsDocuments } from './standing.ts';
import { tidy } from './tidy.ts';
import type { WebPorts } from './web-ports.ts';

type File = { readonly key: string; readonly filename: string; readonly disposition: 'inline' | 'attachment' };

/** @param n from 1 */
export function presentedFile({ claim, state, recipient }: Visitor, n: number): File | undefined {
  const document = showsDocuments({ state, recipient }) ? state.documents[n - 1] : undefined;
  return document && { key: blobKeys.presented(claim.tenant, document.sha256), filename: document.filename, disposition: 'inline' };
}

export function sealedFile({ claim, state }: Visitor, n: number): File | undefined {
  if (state.status !== 'completed' || state.sealing.state !== 'sealed') return undefined;
  const sealed = state.sealing.documents[n - 1];
  if (!sealed) return undefined;
  const name = state.documents.find(({ id }) => id === sealed.document)?.filename ?? state.title;
  return { key: blobKeys.sealed(claim.tenant, sealed.sha256), filename: `${stem(name)}-sealed.pdf`, disposition: 'attachment' };
}

/** Long enough for a slow start, too short to be of use to whoever finds it. */
const LINK = { minutes: 5 } as const;

type Means = Pick<WebPorts, 'blobs' | 'clock' | 'largeFiles'>;

export async function sendFile(c: Context, means: Means, { key, filename, disposition }: File): Promise<Response> {
  const { blobs, clock, largeFiles } = means;
  const head = await blobs.head(key);
  if (head && largeFiles && head.bytes > largeFiles.overBytes) {
    const link = await blobs.link(key, { expiresAt: plus(clock(), LINK), filename: safeName(filename) });
    if (link !== undefined) return c.redirect(link, 307);
  }
  const content = head && (await blobs.get(key));
  if (!content) throw new Error(`Could not read the blob ${key}: it is on record but not there. Restore the data from a backup.`);
  return c.body(ReadableStream.from(content), 200, {
    'Content-Type': 'application/pdf',
    'Content-Length': String(head.bytes),
    'Content-Disposition': `${disposition}; filename="${asciiName(filename)}"; filename*=UTF-8''${encoded(safeName(filename))}`,
  });
}

function stem(filename: string): string {
  return filename.replace(/\.pdf$/i, '');
}

/** No path, no control or misleading characters, always a PDF's ending. */
function safeName(filename: string): string {
  const bare = stem(tidy(filename).replace(/[\\/:*?"<>|\n\t]/g, ' '))
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
    .trim();
  return `${bare.slice(0, 120) || 'document'}.pdf`;
}

function asciiName(filename: string): string {
  return safeName(filename).replace(/[^\u0020-\u007e]|[%;']/g, '_');
}

/** RFC 8187 §3.2.1. */
function encoded(filename: string): string {
  return encodeURIComponent(filename.toWellFormed()).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
