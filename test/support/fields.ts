// Fields for tests: places as intake finds them, fields as a sender puts them, and the signature that fills them in.
import type { CommandBody } from '#core/command.ts';
import type { Entry, FieldKind, FieldPlan, FoundPlace, Place } from '#core/fields.ts';
import { body, DOCUMENT, r } from './build.ts';

export const PLACE: Place = { page: 2, left: 72.5, top: 600, width: 180, height: 36 };
export const DRAWING = 'M10 20L30 25L40 90M200 10L210 400';

const TAGS: Readonly<Record<FieldKind, string>> = {
  signature: 'sign',
  initials: 'initials',
  date: 'date',
  text: 'text',
  checkbox: 'check',
};

/** @param who the n-th signer; 0 for a field of a form, which names nobody */
export function found(kind: FieldKind, who: number, change: Partial<FoundPlace> = {}): FoundPlace {
  const named = { placedBy: 'anchor', name: `{{${TAGS[kind]}:${who}}}`, who } as const;
  const unnamed = { placedBy: 'form-field', name: 'Form.Field' } as const;
  return { ...(who === 0 ? unnamed : named), kind, label: '', isRequired: true, place: PLACE, ...change };
}

export function put(kind: FieldKind, seat: number, change: Partial<FieldPlan> = {}) {
  return {
    document: DOCUMENT.id,
    kind,
    label: '',
    isRequired: true,
    placedBy: 'sender',
    place: PLACE,
    recipient: r(seat),
    ...change,
  } as const;
}

export function placing(...fields: ReturnType<typeof put>[]): CommandBody {
  return { type: 'place', fields };
}

export function signing(seat: number, entries: Readonly<Record<string, string>> = {}, typedName = 'Ines Duarte'): CommandBody {
  const listed = Object.entries(entries).map(([field, value]): Entry => ({ field, value }));
  return { ...body.sign(r(seat), DOCUMENT.sha256, typedName), entries: listed };
}
