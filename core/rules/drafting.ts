// Drafting and sending. Nobody but the sender hears of a draft; `send` is the sender's deliberate second step.
import type { CommandOf, Decision, DraftContent, DraftRecipient, Refusal } from '../command.ts';
import type { Envelope } from '../envelope.ts';
import type { DocumentRef, EventBody } from '../events.ts';
import { recipientIdOf } from '../ids.ts';
import { plus } from '../time.ts';
import { accepted, isProven, isSender, notOut, refused, sameAddress, stamped } from './answers.ts';
import { actors, nextReminder } from './turns.ts';

const DRAFT_LAPSES_AFTER = { hours: 48 };

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
  const recipients = withDenseSteps(content.recipients);
  const { sender, title, message, zone, expiresAt, policy, origin, remarks } = content;
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
    steps: Array.from({ length: Math.max(0, ...recipients.map(({ step }) => step)) }, () => 'all' as const),
    policy,
    origin,
    remarks: remarks.join('\n'),
  };
  const documents = content.documents.map((document): EventBody => ({ type: 'document-added', ...document }));
  const people = recipients.map((one, index): EventBody => ({ type: 'recipient-added', recipient: recipientIdOf(index + 1), ...one }));
  return accepted(stamped(command, 'sender', drafted, ...documents, ...people));
}

export function send(state: Envelope, command: CommandOf<'send'>): Decision {
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  if (!isSender(state, command.by)) return refused({ code: 'not-the-sender' });
  if (!isProven(command.by, 'L1')) return refused({ code: 'proven-too-weakly', needs: 'L1' });
  if (state.status === 'sent') return refused({ code: 'already-sent' });
  if (state.status !== 'draft') return refused(notOut(state));
  if (state.documents.length === 0) return refused({ code: 'no-documents' });
  if (actors(state).length === 0) return refused({ code: 'no-signers-or-approvers' });
  const { at } = command;
  if (state.expiresAt <= at) return refused({ code: 'deadline-in-the-past', expiresAt: state.expiresAt });
  const first = actors(state).filter(({ step }) => step === 1);
  const turns = first.map(({ id }): EventBody => ({ type: 'turn-began', recipient: id, remindAt: nextReminder(state, { at, count: 0 }) }));
  return accepted(stamped(command, 'sender', { type: 'sent', fingerprint: fingerprintOf(state.documents) }, ...turns));
}

/** Names what is sent, and what a person was shown: the documents' SHA-256 in order, joined by a full stop. */
export function fingerprintOf(documents: readonly DocumentRef[]): string {
  return documents.map(({ sha256 }) => sha256).join('.');
}

/** What can be said against a draft before anyone sees it; an unfinished one (no people yet) is allowed. */
function problemWith({ recipients, sender, policy, expiresAt }: DraftContent, { at }: CommandOf<'draft'>): Refusal | undefined {
  if (expiresAt <= at) return { code: 'deadline-in-the-past', expiresAt };
  const twice = recipients.find((one, index) => recipients.findIndex((other) => isSameSeat(one, other)) !== index);
  if (twice) return { code: 'seated-twice', email: twice.email };
  const approvesOwn = recipients.some(({ role, email }) => role === 'approver' && sameAddress(email, sender.email));
  if (approvesOwn && !policy.mayApproveOwn) return { code: 'own-approval' };
  // L3 needs a fresh login, which no enabled channel can give.
  const unreachable = recipients.find(({ needs }) => needs === 'L3');
  return unreachable ? { code: 'level-not-available', needs: unreachable.needs } : undefined;
}

/** One human twice in a group would let one person be two. */
function isSameSeat(a: DraftRecipient, b: DraftRecipient): boolean {
  return sameAddress(a.email, b.email) && (a.role === 'cc') === (b.role === 'cc') && (a.role === 'cc' || a.step === b.step);
}

function withDenseSteps(recipients: readonly DraftRecipient[]): readonly DraftRecipient[] {
  const used = [...new Set(recipients.filter(({ role }) => role !== 'cc').map(({ step }) => step))].toSorted((a, b) => a - b);
  return recipients.map((one) => ({ ...one, step: one.role === 'cc' ? 0 : used.indexOf(one.step) + 1 }));
}
