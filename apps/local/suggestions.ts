// Phrases that a mailbox offers for an answer, by what the mail asks. They fill the reply box; sending stays a deliberate act.
import type { LocalMail } from './mailbox.ts';

const QUESTION = 'Can you tell me what clause 3 means for the first invoice?';

const BY_KIND: Readonly<Record<string, readonly string[]>> = {
  draft: ['SEND', 'expires: 30 days', 'VOID'],
  'approve-request': ['I APPROVE', 'DECLINE: the fee is not what we agreed', QUESTION],
  'sign-request': ['I SIGN', 'DECLINE: the fee is not what we agreed', QUESTION],
  confirm: ['DECLINE: the fee is not what we agreed', QUESTION],
  question: ['The first invoice covers the first month only.'],
  answer: ['I SIGN', 'I APPROVE', QUESTION],
};
/** A reminder asks either; so does a mail that does not say its kind. */
const ANY = ['I APPROVE', 'I SIGN', 'DECLINE: the fee is not what we agreed', QUESTION];

export function suggestionsFor({ headers }: Pick<LocalMail, 'headers'>): readonly string[] {
  if (headers['x-countersign-envelope'] === undefined) return [];
  const kind = headers['x-countersign-kind'];
  return kind === undefined || kind === 'reminder' ? ANY : (BY_KIND[kind] ?? []);
}
