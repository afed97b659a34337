// Drafting and sending. Nobody but the sender hears of a draft; `send` is the sender's deliberate second step.
import { isExcluded, isKnownClass } from '../classes.ts';
import type { CommandOf, Decision, DraftContent, DraftRecipient } from '../command.ts';
import type { Refusal } from '../refusal.ts';
import type { Envelope } from '../envelope.ts';
import type { EventBody } from '../events.ts';
import { recipientIdOf } from '../ids.ts';
import type { Assurance, DocumentRef, Quorum } from '../terms.ts';
import { plus, type OffsetAt } from '../time.ts';
import { accepted, isProven, isSender, notOut, refused, sameAddress, stamped } from './answers.ts';
import { withFollowUps } from './follow.ts';
import { fieldsFor } from './found-places.ts';
import { seatingProblem } from './seating.ts';
import { warningOf } from './timing.ts';
import { actors } from './turns.ts';

const DRAFT_LAPSES_AFTER = { hours: 48 };
const DEFAULT_LANGUAGE = 'en';

export function draft(state: Envelope, command: CommandOf<'draft'>): Decision {
  const { content, by, at } = command;
  if (by.kind !== 'person') return refused({ code: 'not-the-sender' });
  if (!isProven(by, 'L1')) return refused({ code: 'proven-too-weakly', needs: 'L1' });
  if (!sameAddress(by.email, content.sender.email)) return refused({ code: 'not-the-sender' });
  if (state.status !== 'none') {
    if (!isSender(state, by)) return refused({ code: 'not-yours' });
    if (state.status === 'sent') return refused({ code: 'already-sent' });
    if (state.status !== 'draft') return refused(notOut(state));
  }
  const problem = problemWith(content, command);
  if (problem) return refused(problem);
  const { recipients, steps } = routingOf(content);
  const placed = fieldsFor(content, state);
  const { sender, title, message, zone, expiresAt, policy, origin, remarks, fallback } = content;
  const { consumer = false, documentClass = '', language = DEFAULT_LANGUAGE } = content;
  const drafted: EventBody = {
    type: 'drafted',
    id: command.id,
    tenant: command.tenant,
    title,
    message,
    senderName: sender.name,
    senderEmail: sender.email,
    organisation: sender.organisation,
    zone,
    expiresAt,
    lapsesAt: plus(at, DRAFT_LAPSES_AFTER),
    steps,
    policy,
    origin,
    ...(content.senderChannel === undefined ? {} : { senderChannel: content.senderChannel }),
    remarks: [...remarks, ...placed.remarks].join('\n'),
    consumer,
    documentClass,
    ...(content.amount === undefined ? {} : { amount: content.amount }),
    language,
    fallbackName: fallback?.name ?? '',
    fallbackEmail: fallback?.email ?? '',
  };
  const documents = content.documents.map((document): EventBody => ({ type: 'document-added', ...document }));
  const people = recipients.map((one, index): EventBody => {
    const seat = { zone, language, ...one, needs: needsOf(one, consumer) };
    return { type: 'recipient-added', recipient: recipientIdOf(index + 1), ...seat };
  });
  return accepted(stamped(command, 'sender', drafted, ...documents, ...people, ...placed.fields));
}

export function send(state: Envelope, command: CommandOf<'send'>, offsetAt: OffsetAt): Decision {
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  if (!isSender(state, command.by)) return refused({ code: 'not-the-sender' });
  if (!isProven(command.by, 'L1')) return refused({ code: 'proven-too-weakly', needs: 'L1' });
  if (state.status === 'sent') return refused({ code: 'already-sent' });
  if (state.status !== 'draft') return refused(notOut(state));
  const { draftedAt } = state;
  if ((command.draftedAt ?? draftedAt) !== draftedAt) return refused({ code: 'draft-changed', draftedAt });
  if (state.documents.length === 0) return refused({ code: 'no-documents' });
  if (!actors(state).some(({ role }) => role !== 'preparer')) return refused({ code: 'no-signers-or-approvers' });
  const { at } = command;
  const { expiresAt } = state;
  if (expiresAt <= at) return refused({ code: 'deadline-in-the-past', expiresAt });
  // The last, so that what is refused anyway takes no place of the day's.
  if (command.quota?.isGranted === false)
    return refused({ code: 'too-many-today', most: command.quota.most, againAt: command.quota.againAt });
  const warnAt = warningOf(state, { at, expiresAt });
  const events = stamped(command, 'sender', { type: 'sent', fingerprint: fingerprintOf(state.documents), warnAt });
  return accepted(withFollowUps(state, { command, events }, offsetAt));
}

/** Names what is sent, and what a person was shown: the documents' SHA-256 in order, joined by a full stop. */
export function fingerprintOf(documents: readonly DocumentRef[]): string {
  return documents.map(({ sha256 }) => sha256).join('.');
}

/** What can be said against a draft before anyone sees it; an unfinished one (no people yet) is allowed. */
function problemWith(content: DraftContent, { at }: CommandOf<'draft'>): Refusal | undefined {
  const { recipients, expiresAt, documentClass = '', maySend = true } = content;
  if (!maySend) return { code: 'may-not-send' };
  if (expiresAt <= at) return { code: 'deadline-in-the-past', expiresAt };
  if (documentClass !== '' && !isKnownClass(documentClass)) return { code: 'class-unknown', documentClass };
  if (isExcluded(documentClass)) return { code: 'class-excluded', documentClass };
  const seating = seatingProblem(content);
  if (seating) return seating;
  // L3 needs a fresh login, which no enabled channel can give.
  const unreachable = recipients.find(({ needs }) => needs === 'L3');
  return unreachable ? { code: 'level-not-available', needs: unreachable.needs } : undefined;
}

/** A consumer never signs by reply alone: the page shows the disclosure and proves that the document can be opened. */
function needsOf({ needs, role }: DraftRecipient, consumer: boolean): Assurance {
  return consumer && role === 'signer' && needs < 'L2' ? 'L2' : needs;
}

type Routing = { readonly recipients: readonly DraftRecipient[]; readonly steps: readonly Quorum[] };

/** Steps need not be dense, only their order counts. */
function routingOf({ recipients, quorums }: DraftContent): Routing {
  const used = [...new Set(recipients.filter(({ role }) => role !== 'cc').map(({ step }) => step))].toSorted((a, b) => a - b);
  return {
    recipients: recipients.map((one) => ({ ...one, step: one.role === 'cc' ? 0 : used.indexOf(one.step) + 1 })),
    steps: used.map((step) => quorums?.[step] ?? 'all'),
  };
}
