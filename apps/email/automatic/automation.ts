// What kind of sender wrote a message: a person, or one of the machines that also write mail. Machines never act and are never answered.
import { decodedWords } from '../raw/encoded-words.ts';
import { localPartOf } from '#apps/address.ts';
import { valueOf, type Field } from '../raw/raw-header.ts';

export type MailClass = 'human' | 'bounce' | 'auto-reply' | 'feedback-report' | 'bulk';
export type Kind = {
  readonly class: MailClass;
  readonly why?: string;
  /** Whether a machine wrote it, as against a machine that passed on what a person wrote. */
  readonly isAutomatic: boolean;
  /** Bulk by its `Precedence` alone, which some scanners put on what they send for a person. */
  readonly byPrecedenceOnly?: boolean;
};

type Envelope = {
  readonly fields: readonly Field[];
  readonly from: string;
  readonly mailFrom?: string | undefined;
  readonly ours?: string;
};

const MACHINES = /^(?:mail(?:er)?[-_.]?daemon|mdaemon|post[-_.]?master|no-?reply|do-?not-?reply|bounces?|bounce[+-].*)$/i;
/** Also without any domain, as old mail systems write themselves. */
const MAIL_SYSTEMS = /(?:^|[<"\s])(?:mail(?:er)?[-_.]?daemon|post[-_.]?master)(?=[@>"\s]|$)|mail delivery (?:sub)?system|^<>$/i;
const FAILURE_SUBJECTS =
  /^(?:undeliver|returned mail|return(?:ed)? to sender|delivery (?:status|failure|notification|delayed|report)|mail delivery|mail system error|failure notice|non-?delivery|permanent (?:delivery )?failure|warning: |could not send|message (?:delayed|status)|delayed mail|unzustellbar|メールエラー|配信(?:不能|エラー|失敗))/iu;
/** Mailbox providers hand on the complaints of their readers under this subject, without the report's own type. */
const COMPLAINT_SUBJECT = /^complaint about message from \d+\.\d+\.\d+\.\d+/i;
/** As mail systems of several languages begin the subject of an absence notice. */
const ABSENCE_SUBJECTS =
  /^\[?(?:auto(?:matic)?[ -]?(?:reply|response|svar|matisch antwoord)|automatic reply|out of (?:the )?office|away from|automatische? antwort|abwesenheits|automatisk(?:t)? svar|autosvar|automatyczna odpowied|nieobecno|automatická odpov|automaattinen vastaus|automatikus válasz|otomatik yanıt|автоответ|автоматический ответ|automatisch antwoord|afwezigheid|risposta automatica|fuori sede|respuesta autom|fuera de la oficina|r[ée]ponse automatique|absence du bureau|resposta autom|自動返信|自動応答|不在通知|自动回复|自動回覆|자동 회신|부재중)/iu;

type Read = {
  readonly has: (name: string) => boolean;
  readonly value: (name: string) => string;
  readonly subject: string;
  readonly isFromNobody: boolean;
  readonly isMachine: boolean;
  /** Its From holds no address. */
  readonly isNameless: boolean;
  readonly isMailSystem: boolean;
  readonly isOurs: boolean;
};
type Sign = Omit<Kind, 'isAutomatic'> & { readonly shows: (mail: Read) => boolean; readonly isAutomatic?: false };

const RESPONDER_FIELDS = ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply-from', 'x-mail-autoreply'];
const LIST_FIELDS = ['list-id', 'list-post', 'x-loop', 'feedback-id'];
/** As list servers name themselves. */
const LIST_SERVER = /(?:^|<)(?:owner-[^@\s]+|[^@\s<]+-(?:owner|bounces?))@/i;

/** The first that shows decides: a bounce also carries what an automatic reply carries. */
const SIGNS: readonly Sign[] = [
  {
    class: 'feedback-report',
    why: 'it is a feedback report',
    shows: ({ value, subject }) => /report-type\s*=\s*"?feedback-report/.test(value('content-type')) || COMPLAINT_SUBJECT.test(subject),
  },
  { class: 'bounce', why: 'it is a delivery report', shows: ({ value }) => value('content-type').startsWith('multipart/report') },
  { class: 'bounce', why: 'it reports failed recipients', shows: ({ has }) => has('x-failed-recipients') },
  { class: 'bounce', why: 'a mail system wrote it', shows: (mail) => mail.isMailSystem && !ABSENCE_SUBJECTS.test(mail.subject) },
  {
    class: 'bounce',
    why: 'it reports a failed delivery',
    // Only together: a person may well write about a delivery.
    shows: (mail) => (mail.isFromNobody || mail.isMachine || mail.isNameless) && FAILURE_SUBJECTS.test(mail.subject),
  },
  { class: 'auto-reply', why: 'its return path is empty', shows: ({ isFromNobody }) => isFromNobody },
  { class: 'auto-reply', why: 'an automatic responder wrote it', shows: isAbsence },
  { class: 'auto-reply', why: 'its precedence is automatic', shows: ({ value }) => value('precedence') === 'auto_reply' },
  {
    class: 'bulk',
    why: 'it says that it was sent automatically',
    shows: ({ value }) => value('auto-submitted') !== '' && !/^no\b/.test(value('auto-submitted')),
  },
  { class: 'bulk', why: 'it came through a list where people write', isAutomatic: false, shows: isDiscussion },
  { class: 'bulk', why: 'it came through a list', shows: ({ has }) => LIST_FIELDS.some(has) },
  { class: 'bulk', why: 'it comes from an address that nobody reads', shows: ({ isMachine }) => isMachine },
  { class: 'bulk', why: 'it says that it comes from ourselves', shows: ({ isOurs }) => isOurs },
  {
    class: 'bulk',
    why: 'its precedence is that of bulk mail',
    byPrecedenceOnly: true,
    isAutomatic: false,
    shows: ({ value }) => ['bulk', 'list', 'junk'].includes(value('precedence')),
  },
];

export function kindOf({ fields, from, mailFrom, ours }: Envelope): Kind {
  const local = localPartOf(from);
  const mail: Read = {
    has: (name) => valueOf(fields, name) !== undefined,
    value: (name) => (valueOf(fields, name) ?? '').trim().toLowerCase(),
    subject: decodedWords(valueOf(fields, 'subject') ?? '').trim(),
    isFromNobody: mailFrom === '' || mailFrom === '<>' || valueOf(fields, 'return-path') === '<>',
    isMachine: MACHINES.test(local),
    isNameless: from === '',
    isMailSystem: MAIL_SYSTEMS.test(valueOf(fields, 'from') ?? ''),
    isOurs: ours !== undefined && from.endsWith(`@${ours}`),
  };
  const sign = SIGNS.find(({ shows }) => shows(mail));
  if (!sign) return { class: 'human', isAutomatic: false };
  const { shows: _, ...kind } = sign;
  return { isAutomatic: true, ...kind };
}

/** RFC 2369 §3.4: a list that one may post to; older servers show only as its sender. */
function isDiscussion({ has, value, isMachine }: Read): boolean {
  return !isMachine && (has('list-post') || (has('precedence') && LIST_SERVER.test(value('sender'))));
}

function isAbsence({ has, value, subject }: Read): boolean {
  return value('auto-submitted').startsWith('auto-replied') || RESPONDER_FIELDS.some(has) || ABSENCE_SUBJECTS.test(subject);
}
