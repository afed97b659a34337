// Fields in the documents: what the sender places by hand, and whose they are.
import type { CommandOf, Decision } from '../command.ts';
import { isPlainLine } from '../entry.ts';
import type { Envelope, Existing, Recipient } from '../envelope.ts';
import type { Field, Place } from '../fields.ts';
import type { Refusal } from '../refusal.ts';
import type { DocumentRef } from '../terms.ts';
import { accepted, isProven, isSender, notOut, refused, stamped } from './answers.ts';
import { lineMates } from './turns.ts';

export const MOST_FIELDS = 200;
const LONGEST_LABEL = 200;

/** The sender puts fields on the pages of a draft; all that were there before are replaced. */
export function place(state: Envelope, command: CommandOf<'place'>): Decision {
  const { by, fields } = command;
  if (state.status === 'none') return refused({ code: 'no-such-envelope' });
  if (!isSender(state, by)) return refused({ code: 'not-the-sender' });
  if (!isProven(by, 'L1')) return refused({ code: 'proven-too-weakly', needs: 'L1' });
  if (state.status === 'sent') return refused({ code: 'already-sent' });
  if (state.status !== 'draft') return refused(notOut(state));
  const { draftedAt } = state;
  if ((command.draftedAt ?? draftedAt) !== draftedAt) return refused({ code: 'draft-changed', draftedAt });
  if (fields.length > MOST_FIELDS) return refused({ code: 'too-many-fields', most: MOST_FIELDS });
  const [problem] = fields.flatMap((field) => problemWith(state, field) ?? []);
  if (problem) return refused(problem);
  const placed = fields.map((field, index) => ({ type: 'field-placed', id: fieldId(index), ...field }) as const);
  return accepted(stamped(command, 'sender', { type: 'fields-cleared' }, ...placed));
}

/** `f1`, `f2` … in the order in which they are placed. */
export function fieldId(index: number): string {
  return `f${index + 1}`;
}

function problemWith({ documents, recipients }: Existing, field: Omit<Field, 'id'>): Refusal | undefined {
  const { document, recipient, label, place: where, covers } = field;
  const { page } = where;
  const found = documents.find(({ id }) => id === document);
  if (!found || !isWithin(found, where) || (covers && !isWithin(found, covers))) return { code: 'field-misplaced', page };
  if (!recipients.some(({ id, role }) => id === recipient && role === 'signer')) return { code: 'field-for-nobody', page };
  if (label.length > LONGEST_LABEL) return { code: 'text-too-long', most: LONGEST_LABEL };
  return isPlainLine(label) ? undefined : { code: 'entry-unreadable', field: { kind: field.kind, label: '', page } };
}

/** On a page of it, and of some size; how large the page is, the sealer knows. */
export function isWithin({ pages }: Pick<DocumentRef, 'pages'>, { page, left, top, width, height }: Place): boolean {
  const isPage = Number.isInteger(page) && page >= 1 && page <= pages;
  const isSize = width > 0 && height > 0 && left >= 0 && top >= 0;
  return isPage && isSize && [left, top, width, height].every((number) => Number.isFinite(number));
}

/** The fields that this recipient fills in: their own, and those of whoever they act for. */
export function fieldsOf(state: Pick<Existing, 'fields' | 'recipients'>, recipient: Recipient): readonly Field[] {
  const seats = new Set([recipient, ...lineMates(state, recipient)].map(({ id }) => id));
  return state.fields.filter((field) => seats.has(field.recipient));
}
