// One question and answer of OCSP (RFC 6960): is this certificate good? An answer is used only if the issuer, or whom it appointed, signed it.
import { createHash, X509Certificate } from 'node:crypto';
import { BaseBlock, BitString, fromBER, Integer } from 'asn1js';
import { BasicOCSPResponse, OCSPResponse, type SingleResponse } from 'pkijs';
import { issuerAndSerial } from '../cms.ts';
import { NULL, octets, oid, sequence } from '../der.ts';
import { childrenOf, raw } from '../read-cms.ts';
import { isSignedBy } from '../signature-holds.ts';
import { issued } from '../trust.ts';
import { isCurrent, Revoked, type Answer } from './answer.ts';

const SHA1 = '1.3.14.3.2.26';
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9';

/** Without a number of its own: responders that answer from a cache leave it out, and an answer states its time. */
export function ocspRequest(certificate: X509Certificate, issuer: X509Certificate): Uint8Array {
  const { nameHash, keyHash, serial } = identityOf(certificate, issuer);
  return sequence(sequence(sequence(sequence(sequence(sequence(oid(SHA1), NULL), octets(nameHash), octets(keyHash), serial)))));
}

/** By SHA-1, since it only names the issuer, and since many responders know no other. */
function identityOf(certificate: X509Certificate, issuer: X509Certificate) {
  const [name, serial] = childrenOf(fromBER(Uint8Array.from(issuerAndSerial(certificate.raw))).result);
  const [, key] = childrenOf(fromBER(Uint8Array.from(issuer.publicKey.export({ type: 'spki', format: 'der' }))).result);
  if (!name || !(serial instanceof Integer) || !(key instanceof BitString)) throw new Error('the certificate cannot be asked about');
  return { nameHash: sha1(raw(name)), keyHash: sha1(key.valueBlock.valueHexView), serial: raw(serial) };
}

const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest();

/** @returns the reply as it came, to be kept. @throws with the reason in a few words, or `Revoked` */
export function goodOcsp({ bytes, certificate, issuer, now }: Answer): Uint8Array {
  const { responseStatus, responseBytes } = OCSPResponse.fromBER(Uint8Array.from(bytes));
  if (responseStatus.valueBlock.valueDec !== 0 || !responseBytes) throw new Error('it did not answer the question');
  const basic = BasicOCSPResponse.fromBER(Uint8Array.from(responseBytes.response.valueBlock.valueHexView));
  const signature = {
    tbs: basic.tbsResponseData.tbsView,
    algorithm: basic.signatureAlgorithm.algorithmId,
    signature: basic.signature.valueBlock.valueHexView,
  };
  const brought = (basic.certs ?? []).map((one) => new X509Certificate(Buffer.from(one.toSchema().toBER())));
  const signers = [issuer, ...brought.filter((one) => isAppointed(one, issuer, now))];
  if (!signers.some(({ publicKey }) => isSignedBy(publicKey, signature))) throw new Error('its answer is not signed by who may');
  const { keyHash, serial } = identityOf(certificate, issuer);
  const single = basic.tbsResponseData.responses.find(
    ({ certID }) => keyHash.equals(certID.issuerKeyHash.valueBlock.valueHexView) && Buffer.from(certID.serialNumber.toBER()).equals(serial),
  );
  if (!single) throw new Error('it answered about another certificate');
  if (statusOf(single) === REVOKED) throw new Revoked(certificate);
  if (statusOf(single) !== GOOD) throw new Error('it does not know the certificate');
  if (!isCurrent(single, now)) throw new Error('its answer is not of now');
  return bytes;
}

/** The tags of certStatus (RFC 6960 §4.2.1). */
const GOOD = 0;
const REVOKED = 1;

function statusOf(single: SingleResponse): number | undefined {
  const status: unknown = single.certStatus;
  return status instanceof BaseBlock ? status.idBlock.tagNumber : undefined;
}

/** By the issuer itself, and for this (RFC 6960 §4.2.2.2). */
function isAppointed(one: X509Certificate, issuer: X509Certificate, now: Date): boolean {
  return issued(issuer, one) && (one.keyUsage ?? []).includes(OCSP_SIGNING) && one.validFromDate <= now && now <= one.validToDate;
}
