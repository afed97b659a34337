// What a draft's sender is told of its fields, and when there is a page to place them on.
import { expect, test } from 'vitest';
import type { DraftContent } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import { canPlace, fieldFacts } from '#core/views/field-facts.ts';
import { body, command, content, DANA, INES, MAX, OLIVIA, r } from '#test/support/build.ts';
import { stateAfter } from '#test/support/spec.ts';
import { settingIn } from './texts.ts';

const DATE = {
  document: 'd1',
  kind: 'date',
  label: '',
  isRequired: true,
  placedBy: 'sender',
  place: { page: 1, left: 1, top: 1, width: 9, height: 9 },
} as const;

function drafted(change: Partial<DraftContent>, isSent = false): Existing {
  const send = isSent ? [command(OLIVIA, body.send)] : [];
  const state = stateAfter(command(OLIVIA, body.draft(content(change))), ...send);
  if (state.status === 'none') throw new Error('There is no envelope.');
  return state;
}

test('how many fields there are for whom stands in the order in which people are named', () => {
  const state = drafted({ recipients: [INES, DANA] });
  const fields = [2, 1, 2].map((n, at) => ({ ...DATE, id: `f${at + 1}`, recipient: r(n) }));
  expect(fieldFacts({ ...state, fields }, settingIn('en'))).toEqual([{ label: 'Fields', value: 'Ines: 1, Dana: 2' }]);
  expect(fieldFacts({ ...state, fields }, settingIn('de'))).toEqual([{ label: 'Felder', value: 'Ines: 1, Dana: 2' }]);
  expect(fieldFacts(state, settingIn('en'))).toEqual([]);
});

test('fields can be placed in a draft that has pages and someone who signs them', () => {
  expect(canPlace(drafted({ recipients: [INES] }))).toBe(true);
  expect(canPlace(drafted({ recipients: [INES], documents: [] }))).toBe(false);
  expect(canPlace(drafted({ recipients: [MAX] }))).toBe(false);
  expect(canPlace(drafted({ recipients: [INES] }, true))).toBe(false);
});
