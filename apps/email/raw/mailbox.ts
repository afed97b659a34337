// Mailboxes of a header, taken apart strictly.
import addressparser from 'nodemailer/lib/addressparser';
import { addressOf } from '#apps/address.ts';
import { decodedWords } from './encoded-words.ts';
import { MOST_ADDRESSES } from '../limits.ts';

export type Mailbox = { readonly name: string; readonly email: string };

/** The only mailbox of a header such as From. @returns undefined for none, several, a group (RFC 6854) or an odd address. */
export function onlyMailbox(value: string): Mailbox | undefined {
  // The parser would take the words beside an empty address for one.
  if (/<\s*>/.test(value)) return undefined;
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
