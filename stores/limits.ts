// What a row may look like on any engine: DynamoDB's limits, held by all engines alike so that nothing works on one machine only.
import type { Item, Key, PartitionQuery } from '#core/ports.ts';

const MOST_PK_BYTES = 2048;
const MOST_SK_BYTES = 1024;
const MOST_ITEM_BYTES = 400 * 1024;
/** Attribute names and number overhead that DynamoDB counts as part of an item. */
const OVERHEAD_BYTES = 64;

export function checkKey({ pk, sk }: Key): void {
  checkPart('partition', pk, MOST_PK_BYTES);
  checkPart('sort', sk, MOST_SK_BYTES);
}

export function checkItem(item: Item): void {
  checkKey(item);
  if (!Number.isSafeInteger(item.version) || item.version < 1) {
    throw new Error(`Could not store a row: its version must be a whole number from 1, not ${item.version}.`);
  }
  const bytes = bytesOf(item);
  if (bytes <= MOST_ITEM_BYTES) return;
  throw new Error(
    `Could not store a row: it has ${bytes} bytes, and ${MOST_ITEM_BYTES} are the most. Large content belongs among the blobs.`,
  );
}

export function checkQuery({ pk, limit = 1 }: PartitionQuery): void {
  checkPart('partition', pk, MOST_PK_BYTES);
  if (!Number.isSafeInteger(limit) || limit < 1) throw new Error(`Could not read rows: a page must hold at least one row, not ${limit}.`);
}

export function bytesOf({ pk, sk, body }: Item): number {
  return Buffer.byteLength(pk) + Buffer.byteLength(sk) + Buffer.byteLength(body) + OVERHEAD_BYTES;
}

function checkPart(which: 'partition' | 'sort', text: string, most: number): void {
  const bytes = Buffer.byteLength(text);
  // Lone surrogates all become U+FFFD in UTF-8, so that two keys would be one row.
  const isWellFormed = !/\p{Surrogate}/u.test(text);
  if (bytes >= 1 && bytes <= most && isWellFormed) return;
  throw new Error(`Could not use a row's ${which} key: it must be 1 to ${most} bytes of well-formed text, and has ${bytes}.`);
}
