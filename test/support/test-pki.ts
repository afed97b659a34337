// Certificates of made-up authorities, issued in a moment, with any extension and any validity.
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { explicit, implicit, NULL, octets, oid, sequence, setOf, TRUE, unsigned } from '#apps/sealer/der.ts';

type Bytes = Uint8Array;
export type Keys = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
export type Issued = { readonly der: Uint8Array; readonly keys: Keys; readonly name: string };

export const SHA256_OID = '2.16.840.1.101.3.4.2.1';
export const USAGES = { timeStamping: '1.3.6.1.5.5.7.3.8', ocspSigning: '1.3.6.1.5.5.7.3.9', serverAuth: '1.3.6.1.5.5.7.3.1' } as const;

export const rsaKeys = (): Keys => generateKeyPairSync('rsa', { modulusLength: 2048 });
export const ecKeys = (): Keys => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });

type Request = {
  readonly name: string;
  readonly keys?: Keys;
  /** Absent: by itself. */
  readonly by?: Issued;
  readonly from?: Date;
  readonly to?: Date;
  readonly isCa?: boolean;
  readonly extensions?: readonly Buffer[];
};

let serials = 1000;

export function issue({
  name,
  keys = ecKeys(),
  by,
  from = new Date('2020-01-01T00:00:00Z'),
  to = new Date('2040-01-01T00:00:00Z'),
  isCa = false,
  extensions = [],
}: Request): Issued {
  const issuer = by ?? { name, keys };
  serials += 1;
  const constraints = extension({ id: '2.5.29.19', isCritical: true, value: sequence(...(isCa ? [TRUE] : [])) });
  const tbs = sequence(
    explicit(0, unsigned(Buffer.from([2]))),
    unsigned(Buffer.from(serials.toString(16).padStart(4, '0'), 'hex')),
    signatureAlgorithm(issuer.keys),
    distinguished(issuer.name),
    sequence(utcTime(from), utcTime(to)),
    distinguished(name),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(constraints, ...extensions)),
  );
  return { der: new Uint8Array(signedBy(issuer.keys, tbs)), keys, name };
}

/** The usual shape of what is signed in X.509: content, algorithm, signature. */
export function signedBy(keys: Keys, tbs: Bytes, ...behind: readonly Bytes[]): Buffer {
  return sequence(tbs, signatureAlgorithm(keys), bits(sign('sha256', tbs, keys.privateKey)), ...behind);
}

export function signatureAlgorithm({ privateKey }: Keys): Buffer {
  return privateKey.asymmetricKeyType === 'ec' ? sequence(oid('1.2.840.10045.4.3.2')) : sequence(oid('1.2.840.113549.1.1.11'), NULL);
}

function extension({ id, isCritical = false, value }: { id: string; isCritical?: boolean; value: Bytes }): Buffer {
  return sequence(oid(id), ...(isCritical ? [TRUE] : []), octets(value));
}

export function usedFor(usage: string, isCritical = true): Buffer {
  return extension({ id: '2.5.29.37', isCritical, value: sequence(oid(usage)) });
}

/** Where to ask about it: OCSP, and the issuer's own certificate. */
export function access({ ocsp, issuer }: { ocsp?: string; issuer?: string }): Buffer {
  const at = (method: string, url: string | undefined) => (url === undefined ? [] : [sequence(oid(method), implicit(6, Buffer.from(url)))]);
  return extension({ id: '1.3.6.1.5.5.7.1.1', value: sequence(...at('1.3.6.1.5.5.7.48.1', ocsp), ...at('1.3.6.1.5.5.7.48.2', issuer)) });
}

export function revocationListAt(url: string): Buffer {
  const names = explicit(0, implicit(6, Buffer.from(url)));
  return extension({ id: '2.5.29.31', value: sequence(sequence(explicit(0, names))) });
}

export function distinguished(name: string): Buffer {
  return sequence(setOf([sequence(oid('2.5.4.3'), primitive(0x0c, Buffer.from(name)))]));
}

export function generalizedTime(at: Date): Buffer {
  return primitive(0x18, Buffer.from(`${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`));
}

/** As X.509 wants it of times before 2050 (RFC 5280 §4.1.2.5). */
function utcTime(at: Date): Buffer {
  return primitive(0x17, generalizedTime(at).subarray(4));
}

function bits(bytes: Bytes): Buffer {
  return primitive(0x03, Buffer.concat([Buffer.from([0]), bytes]));
}

export function primitive(tag: number, content: Bytes): Buffer {
  const element = octets(content);
  element[0] = tag;
  return element;
}

export const digestOf = (bytes: Bytes, hash = 'sha256') => createHash(hash).update(bytes).digest();

export function pemOf(der: Bytes, label = 'CERTIFICATE'): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
