// What a signature fills in: each field of the signer's gets its value in the same commit, or the signature is refused and says which
// field it is about.
import type { CommandOf } from '../command.ts';
import { fitTogether, initialsOf, isDrawing, isPlainLine, MOST_TEXT } from '../entry.ts';
import type { Existing, Recipient, Sent } from '../envelope.ts';
import type { EventBody } from '../events.ts';
import type { Field } from '../fields.ts';
import type { FieldName, Refusal } from '../refusal.ts';
import { wallClock, type OffsetAt } from '../time.ts';
import { fieldsOf } from './placing.ts';

type Sign = CommandOf<'sign'>;

/** Why the entries cannot be taken as they are, or what is missing among them. */
export function problemWithEntries(state: Sent, recipient: Recipient, { entries = [] }: Sign): Refusal | undefined {
  const fields = fieldsOf(state, recipient);
  const left = new Map(fields.map((field) => [field.id, field]));
  for (const { field: id, value } of entries) {
    const field = left.get(id);
    // Two values for one field leave open which was meant.
    if (!left.delete(id) || !field) return { code: 'unknown-field' };
    const problem = problemWithValue(field, value);
    if (problem) return problem;
  }
  if (!fitTogether(entries)) return { code: 'entries-too-large' };
  const given = new Map(entries.map(({ field, value }) => [field, value.trim()]));
  const missing = fields.filter((field) => mustBeEntered(field) && (given.get(field.id) ?? '') === '');
  return missing.length === 0 ? undefined : { code: 'entry-missing', fields: missing.map(nameOf) };
}

function problemWithValue(field: Field, value: string): Refusal | undefined {
  const unreadable: Refusal = { code: 'entry-unreadable', field: nameOf(field) };
  switch (field.kind) {
    case 'signature':
    case 'initials':
      return value === '' || isDrawing(value) ? undefined : unreadable;
    case 'date':
      return value === '' ? undefined : unreadable;
    case 'checkbox':
      return value === '' || value === 'yes' ? undefined : unreadable;
    case 'text':
      if (value.length > MOST_TEXT) return { code: 'entry-too-long', field: nameOf(field), most: MOST_TEXT };
      return isPlainLine(value) ? undefined : unreadable;
  }
}

/** The others say something of themselves: the typed name, its initials, the day. */
export function fillsItself({ kind }: Pick<Field, 'kind'>): boolean {
  return kind !== 'text' && kind !== 'checkbox';
}

export function mustBeEntered(field: Pick<Field, 'kind' | 'isRequired'>): boolean {
  return field.isRequired && !fillsItself(field);
}

/** How many fields wait for this recipient to enter something, and whether they can sign without it. */
export function toFillIn(state: Existing, recipient: Recipient): { readonly count: number; readonly isNeeded: boolean } {
  const open = fieldsOf(state, recipient).filter((field) => !fillsItself(field));
  return { count: open.length, isNeeded: open.some(mustBeEntered) };
}

/** With nothing left to be worked out later: the day is that of the act where the envelope is, the typed name is written out. */
export function entered(state: Sent, { command, recipient }: { command: Sign; recipient: Recipient }, offsetAt: OffsetAt): EventBody[] {
  const given = new Map((command.entries ?? []).map(({ field, value }) => [field, value]));
  const name = command.typedName.trim();
  const ofItself: Readonly<Record<Field['kind'], string>> = {
    signature: name,
    initials: initialsOf(name),
    date: wallClock(command.at, state.zone, offsetAt).slice(0, 'YYYY-MM-DD'.length),
    text: '',
    checkbox: '',
  };
  return fieldsOf(state, recipient).map(({ id, kind }): EventBody => {
    const value = given.get(id)?.trim() ?? '';
    return { type: 'field-entered', recipient: recipient.id, field: id, value: value === '' ? ofItself[kind] : value };
  });
}

function nameOf({ kind, label, place: { page } }: Field): FieldName {
  return { kind, label, page };
}
