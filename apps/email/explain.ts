// How a mail is read, without acting on it: for `countersign explain`, and to see why an answer was not taken for one.
import type { DnsResolver } from '#core/ports.ts';
import type { ReplyIntent } from '#core/grammar/reply.ts';
import { domainOf } from '#apps/address.ts';
import { attachedTo } from './starting/attached.ts';
import { authenticateMail } from './gate/authenticate.ts';
import { kindOf, type MailClass } from './automatic/automation.ts';
import { readReport, type MailReport } from './automatic/bounce.ts';
import { filesOf, leftOut, type File } from './explain-files.ts';
import { cleanLine } from '#apps/clean-text.ts';
import { decodedWords } from './raw/encoded-words.ts';
import { mailboxes } from './raw/mailbox.ts';
import { MOST_MESSAGE_BYTES } from './limits.ts';
import { parseMime } from './raw/mime.ts';
import { reportParts } from './automatic/report-parts.ts';
import { readHeader, readLeniently, valueOf, type Field } from './raw/raw-header.ts';
import { readAnswer } from './answering/reading.ts';

export type Explanation = {
  readonly class: MailClass;
  /** A machine wrote it: so it may be false for what a list or a scanner passed on as `bulk`. */
  readonly automatic: boolean;
  /** What it was known by as no person's; absent of a person's. */
  readonly why?: string;
  /** What a mail system reports; of one that a person wrote there is none. */
  readonly report?: MailReport;
  readonly from: { readonly name: string; readonly email: string } | null;
  readonly subject: string;
  readonly reply: string | null;
  readonly intent: Extract<ReplyIntent, { verb: string }> | { readonly ambiguous: string } | null;
  /** Every part that was attached or named; those that cannot be signed are also among the `ignored`, which say why. */
  readonly documents: readonly File[];
  readonly ignored: readonly { readonly filename: string; readonly why: string }[];
  readonly auth: { readonly dkim: string; readonly spf: string; readonly dmarc: string; readonly aligned: boolean };
};

const UNAUTHENTICATED = { dkim: 'none', spf: 'none', dmarc: 'none', aligned: false } as const;
const REPORTS: readonly MailClass[] = ['bounce', 'feedback-report'];
const CR = 13;
/** As which a mail is read when no seat is known: whoever may sign may say the most that binds. */
const ROLE = 'signer';

export async function explainMail(raw: Buffer, { resolver }: { resolver?: DnsResolver } = {}): Promise<Explanation> {
  if (raw.length > MOST_MESSAGE_BYTES) return unread('the message is too large');
  const message = withCrLf(raw);
  const header = readHeader(message);
  const fields = header.ok ? header.fields : readLeniently(message);
  const [writer] = mailboxes(valueOf(fields, 'from'));
  const kind = kindOf({ fields, from: writer?.email ?? '' });
  const auth = await authOf(message, resolver);
  const parsed = await parseMime(message);
  const shared = {
    class: kind.class,
    automatic: kind.isAutomatic,
    ...(kind.why === undefined ? {} : { why: kind.why }),
    ...(REPORTS.includes(kind.class) ? { report: readReport(reportParts(message)) } : {}),
    from: writer ?? null,
    subject: parsed.ok ? parsed.mail.subject : cleanLine(decodedWords(valueOf(fields, 'subject') ?? '')),
    auth,
  };
  if (!parsed.ok) return { ...shared, reply: null, intent: { ambiguous: parsed.why }, documents: [], ignored: [] };
  const { mail } = parsed;
  const names = writer ? [writer.name, writer.email] : [];
  const { reply, intent } = readAnswer({ mail, role: ROLE, names, ownAddresses: ownAddresses(fields), sentTexts: [] });
  const attached = await attachedTo(message);
  return {
    ...shared,
    reply: reply === '' ? null : reply,
    intent: kind.class !== 'human' ? null : header.ok ? intent : { ambiguous: header.why },
    documents: filesOf(attached, mail.attachments),
    ignored: leftOut(attached, mail.attachments),
  };
}

/** A body that was saved without its header: it says what was written, and nothing of who wrote it. */
export function explainBody(body: { readonly text: string } | { readonly html: string }): Explanation {
  const mail = { text: undefined, html: undefined, ...body };
  const { reply, intent } = readAnswer({ mail, role: ROLE, names: [], ownAddresses: [], sentTexts: [] });
  return { ...unread('empty'), reply: reply === '' ? null : reply, intent };
}

/** What is said of a file that is no mail we could look into. */
export function unread(why: string): Explanation {
  return {
    class: 'human',
    automatic: false,
    from: null,
    subject: '',
    reply: null,
    intent: { ambiguous: why },
    documents: [],
    ignored: [],
    auth: UNAUTHENTICATED,
  };
}

/** A mail from a file may have been saved with the line endings of its machine. */
function withCrLf(raw: Buffer): Buffer {
  const end = raw.indexOf('\n');
  if (end > 0 && raw[end - 1] === CR) return raw;
  return Buffer.from(raw.toString('latin1').replace(end < 0 ? /\r/g : /\r?\n/g, '\r\n'), 'latin1');
}

/** The one-person address that was answered, by which our own mail is known in a quotation. */
function ownAddresses(fields: readonly Field[]): string[] {
  return mailboxes(valueOf(fields, 'to'))
    .map(({ email }) => email)
    .filter((email) => /^r-[0-9a-z]{26,}@/.test(email));
}

/** Without DNS only the content can be checked: whether it still is what was signed. */
const noDns: DnsResolver = () => Promise.reject(Object.assign(new Error('No DNS here.'), { code: 'ETIMEOUT' }));

async function authOf(raw: Buffer, resolver: DnsResolver | undefined): Promise<Explanation['auth']> {
  const found = await authenticateMail({ raw, resolver: resolver ?? noDns, mta: 'localhost' }).catch(() => undefined);
  if (!found) return UNAUTHENTICATED;
  const { dkim, spf, dmarc } = found.result;
  const best = dkim.results.find(({ status }) => status.result === 'pass') ?? dkim.results[0];
  const shared = { ...UNAUTHENTICATED, dkim: best?.status.result ?? 'none' };
  if (!resolver) return shared;
  const from = domainOf(dkim.headerFrom[0] ?? '');
  return {
    ...shared,
    spf: spf ? spf.status.result : 'none',
    dmarc: dmarc ? dmarc.status.result : 'none',
    aligned: from !== '' && dkim.results.some(({ status }) => status.result === 'pass' && Boolean(status.aligned)),
  };
}
