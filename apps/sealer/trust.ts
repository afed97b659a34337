// Whether a seal certificate leads to an issuer that the verifier was given, at the time that the seal claims.
import { X509Certificate } from 'node:crypto';

type Path = {
  readonly certificate: X509Certificate;
  readonly others: readonly X509Certificate[];
  /** PEM; one text may hold several. */
  readonly anchors: readonly string[];
  /** Without an independent time-stamp (level B-B) this is the time in the signature dictionary, which only the sealer vouches for. */
  readonly at: Date;
};

export type TrustCheck = { readonly trust: 'trusted' | 'unknown-issuer'; readonly faults: readonly string[] };

const LONGEST_PATH = 8;

export function checkTrust({ certificate, others, anchors, at }: Path): TrustCheck {
  const trusted = anchors.flatMap(certificatesIn);
  const isTimed = !Number.isNaN(at.getTime());
  const faults: string[] = isTimed ? [] : ['The signature states no time that can be read.'];
  let current = certificate;
  for (let step = 0; step < LONGEST_PATH; step++) {
    if (isTimed && !isValidAt(current, at))
      faults.push(`The certificate “${commonName(current)}” was not valid at the time that the seal claims.`);
    if (trusted.some(({ raw }) => raw.equals(current.raw))) return { trust: 'trusted', faults };
    const issuer = [...trusted, ...others].find((other) => !other.raw.equals(current.raw) && issued(other, current));
    if (!issuer) return { trust: 'unknown-issuer', faults };
    current = issuer;
  }
  return { trust: 'unknown-issuer', faults };
}

/** A certificate and those that lead upwards from it, as far as they are there. */
export function pathOf(certificate: X509Certificate, others: readonly X509Certificate[]): readonly X509Certificate[] {
  const path = [certificate];
  for (let current = certificate; path.length < LONGEST_PATH; path.push(current)) {
    const issuer = others.find((other) => !path.some(({ raw }) => raw.equals(other.raw)) && issued(other, current));
    if (!issuer) break;
    current = issuer;
  }
  return path;
}

export function isRoot(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
}

export function issued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function isValidAt(certificate: X509Certificate, at: Date): boolean {
  return certificate.validFromDate <= at && at <= certificate.validToDate;
}

export function commonName(certificate: X509Certificate): string {
  return /^CN=(.+)$/m.exec(certificate.subject)?.[1] ?? certificate.subject.replace(/\s+/g, ' ');
}

export function certificatesIn(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}
