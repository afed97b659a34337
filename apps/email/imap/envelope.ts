// For whom a mail in a polled mailbox was, and by whom it was handed over: a mailbox keeps no envelope, so it is read from what the mail
// server wrote on top as it delivered. Below the first Received the sender writes what they like.
import { addressOf, domainOf, localPartOf } from '#apps/address.ts';
import { mailboxes, onlyMailbox } from '../raw/mailbox.ts';
import { valueOf, type Field } from '../raw/raw-header.ts';

type MailEnvelope = { readonly recipient: string; readonly mailFrom: string };
type Ours = { readonly mailDomain: string; readonly signAddress: string };

/** As Postfix, Exim, Dovecot and the large providers name it. */
const DELIVERED_TO = ['x-original-to', 'envelope-to', 'x-delivered-to', 'delivered-to'];

/** Where a person answers, or a mail system reports what it could not deliver to them; also behind a plus sign. */
const OF_ONE_SEAT = /^(?:[^+]+\+)?[rb]-/;

/**
 * A reply address that the server itself wrote counts first, then one in To or Cc: there the sender wrote it, and nobody can guess it.
 * The signing address comes last, since it may be the mailbox itself, which stands on everything that came into it.
 * @returns undefined where it is for no address of ours, or for several
 */
export function envelopeIn(fields: readonly Field[], ours: Ours): MailEnvelope | undefined {
  const onTop = fields.slice(0, firstReceived(fields));
  const delivered = onTop.filter(({ name }) => DELIVERED_TO.includes(name)).flatMap(({ value }) => mailboxes(value));
  const addressed = ['to', 'cc'].flatMap((name) => mailboxes(valueOf(fields, name)));
  const found = recipientOf(
    [delivered, addressed].map((list) => [...new Set(list.map(({ email }) => email))]),
    ours,
  );
  return found === undefined ? undefined : { recipient: found, mailFrom: senderIn(onTop, fields) };
}

function recipientOf(lists: readonly (readonly string[])[], { mailDomain, signAddress }: Ours): string | undefined {
  const replies = lists.map((list) => list.filter((email) => domainOf(email) === mailDomain && OF_ONE_SEAT.test(localPartOf(email))));
  const first = replies.find((list) => list.length > 0);
  if (first) return first.length === 1 ? first[0] : undefined;
  return lists.flat().find((email) => email.replace(/\+[^@]*/, '') === signAddress);
}

function firstReceived(fields: readonly Field[]): number {
  const at = fields.findIndex(({ name }) => name === 'received');
  return at < 0 ? 0 : at;
}

/** Where the server wrote no Return-Path, the From stands for it; it decides nothing by itself. Empty for bounces. */
function senderIn(onTop: readonly Field[], fields: readonly Field[]): string {
  const path = valueOf(onTop, 'return-path');
  if (path !== undefined) return addressOf(path.replace(/^<|>$/g, '')) ?? '';
  return onlyMailbox(valueOf(fields, 'from') ?? '')?.email ?? '';
}
