// E-mail addresses as the product compares and stores them: A-labels without case, dot-atoms only.
import { domainToASCII } from 'node:url';

/** Dot-atom and host name only: no quotes, comments, spaces or control characters, which mail libraries have read as other recipients. */
const ADDR_SPEC =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/** @returns the address in lower case with its domain as A-labels; undefined when it is none that we write to. */
export function addressOf(text: string): string | undefined {
  const bare = text.trim().toLowerCase();
  const at = bare.lastIndexOf('@');
  if (at < 1 || bare.length > 254) return undefined;
  const address = `${bare.slice(0, at)}@${domainToASCII(bare.slice(at + 1))}`;
  return ADDR_SPEC.test(address) ? address : undefined;
}

export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1);
}

export function localPartOf(email: string): string {
  return email.slice(0, Math.max(0, email.lastIndexOf('@')));
}

export function isSameAddress(a: string, b: string): boolean {
  const address = addressOf(a);
  return address !== undefined && address === addressOf(b);
}
