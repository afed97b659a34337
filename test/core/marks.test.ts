// What is put on the pages: each value that was entered by an act that stands, once.
import { describe, expect, test } from 'vitest';
import type { Command } from '#core/command.ts';
import { marksOf } from '#core/marks.ts';
import { plus } from '#core/time.ts';
import { body, command, DANA, DOCUMENT, INES, OLIVIA, r, sha256, T0 } from '../support/build.ts';
import { DRAWING, PLACE, placing, put, signing } from '../support/fields.ts';
import { stateAfter } from '../support/spec.ts';
import { by, candidate, does, sender } from './rules/kit.ts';

const SECOND = { ...DOCUMENT, id: 'd2', sha256: sha256('annex') };

function out(...fields: Parameters<typeof placing>): readonly Command[] {
  const recipients = [INES, DANA].map((one) => ({ ...one, step: 1 }));
  return [command(OLIVIA, body.draft({ recipients })), sender(placing(...fields), {}), sender(body.send, {})];
}

function marksAfter(history: readonly Command[], document = 'd1') {
  const state = stateAfter(...history);
  return state.status === 'none' ? [] : marksOf(state, document);
}

const ines = (entries: Record<string, string> = {}) => command(by('Ines', 'L2'), signing(1, entries), { hours: 2 });

describe('the marks of a document', () => {
  test('are what a signer entered, where, by whom and when', () => {
    const covers = { ...PLACE, width: 30 };
    const history = [...out(put('signature', 1, { covers }), put('text', 1, { label: 'Job title' })), ines({ f1: DRAWING, f2: 'Buyer' })];
    const act = { name: 'Ines', at: plus(T0, { hours: 2 }), place: PLACE };
    expect(marksAfter(history)).toEqual([
      { kind: 'signature', value: DRAWING, label: '', covers, ...act },
      { kind: 'text', value: 'Buyer', label: 'Job title', ...act },
    ]);
  });
  test('are not those of another document', () => {
    const two = command(OLIVIA, body.draft({ recipients: [INES], documents: [DOCUMENT, SECOND] }));
    const fields = placing(put('date', 1), put('initials', 1, { document: 'd2' }));
    const sign = { ...signing(1), fingerprint: `${DOCUMENT.sha256}.${SECOND.sha256}` } as ReturnType<typeof signing>;
    const history = [two, sender(fields, {}), sender(body.send, {}), command(by('Ines', 'L2'), sign, { hours: 2 })];
    expect(marksAfter(history).map(({ value }) => value)).toEqual(['2026-11-24']);
    expect(marksAfter(history, 'd2').map(({ value }) => value)).toEqual(['ID']);
  });
  test('are none before anyone signs, and of those who have not signed', () => {
    expect(marksAfter(out(put('date', 1)))).toEqual([]);
    expect(marksAfter([...out(put('date', 1), put('date', 2)), ines()])).toHaveLength(1);
  });
  test('are none of what was left empty, unless words must be covered', () => {
    const empty = put('text', 1, { isRequired: false });
    expect(marksAfter([...out(empty, { ...empty, covers: PLACE }), ines()])).toMatchObject([{ value: '', covers: PLACE }]);
  });
  test('are none of a value whose signature is not on record, nor of a field that is nobody’s', () => {
    const state = stateAfter(...out(put('date', 1)));
    if (state.status !== 'sent') throw new Error('It is not out.');
    expect(marksOf({ ...state, entered: { f1: '2026-11-24' } }, 'd1')).toEqual([]);
    const [field] = state.fields;
    const fields = field ? [{ ...field, recipient: r(9) }] : [];
    expect(marksOf({ ...state, fields, entered: { f1: '2026-11-24' } }, 'd1')).toEqual([]);
  });
  test('are gone with a signature that is taken back', () => {
    const withdrawn = command(by('Ines', 'L2'), does.withdraw(1), { hours: 3 });
    expect(marksAfter([...out(put('date', 1)), ines(), withdrawn])).toEqual([]);
  });
  test('are by whoever signed in the place of the one who was asked', () => {
    const handed = command(by('Ines'), does.delegate(1, candidate('Zoe')), { hours: 1 });
    const signed = command(by('Zoe', 'L2'), signing(3, {}, 'Zoe Amal'), { hours: 2 });
    expect(marksAfter([...out(put('signature', 1)), handed, signed])).toMatchObject([{ name: 'Zoe', value: 'Zoe Amal' }]);
  });
});
