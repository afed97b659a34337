// From the rows that the sender saved to the command. What a document itself asked for, left as it was, stays the document's; and which
// words of it a field covers is never taken from a browser: whoever could choose that could paint over a clause.
import type { CommandBody } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import type { Field, Place } from '#core/fields.ts';
import type { PlacedField, WebAct } from './request.ts';

/** The page rounds to tenths of a millimetre. */
const ROUNDING_POINTS = 0.3;

export function placed({ draftedAt, fields }: Extract<WebAct, { type: 'place' }>, state: Pick<Existing, 'fields'>): CommandBody {
  return { type: 'place', draftedAt, fields: fields.map((field) => planOf(field, state)) };
}

function planOf({ was, place, ...plan }: PlacedField, { fields }: Pick<Existing, 'fields'>): PlacingOf {
  const before = fields.find(({ id, document }) => id === was && document === plan.document);
  if (!before) return { ...plan, place, placedBy: 'sender' };
  const stays = isSameSpot(before.place, place);
  const isUntouched = stays && SAID.every((name) => before[name] === plan[name]);
  const covered = before.covers?.page === place.page ? { covers: before.covers } : {};
  return { ...plan, ...covered, place: stays ? before.place : place, placedBy: isUntouched ? before.placedBy : 'sender' };
}

type PlacingOf = Extract<CommandBody, { type: 'place' }>['fields'][number];
const SAID = ['recipient', 'kind', 'label', 'isRequired'] as const satisfies readonly (keyof Field)[];

function isSameSpot(a: Place, b: Place): boolean {
  const near = (name: 'left' | 'top' | 'width' | 'height') => Math.abs(a[name] - b[name]) < ROUNDING_POINTS;
  return a.page === b.page && near('left') && near('top') && near('width') && near('height');
}
