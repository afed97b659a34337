// Takes the CMS of a signature apart, as anyone may have written it: lengths stated or not (BER), with or without signed attributes.
import { X509Certificate } from 'node:crypto';
import { Constructed, fromBER, Primitive, Sequence, type AsnType } from 'asn1js';
import { Certificate, ContentInfo, IssuerAndSerialNumber, SignedData, type Attribute, type SignerInfo } from 'pkijs';

export type Cms = {
  readonly signed: SignedData;
  readonly info: SignerInfo;
  readonly attributes: readonly Attribute[];
  readonly certificate: X509Certificate;
  /** All certificates that came with it. */
  readonly certificates: readonly X509Certificate[];
};

/** @returns undefined when it is no signature of one signer whose certificate came with it. Throws on what is malformed. */
export function readCms(bytes: Uint8Array): Cms | undefined {
  // Read with its padding: a length is not always stated (BER).
  const { result, offset } = fromBER(Uint8Array.from(bytes));
  if (offset === -1) return undefined;
  const signed = new SignedData({ schema: new ContentInfo({ schema: result }).content });
  const [info] = signed.signerInfos;
  const certificates = certificatesIn(result).map((der) => new X509Certificate(der));
  const certificate = info ? signerOf(info, certificates) : undefined;
  if (!info || !certificate || signed.signerInfos.length !== 1) return undefined;
  return { signed, info, attributes: info.signedAttrs?.attributes ?? [], certificate, certificates };
}

/** As they stand in the file; pkijs would give its own encoding of them. */
function certificatesIn(contentInfo: AsnType): Uint8Array[] {
  const signedData = childrenOf(childrenOf(contentInfo)[1])[0];
  const set = childrenOf(signedData).find(({ idBlock }) => idBlock.tagClass === CONTEXT && idBlock.tagNumber === 0);
  return childrenOf(set)
    .filter((item) => item instanceof Sequence)
    .map(raw);
}

/** An element with its tag and length, as it was read. */
export function raw(element: AsnType): Uint8Array {
  return new Uint8Array(element.valueBeforeDecodeView);
}

const CONTEXT = 3;

export function childrenOf(element: AsnType | undefined): AsnType[] {
  return element instanceof Constructed ? element.valueBlock.value : [];
}

/** By issuer and serial number both: a serial number alone is shared by the certificates of many small authorities. */
function signerOf({ sid }: SignerInfo, certificates: readonly X509Certificate[]): X509Certificate | undefined {
  return certificates.find(({ raw }) => {
    const certificate = Certificate.fromBER(Uint8Array.from(raw));
    if (sid instanceof IssuerAndSerialNumber)
      return certificate.serialNumber.isEqual(sid.serialNumber) && certificate.issuer.isEqual(sid.issuer);
    return sid instanceof Primitive && keyIdentifierOf(certificate)?.equals(sid.valueBlock.valueHexView) === true;
  });
}

/** subjectKeyIdentifier, the other way of naming the signer (RFC 5652 §5.3). */
function keyIdentifierOf(certificate: Certificate): Buffer | undefined {
  const extension = certificate.extensions?.find(({ extnID }) => extnID === '2.5.29.14');
  // The extension holds an OCTET STRING inside an OCTET STRING.
  return extension ? Buffer.from(extension.extnValue.valueBlock.valueHexView.subarray(2)) : undefined;
}
