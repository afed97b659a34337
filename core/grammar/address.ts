// Addresses as people type them. Strict on purpose: quoted local parts, comments and spaces have been read as other recipients.
import { lineAt } from './match.ts';

const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** A dot-atom before the `@` and a host name of A-labels after it (RFC 5322 §3.4.1 without quoting, RFC 1035 §2.3.1). */
export function isAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || at > 64 || text.length > 254) return false;
  const labels = text.slice(at + 1).split('.');
  const last = lineAt(labels, labels.length - 1);
  return (
    LOCAL.test(text.slice(0, at)) &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    last.length >= 2 &&
    !/^\d+$/.test(last)
  );
}

/** The domain in lower case; the local part as it was written. */
export function canonicalAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return address.slice(0, at + 1) + address.slice(at + 1).toLowerCase();
}

export function isSameMailbox(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** What programs make of an address when they turn it into a link: `a@x<mailto:a@x>`, `<mailto:a@x>`, `[mailto:a@x]`, `<mailto:a@x|a@x>`. */
export function withoutLinkMarks(text: string): string {
  return text
    .replace(/([^\s<>@]+@[^\s<>@[\]]+)\s?[<[]mailto:[^\s>\]]*[>\]]/gi, '$1')
    .replace(/[<[]mailto:([^\s>|\]]*)(?:\|[^\s>\]]*)?[>\]]/gi, '<$1>');
}
