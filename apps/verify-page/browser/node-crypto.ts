// What the checks use of `node:crypto`, in a browser: the build puts this file in its place. Hashes are computed here, or by WebCrypto where
// much is hashed; signatures are always WebCrypto's.
import { sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { answerTo } from './questions.ts';
import { holds, type PublicKey } from './signatures.ts';

export { X509Certificate } from './certificate.ts';

export const constants = { RSA_PKCS1_PSS_PADDING: 6, RSA_PSS_SALTLEN_AUTO: -2 } as const;

const HASHES = { sha1, sha224, sha256, sha384, sha512 } as const;
const SUBTLE: Readonly<Record<string, string>> = { sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' };
/** Above it WebCrypto is faster than a second round of the check. */
const MUCH = 4 * 1024 * 1024;

type Content = string | Uint8Array;

export function createHash(name: string) {
  const parts: Uint8Array[] = [];
  return {
    update(part: Content, _encoding?: string) {
      parts.push(bytesOf(part));
      return this;
    },
    digest(encoding?: 'hex') {
      const digest = Buffer.from(digestOf(name, parts));
      return encoding === 'hex' ? digest.toString('hex') : digest;
    },
  };
}

export function createVerify(hash: string) {
  const parts: Uint8Array[] = [];
  return {
    update(part: Content) {
      parts.push(bytesOf(part));
      return this;
    },
    verify(key: PublicKey | { readonly key: PublicKey; readonly padding?: number }, signature: Uint8Array): boolean {
      const isWrapped = 'key' in key;
      const isPss = isWrapped && key.padding === constants.RSA_PKCS1_PSS_PADDING;
      return holds({ hash, key: isWrapped ? key.key : key, data: Buffer.concat(parts), signature, isPss });
    },
  };
}

function digestOf(name: string, parts: readonly Uint8Array[]): Uint8Array {
  const hash = Object.entries(HASHES).find(([known]) => known === name)?.[1];
  if (!hash) throw new Error(`The hash ${name} is not supported here.`);
  const subtle = SUBTLE[name];
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (length < MUCH || subtle === undefined) return parts.reduce((sum, part) => sum.update(part), hash.create()).digest();
  const meanwhile = new Uint8Array(hash.outputLen);
  const ask = async () => new Uint8Array(await crypto.subtle.digest(subtle, Buffer.concat(parts)));
  return answerTo(`${name} ${parts.map(placeOf).join(' ')}`, { ask, meanwhile });
}

const buffers = new WeakMap<ArrayBufferLike, number>();
let known = 0;

/** A stretch of memory by where it is: the file is read once and never written to, and to hash it for its name is what is to be saved. */
function placeOf({ buffer, byteOffset, length }: Uint8Array): string {
  const number = buffers.get(buffer) ?? (known += 1);
  buffers.set(buffer, number);
  return `${number}+${byteOffset}+${length}`;
}

function bytesOf(part: Content): Uint8Array {
  return typeof part === 'string' ? new TextEncoder().encode(part) : part;
}

export function verify(hash: string, data: Uint8Array, ...[key, signature]: readonly [PublicKey, Uint8Array]): boolean {
  return holds({ hash, key, data, signature, isPss: false });
}
