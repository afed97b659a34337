// What a time-stamping authority answers (RFC 3161 §2.4.2): the request's own imprint and number, the time, and a signature over all of it.
import { createHash, randomBytes, sign } from 'node:crypto';
import { fromBER } from 'asn1js';
import { TimeStampReq } from 'pkijs';
import { issuerAndSerial, OID } from '#apps/sealer/cms.ts';
import { explicit, NULL, octets, oid, sequence, setOf, small, unsigned } from '#apps/sealer/der.ts';
import type { TimeAuthority } from './kept-authority.ts';

type Asked = { readonly request: Uint8Array; readonly by: TimeAuthority; readonly at: Date };

/** One of those that are set aside for examples (RFC 5612). */
const POLICY = '1.3.6.1.4.1.32473.1';
const SHA256 = sequence(oid(OID.sha256), NULL);
const REFUSED = sequence(sequence(small(2)));

/** @returns DER; of anything but a SHA-256 digest there is no time-stamp */
export function stampReply({ request, by, at }: Asked): Uint8Array {
  const asked = read(request);
  if (!asked) return REFUSED;
  const info = sequence(
    small(1),
    oid(POLICY),
    sequence(SHA256, octets(asked.imprint)),
    unsigned(randomBytes(8)),
    generalizedTime(at),
    ...(asked.nonce ? [unsigned(asked.nonce)] : []),
  );
  return sequence(sequence(small(0)), token(info, by));
}

function read(request: Uint8Array): { imprint: Uint8Array; nonce: Uint8Array | undefined } | undefined {
  try {
    const { messageImprint, nonce } = new TimeStampReq({ schema: fromBER(Uint8Array.from(request)).result });
    const imprint = messageImprint.hashedMessage.valueBlock.valueHexView;
    if (messageImprint.hashAlgorithm.algorithmId !== OID.sha256 || imprint.length !== 32) return undefined;
    return { imprint, nonce: nonce?.valueBlock.valueHexView };
  } catch {
    // asn1js and pkijs throw on anything malformed; anyone may ask.
    return undefined;
  }
}

function token(info: Buffer, { certificate, chain, key }: TimeAuthority): Buffer {
  const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  const attributes = [
    attribute(OID.contentType, oid(OID.timestampInfo)),
    attribute(OID.messageDigest, octets(digest(info))),
    attribute(OID.signingCertificateV2, sequence(sequence(sequence(octets(digest(certificate)))))),
  ];
  const signerInfo = sequence(
    small(1),
    issuerAndSerial(certificate),
    SHA256,
    setOf(attributes, 0xa0),
    sequence(oid(OID.ecdsaSha256)),
    octets(sign('sha256', setOf(attributes), key)),
  );
  const signed = sequence(
    small(3),
    setOf([SHA256]),
    sequence(oid(OID.timestampInfo), explicit(0, octets(info))),
    setOf([certificate, ...chain], 0xa0),
    setOf([signerInfo]),
  );
  return sequence(oid(OID.signedData), explicit(0, signed));
}

function attribute(type: string, value: Uint8Array): Buffer {
  return sequence(oid(type), setOf([value]));
}

/** `YYYYMMDDhhmmssZ`: fractions of a second are allowed, and not needed. */
function generalizedTime(at: Date): Buffer {
  const text = `${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  return Buffer.concat([Buffer.from([0x18, text.length]), Buffer.from(text, 'latin1')]);
}
