// A form where none can be opened: a card whose button opens it.
import type { Card, Form } from '#core/cards/card.ts';

export function formCard(form: Form): Card {
  return {
    kind: 'status',
    language: form.language,
    title: form.title,
    status: { word: form.submit, tone: 'attention' },
    summary: `${form.title}: ${form.lead.join(' ')}`,
    paragraphs: form.lead,
    facts: [],
    people: [],
    actions: [{ label: form.submit, spoken: `${form.submit}: ${form.title}`, tone: 'good', does: { ask: form } }],
    small: [],
  };
}
