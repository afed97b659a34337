// Which mail domains exist in the demo's small internet: every name under `.test`, which no real one ever is (RFC 6761 §6.2).
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const DOMAIN = new RegExp(`^(?:${LABEL}\\.)+test$`);

/** The address from which the stand-in provider sends; in TEST-NET-1, which nobody has (RFC 5737). */
export const PROVIDER_IP = '192.0.2.25';

export function isLocalDomain(domain: string): boolean {
  return domain.length <= 253 && DOMAIN.test(domain.toLowerCase());
}

/** Lower-case; empty when there is none. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1 || address.length).toLowerCase();
}

export function isLocalAddress(address: string): boolean {
  return /^[^@\s]{1,64}@[^@]+$/.test(address) && isLocalDomain(domainOf(address));
}
