// Whether a file keeps what proves that the certificates of a signature and of its time-stamp were good when it was made (level B-LT).
import { createHash, X509Certificate } from 'node:crypto';
import { PDF, PdfArray, PdfDict, PdfStream } from '@libpdf/core';
import { resolve } from '../attachment.ts';
import { issued, isRoot } from '../trust.ts';
import type { Answer } from './answer.ts';
import { goodOcsp } from './ocsp.ts';
import { goodList } from './revocation-list.ts';
import { isUnchecked } from './whom-to-ask.ts';

type Question = {
  readonly file: Uint8Array;
  /** The signature as it stands in the file, in hex. */
  readonly contents: string;
  readonly certificates: readonly X509Certificate[];
  /** Of the time-stamp, at which they had to be good. */
  readonly at: Date;
};

export async function isProven({ file, contents, certificates, at }: Question): Promise<boolean> {
  // Without the name, which is rare, nobody has to take the whole file apart.
  if (!Buffer.from(file.buffer, file.byteOffset, file.length).includes('/DSS')) return false;
  try {
    const kept = await proofsIn(file, contents);
    const known = [...certificates, ...kept.certificates];
    return [...new Map(certificates.map((one) => [one.fingerprint256, one])).values()].every((one) => isGood(one, { known, kept, at }));
  } catch {
    // LibPDF, asn1js and pkijs throw on what is malformed; the file is a stranger's.
    return false;
  }
}

type Kept = {
  readonly certificates: readonly X509Certificate[];
  readonly ocsps: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
};

function isGood(certificate: X509Certificate, { known, kept, at }: { known: readonly X509Certificate[]; kept: Kept; at: Date }): boolean {
  if (isRoot(certificate) || isUnchecked(certificate)) return true;
  const issuer = known.find((other) => issued(other, certificate));
  if (!issuer) return false;
  const holds = (check: (answer: Answer) => unknown) => (bytes: Uint8Array) => {
    try {
      return check({ bytes, certificate, issuer, now: at }) !== undefined;
    } catch {
      return false;
    }
  };
  return kept.ocsps.some(holds(goodOcsp)) || kept.crls.some(holds(goodList));
}

/** Those that are kept for this very signature. */
async function proofsIn(file: Uint8Array, contents: string): Promise<Kept> {
  const pdf = await PDF.load(file);
  const dict = (object: unknown, key: string) => {
    const found = object instanceof PdfDict ? resolve(pdf, object.get(key)) : undefined;
    return found instanceof PdfDict ? found : undefined;
  };
  const name = createHash('sha1').update(Buffer.from(contents, 'hex')).digest('hex').toUpperCase();
  const related = dict(dict(dict(pdf.getCatalog(), 'DSS'), 'VRI'), name);
  const streams = (key: string) => {
    const list = related && resolve(pdf, related.get(key));
    const items = list instanceof PdfArray ? list.toArray().map((item) => resolve(pdf, item)) : [];
    return items.flatMap((item) => (item instanceof PdfStream ? [item.getDecodedData()] : []));
  };
  return { certificates: streams('Cert').map((der) => new X509Certificate(der)), ocsps: streams('OCSP'), crls: streams('CRL') };
}
