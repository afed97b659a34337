// German: fields in the documents: what a signer still has to fill in, and why an entry or a placing was not taken.
import type { FieldKind } from '../../fields.ts';
import type { FieldName } from '../../refusal.ts';
import type { Phrases } from '../phrases.ts';
import type { FieldRefusals } from '../refusal-sentences.ts';
import { listed } from './common.ts';

const MOST_NAMED = 5;
const KINDS: Record<FieldKind, string> = {
  signature: 'die Unterschrift',
  initials: 'das Namenszeichen',
  date: 'das Datum',
  text: 'ein Text',
  checkbox: 'ein Kästchen zum Ankreuzen',
};

export const deFields: Phrases['fields'] = {
  label: 'Auszufüllen',
  count: (count) => (count === 1 ? '1 Feld' : `${count} Felder`),
  how: 'Zum Unterschreiben öffnen Sie die Seite: Vorher ist dort etwas auszufüllen, und das geht nicht mit einer Antwort per Mail.',
};

export const deFieldRefusals: FieldRefusals = {
  'too-many-fields': ({ most }) => `Ein Vorgang nimmt höchstens ${most} Felder auf. Entfernen Sie einige und speichern Sie noch einmal.`,
  'field-misplaced': ({ page }) =>
    `Eines der Felder (Seite ${page}) liegt auf keiner Seite der Dokumente in diesem Entwurf. Öffnen Sie die Seite noch einmal und setzen Sie es neu.`,
  'field-for-nobody': ({ page }) =>
    `Eines der Felder (Seite ${page}) ist für jemanden, der in diesem Entwurf nicht unterschreibt. Wählen Sie, wer es ausfüllt, und speichern Sie noch einmal.`,
  'unknown-field': () =>
    'Das Ausgefüllte gehört nicht zu den Feldern, die Sie ausfüllen sollen. Öffnen Sie die Seite noch einmal und füllen Sie aus, was sie zeigt.',
  'entry-missing': ({ fields }) => {
    const names = fields.slice(0, MOST_NAMED).map(called);
    const more = fields.length > MOST_NAMED ? [`${fields.length - MOST_NAMED} weitere`] : [];
    return `Vor dem Unterschreiben ist noch auszufüllen: ${listed([...names, ...more])}. Öffnen Sie die Seite, ergänzen Sie, was fehlt, und unterschreiben Sie dort.`;
  },
  'entry-unreadable': ({ field }) =>
    `Nicht lesbar war, was Sie hier eingegeben haben: ${called(field)}. Öffnen Sie die Seite und geben Sie es noch einmal ein.`,
  'entry-too-long': ({ field, most }) =>
    `Länger als ${most} Zeichen ist, was Sie hier eingegeben haben: ${called(field)}. Kürzen Sie es und unterschreiben Sie noch einmal.`,
  'entries-too-large': () =>
    'Alles, was Sie gezeichnet haben, ist zusammen zu viel. Zeichnen Sie mit weniger Strichen, oder geben Sie einen Teil als Text ein.',
};

function called({ label, kind, page }: FieldName): string {
  return `${label === '' ? KINDS[kind] : `„${label}“`} (Seite ${page})`;
}
