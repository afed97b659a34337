// Puts a signature or a time-stamp where room was kept for it, once it is known what it covers: everything but itself.
import type { Growing } from './incremental.ts';
import { latin1 } from './serialise.ts';
import { byteRangeText, gapIn, ROOM } from './signature-field.ts';

export type Gap = {
  readonly file: Pick<Growing, 'length' | 'hash'>;
  /** The section that comes next, written into. */
  readonly tail: Buffer;
  /** @param digest SHA-256 of what is covered */
  readonly content: (digest: Uint8Array) => Promise<Uint8Array>;
};

/** @returns the hex digits in the gap, the padding among them */
export async function fillGap({ file, tail, content }: Gap): Promise<string> {
  const { from, digest } = measured({ file, tail });
  const filling = await content(digest);
  if (filling.length > ROOM)
    throw new Error(`Could not seal: the signature takes ${filling.length} bytes, ${ROOM} are reserved. Shorten the certificate chain.`);
  const hex = Buffer.from(filling)
    .toString('hex')
    .padEnd(ROOM * 2, '0');
  latin1(hex).copy(tail, from + 1 - file.length);
  return hex;
}

/** States in the section what is covered. @returns its digest, and where in the whole file the gap begins */
function measured({ file, tail }: Omit<Gap, 'content'>): { readonly from: number; readonly digest: Uint8Array } {
  const { byteRangeAt, from, to } = gapIn(tail, file.length);
  const range = [0, from, to, file.length + tail.length - to];
  latin1(byteRangeText(range)).copy(tail, byteRangeAt);
  const digest = file.hash
    .copy()
    .update(tail.subarray(0, from - file.length))
    .update(tail.subarray(to - file.length))
    .digest();
  return { from, digest };
}

/** @returns the digest of what will be covered; the section stays as it is, for whoever fills it later */
export function digestAround({ file, tail }: Omit<Gap, 'content'>): Uint8Array {
  return measured({ file, tail: Buffer.from(tail) }).digest;
}
