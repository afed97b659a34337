// How a mail is read, without acting on it: for `countersign explain`, and to see why an answer was not taken for one.
import type { DnsResolver } from '#core/ports.ts';
import type { ReplyIntent } from '#core/grammar/reply.ts';
import { authenticateMail } from './authenticate.ts';
import { kindOf, type MailClass } from './automation.ts';
import { ignoredOf } from './documents.ts';
import { domainOf, mailboxes } from './mailbox.ts';
import { parseMime } from './mime.ts';
import { readHeader, readLeniently, valueOf, type Field } from './raw-header.ts';
import { readAnswer } from './reading.ts';

export type Explanation = {
  readonly class: MailClass;
  readonly automatic: boolean;
  readonly reply: string | null;
  readonly intent: Extract<ReplyIntent, { verb: string }> | { readonly ambiguous: string } | null;
  readonly documents: readonly { filename: string; contentType: string; bytes: number; sha256: string }[];
  readonly ignored: readonly { filename: string; why: string }[];
  readonly auth: { readonly dkim: string; readonly spf: string; readonly dmarc: string; readonly aligned: boolean };
};

const UNAUTHENTICATED = { dkim: 'none', spf: 'none', dmarc: 'none', aligned: false } as const;
/** As which a mail is read when no seat is known: whoever may sign may say the most that binds. */
const ROLE = 'signer';

export async function explainMail(raw: Buffer, { resolver }: { resolver?: DnsResolver } = {}): Promise<Explanation> {
  const message = withCrLf(raw);
  const header = readHeader(message);
  const fields = header.ok ? header.fields : readLeniently(message);
  const [writer] = mailboxes(valueOf(fields, 'from'));
  const kind = kindOf({ fields, from: writer?.email ?? '' });
  const auth = resolver ? await authOf(message, resolver) : UNAUTHENTICATED;
  const parsed = await parseMime(message);
  const shared = { class: kind.class, automatic: kind.class !== 'human', auth };
  if (!parsed.ok) return { ...shared, reply: null, intent: { ambiguous: parsed.why }, documents: [], ignored: [] };
  const { mail } = parsed;
  const names = writer ? [writer.name, writer.email] : [];
  const { reply, intent } = readAnswer({ mail, role: ROLE, names, ownAddresses: ownAddresses(fields), sentTexts: [] });
  const documents = mail.attachments.filter(({ pdf }) => pdf !== undefined);
  return {
    ...shared,
    reply: reply === '' ? null : reply,
    intent: kind.class !== 'human' ? null : header.ok ? intent : { ambiguous: header.why },
    documents: documents.map(({ filename, contentType, bytes, sha256 }) => ({ filename, contentType, bytes, sha256 })),
    ignored: ignoredOf(mail.attachments),
  };
}

/** A mail from a file may have been saved with the line endings of its machine. */
function withCrLf(raw: Buffer): Buffer {
  const head = raw.subarray(0, 64 * 1024);
  return head.includes('\r\n') ? raw : Buffer.from(raw.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1');
}

/** The one-person address that was answered, by which our own mail is known in a quotation. */
function ownAddresses(fields: readonly Field[]): string[] {
  return mailboxes(valueOf(fields, 'to'))
    .map(({ email }) => email)
    .filter((email) => /^r-[0-9a-z]{26,}@/.test(email));
}

async function authOf(raw: Buffer, resolver: DnsResolver): Promise<Explanation['auth']> {
  const { result } = await authenticateMail({ raw, resolver, mta: 'localhost' });
  const signatures = result.dkim.results;
  const best = signatures.find(({ status }) => status.result === 'pass') ?? signatures[0];
  const from = domainOf(result.dkim.headerFrom[0] ?? '');
  return {
    dkim: best?.status.result ?? 'none',
    spf: result.spf ? result.spf.status.result : 'none',
    dmarc: result.dmarc ? result.dmarc.status.result : 'none',
    aligned: from !== '' && signatures.some(({ status }) => status.result === 'pass' && Boolean(status.aligned)),
  };
}
