// Which files go with a mail: the document to those who are asked, the sealed one to all at the end, as far as mailboxes take it.
import type { Existing } from '#core/envelope.ts';
import type { NotificationKind } from '#core/notify.ts';
import type { DocumentRef, SealedDocument } from '#core/terms.ts';
import { blobKeys } from '#apps/ports.ts';
import { cleanFilename } from '#apps/clean-text.ts';
import type { Enclosure } from './compose.ts';
import type { Addressed } from '../outbound.ts';

const MOST_ASKING_BYTES = 5 * 1024 * 1024;
/** In base64 with its line ends, and with the text beside it, this stays under the 10 MB that Amazon SES and the stricter mail systems take. */
const MOST_SEALED_BYTES = 7_000_000;

const ASKING: readonly NotificationKind[] = ['sign-request', 'approve-request', 'acknowledge-request'];

type ReadBlob = (key: string) => Promise<Buffer>;

export function sealedWay(state: Existing): 'attached' | 'linked' {
  const sealed = sealedOf(state);
  return sealed.length > 0 && total(sealed) <= MOST_SEALED_BYTES ? 'attached' : 'linked';
}

export async function enclosuresFor({ message, state }: Addressed, read: ReadBlob): Promise<Enclosure[]> {
  if (!state || !('notification' in message)) return [];
  const { kind } = message.notification;
  if (ASKING.includes(kind)) {
    if (total(state.documents) > MOST_ASKING_BYTES) return [];
    return Promise.all(
      state.documents.map(async ({ filename, sha256 }) => ({
        filename: cleanFilename(filename),
        content: await read(blobKeys.presented(state.tenant, sha256)),
      })),
    );
  }
  if (kind !== 'completed' || sealedWay(state) === 'linked') return [];
  return Promise.all(
    sealedOf(state).map(async ({ document, sha256 }) => ({
      filename: sealedName(state.documents.find(({ id }) => id === document)),
      content: await read(blobKeys.sealed(state.tenant, sha256)),
    })),
  );
}

function sealedOf(state: Existing): readonly SealedDocument[] {
  return state.status === 'completed' && state.sealing.state === 'sealed' ? state.sealing.documents : [];
}

function sealedName(document: DocumentRef | undefined): string {
  return cleanFilename(document?.filename).replace(/(?:\.pdf)?$/i, '-sealed.pdf');
}

function total(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
