// A row's body as DynamoDB holds it: text, or the same text compressed where that takes less room, since its units are kilobytes. Which of
// the two it is shows in the attribute's type, so that rows of either kind are read for ever. Apart because the counter of units needs it too.
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { Item } from '#core/ports.ts';
import { isPersonPartition } from './person-key.ts';

export type StoredBody = { readonly S: string } | { readonly B: Uint8Array };

/** Most rows are smaller: they stay readable in any tool, and compressed they would cost as much. */
const PLAIN_UP_TO = 512;

/** The best quality takes some milliseconds for a few kilobytes, and far too long for the largest rows. */
const BEST_UP_TO = 32 * 1024;
const { BROTLI_PARAM_MODE, BROTLI_MODE_TEXT, BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;

/** As a row of this partition is stored. */
export function storedBody({ pk, body }: Pick<Item, 'pk' | 'body'>): StoredBody {
  return isPersonPartition(pk) ? { S: body } : packed(body);
}

export function packed(body: string): StoredBody {
  const plain = Buffer.from(body);
  if (plain.length <= PLAIN_UP_TO) return { S: body };
  const quality = plain.length <= BEST_UP_TO ? 11 : 5;
  const params = { [BROTLI_PARAM_MODE]: BROTLI_MODE_TEXT, [BROTLI_PARAM_QUALITY]: quality, [BROTLI_PARAM_SIZE_HINT]: plain.length };
  const small = brotliCompressSync(plain, { params });
  return small.length < plain.length ? { B: small } : { S: body };
}

export function unpacked({ S, B }: { readonly S?: string | undefined; readonly B?: Uint8Array | undefined }): string {
  if (B === undefined) return S ?? '';
  return brotliDecompressSync(B).toString('utf8');
}
