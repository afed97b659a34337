// From a member's mail to the draft that only they hear of; or, where their organisation allows that and nothing is left to check, to an
// envelope that is out.
import type { Say } from '#core/answer.ts';
import type { Command, CommandOf } from '#core/command.ts';
import { parseStart, type StartRequest } from '#core/grammar/start.ts';
import type { Person, Tenant } from '#core/ports.ts';
import { whyNotAtOnce } from '#core/rules/at-once.ts';
import type { DocumentRef } from '#core/terms.ts';
import { wallClock } from '#core/time.ts';
import { cleanLine } from '#apps/clean-text.ts';
import { senderChannelFor } from '#apps/drafting/channel-for.ts';
import { chosenFrom } from '#apps/drafting/chosen.ts';
import {
  expiryOf,
  hintsOf,
  lookAlikesIn,
  policyOf,
  recipientsOf,
  settingsOf,
  suggestionOf,
  titleOf,
  unreadOf,
} from '#apps/drafting/draft-content.ts';
import { freeId } from '#apps/drafting/free-id.ts';
import { placesOf } from '#apps/drafting/places-kept.ts';
import type { Ports, Processed } from '#apps/ports.ts';
import type { Arrival } from '../gate/arrival.ts';
import { takeDocuments } from './documents.ts';
import { htmlToText } from '../answering/html-text.ts';
import { mailboxes, type Mailbox } from '../raw/mailbox.ts';
import { parseMime } from '../raw/mime.ts';
import { openMail, type Opened } from './opened.ts';
import { valueOf } from '../raw/raw-header.ts';
import { insteadOfDocument } from './without-document.ts';

type By = { readonly member: Person; readonly tenant: Tenant };

export async function draftFrom(ports: Ports, arrival: Arrival, by: By): Promise<Processed> {
  const parsed = await parseMime(arrival.raw.read(), { isOpening: true, bytes: arrival.raw.bytes });
  if (!parsed.ok) return told(by.member, { kind: 'draft-problems', problems: [`Your mail could not be read: ${parsed.why}.`] });
  const mail = await openMail(arrival.raw.read, parsed.mail);
  const { member, tenant } = by;
  const taken = await takeDocuments(ports, tenant.id, mail.files);
  const text = mail.text ?? (mail.html === undefined ? '' : htmlToText(mail.html).text);
  if (!taken.ok) return told(member, withHints(taken.say, `${text}\n${mail.html ?? ''}`));
  const request = requestIn(ports, arrival, { ...by, mail, text, subject: parsed.mail.subject });
  const { documents, problems } = chosenFrom(taken.documents, request.documents);
  if (documents.length === 0) return told(member, { kind: 'draft-problems', problems });
  const at = arrival.mail.receivedAt;
  const wanted = { origin: 'email', request, tenant, policy: await ports.policyOf(tenant.id), at } as const;
  const recipients = await recipientsOf(ports, wanted);
  const doubts = [
    ...[...request.problems, ...problems].map((problem) => `Please check: ${problem}`),
    ...taken.troubles,
    ...lookAlikesIn(recipients, tenant),
    ...taken.changes,
    ...unreadOf(request),
    ...hintsOf(request),
  ];
  const waits = request.sendNow ? whyNotAtOnce({ policy: wanted.policy, sender: member.email, recipients, doubts }) : [];
  const id = await freeId(ports, tenant.id, arrival.lease.key);
  const command: CommandOf<'draft'> = {
    type: 'draft',
    at,
    by: { kind: 'person', email: member.email, via: 'email', assurance: 'L1' },
    key: arrival.lease.key,
    id,
    tenant: tenant.id,
    content: {
      title: titleOf(request, documents),
      message: request.message,
      sender: { name: member.name, email: member.email, organisation: tenant.name },
      zone: tenant.zone,
      expiresAt: expiryOf(ports, wanted),
      documents,
      places: await placesOf(ports, tenant.id, documents),
      recipients,
      ...settingsOf(wanted, member.email),
      policy: policyOf(ports, wanted),
      senderChannel: await senderChannelFor(ports, { tenant: tenant.id, email: member.email, origin: 'email' }),
      origin: { channel: 'email', reference: valueOf(arrival.fields, 'message-id') ?? '' },
      remarks: [...doubts, ...waits, ...suggestionOf(request), ...together(documents, request), ...taken.notes],
    },
  };
  return run(ports, arrival, { command, member, isAtOnce: request.sendNow && waits.length === 0 });
}

type Read = By & { readonly mail: Opened; readonly text: string; readonly subject: string };

function requestIn(ports: Ports, arrival: Arrival, { member, tenant, mail, text, subject }: Read): StartRequest {
  const own = [`@${ports.site.mailDomain}`];
  return parseStart({
    subject,
    text,
    sender: member,
    ...addressees(arrival),
    own,
    today: wallClock(arrival.mail.receivedAt, tenant.zone, ports.offsetAt).slice(0, 10),
    attached: mail.people,
  });
}

/** Where our address is not in the header it was a blind copy: whoever else is there was not meant to sign. */
function addressees({ fields, named }: Arrival): { to: Mailbox[]; cc: Mailbox[] } {
  if (named.length === 0) return { to: [], cc: [] };
  return { to: mailboxes(valueOf(fields, 'to')), cc: mailboxes(valueOf(fields, 'cc')) };
}

function withHints(say: Say, text: string): Say {
  return say.kind === 'no-document' ? { ...say, ignored: [...insteadOfDocument(text), ...say.ignored] } : say;
}

function together(documents: readonly DocumentRef[], { documents: chosen }: StartRequest): string[] {
  const [first] = documents;
  if (!first || documents.length === 1 || chosen !== undefined) return [];
  return [
    `All ${documents.length} documents go out together, in this order. To leave some out, answer with a line that names the others, for ` +
      `example: “documents: ${first.filename}”.`,
  ];
}

type Run = { readonly command: CommandOf<'draft'>; readonly member: Person; readonly isAtOnce: boolean };

async function run(ports: Ports, { lease }: Arrival, { command, member, isAtOnce }: Run): Promise<Processed> {
  const { tenant, id, at, by, key } = command;
  const tried = cleanLine(command.content.title);
  const drafted = await ports.commands.run(tenant, id, command satisfies Command, lease);
  if (!drafted.ok)
    return { ...told(member, { kind: 'refused', refusal: drafted.refusal, tried }), outcome: { kind: 'done', result: drafted } };
  ports.wake();
  if (!isAtOnce) return { outcome: { kind: 'done', result: drafted }, answers: [] };
  // Known by its own key: a run that was cut off between the two goes on here.
  const result = await ports.commands.run(tenant, id, { type: 'send', at, by, key: `${key}/send` });
  ports.wake();
  const say: Say = result.ok ? { kind: 'status' } : { kind: 'refused', refusal: result.refusal, tried };
  const answers = told(member, say).answers.map((one) => ({ ...one, about: { envelope: id, seat: 'sender' as const } }));
  return { outcome: { kind: 'done', result: result.ok ? result : drafted }, answers };
}

export function told(member: Person, say: Say): Processed {
  const { name, email, tenant } = member;
  return { outcome: { kind: 'answered', code: say.kind }, answers: [{ to: { name, email }, channel: 'email', tenant, say }] };
}
