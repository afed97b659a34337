// A form's fields as Teams' inputs, each with its label and what is said when it is empty.
import type { Field, Form } from '#core/cards/card.ts';
import { phrasesFor } from '#core/phrases/languages.ts';
import type { Element, Input } from './adaptive-card.ts';
import type { Room } from './card-room.ts';
import { plainLine, shownLine, typedText } from './card-text.ts';
import { paragraphs, runs } from './render-text.ts';

const MOST_OPTIONS = 50;
/** RFC 5321 §4.5.3.1.3. */
const LONGEST_ADDRESS = 254;

/** What is above the fields, and the fields. */
export function formBody(form: Form, room: Room, idOf: (verb: string, field: string) => string): Element[] {
  const words = phrasesFor(form.language);
  const fields = form.fields.flatMap((field): Element[] => {
    if (field.kind === 'files') return runs(words.teams.filesByChat);
    const label = shownLine(field.label, room.line);
    const input = inputOf(field, {
      id: idOf(form.intent.verb, field.id),
      label,
      isRequired: field.isRequired,
      errorMessage: words.teams.missing(label),
    });
    return [input, ...runs(plainLine(field.hint ?? '', room.line), { size: 'small', isSubtle: true })];
  });
  return [...paragraphs(form.lead, room, words), ...fields];
}

type Common = Pick<Input, 'id' | 'label' | 'isRequired' | 'errorMessage'>;

function inputOf(field: Exclude<Field, { kind: 'files' }>, common: Common): Input {
  switch (field.kind) {
    case 'line':
      return { type: 'Input.Text', ...common, maxLength: field.most, ...valueOf(typedText(field.initial ?? '', field.most)) };
    case 'text':
      return {
        type: 'Input.Text',
        ...common,
        isMultiline: true,
        maxLength: field.most,
        ...valueOf(typedText(field.initial ?? '', field.most)),
      };
    case 'address':
      return { type: 'Input.Text', ...common, style: 'email', maxLength: LONGEST_ADDRESS, ...valueOf(field.initial ?? '') };
    case 'day':
      return { type: 'Input.Date', ...common, ...valueOf(field.initial ?? '') };
    case 'people':
      return {
        type: 'Input.ChoiceSet',
        ...common,
        choices: [],
        'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' },
        isMultiSelect: field.most > 1,
        ...valueOf((field.initial ?? []).slice(0, field.most).join(',')),
      };
    case 'choice':
      return {
        type: 'Input.ChoiceSet',
        ...common,
        choices: field.options.slice(0, MOST_OPTIONS).map(({ value, label }) => ({ title: shownLine(label, LONGEST_ADDRESS), value })),
        ...valueOf(field.initial),
      };
  }
}

function valueOf(initial: string): { value?: string } {
  return initial === '' ? {} : { value: initial };
}
