// Whom a certificate says to ask about it (RFC 5280 §4.2.1.13 and §4.2.2.1).
import type { X509Certificate } from 'node:crypto';
import { Certificate, CRLDistributionPoints } from 'pkijs';

const OCSP_NO_CHECK = '1.3.6.1.5.5.7.48.1.5';
const DISTRIBUTION_POINTS = '2.5.29.31';
/** GeneralName's choice of a URI. */
const URI = 6;

export const respondersOf = (certificate: X509Certificate) => accessIn(certificate, 'OCSP');
export const issuersOf = (certificate: X509Certificate) => accessIn(certificate, 'CA Issuers');

export function listsOf(certificate: X509Certificate): readonly string[] {
  const points: unknown = extensionsOf(certificate).find(({ extnID }) => extnID === DISTRIBUTION_POINTS)?.parsedValue;
  if (!(points instanceof CRLDistributionPoints)) return [];
  const names = points.distributionPoints.flatMap(({ distributionPoint }) => (Array.isArray(distributionPoint) ? distributionPoint : []));
  return names.flatMap(({ type, value }) => (type === URI && typeof value === 'string' && isHttp(value) ? [value] : []));
}

/** An OCSP responder whose issuer stands for it as long as it is valid (RFC 6960 §4.2.2.2.1). */
export function isUnchecked(certificate: X509Certificate): boolean {
  return extensionsOf(certificate).some(({ extnID }) => extnID === OCSP_NO_CHECK);
}

/** As Node writes it: one `OCSP - URI:http://…` a line. */
function accessIn({ infoAccess = '' }: X509Certificate, method: string): readonly string[] {
  return infoAccess.split('\n').flatMap((line) => {
    const url = line.startsWith(`${method} - URI:`) ? line.slice(`${method} - URI:`.length).trim() : '';
    return isHttp(url) ? [url] : [];
  });
}

function extensionsOf(certificate: X509Certificate): NonNullable<Certificate['extensions']> {
  return Certificate.fromBER(Uint8Array.from(certificate.raw)).extensions ?? [];
}

/** No file: and no ldap:. */
const isHttp = (url: string) => /^https?:\/\//i.test(url) && URL.canParse(url);
