// Fields: an act that stands has all that it must have filled in, and nothing is left of one that does not stand.
import { describe, expect } from 'vitest';
import type { Existing } from '#core/envelope.ts';
import { marksOf } from '#core/marks.ts';
import { eachHolds } from '../../support/history/each-holds.ts';
import { accepted, type Step } from '../../support/history/play.ts';

/** What the events alone say: fields, who filled them in, and with what. */
type Filled = {
  readonly fields: Map<string, { readonly isRequired: boolean; readonly document: string }>;
  by: Map<string, string>;
};

function each(steps: readonly Step[], check: (step: Step, after: Existing, filled: Filled) => void): void {
  const filled: Filled = { fields: new Map(), by: new Map() };
  for (const step of steps) {
    for (const event of accepted(step)) {
      if (event.type === 'drafted' || event.type === 'fields-cleared') filled.fields.clear();
      if (event.type === 'field-placed') filled.fields.set(event.id, event);
      if (event.type === 'field-entered') filled.by.set(event.field, event.recipient);
      if (event.type === 'withdrawn') filled.by = new Map([...filled.by].filter(([, who]) => who !== event.recipient));
    }
    if (step.after.status !== 'none') check(step, step.after, filled);
  }
}

/** The first seat of those that stand for one another. */
function root({ recipients }: Existing, id: string): string {
  const before = recipients.find((one) => one.id === id)?.standsFor;
  return before === undefined ? id : root({ recipients } as Existing, before);
}

describe('in any history', () => {
  eachHolds({
    'a signature that is accepted leaves every field of its signer entered, and those that are required with a value': (steps) =>
      each(steps, (step, after) => {
        const signed = accepted(step).filter((event) => event.type === 'signed');
        for (const { recipient } of signed) {
          const own = after.fields.filter((field) => root(after, field.recipient) === root(after, recipient));
          for (const { id, isRequired, kind } of own) {
            expect(after.entered).toHaveProperty(id);
            if (isRequired || (kind !== 'text' && kind !== 'checkbox')) expect(after.entered[id]).not.toBe('');
          }
        }
      }),

    'what is entered is exactly what acts that stand have entered': (steps) =>
      each(steps, (_step, after, { by }) => {
        expect(Object.keys(after.entered).toSorted()).toEqual([...by.keys()].toSorted());
        for (const who of by.values()) expect(after.recipients.find(({ id }) => id === who)?.act?.type).toBe('signed');
      }),

    'every value that was entered is one mark of its document, and there are no others': (steps) =>
      each(steps, (_step, after, { fields, by }) => {
        for (const { id: document } of after.documents) {
          const own = [...by.keys()].filter((field) => fields.get(field)?.document === document);
          const values = own.map((field) => after.entered[field] ?? '').filter((value) => value !== '');
          const marked = marksOf(after, document)
            .map(({ value }) => value)
            .filter((value) => value !== '');
          expect(marked.toSorted()).toEqual(values.toSorted());
        }
      }),

    'fields are of those who sign, of documents in the envelope, and numbered without a gap': (steps) =>
      each(steps, (_step, after) => {
        expect(after.fields.map(({ id }) => id)).toEqual(after.fields.map((_, at) => `f${at + 1}`));
        for (const { recipient, document } of after.fields) {
          expect(after.recipients.find(({ id }) => id === recipient)?.role).toBe('signer');
          expect(after.documents.map(({ id }) => id)).toContain(document);
        }
      }),
  });
});
