// Files that people send to the bot in its personal chat: a link that is open for some minutes, on SharePoint.
import { z } from 'zod';
import type { ChatFile } from '#apps/chat/chat-ports.ts';
import { isFileUrl, type Endpoints } from './endpoints.ts';

const MOST_BYTES = 25 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
const MOST_REDIRECTS = 3;

const fileSchema = z.object({ name: z.string(), url: z.string() });
type File = z.output<typeof fileSchema>;

/** What a stored request names a file by. */
export function writeFile({ name, url }: File): string {
  return JSON.stringify({ name, url });
}

/** Without the bot's token: the link itself opens the file, and it goes to nobody but SharePoint. */
export async function fetchFile(endpoints: Endpoints, file: string): Promise<ChatFile> {
  const { name: filename, url } = fileSchema.parse(JSON.parse(file));
  const no = (why: string): ChatFile => ({ ok: false, filename, why });
  const response = await follow(endpoints, url);
  if (response === undefined) return no('it is not where Teams keeps files.');
  const { status, headers } = response;
  if (status >= 500 || status === 429)
    throw new Error(`Could not fetch a file from Teams: its store answered ${status}. It is tried again.`);
  if (!response.ok) return no('its link is no longer open. Please send it again.');
  const bytes = await limited(response);
  if (!bytes) return no('it is larger than 25 MB.');
  return { ok: true, filename, contentType: headers.get('content-type') ?? 'application/octet-stream', bytes };
}

async function follow(endpoints: Endpoints, first: string): Promise<Response | undefined> {
  let url = first;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    if (!isFileUrl(endpoints, url)) return undefined;
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) });
    const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (location === null) return response;
    await response.body?.cancel();
    url = new URL(location, url).href;
  }
  return undefined;
}

async function limited(response: Response): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const body: ReadableStream<Uint8Array> | null = response.body;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
