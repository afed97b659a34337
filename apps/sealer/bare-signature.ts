// The oldest kind of PDF signature, adbe.x509.rsa_sha1 (ISO 32000-1 §12.8.3.2): a bare RSA signature in an OCTET STRING, its certificate
// beside it in the dictionary instead of around it.
import { createVerify, X509Certificate } from 'node:crypto';
import { fromBER, OctetString } from 'asn1js';
import type { FoundSignature } from './byte-range.ts';
import { UNREADABLE, type CmsCheck } from './check-cms.ts';

export const BARE = 'adbe.x509.rsa_sha1';

export function checkBare({ hex, covered, entries }: FoundSignature): CmsCheck {
  const read = readBare(hex, entries);
  if (!read) return UNREADABLE;
  const { certificate, signature } = read;
  const verifier = createVerify('sha1');
  for (const part of covered) verifier.update(part);
  const isValid = certificate.publicKey.asymmetricKeyType === 'rsa' && verifier.verify(certificate.publicKey, signature);
  const faults = isValid ? [] : ['The file was changed after it was signed.'];
  return { ...UNREADABLE, certificate, certificates: [certificate], faults, verdict: isValid ? 'valid' : 'changed' };
}

function readBare(hex: string, entries: string): { certificate: X509Certificate; signature: Uint8Array } | undefined {
  try {
    const { result } = fromBER(Uint8Array.from(Buffer.from(hex, 'hex')));
    const der = certificateIn(entries);
    if (!der || !(result instanceof OctetString)) return undefined;
    return { certificate: new X509Certificate(der), signature: new Uint8Array(result.getValue()) };
  } catch {
    // A stranger's file: asn1js and node throw on anything malformed.
    return undefined;
  }
}

/** /Cert is a string, or a list of strings with the signer's first. */
function certificateIn(entries: string): Buffer | undefined {
  const at = /\/Cert\s*\[?\s*(?=[<(])/.exec(entries);
  if (!at) return undefined;
  const rest = entries.slice(at.index + at[0].length);
  const hex = /^<([0-9a-fA-F\s]+)>/.exec(rest)?.[1];
  return hex === undefined ? literal(rest) : Buffer.from(hex.replace(/\s/g, ''), 'hex');
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** ISO 32000-1 §7.3.4.2: brackets may nest, and a backslash takes the next mark, or three octal digits, as they are. */
function literal(text: string): Buffer {
  let depth = 0;
  let read = '';
  for (const [token] of text.matchAll(/\\(?:[0-7]{1,3}|\r\n|[\s\S])|[\s\S]/g)) {
    if (token === '(' && depth++ === 0) continue;
    if (token === ')' && --depth === 0) break;
    read += token.length > 1 ? escaped(token.slice(1)) : token;
  }
  return Buffer.from(read, 'latin1');
}

function escaped(code: string): string {
  if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 255);
  return /^[\r\n]/.test(code) ? '' : (ESCAPES[code] ?? code);
}
