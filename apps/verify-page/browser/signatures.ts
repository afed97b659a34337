// Signatures checked by WebCrypto: what it wants otherwise than certificates and PDFs have it is put right here.
import { fromBER, Integer, ObjectIdentifier, Sequence } from 'asn1js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { AlgorithmIdentifier, PublicKeyInfo } from 'pkijs';
import { answerTo } from './questions.ts';

export type PublicKey = { readonly asymmetricKeyType: 'rsa' | 'rsa-pss' | 'ec' | 'other'; readonly info: PublicKeyInfo };

export type Signed = {
  readonly hash: string;
  readonly key: PublicKey;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
  readonly isPss: boolean;
};

const HASHES: Readonly<Record<string, { readonly name: string; readonly bytes: number }>> = {
  sha1: { name: 'SHA-1', bytes: 20 },
  sha256: { name: 'SHA-256', bytes: 32 },
  sha384: { name: 'SHA-384', bytes: 48 },
  sha512: { name: 'SHA-512', bytes: 64 },
};
const CURVES: Readonly<Record<string, { readonly name: string; readonly bytes: number }>> = {
  '1.2.840.10045.3.1.7': { name: 'P-256', bytes: 32 },
  '1.3.132.0.34': { name: 'P-384', bytes: 48 },
  '1.3.132.0.35': { name: 'P-521', bytes: 66 },
};
const RSA = '1.2.840.113549.1.1.1';

/** Of what could not be checked here, why: the answer “does not hold” would be a slander then. */
export const beyond = new Set<string>();

export function holds(signed: Signed): boolean {
  const { hash, key, data, signature, isPss } = signed;
  const name = [data, derOf(key.info), signature].map((part) => bytesToHex(sha256(part))).join(' ');
  return answerTo(`${hash} ${isPss ? 'pss' : ''} ${name}`, { ask: async () => ask(signed), meanwhile: false });
}

async function ask(signed: Signed): Promise<boolean> {
  const { hash, key } = signed;
  if (!HASHES[hash]) return unable(`signatures with ${hash}`);
  try {
    if (key.asymmetricKeyType === 'ec') return await holdsOnCurve(signed);
    if (key.asymmetricKeyType === 'other') return unable('this kind of key');
    return signed.isPss ? await holdsWithSalt(signed) : await holdsPlain(signed);
  } catch (fault) {
    return unable(fault instanceof Error && fault.message !== '' ? fault.message : 'this kind of signature');
  }
}

async function holdsPlain({ hash, key, data, signature }: Signed): Promise<boolean> {
  const name = 'RSASSA-PKCS1-v1_5';
  const imported = await crypto.subtle.importKey('spki', plainRsa(key), { name, hash: HASHES[hash]?.name ?? '' }, false, ['verify']);
  return crypto.subtle.verify(name, imported, bytes(signature), bytes(data));
}

/** The salt is as long as the hash, as a rule; node tells its length from the signature, WebCrypto wants to be told. */
async function holdsWithSalt({ hash, key, data, signature }: Signed): Promise<boolean> {
  const { name: hashName = '', bytes: length = 0 } = HASHES[hash] ?? {};
  const imported = await crypto.subtle.importKey('spki', plainRsa(key), { name: 'RSA-PSS', hash: hashName }, false, ['verify']);
  for (const saltLength of new Set([length, 32, 20, 0])) {
    if (await crypto.subtle.verify({ name: 'RSA-PSS', saltLength }, imported, bytes(signature), bytes(data))) return true;
  }
  return false;
}

async function holdsOnCurve({ hash, key, data, signature }: Signed): Promise<boolean> {
  const parameters: unknown = key.info.algorithm.algorithmParams;
  const curve = CURVES[namedIn(parameters)];
  if (!curve) return unable('this elliptic curve');
  const imported = await crypto.subtle.importKey('spki', bytes(derOf(key.info)), { name: 'ECDSA', namedCurve: curve.name }, false, [
    'verify',
  ]);
  const raw = rawSignature(signature, curve.bytes);
  return raw !== undefined && crypto.subtle.verify({ name: 'ECDSA', hash: HASHES[hash]?.name ?? '' }, imported, bytes(raw), bytes(data));
}

/** The curve by its name; one that is spelt out in numbers is none that browsers know. */
function namedIn(parameters: unknown): string {
  return parameters instanceof ObjectIdentifier ? parameters.getValue() : '';
}

/** DER `SEQUENCE {r, s}` (RFC 3279 §2.2.3) as the two numbers side by side (WebCrypto, ECDSA). */
function rawSignature(der: Uint8Array, length: number): Uint8Array | undefined {
  const { result } = fromBER(bytes(der));
  const numbers = result instanceof Sequence ? result.valueBlock.value : [];
  const raw = new Uint8Array(length * 2);
  if (numbers.length !== 2) return undefined;
  for (const [at, number] of numbers.entries()) {
    if (!(number instanceof Integer)) return undefined;
    const digits = new Uint8Array(number.valueBlock.valueHexView);
    const significant = digits.subarray(digits.findIndex((digit) => digit !== 0));
    if (significant.length > length) return undefined;
    raw.set(significant, (at + 1) * length - significant.length);
  }
  return raw;
}

/** Browsers do not take keys that are marked for RSASSA-PSS alone; the numbers are the same. */
function plainRsa({ info }: PublicKey): Uint8Array<ArrayBuffer> {
  if (info.algorithm.algorithmId === RSA) return bytes(derOf(info));
  const plain = new PublicKeyInfo({ algorithm: new AlgorithmIdentifier({ algorithmId: RSA }), subjectPublicKey: info.subjectPublicKey });
  return bytes(derOf(plain));
}

function derOf(info: PublicKeyInfo): Uint8Array {
  return new Uint8Array(info.toSchema().toBER());
}

function bytes(view: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(view);
}

function unable(why: string): false {
  beyond.add(why);
  return false;
}
