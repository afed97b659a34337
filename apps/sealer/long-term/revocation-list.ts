// A revocation list (RFC 5280 §5), for certificates whose issuer has no OCSP: used only if the issuer signed it and it is of now.
import { CertificateRevocationList } from 'pkijs';
import { isSignedBy } from '../signature-holds.ts';
import { isCurrent, Revoked, type Answer } from './answer.ts';

/** @returns the list as it came, to be kept. @throws with the reason in a few words, or `Revoked` */
export function goodList({ bytes, certificate, issuer, now }: Answer): Uint8Array {
  const list = CertificateRevocationList.fromBER(Uint8Array.from(bytes));
  const signature = {
    tbs: list.tbsView,
    algorithm: list.signatureAlgorithm.algorithmId,
    signature: list.signatureValue.valueBlock.valueHexView,
  };
  if (!isSignedBy(issuer.publicKey, signature)) throw new Error('its list is not signed by the issuer');
  const [thisUpdate, nextUpdate] = [list.thisUpdate.value, list.nextUpdate?.value];
  if (!isCurrent({ thisUpdate, ...(nextUpdate && { nextUpdate }) }, now)) throw new Error('its list is not of now');
  const serial = BigInt(`0x${certificate.serialNumber}`);
  const numbers = (list.revokedCertificates ?? []).map(({ userCertificate }) => userCertificate.valueBlock.valueHexView);
  if (numbers.some((number) => BigInt(`0x${Buffer.from(number).toString('hex')}`) === serial)) throw new Revoked(certificate);
  return bytes;
}
