// Identifiers: short, speakable and checked, so that one read aloud or mistyped is noticed instead of hitting a stranger's envelope.

export type EnvelopeId = string & { readonly __brand: 'EnvelopeId' };
export type TenantId = string & { readonly __brand: 'TenantId' };
/** A seat in an envelope: `r1`, `r2` … in the order in which the recipients were named. */
export type RecipientId = string & { readonly __brand: 'RecipientId' };
/** Lower-case hex of a SHA-256. */
export type Sha256 = string & { readonly __brand: 'Sha256' };

/** SHA-256 of UTF-8 text; injected, since the core has no crypto. */
export type HashText = (utf8: string) => Sha256;

/** Crockford's base32: no I, L, O, U. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const BODY_LENGTH = 9; // 45 bits

/**
 * An envelope's id from 45 random-looking bits: `CS-7K3F2-QXA9B`, nine body characters and a check character.
 * @param bytes at least 9; the low five bits of each are used.
 */
export function envelopeIdOf(bytes: Uint8Array): EnvelopeId {
  const body = Array.from(bytes.slice(0, BODY_LENGTH), (byte) => CROCKFORD.charAt(byte & 31)).join('');
  const text = body + CROCKFORD.charAt(damm(body));
  return `CS-${text.slice(0, 5)}-${text.slice(5)}` as EnvelopeId;
}

/** Reads an id as people write it (any case, with or without `CS-`, `#` and hyphens, O for 0, I or L for 1). */
export function parseEnvelopeId(text: string): EnvelopeId | undefined {
  const bare = text.trim().toUpperCase().replace(/^#/, '').replace(/^CS-?/, '').replace(/-/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  if (bare.length !== BODY_LENGTH + 1) return undefined;
  if ([...bare].some((char) => !CROCKFORD.includes(char)) || damm(bare) !== 0) return undefined;
  return `CS-${bare.slice(0, 5)}-${bare.slice(5)}` as EnvelopeId;
}

export function recipientIdOf(ordinal: number): RecipientId {
  return `r${ordinal}` as RecipientId;
}

/**
 * Damm's check over GF(32) (totally anti-symmetric quasigroup 2·(x + y), modulus x^5+x^2+1): finds every single error and every
 * swap of neighbours. Appending the result makes the check of the whole text zero. Source: H. M. Damm, 2004.
 */
function damm(text: string): number {
  let interim = 0;
  for (const char of text) interim = double(interim ^ CROCKFORD.indexOf(char));
  return interim;
}

function double(value: number): number {
  const shifted = value << 1;
  return shifted & 32 ? shifted ^ 0b100101 : shifted;
}
