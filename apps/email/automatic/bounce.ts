// What a mail system reports of a message that it had or had not taken: standard reports (RFC 3464, RFC 5965, RFC 8098) and the many that
// are written for people alone. Pure over the report's text; whether it is to be believed is decided elsewhere.
import type { BounceReason } from '#core/terms.ts';
import { bounceVerdict } from './bounce-reason.ts';
import { recipientsIn } from './bounce-recipient.ts';
import { failuresIn, mailbox, type Action, type Failure } from './bounce-status.ts';
import { mailboxes } from '../raw/mailbox.ts';
import { valueOf } from '../raw/raw-header.ts';
import { fieldsOf, type ReportParts } from './report-parts.ts';

export type Reported = {
  readonly address: string;
  readonly original?: string;
  readonly action: Action;
  readonly reason: BounceReason;
  readonly isForGood: boolean;
};
export type MailReport =
  | { readonly kind: 'delivery'; readonly recipients: readonly Reported[] }
  /** A person or their mailbox called it spam. */
  | { readonly kind: 'complaint' }
  /** A program says that the message was opened, deleted or processed. */
  | { readonly kind: 'receipt' };

const DELAYED =
  /\b(?:delayed|delay(?:ed)? (?:notification|warning)|still (?:being )?(?:trying|retr(?:y|ied))|will (?:continue|keep) (?:to )?(?:try|attempt|retry)|not yet been delivered|no action is required|do not need to resend|not necessary to re-?send|temporary (?:delivery )?problem|will be retried|verzögert|retardé|en retard|retrasado|ritardat)/iu;
const GAVE_UP =
  /\b(?:permanent|returned to sender|giving up|gave up|given up|will not be (?:re)?tried|final(?:ly)? fail|failed permanently|fatal error)/i;
/** Mail filters (RFC 5429) once refused a message with a receipt that says so. */
const REFUSED = /automatically rejected|was (?:rejected|refused)/i;
const DELIVERED =
  /^(?:delivered|relayed|delivery (?:status notification \(success|confirmation|report: success)|successful(?:ly)? deliver)/i;

export function readReport(parts: ReportParts): MailReport {
  const { machine } = parts;
  if (machine.some(({ type }) => type === 'feedback-report')) return { kind: 'complaint' };
  const receipt = machine.find(({ type }) => type === 'disposition-notification');
  if (receipt && !REFUSED.test(parts.notice)) return { kind: 'receipt' };
  const structured = failuresOf(parts);
  const found = structured.length > 0 ? structured : unstructured(parts);
  return { kind: 'delivery', recipients: found.map((one) => reported(parts, one)) };
}

function failuresOf({ machine, notice }: ReportParts): readonly Failure[] {
  const status = machine.filter(({ type }) => type === 'delivery-status').flatMap(({ text }) => failuresIn(text));
  // Some put the fields for programs into the text for people.
  return status.length > 0 || !/^Final-Recipient:/im.test(notice) ? status : failuresIn(notice);
}

function unstructured(parts: ReportParts): readonly Failure[] {
  const { fields, notice, original } = parts;
  const failed = (valueOf(fields, 'x-failed-recipients') ?? '').split(',').flatMap((one) => mailbox(one) ?? []);
  const header = fieldsOf(original);
  const others = [...named(fields, 'from'), ...named(fields, 'to'), ...named(header, 'from'), ...named(header, 'return-path')];
  const addresses = [failed, recipientsIn({ notice, others }), named(header, 'to')].find((one) => one.length > 0) ?? [];
  return addresses.map((address) => ({ address, action: actionOf(parts), status: '', diagnostic: '' }));
}

function named(fields: ReportParts['fields'], name: string): readonly string[] {
  return mailboxes(valueOf(fields, name)).map(({ email }) => email);
}

function actionOf({ fields, notice }: ReportParts): Action {
  const subject = valueOf(fields, 'subject') ?? '';
  if (DELIVERED.test(subject)) return 'delivered';
  const isDelay = DELAYED.test(subject) || DELAYED.test(notice);
  return isDelay && !GAVE_UP.test(`${subject}\n${notice}`) ? 'delayed' : 'failed';
}

function reported({ notice, fields }: ReportParts, { address, original, action, status, diagnostic }: Failure): Reported {
  const words = bare(/[a-z]{3}/i.test(diagnostic) ? diagnostic : `${aboutIn(notice, address)}\n${valueOf(fields, 'subject') ?? ''}`);
  const first = bounceVerdict({ text: words, status });
  // What the diagnosis leaves open, the words for people may tell.
  const verdict = first.reason === 'unknown' ? bounceVerdict({ text: bare(notice.slice(0, MOST_NOTICE_CHARS)), status }) : first;
  return { address, ...(original === undefined ? {} : { original }), action, ...verdict };
}

const MOST_NOTICE_CHARS = 16_384;
const LINES_AFTER = 12;

/** What is said of one of several: the lines from its address on. */
function aboutIn(notice: string, address: string): string {
  const lines = notice.split('\n');
  const at = lines.findIndex((line) => line.toLowerCase().includes(address));
  const around = at < 0 ? lines : lines.slice(Math.max(0, at - 1), at + LINES_AFTER);
  return around.join('\n').slice(0, MOST_NOTICE_CHARS);
}

/** Names of mailboxes, hosts and pages are no words: `blocked@spam.example` says nothing. */
function bare(text: string): string {
  return text
    .replace(/[‘’]/g, "'")
    .replace(/https?:\/\/\S+/gi, '')
    .replace(/[^\s<>]{1,64}@[\w.-]{1,255}|\b[\w-]{1,63}(?:\.[\w-]{1,63}){2,8}\b/g, (found) =>
      /^\d\.\d{1,3}\.\d{1,3}$/.test(found) ? found : '',
    );
}
