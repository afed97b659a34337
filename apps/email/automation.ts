// What kind of sender wrote a message: a person, or one of the machines that also write mail. Machines never act and are never answered.
import type { Field } from './raw-header.ts';
import { valueOf } from './raw-header.ts';
import { localPartOf } from './mailbox.ts';

export type MailClass = 'human' | 'bounce' | 'auto-reply' | 'feedback-report' | 'bulk';
export type Kind = {
  readonly class: MailClass;
  readonly why?: string;
  /** Bulk by its `Precedence` alone, which some scanners put on what they send for a person. */
  readonly byPrecedenceOnly?: boolean;
};

type Envelope = {
  readonly fields: readonly Field[];
  readonly from: string;
  readonly mailFrom?: string | undefined;
  readonly ours?: string;
};

const MACHINES = /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?|bounce[+-].*)$/i;
/** Also without any domain, as old mail systems write themselves. */
const MAIL_SYSTEMS = /(?:^|[<"\s])(?:mailer-daemon|postmaster)(?=[@>"\s]|$)|mail delivery (?:sub)?system|^<>$/i;
const FAILURE_SUBJECTS =
  /^(?:undeliver|returned mail|return(?:ed)? to sender|delivery (?:status|failure|notification|delayed|report)|mail delivery|mail system error|failure notice|non-?delivery|permanent (?:delivery )?failure|warning: |could not send|message (?:delayed|status)|delayed mail|unzustellbar)/iu;
/** As mail systems of several languages begin the subject of an absence notice. */
const ABSENCE_SUBJECTS =
  /^(?:\[?auto(?:matic)?[ -]?(?:reply|response|svar|matisch antwoord)|automatic reply|out of (?:the )?office|away from|automatische? antwort|abwesenheits|automatisk(?:t)? svar|autosvar|automatisch antwoord|afwezigheid|risposta automatica|fuori sede|respuesta autom|fuera de la oficina|r[ée]ponse automatique|absence du bureau|resposta autom|自動返信|自动回复)/iu;

type Read = {
  readonly has: (name: string) => boolean;
  readonly value: (name: string) => string;
  readonly isFromNobody: boolean;
  readonly isMachine: boolean;
  /** Its From holds no address. */
  readonly isNameless: boolean;
  readonly isMailSystem: boolean;
  readonly isOurs: boolean;
};
type Sign = Kind & { readonly shows: (mail: Read) => boolean };

const RESPONDER_FIELDS = ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-reply-from', 'x-mail-autoreply'];
const LIST_FIELDS = ['list-id', 'list-post', 'x-loop', 'feedback-id'];

/** The first that shows decides: a bounce also carries what an automatic reply carries. */
const SIGNS: readonly Sign[] = [
  {
    class: 'feedback-report',
    why: 'it is a feedback report',
    shows: ({ value }) => /report-type\s*=\s*"?feedback-report/.test(value('content-type')),
  },
  { class: 'bounce', why: 'it is a delivery report', shows: ({ value }) => value('content-type').startsWith('multipart/report') },
  { class: 'bounce', why: 'it reports failed recipients', shows: ({ has }) => has('x-failed-recipients') },
  { class: 'bounce', why: 'a mail system wrote it', shows: (mail) => mail.isMailSystem && !ABSENCE_SUBJECTS.test(mail.value('subject')) },
  {
    class: 'bounce',
    why: 'it reports a failed delivery',
    // Only together: a person may well write about a delivery.
    shows: (mail) => (mail.isFromNobody || mail.isMachine || mail.isNameless) && FAILURE_SUBJECTS.test(mail.value('subject')),
  },
  { class: 'auto-reply', why: 'its return path is empty', shows: ({ isFromNobody }) => isFromNobody },
  { class: 'auto-reply', why: 'an automatic responder wrote it', shows: isAbsence },
  { class: 'auto-reply', why: 'its precedence is automatic', shows: ({ value }) => value('precedence') === 'auto_reply' },
  {
    class: 'bulk',
    why: 'it says that it was sent automatically',
    shows: ({ value }) => value('auto-submitted') !== '' && !/^no\b/.test(value('auto-submitted')),
  },
  { class: 'bulk', why: 'it came through a list', shows: ({ has }) => LIST_FIELDS.some(has) },
  { class: 'bulk', why: 'it comes from an address that nobody reads', shows: ({ isMachine }) => isMachine },
  { class: 'bulk', why: 'it says that it comes from ourselves', shows: ({ isOurs }) => isOurs },
  {
    class: 'bulk',
    why: 'its precedence is that of bulk mail',
    byPrecedenceOnly: true,
    shows: ({ value }) => ['bulk', 'list', 'junk'].includes(value('precedence')),
  },
];

export function kindOf({ fields, from, mailFrom, ours }: Envelope): Kind {
  const local = localPartOf(from);
  const mail: Read = {
    has: (name) => valueOf(fields, name) !== undefined,
    value: (name) => (valueOf(fields, name) ?? '').trim().toLowerCase(),
    isFromNobody: mailFrom === '' || mailFrom === '<>' || valueOf(fields, 'return-path') === '<>',
    isMachine: MACHINES.test(local),
    isNameless: from === '',
    isMailSystem: MAIL_SYSTEMS.test(valueOf(fields, 'from') ?? ''),
    isOurs: ours !== undefined && from.endsWith(`@${ours}`),
  };
  const sign = SIGNS.find(({ shows }) => shows(mail));
  if (!sign) return { class: 'human' };
  const { shows: _, ...kind } = sign;
  return kind;
}

function isAbsence({ has, value }: Read): boolean {
  return value('auto-submitted').startsWith('auto-replied') || RESPONDER_FIELDS.some(has) || ABSENCE_SUBJECTS.test(value('subject'));
}
