// Fields in random histories: places that were found, fields that senders put, and what signers enter: mostly what the rules take, sometimes
// what they refuse.
import fc from 'fast-check';
import type { CommandOf } from '#core/command.ts';
import type { Envelope, Recipient } from '#core/envelope.ts';
import type { Entry, Field, FieldKind, FoundPlace } from '#core/fields.ts';
import { fieldsOf } from '#core/rules/placing.ts';
import { r } from '../build.ts';
import { DRAWING, PLACE } from '../fields.ts';

const KINDS: readonly FieldKind[] = ['signature', 'text', 'date', 'checkbox', 'initials'];

const place: fc.Arbitrary<FoundPlace> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    who: fc.nat({ max: 3 }),
    isRequired: fc.boolean(),
    page: fc.integer({ min: 1, max: 5 }),
    covered: fc.boolean(),
  })
  .map(({ kind, who, isRequired, page, covered }) => ({
    kind,
    isRequired,
    label: kind === 'text' ? 'Title' : '',
    place: { ...PLACE, page },
    ...(covered ? { covers: PLACE } : {}),
    ...(who === 0 ? { placedBy: 'form-field', name: 'Field' } : { placedBy: 'anchor', name: `{{${kind}:${who}}}`, who }),
  }));

/** Of the first document; most envelopes have none. */
export const places: fc.Arbitrary<Readonly<Record<string, readonly FoundPlace[]>>> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.array(place, { minLength: 1, maxLength: 4 }).map((found) => ({ d1: found })) },
);

/** For those who sign, as far as anyone does. */
export function placingBy(pick: number, state: Envelope): CommandOf<'place'>['fields'] {
  const seats = state.status === 'none' ? [] : state.recipients;
  const signers = seats.filter(({ role }) => role === 'signer').map(({ id }) => id);
  const document = pick === 11 ? 'd9' : 'd1';
  return Array.from({ length: pick % 4 }, (_, at) => ({
    document,
    kind: KINDS[(pick + at) % KINDS.length] ?? 'text',
    label: 'Title',
    isRequired: at % 2 === 0,
    placedBy: 'sender',
    place: PLACE,
    recipient: signers[(pick + at) % Math.max(1, signers.length)] ?? r(1),
  }));
}

/** Some forget one, some enter what cannot be read, some what is not asked of them. */
export function entriesBy(pick: number, state: Envelope, seat: Recipient | undefined): readonly Entry[] {
  const fields = state.status === 'none' || !seat ? [] : fieldsOf(state, seat);
  const entries = fields.map(({ id, kind }): Entry => ({ field: id, value: valueFor(kind, pick) }));
  if (pick === 8) return entries.slice(1);
  return pick === 7 ? [...entries, { field: 'f99', value: 'x' }] : entries;
}

function valueFor(kind: Field['kind'], pick: number): string {
  switch (kind) {
    case 'signature':
    case 'initials':
      return pick % 2 === 0 ? '' : DRAWING;
    case 'date':
      return '';
    case 'text':
      return pick === 9 ? 'two\nlines' : `Title ${pick}`;
    case 'checkbox':
      return 'yes';
  }
}
