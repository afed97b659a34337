// The sender puts fields on the pages of a draft by hand.
import { describe, expect, test } from 'vitest';
import type { Command } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import { fieldsOf, MOST_FIELDS } from '#core/rules/placing.ts';
import { plus } from '#core/time.ts';
import { body, CARL, command, DANA, DOCUMENT, INES, MAX, OLIVIA, person, SENDER, T0 } from '../../support/build.ts';
import { PLACE, placing, put } from '../../support/fields.ts';
import { given, stateAfter } from '../../support/spec.ts';
import { by, candidate, does, ruled, sender, sentState, seatIn, clock } from './kit.ts';

const drafted = command(OLIVIA, body.draft({ recipients: [MAX, INES, DANA, CARL] }));

function existing(...history: readonly Command[]): Existing {
  const state = stateAfter(...history);
  if (state.status === 'none') throw new Error('There is no envelope.');
  return state;
}

describe('placing fields', () => {
  test('takes the place of all fields that were there, and numbers them anew', () => {
    const { state, then } = given(drafted, sender(placing(put('text', 2), put('date', 2)))).when(
      sender(placing(put('signature', 3), put('checkbox', 2, { label: 'I agree', covers: PLACE }))),
    );
    then('fields-cleared', 'field-placed', 'field-placed');
    expect(state).toMatchObject({
      fields: [
        { id: 'f1', kind: 'signature', recipient: 'r3', document: 'd1', place: PLACE, placedBy: 'sender' },
        { id: 'f2', kind: 'checkbox', recipient: 'r2', label: 'I agree', covers: PLACE },
      ],
    });
  });
  test('with none takes all away', () => {
    const { state, then } = given(drafted, sender(placing(put('text', 2)))).when(sender(placing()));
    then('fields-cleared');
    expect(state).toMatchObject({ fields: [] });
  });
  test('takes as many as an envelope may have, and no more', () => {
    const most = Array.from({ length: MOST_FIELDS }, () => put('initials', 2));
    given(drafted)
      .when(sender(placing(...most)))
      .then('fields-cleared', ...most.map(() => 'field-placed' as const));
    given(drafted)
      .when(sender(placing(...most, put('date', 2))))
      .thenRefused({ code: 'too-many-fields', most: 200 });
  });
  test('is for the sender alone, proven by more than a link, and before it is sent', () => {
    const wish = placing(put('text', 2));
    given().when(sender(wish)).thenRefused({ code: 'no-such-envelope' });
    given(drafted)
      .when(command(by('Max'), wish))
      .thenRefused({ code: 'not-the-sender' });
    given(drafted)
      .when(command(person(SENDER.email, 'L0'), wish))
      .thenRefused({ code: 'proven-too-weakly', needs: 'L1' });
    given(drafted, sender(body.send)).when(sender(wish)).thenRefused({ code: 'already-sent' });
    given(drafted, sender(does.void)).when(sender(wish)).thenRefused({ code: 'envelope-over', status: 'voided' });
  });
  test('of a draft that was changed since it was shown is refused: its seats may be other people’s now', () => {
    const shown = { ...placing(put('text', 2)), draftedAt: T0 } as const;
    given(drafted).when(sender(shown)).then('fields-cleared', 'field-placed');
    given(drafted, command(OLIVIA, body.draft(), { hours: 1 }))
      .when(sender(shown))
      .thenRefused({ code: 'draft-changed', draftedAt: plus(T0, { hours: 1 }) });
  });
  test.each([
    ['on a document that is not in the draft', put('text', 2, { document: 'd9' })],
    ['on a page after the last', put('text', 2, { place: { ...PLACE, page: DOCUMENT.pages + 1 } })],
    ['on a page before the first', put('text', 2, { place: { ...PLACE, page: 0 } })],
    ['between two pages', put('text', 2, { place: { ...PLACE, page: 1.5 } })],
    ['left of the page', put('text', 2, { place: { ...PLACE, left: -1 } })],
    ['above the page', put('text', 2, { place: { ...PLACE, top: -1 } })],
    ['without width', put('text', 2, { place: { ...PLACE, width: 0 } })],
    ['without height', put('text', 2, { place: { ...PLACE, height: 0 } })],
    ['at no place at all', put('text', 2, { place: { ...PLACE, left: NaN } })],
    ['endlessly far', put('text', 2, { place: { ...PLACE, top: Infinity } })],
    ['covering words of another page', put('text', 2, { covers: { ...PLACE, page: 99 } })],
  ])('%s is refused', (_name, field) => {
    given(drafted)
      .when(sender(placing(put('date', 2), field)))
      .thenRefused({ code: 'field-misplaced', page: field.place.page });
  });
  test('at the very corner of the last page is right', () => {
    const corner = { page: DOCUMENT.pages, left: 0, top: 0, width: 0.1, height: 0.1 };
    given(drafted)
      .when(sender(placing(put('text', 2, { place: corner }))))
      .then('fields-cleared', 'field-placed');
  });
  test.each([1, 4, 9])('for someone who does not sign is refused: seat %i', (seat) => {
    given(drafted)
      .when(sender(placing(put('text', seat))))
      .thenRefused({ code: 'field-for-nobody', page: 2 });
  });
  test('under a label is refused where nobody could read it', () => {
    const label = 'x'.repeat(200);
    given(drafted)
      .when(sender(placing(put('text', 2, { label }))))
      .then('fields-cleared', 'field-placed');
    given(drafted)
      .when(sender(placing(put('text', 2, { label: `${label}x` }))))
      .thenRefused({ code: 'text-too-long', most: 200 });
    given(drafted)
      .when(sender(placing(put('text', 2, { label: 'a\nb' }))))
      .thenRefused({ code: 'entry-unreadable', field: { kind: 'text', label: '', page: 2 } });
  });
});

describe('the fields of a recipient', () => {
  const fields = placing(put('text', 1), put('date', 2), put('signature', 1));
  const fallback = { name: 'Fay', email: 'fay@northwind.test' };
  const recipients = [{ ...INES, step: 1 }, DANA];
  const out = [
    command(OLIVIA, body.draft({ recipients, fallback, ...ruled({ escalateAfterDays: 2 }) })),
    sender(fields, {}),
    sender(body.send, {}),
  ];
  const own = (state: Existing, seat: number) => fieldsOf(state, seatIn(state, seat)).map(({ id }) => id);
  test('are their own', () => {
    const state = sentState(...out);
    expect([own(state, 1), own(state, 2)]).toEqual([['f1', 'f3'], ['f2']]);
  });
  test('are those of whoever they took over from, also at third hand', () => {
    const handed = [
      command(by('Ines'), does.delegate(1, candidate('Max')), { hours: 1 }),
      command(by('Max'), does.delegate(3, candidate('Zoe')), { hours: 2 }),
    ];
    const state = existing(...out, ...handed);
    expect([own(state, 4), own(state, 2)]).toEqual([['f1', 'f3'], ['f2']]);
  });
  test('are those of whoever they help out', () => {
    const state = existing(...out, clock(does.escalate(1), { days: 5 }));
    expect(state.recipients.map(({ name }) => name)).toEqual(['Ines', 'Dana', 'Fay']);
    expect(own(state, 3)).toEqual(['f1', 'f3']);
  });
});
