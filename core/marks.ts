// What the acts that stand put on a document's pages: each value that was entered, at its place, once.
import type { Existing } from './envelope.ts';
import { lineMates } from './rules/turns.ts';
import type { Mark } from './sealing.ts';

/**
 * A field that was left empty has a mark only where the document's own words must be covered; its value is ''.
 * @param document one of the envelope's, by its id
 */
export function marksOf(state: Existing, document: string): readonly Mark[] {
  return state.fields.flatMap((field): readonly Mark[] => {
    const { kind, place, label, covers } = field;
    const value = state.entered[field.id];
    const seat = state.recipients.find(({ id }) => id === field.recipient);
    if (field.document !== document || value === undefined || !seat) return [];
    if (value === '' && covers === undefined) return [];
    // Of those who stand for one another a single one signs; the field may be that of a seat which was handed over.
    const signer = lineMates(state, seat).find(({ act }) => act?.type === 'signed');
    if (signer?.act === undefined) return [];
    return [{ kind, place, ...(covers === undefined ? {} : { covers }), value, label, name: signer.name, at: signer.act.at }];
  });
}
