// Automatic mail: which message of ours it is about, what it reports, and whether that is to be believed. Never an act, never answered.
import type { InboundMail, Lease } from '#core/ports.ts';
import { dayBack } from '#core/grammar/absence.ts';
import { wallClock } from '#core/time.ts';
import { domainOf, isSameAddress, localPartOf } from '#apps/address.ts';
import type { Ports, Processed } from '#apps/ports.ts';
import { dropped, tokenOf, type Automatic } from '../gate/arrival.ts';
import type { Kind } from './automation.ts';
import { asksForConfirmation } from './bounce-reason.ts';
import { readReport, type Reported } from './bounce.ts';
import { decodedWords } from '../raw/encoded-words.ts';
import { mailboxes } from '../raw/mailbox.ts';
import { valueOf } from '../raw/raw-header.ts';
import { processReport } from './report.ts';
import { fieldsOf, reportParts, type ReportParts } from './report-parts.ts';
import { recipientIn, seatedAt, type Seated } from '../answering/seat.ts';

export async function processAutomatic(
  ports: Ports,
  automatic: Automatic,
  { mail, lease }: { mail: InboundMail; lease: Lease },
): Promise<Processed> {
  const { kind, raw, recipient } = automatic;
  const ignored = dropped(`automatic mail (${kind.class}): ${kind.why ?? ''}`);
  if (kind.class === 'human' || kind.class === 'bulk') return ignored;
  const parts = reportParts(raw.head);
  const own = returnedTo(recipient);
  const about =
    own !== undefined
      ? await atReturnAddress(ports, own, parts)
      : kind.class === 'auto-reply'
        ? await atReplyAddress(ports, recipient)
        : await byReturned(ports, parts);
  if (!about) return ignored;
  const what = whatOf(ports, { kind, parts, seated: about.seated, mail });
  if (typeof what === 'string') return dropped(`automatic mail (${kind.class}): ${what}`);
  const { tenant, envelope, seat } = about.seated.claim;
  const effect = about.effect === undefined ? {} : { effect: about.effect };
  return processReport(ports, { tenant, envelope, seat, at: mail.receivedAt, ...effect, ...what }, lease);
}

function returnedTo(recipient: string): string | undefined {
  return /^(?:[^+]+\+)?b-(.+)$/.exec(localPartOf(recipient))?.[1];
}

type About = { readonly seated: Seated; readonly effect?: string };

/** The token says whose message it was; which one, the returned header may. */
async function atReturnAddress(ports: Ports, token: string, parts: ReportParts): Promise<About | undefined> {
  const seated = await seatedAt(ports, token);
  if (!seated) return undefined;
  const effect = valueOf(fieldsOf(parts.original), 'x-countersign-effect');
  const isOurs = effect !== undefined && (await effectsTo(ports, seated)).some((one) => one.effect === effect);
  return isOurs ? { seated, effect } : { seated };
}

/** Absence notices go where answers go. */
async function atReplyAddress(ports: Ports, recipient: string): Promise<About | undefined> {
  const token = tokenOf(recipient);
  const seated = token === undefined ? undefined : await seatedAt(ports, token);
  return seated && { seated };
}

/** Sent anywhere else, a report is believed only of a message that it returns, and that went out to that very seat. */
async function byReturned(ports: Ports, parts: ReportParts): Promise<About | undefined> {
  const fields = fieldsOf(parts.original);
  const [replyTo] = mailboxes(valueOf(fields, 'reply-to'));
  const token = replyTo && domainOf(replyTo.email) === ports.site.mailDomain ? tokenOf(replyTo.email) : undefined;
  const seated = token === undefined ? undefined : await seatedAt(ports, token);
  if (!seated) return undefined;
  const [effect, messageId] = [valueOf(fields, 'x-countersign-effect'), valueOf(fields, 'message-id')];
  const isSent = (await effectsTo(ports, seated)).some((one) => one.effect === effect && one.threadId === messageId);
  return effect !== undefined && messageId !== undefined && isSent ? { seated, effect } : undefined;
}

async function effectsTo(ports: Ports, { claim }: Seated): Promise<readonly { effect: string; threadId: string | undefined }[]> {
  const sent = await ports.correspondence.with(claim.tenant, claim.envelope, claim.seat);
  return sent.flatMap(({ effect, threadId }) => (effect === undefined ? [] : [{ effect: ports.sha256(effect), threadId }]));
}

type What =
  | { readonly kind: 'complained' }
  | { readonly kind: 'away'; readonly until?: string }
  | { readonly kind: 'bounced'; readonly isForGood: boolean; readonly why: string }
  | { readonly kind: 'delayed'; readonly why: string };
type Said = { readonly kind: Kind; readonly parts: ReportParts; readonly seated: Seated; readonly mail: InboundMail };

/** @returns in words why it is only noted */
function whatOf(ports: Ports, said: Said): What | string {
  const { kind, parts, seated } = said;
  if (kind.class === 'feedback-report') return { kind: 'complained' };
  if (kind.class === 'auto-reply') return absence(ports, said);
  const report = readReport(parts);
  if (report.kind === 'complaint') return { kind: 'complained' };
  if (report.kind === 'receipt') return 'a receipt; noted';
  const one = ofPerson(report.recipients, seated.person.email);
  if (!one) return 'it names nobody who was not reached';
  switch (one.action) {
    case 'delivered':
      return 'it reports a delivery; noted';
    case 'delayed':
      return { kind: 'delayed', why: one.reason };
    case 'failed':
      return { kind: 'bounced', isForGood: one.isForGood, why: one.reason };
  }
}

/** Where mail is forwarded, the report names an address that we do not know: it is about this message all the same. */
function ofPerson(recipients: readonly Reported[], email: string): Reported | undefined {
  const named = recipients.find(({ address, original = address }) => isSameAddress(address, email) || isSameAddress(original, email));
  return named ?? recipients.find(({ action }) => action === 'failed') ?? recipients[0];
}

function absence({ offsetAt }: Ports, { parts, seated, mail }: Said): What | string {
  const { fields, notice } = parts;
  const text = `${decodedWords(valueOf(fields, 'subject') ?? '')}.\n${notice}`;
  if (asksForConfirmation(text)) return { kind: 'bounced', isForGood: false, why: 'asks-confirmation' };
  const [writer] = mailboxes(valueOf(fields, 'from'));
  // An assistant to whom it was forwarded may be away as well; nobody waits for them.
  if (!writer || !isSameAddress(writer.email, seated.person.email)) return 'it is not the person who is asked';
  const { seat } = seated.claim;
  const zone = (seat === 'sender' ? undefined : recipientIn(seated.state, seat)?.zone) ?? seated.state.zone;
  const until = dayBack(text, wallClock(mail.receivedAt, zone, offsetAt).slice(0, 10));
  return { kind: 'away', ...(until === undefined ? {} : { until }) };
}
