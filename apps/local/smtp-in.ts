// Mail comes in: SMTP on one machine, for the product's own addresses and, in the demo, for everybody's. A message is stored before it is
// answered 250; what cannot be stored is answered 451, so that the sender's server keeps it and tries again.
import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { ConfigProblem } from '#apps/config.ts';
import { blobKeys } from '#apps/ports.ts';
import type { Blobs, InboundMail } from '#core/ports.ts';
import type { Instant } from '#core/time.ts';
import { domainOf, isLocalAddress, PROVIDER_IP } from './local-domains.ts';
import type { MailProvider } from './mail-provider.ts';
import { senderOf } from './sender-of.ts';
import { contentHash } from '#stores/content-hash.ts';
import { spooling, withPrefix, type Spooled } from './spool.ts';

/** The same 40 MB as SES takes, encoding included. */
export const MOST_BYTES = 40 * 1024 * 1024;
const MOST_RECIPIENTS = 100;

/** What turns the live server into the demo's: without it there is no AUTH, and no mailbox but the product's. */
export type StandIns = {
  readonly provider: MailProvider;
  readonly deliverLocal: (raw: AsyncIterable<Uint8Array>, to: string) => Promise<unknown>;
};

export type SmtpInParts = {
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  readonly mailDomain: string;
  /** Whether an address at the mail domain is ours, as far as its spelling tells: junk is refused before its content is taken. */
  readonly knows: (recipient: string) => boolean | Promise<boolean>;
  /** Stores the request. A repeated call for the same mail and recipient must change nothing: a sender may try again after a lost answer. */
  readonly accept: (mail: InboundMail) => Promise<void>;
  readonly blobs: Blobs;
  readonly tempDir: string;
  readonly clock: () => Instant;
  readonly report: (fault: unknown, doing: string) => void;
  readonly standIns?: StandIns;
};

export type SmtpIn = { readonly port: number; close(): Promise<void> };

export async function smtpIn(parts: SmtpInParts): Promise<SmtpIn> {
  const { standIns } = parts;
  const server = new SMTPServer({
    name: parts.mailDomain,
    banner: standIns ? 'Countersign local demo' : 'Countersign',
    size: MOST_BYTES,
    maxRecipients: MOST_RECIPIENTS,
    logger: false,
    disableReverseLookup: true,
    authMethods: ['PLAIN'],
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: standIns ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    closeTimeout: 2_000,
    onAuth({ username = '' }, _session, answer) {
      if (standIns?.provider.mayLogIn(username)) answer(null, { user: username.toLowerCase() });
      else answer(reply(535, 'The demo knows mailboxes at .test domains only'));
    },
    onRcptTo({ address }, _session, answer) {
      judgeRecipient(parts, address).then(answer, (fault: unknown) => answer(failed(parts, fault, 'judging a recipient')));
    },
    onData(stream, session, answer) {
      takeIn(parts, stream, session).then(
        (refusal) => answer(refusal),
        (fault: unknown) => answer(failed(parts, fault, 'taking in a mail')),
      );
    },
  });
  // A client that goes away is its own affair; without a listener it would end the process.
  server.on('error', () => undefined);
  return listening(server, parts);
}

async function judgeRecipient({ mailDomain, knows, standIns }: SmtpInParts, address: string): Promise<Error | undefined> {
  if (domainOf(address) === mailDomain) return (await knows(address.toLowerCase())) ? undefined : reply(550, 'No such address here');
  if (standIns && isLocalAddress(address)) return undefined;
  return reply(550, standIns ? 'The demo delivers to .test addresses only; nothing leaves this machine' : 'Relaying is not offered here');
}

/** @returns a refusal; nothing when the mail is stored for everyone it is for */
async function takeIn(parts: SmtpInParts, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<Error | undefined> {
  return spooling(stream, { tempDir: parts.tempDir, mostBytes: MOST_BYTES }, async (spooled) => {
    if (stream.sizeExceeded) return reply(552, 'This is too large: a mail takes up to 40 MB, encoding included');
    const user: unknown = session.user;
    if (typeof user !== 'string' || !parts.standIns) return store(parts, spooled, { session, prefix: '' });
    const { provider } = parts.standIns;
    if (!provider.maySendAs(user, await senderOf(spooled.head)))
      return reply(553, `You are logged in as ${user} and may not send as a colleague`);
    return store(parts, spooled, { session, prefix: await provider.signature(user, spooled.read()), fromProvider: true });
  });
}

type Arrival = { readonly session: SMTPServerSession; readonly prefix: string; readonly fromProvider?: boolean };

async function store(parts: SmtpInParts, spooled: Spooled, { session, prefix, fromProvider = false }: Arrival): Promise<undefined> {
  const { mailFrom, rcptTo } = session.envelope;
  const addresses = rcptTo.map((recipient: SMTPServerAddress) => recipient.address.toLowerCase());
  const ours = addresses.filter((address) => domainOf(address) === parts.mailDomain);
  const receivedAt = parts.clock();
  if (ours.length > 0) {
    const blob = blobKeys.inboundMail(await contentHash(withPrefix(prefix, spooled)));
    await parts.blobs.put(blob, withPrefix(prefix, spooled));
    const sender = mailFrom === false ? '' : mailFrom.address;
    const peer = fromProvider
      ? { remoteIp: PROVIDER_IP, helo: `mail.${domainOf(sender)}` }
      : { remoteIp: session.remoteAddress, helo: session.hostNameAppearsAs };
    for (const recipient of ours) await parts.accept({ blob, mailFrom: sender, recipient, receivedAt, ...peer });
  }
  for (const to of addresses) {
    if (!ours.includes(to)) await parts.standIns?.deliverLocal(withPrefix(prefix, spooled), to);
  }
}

function failed({ report }: SmtpInParts, fault: unknown, doing: string): Error {
  report(fault, doing);
  return reply(451, 'Could not take this in just now; please try again later');
}

function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

async function listening(server: SMTPServer, { port, host }: SmtpInParts): Promise<SmtpIn> {
  await new Promise<void>((ready, fail) => {
    server.server.once('error', fail);
    server.listen(port, host, () => ready());
  }).catch((cause: unknown) => {
    throw new ConfigProblem(`Could not listen for mail on ${host}:${port}. Stop what holds the port, or set SMTP_PORT to another.`, {
      cause,
    });
  });
  const address: AddressInfo | string | null = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => new Promise((done) => server.close(() => done())),
  };
}
