// What a signature fills in: every field of the signer's in one commit with it, or a refusal that names the field.
import { describe, expect, test } from 'vitest';
import type { Command } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import { toFillIn } from '#core/rules/entries.ts';
import { body, command, DANA, INES, OLIVIA, r } from '../../support/build.ts';
import { DRAWING, placing, put, signing } from '../../support/fields.ts';
import { given, stateAfter } from '../../support/spec.ts';
import { by, candidate, does, seatIn, sender } from './kit.ts';

type Fields = Parameters<typeof placing>;

/** Ines and Dana sign at once; Ines is to fill in the fields. */
function out(...fields: Fields): readonly Command[] {
  const recipients = [
    { ...INES, step: 1 },
    { ...DANA, step: 1 },
  ];
  return [command(OLIVIA, body.draft({ recipients })), sender(placing(...fields), {}), sender(body.send, {})];
}

function signs(entries: Readonly<Record<string, string>> = {}, name?: string): Command {
  return command(by('Ines', 'L2'), signing(1, entries, name), { hours: 2 });
}

function existing(...history: readonly Command[]): Existing {
  const state = stateAfter(...history);
  if (state.status === 'none') throw new Error('There is no envelope.');
  return state;
}

const text = put('text', 1, { label: 'Job title' });
const box = put('checkbox', 1, { label: 'I agree' });

describe('a signature', () => {
  test('fills in what was entered, what the name says and the day, before it in the same commit', () => {
    const every = out(put('signature', 1), put('initials', 1), put('date', 1), text, box, put('signature', 2));
    const { then, state } = given(...every).when(signs({ f4: ' Buyer ', f5: 'yes' }));
    const events = then('field-entered', 'field-entered', 'field-entered', 'field-entered', 'field-entered', 'signed');
    expect(events[0]).toMatchObject({ recipient: 'r1', field: 'f1', by: { seat: 'r1' } });
    expect(state).toMatchObject({ entered: { f1: 'Ines Duarte', f2: 'ID', f3: '2026-11-24', f4: 'Buyer', f5: 'yes' } });
    expect(state).not.toMatchObject({ entered: { f6: expect.anything() } });
  });
  test('leaves as drawn what was drawn, and fills in an empty drawing from the name without blanks around it', () => {
    const { state } = given(...out(put('signature', 1), put('initials', 1), put('signature', 1))).when(
      signs({ f1: DRAWING, f3: '' }, ' Ines Duarte '),
    );
    expect(state).toMatchObject({ entered: { f1: DRAWING, f2: 'ID', f3: 'Ines Duarte' } });
  });
  test('leaves empty what need not be filled in', () => {
    const optional = out({ ...text, isRequired: false }, { ...box, isRequired: false });
    const { state } = given(...optional).when(signs());
    expect(state).toMatchObject({ entered: { f1: '', f2: '' } });
  });
  test('is dated by the day where the envelope is', () => {
    const late = command(by('Ines', 'L2'), signing(1), { hours: 14, minutes: 1 });
    expect(given(...out(put('date', 1))).when(late).state).toMatchObject({ entered: { f1: '2026-11-25' } });
    const before = command(by('Ines', 'L2'), signing(1), { hours: 13, minutes: 59 });
    expect(given(...out(put('date', 1))).when(before).state).toMatchObject({ entered: { f1: '2026-11-24' } });
  });
  test('without fields takes no entries', () => {
    given(...out())
      .when(signs())
      .then('signed');
    given(...out())
      .when(signs({ f1: 'x' }))
      .thenRefused({ code: 'unknown-field' });
  });
  test('by mail, where nobody can enter anything, needs no entries for fields that fill themselves', () => {
    const { entries: _, ...mailed } = signing(1) as Extract<ReturnType<typeof signing>, { type: 'sign' }>;
    given(...out(put('signature', 1), put('date', 1)))
      .when(command(by('Ines'), mailed, { hours: 1 }))
      .then('field-entered', 'field-entered', 'signed');
    given(...out(text))
      .when(command(by('Ines'), mailed, { hours: 1 }))
      .thenRefused({ code: 'entry-missing' });
  });
});

