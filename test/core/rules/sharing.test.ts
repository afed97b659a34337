// Title and progress are shown to everyone at a place by whoever is in charge and proven, and by nobody else.
import { expect, test } from 'vitest';
import type { Existing } from '#core/envelope.ts';
import { notShareable } from '#core/rules/sharing.ts';
import { OLIVIA, SENDER, person } from '../../support/build.ts';
import { stateAfter } from '../../support/spec.ts';
import { ADMIN, by, sent } from './kit.ts';

function out(): Existing {
  const state = stateAfter(...sent());
  if (state.status === 'none') throw new Error('Nothing was drafted.');
  return state;
}

test('the sender and an administrator may share', () => {
  expect([notShareable(out(), OLIVIA), notShareable(out(), ADMIN)]).toEqual([undefined, undefined]);
});

test('those who are asked may not, nor whoever is the sender by a link alone', () => {
  expect(notShareable(out(), by('Max'))).toEqual({ code: 'not-the-sender' });
  expect(notShareable(out(), person(SENDER.email, 'L0'))).toEqual({ code: 'proven-too-weakly', needs: 'L1' });
});
