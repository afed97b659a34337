// What became of a message that Amazon SES sent for us, in the product's words. A message is for one person, so its tags say all: SES's own
// list of recipients is not needed.
import type { EnvelopeId, RecipientId, TenantId } from '#core/ids.ts';
import type { DeliveryReport } from '#core/messages.ts';
import { parseInstant, type Instant } from '#core/time.ts';
import { cleanLine } from '#apps/clean-text.ts';
import type { Happened } from './notification.ts';
import { tagText } from './tags.ts';

type What =
  | { readonly kind: 'delivered' | 'complained' }
  | { readonly kind: 'delayed'; readonly why: string }
  | { readonly kind: 'bounced'; readonly isForGood: boolean; readonly why: string };
type Reported =
  | { readonly is: 'report'; /** The same for every delivery of it. */ readonly key: string; readonly report: DeliveryReport }
  | { readonly is: 'nothing'; readonly why: string };

const MOST_WHY_CHARS = 300;

export function reportOf(happened: Happened): Reported {
  const { type, mail, bounce, complaint } = happened;
  const seat = tagOf(happened, 'seat');
  const envelope = tagOf(happened, 'envelope');
  const tenant = tagOf(happened, 'tenant');
  if (tenant === undefined || envelope === undefined || seat === undefined || [envelope, seat].includes('none')) {
    return { is: 'nothing', why: `${type} of mail ${mail.messageId}: its tags name no envelope` };
  }
  const what = whatOf(happened);
  if (what === undefined) return { is: 'nothing', why: `${type} of mail ${mail.messageId} is not the reader's` };
  const at = timeOf(happened);
  const effect = tagOf(happened, 'effect');
  const about = { tenant: tenant as TenantId, envelope: envelope as EnvelopeId, seat: seat as 'sender' | RecipientId };
  return {
    is: 'report',
    key: ['ses', mail.messageId, type, (bounce ?? complaint)?.feedbackId ?? at].join('/'),
    report: { ...about, ...(effect !== undefined && { effect }), at, ...what },
  };
}

function tagOf({ mail }: Happened, name: string): string | undefined {
  const value = mail.tags[name]?.[0];
  return value === undefined ? undefined : tagText(value);
}

/** When it happened, as far as SES says. */
function timeOf({ mail, bounce, complaint, delivery, deliveryDelay }: Happened): Instant {
  const told = (bounce ?? complaint ?? delivery ?? deliveryDelay)?.timestamp;
  const at = parseInstant(told ?? mail.timestamp);
  if (at !== undefined) return at;
  throw new Error(`Could not read what became of mail ${mail.messageId}: SES gives no time. It stays in the queue.`);
}

const SUPPRESSED = 'Amazon SES does not send to this address: mail to it bounced, or was reported as spam, before';

function whatOf({ bounce, complaint, delivery, deliveryDelay, reject, failure }: Happened): What | undefined {
  if (bounce) return bounced(bounce);
  if (complaint) return complained(complaint);
  if (deliveryDelay) return { kind: 'delayed', why: detailOf(deliveryDelay.delayedRecipients) ?? spaced(deliveryDelay.delayType) };
  if (reject) return { kind: 'bounced', isForGood: true, why: short(`Amazon SES did not send it: ${reject.reason || 'it found malware'}`) };
  if (failure) return { kind: 'bounced', isForGood: true, why: short(`Amazon SES could not make the message: ${failure.errorMessage}`) };
  return delivery && { kind: 'delivered' };
}

const SUB_TYPES: Readonly<Record<string, string>> = { General: '', NoEmail: 'user unknown' };

/** Undetermined: the answer said neither, so it may pass. */
function bounced({ bounceType, bounceSubType, bouncedRecipients }: NonNullable<Happened['bounce']>): What {
  if (/suppress/i.test(bounceSubType)) return { kind: 'bounced', isForGood: true, why: SUPPRESSED };
  const why = detailOf(bouncedRecipients) ?? SUB_TYPES[bounceSubType] ?? spaced(bounceSubType);
  return { kind: 'bounced', isForGood: bounceType === 'Permanent', why: why || 'the mail system gave no reason' };
}

/** With the sub-type, SES did not send at all. `not-spam` takes a complaint back, and `auth-failure` is no reader's. */
function complained({ complaintSubType, complaintFeedbackType }: NonNullable<Happened['complaint']>): What | undefined {
  if (/suppress/i.test(complaintSubType ?? '')) return { kind: 'bounced', isForGood: true, why: SUPPRESSED };
  return ['not-spam', 'auth-failure'].includes(complaintFeedbackType ?? '') ? undefined : { kind: 'complained' };
}

/** What the other mail system answered, without the protocol's name before it. */
function detailOf([first]: readonly { readonly status?: string | undefined; readonly diagnosticCode?: string | undefined }[]):
  | string
  | undefined {
  const said = short((first?.diagnosticCode ?? '').replace(/^\s*(?:smtp|x-\S+)\s*;\s*/i, ''));
  return said || first?.status;
}

/** `MailboxFull` reads as `mailbox full`. */
function spaced(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

function short(text: string): string {
  return cleanLine(text).slice(0, MOST_WHY_CHARS);
}