describe('a signature is refused', () => {
  const history = out(put('signature', 1), put('initials', 1), put('date', 1), text, box, put('text', 2));
  const full = { f4: 'Buyer', f5: 'yes' };
  test('for what is missing, all of it by name', () => {
    given(...history)
      .when(signs({ f4: '  ', f5: '' }))
      .thenRefused({
        code: 'entry-missing',
        fields: [
          { kind: 'text', label: 'Job title', page: 2 },
          { kind: 'checkbox', label: 'I agree', page: 2 },
        ],
      });
    given(...history)
      .when(signs({ f4: 'Buyer' }))
      .thenRefused({ code: 'entry-missing', fields: [{ kind: 'checkbox', label: 'I agree', page: 2 }] });
  });
  test.each([
    ['someone else’s field', { ...full, f6: 'x' }],
    ['a field that there is not', { ...full, f7: 'x' }],
  ])('for %s', (_name, entries) =>
    given(...history)
      .when(signs(entries))
      .thenRefused({ code: 'unknown-field' }),
  );
  test('for two entries in one field', () => {
    const twice = [
      { field: 'f4', value: 'Buyer' },
      { field: 'f4', value: 'Seller' },
    ];
    given(...history)
      .when(command(by('Ines', 'L2'), { ...body.sign(r(1)), entries: twice }, { hours: 2 }))
      .thenRefused({ code: 'unknown-field' });
  });
  test.each([
    ['a signature that is no drawing', { ...full, f1: 'M10 20C1 1 2 2 3 3' }, { kind: 'signature', label: '' }],
    ['initials that are no drawing', { ...full, f2: 'ID' }, { kind: 'initials', label: '' }],
    ['a date, which nobody chooses', { ...full, f3: '2026-11-01' }, { kind: 'date', label: '' }],
    ['two lines of text', { ...full, f4: 'a\nb' }, { kind: 'text', label: 'Job title' }],
    ['a tick that is none', { ...full, f5: 'on' }, { kind: 'checkbox', label: 'I agree' }],
  ])('for %s', (_name, entries, field) =>
    given(...history)
      .when(signs(entries))
      .thenRefused({ code: 'entry-unreadable', field: { ...field, page: 2 } as never }),
  );
  test('for a text of more than 500 characters', () => {
    given(...history)
      .when(signs({ ...full, f4: 'x'.repeat(501) }))
      .thenRefused({ code: 'entry-too-long', field: { kind: 'text', label: 'Job title', page: 2 }, most: 500 });
    expect(
      given(...history)
        .when(signs({ ...full, f3: '', f4: 'x'.repeat(500) }))
        .then('field-entered', 'field-entered', 'field-entered', 'field-entered', 'field-entered', 'signed'),
    ).toHaveLength(6);
  });
  test('for more drawings than can be kept together', () => {
    const drawn = `M10 10${'L10 10'.repeat(999)}`;
    const drawings = Array.from({ length: 41 }, () => put('initials', 1));
    const entries = Object.fromEntries(drawings.map((_, at) => [`f${at + 1}`, drawn]));
    given(...out(...drawings))
      .when(signs(entries))
      .thenRefused({ code: 'entries-too-large' });
  });
  test('for its fields before it is held as proven too weakly: what is held could not be confirmed', () => {
    const weak = command(by('Ines', 'L0'), signing(1), { hours: 1 });
    given(...history)
      .when(weak)
      .thenRefused({ code: 'entry-missing' });
    given(...out(put('date', 1)))
      .when(weak)
      .then('act-held');
  });
});

describe('what was entered', () => {
  const history = [...out(put('signature', 1), text, put('signature', 2)), signs({ f2: 'Buyer' })];
  test('is taken back with the signature, and nobody else’s is', () => {
    const dana = { ...body.sign(r(2)), typedName: 'Dana Roth' };
    const withdrawn = command(by('Ines', 'L2'), does.withdraw(1), { hours: 3 });
    const withBoth = out(put('signature', 1), text, put('signature', 2), put('date', 3));
    const three = [
      command(
        OLIVIA,
        body.draft({
          recipients: [
            { ...INES, step: 1 },
            { ...DANA, step: 1 },
            { ...candidate('Zoe'), role: 'signer', step: 1 },
          ],
        }),
      ),
      ...withBoth.slice(1),
    ];
    const state = stateAfter(...three, signs({ f2: 'Buyer' }), command(by('Dana', 'L2'), dana, { hours: 2 }), withdrawn);
    expect(state).toMatchObject({ status: 'sent', entered: { f3: 'Dana Roth' } });
    expect(Object.keys('entered' in state ? state.entered : {})).toEqual(['f3']);
  });
  test('can be entered again otherwise', () => {
    const state = stateAfter(...history, command(by('Ines', 'L2'), does.withdraw(1), { hours: 3 }), {
      ...signs({ f2: 'Seller' }),
      key: 'again',
    });
    expect(state).toMatchObject({ entered: { f1: 'Ines Duarte', f2: 'Seller' } });
  });
  test('by whoever took over is in the fields of the one who was asked', () => {
    const handed = command(by('Ines'), does.delegate(1, candidate('Zoe')), { hours: 1 });
    const signed = command(by('Zoe', 'L2'), signing(3, { f2: 'Deputy' }, 'Zoe Amal'), { hours: 2 });
    const state = stateAfter(...out(put('signature', 1), text), handed, signed);
    expect(state).toMatchObject({ entered: { f1: 'Zoe Amal', f2: 'Deputy' } });
    const back = stateAfter(...out(put('signature', 1), text), handed, signed, command(by('Zoe', 'L2'), does.withdraw(3), { hours: 3 }));
    expect(back).toMatchObject({ entered: {} });
    expect('entered' in back && Object.keys(back.entered)).toEqual([]);
  });
});

describe('what a signer is to fill in', () => {
  const filling = (seat: number, ...fields: Fields) => {
    const state = existing(...out(...fields));
    return toFillIn(state, seatIn(state, seat));
  };
  test('are their texts and ticks; the rest fills itself', () => {
    expect(filling(1, put('signature', 1), put('initials', 1), put('date', 1))).toEqual({ count: 0, isNeeded: false });
    expect(filling(1, put('signature', 1), text, box)).toEqual({ count: 2, isNeeded: true });
    expect(filling(2, text, box)).toEqual({ count: 0, isNeeded: false });
  });
  test('is not needed where they may leave it empty', () =>
    expect(filling(1, { ...text, isRequired: false })).toEqual({ count: 1, isNeeded: false }));
});
