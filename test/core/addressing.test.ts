// Whom a sender means.
import { expect, test } from 'vitest';
import type { Command } from '#core/command.ts';
import type { Existing } from '#core/envelope.ts';
import { calledBy, lastAsker } from '#core/rules/addressing.ts';
import { body, CARL, command, DANA, INES, MAX, OLIVIA, person, r } from '../support/build.ts';
import { stateAfter } from '../support/spec.ts';

const people = [MAX, { ...INES, name: 'Ines Duarte' }, { ...DANA, name: 'Dana Duarte' }, { ...CARL, name: 'Carl Duarte' }];
const out = [command(OLIVIA, body.draft({ recipients: people })), command(OLIVIA, body.send)];

function after(...more: readonly Command[]): Existing {
  const state = stateAfter(...out, ...more);
  if (state.status === 'none') throw new Error('no state');
  return state;
}

test('a person is found by address or by words of the name; a copy is nobody to be reminded', () => {
  expect(calledBy(after(), 'DANA@fabrikam.test')).toEqual(['r3']);
  expect(calledBy(after(), 'ines')).toEqual(['r2']);
  expect(calledBy(after(), 'Duarte')).toEqual(['r2', 'r3']);
  expect(calledBy(after(), 'Duarte Dana')).toEqual(['r3']);
  expect(calledBy(after(), 'Dan')).toEqual([]);
});

test('an answer that names nobody is for whoever wrote last, or for all when nobody did', () => {
  const asks = (seat: 1 | 2, email: string) => command(person(email), { type: 'comment', from: r(seat), to: null, text: 'Why?' });
  const answer = command(OLIVIA, { type: 'comment', from: null, to: r(1), text: 'So.' });
  expect(lastAsker(after())).toBeNull();
  expect(lastAsker(after(asks(2, INES.email), asks(1, MAX.email), answer))).toBe('r1');
});
