// The sealed documents that go to the sender's direct messages when all is done, as far as they are small enough to be files in a chat.
import type { Blobs } from '#core/ports.ts';
import type { Message } from '#core/messages.ts';
import type { Existing } from '#core/envelope.ts';
import type { SealedDocument } from '#core/terms.ts';
import { blobKeys } from '#apps/ports.ts';
import { oneLine } from './block-text.ts';
import { MOST_FILE_BYTES } from './slack-http.ts';

/** @property title names the envelope, so that an upload which may have come through is found again */
export type SealedFile = { readonly filename: string; readonly title: string; readonly read: () => Promise<Uint8Array<ArrayBuffer>> };

const MOST_NAME = 100;

export function sealedFilesFor(blobs: Blobs, message: Message): readonly SealedFile[] {
  if (!('notification' in message)) return [];
  const { notification, envelope } = message;
  if (notification.kind !== 'completed' || notification.to !== 'sender') return [];
  return sealedIn(envelope)
    .filter(({ bytes }) => bytes <= MOST_FILE_BYTES)
    .map((sealed, at, all) => {
      const filename = nameOf(envelope, sealed);
      const title = `${filename} (${envelope.id}${all.length > 1 ? `, ${at + 1}/${all.length}` : ''})`;
      return { filename, title, read: async () => bytesOf(blobs, blobKeys.sealed(envelope.tenant, sealed.sha256)) };
    });
}

function sealedIn(state: Existing): readonly SealedDocument[] {
  return state.status === 'completed' && state.sealing.state === 'sealed' ? state.sealing.documents : [];
}

/** A name alone, without a path, that says what the file is. */
function nameOf({ documents }: Existing, { document }: SealedDocument): string {
  const filename = documents.find(({ id }) => id === document)?.filename ?? '';
  const base = oneLine(filename.split(/[\\/]/).at(-1) ?? '')
    .replace(/["<>|:*?]/g, '_')
    .replace(/^\.+/, '')
    .replace(/\.pdf$/i, '');
  const chars = Array.from(base).slice(0, MOST_NAME).join('');
  return `${chars === '' ? 'document' : chars}-sealed.pdf`;
}

async function bytesOf(blobs: Blobs, key: string): Promise<Uint8Array<ArrayBuffer>> {
  const content = await blobs.get(key);
  if (content) return Buffer.concat(await Array.fromAsync(content));
  throw new Error(`The blob ${key} is missing, so a sealed document could not be shared on Slack. Restore it; it is then tried again.`);
}
