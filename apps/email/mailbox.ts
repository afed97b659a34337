// Addresses: compared as A-labels without case, taken apart strictly.
import { domainToASCII } from 'node:url';
import addressparser from 'nodemailer/lib/addressparser';
import { decodedWords } from './encoded-words.ts';
import { MOST_ADDRESSES } from './limits.ts';

export type Mailbox = { readonly name: string; readonly email: string };

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

/** The only mailbox of a header such as From. @returns undefined for none, several, a group (RFC 6854) or an odd address. */
export function onlyMailbox(value: string): Mailbox | undefined {
  const [first, ...others] = addressparser(value);
  if (!first || others.length > 0 || first.group !== undefined) return undefined;
  const email = addressOf(first.address);
  return email === undefined ? undefined : { name: decodedWords(first.name), email };
}

/** Every mailbox of a list, groups taken apart, odd addresses left out. */
export function mailboxes(value: string | undefined): Mailbox[] {
  if (value === undefined) return [];
  return addressparser(value, { flatten: true })
    .slice(0, MOST_ADDRESSES)
    .flatMap(({ name, address }) => {
      const email = addressOf(address);
      return email === undefined ? [] : [{ name: decodedWords(name), email }];
    });
}
