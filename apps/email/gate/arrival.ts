// A mail on its way through the gate: the cheap checks that need neither DNS nor the record, in order of their cost.
import type { DnsResolver, InboundMail, Lease } from '#core/ports.ts';
import type { Ports, Processed } from '#apps/ports.ts';
import { kindOf, type Kind } from '../automatic/automation.ts';
import { identityOf, type Identity } from '../identity.ts';
import { domainOf, localPartOf } from '#apps/address.ts';
import { mailboxes } from '../raw/mailbox.ts';
import { readHeader, valueOf, type Field } from '../raw/raw-header.ts';
import { rawMailIn, type RawMail } from '../raw/raw-mail.ts';
import { templateIn } from '../starting/start-address.ts';

export type EmailPorts = Ports & { readonly resolver: DnsResolver };

export type Arrival = {
  readonly mail: InboundMail;
  readonly lease: Lease;
  readonly raw: RawMail;
  readonly fields: readonly Field[];
  /** The envelope's recipient in lower case; the header's are by whoever wrote them. */
  readonly recipient: string;
  /** Our addresses in To and Cc. */
  readonly named: readonly string[];
};

/** Written by a machine: it may report something of a message of ours. */
export type Automatic = Pick<Arrival, 'raw' | 'fields' | 'recipient'> & { readonly kind: Kind };

type Checked =
  | { readonly ok: true; readonly arrival: Arrival }
  | { readonly ok: false; readonly processed: Processed; readonly automatic?: Automatic };

export async function arrivalOf(ports: EmailPorts, mail: InboundMail, lease: Lease): Promise<Checked> {
  const raw = await rawMailIn(ports.blobs, mail.blob);
  const header = readHeader(raw.head, raw.bytes);
  if (!header.ok) return { ok: false, processed: dropped(header.why) };
  const { fields } = header;
  const recipient = mail.recipient.trim().toLowerCase();
  if (domainOf(recipient) !== ports.site.mailDomain) return { ok: false, processed: dropped('it is for no address of ours') };
  const isStart = templateIn(recipient, ports.site) !== undefined;
  const [writer] = mailboxes(valueOf(fields, 'from'));
  const kind = kindOf({ fields, from: writer?.email ?? '', mailFrom: mail.mailFrom, ours: ports.site.mailDomain });
  // Scanners and ticket systems mark what they send for a person as bulk; a draft goes to nobody but its own sender.
  if (kind.class !== 'human' && !(isStart && kind.byPrecedenceOnly === true)) {
    const processed = dropped(`automatic mail (${kind.class}): ${kind.why ?? ''}`);
    return { ok: false, processed, automatic: { raw, fields, recipient, kind } };
  }
  const addressed = ['to', 'cc'].flatMap((name) => mailboxes(valueOf(fields, name)));
  const named = [...new Set(addressed.map(({ email }) => email).filter((email) => domainOf(email) === ports.site.mailDomain))];
  return { ok: true, arrival: { mail, lease, raw, fields, recipient, named } };
}

/** `r-<token>@`, or `sign+r-<token>@` where there is one mailbox for all: mails of before the setting was changed are answered as well. */
export function tokenOf(recipient: string): string | undefined {
  return /^(?:[^+]+\+)?r-(.+)$/.exec(localPartOf(recipient))?.[1];
}

/** As the lease's generation counts: five tries, with growing pauses, over some six minutes. */
const LAST_TRY = 9;

/** Who wrote it. A DNS failure that may pass is a fault at first, so that the mail is looked at again later. */
export async function writerOf(ports: EmailPorts, { mail, raw, fields, lease }: Arrival): Promise<Identity> {
  const { mailFrom, remoteIp, helo, receivedAt } = mail;
  const identity = await identityOf({
    raw: raw.read(),
    fields,
    resolver: ports.resolver,
    receivedAt,
    connection: { mailFrom, remoteIp, helo },
    mta: ports.site.mailDomain,
  });
  if (!identity.trusted && identity.isPassing === true && lease.generation < LAST_TRY) {
    throw new Error(`The DNS did not answer while mail ${mail.blob} was authenticated (${identity.why}). It is looked at again.`);
  }
  if (!identity.trusted || mail.provider?.dmarc !== 'fail') return identity;
  // Two looks at the same mail that differ: by answers of the DNS that changed meanwhile, or by a trick. The stricter counts.
  if (lease.generation < LAST_TRY)
    throw new Error(`The mail provider’s DMARC check of mail ${mail.blob} failed, and ours did not. It is looked at again.`);
  return { trusted: false, claimed: identity.from.email, why: 'its DMARC check failed at our mail provider' };
}

export function dropped(why: string): Processed {
  return { outcome: { kind: 'dropped', why }, answers: [] };
}
