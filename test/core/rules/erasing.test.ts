// Taking personal values off the record, once nobody needs them to decide.
import { describe, expect, test } from 'vitest';
import { command, OLIVIA, r } from '../../support/build.ts';
import { given, stateAfter } from '../../support/spec.ts';
import { approve, by, clock, decline, does, sender, sent, sign } from './kit.ts';

const out = sent();
const completed = [...out, approve('Max', 1), sign('Ines', 2), sign('Dana', 3)];
const sealed = [...completed, clock(does.seal)];

describe('erasure', () => {
  test.each([
    ['of a sealed envelope', sealed, null],
    ['of one seat in it', sealed, 2],
    ['of a voided one', [...out, sender(does.void)], null],
    ['of a declined one', [...out, decline('Max', 1)], null],
    ['of an expired one', [...out, clock({ type: 'expire' }, { days: 15 })], 1],
    ['of a draft that lapsed', [...out.slice(0, 1), clock({ type: 'expire' }, { days: 3 })], null],
  ])('%s is recorded, and changes no standing', (_name, history, seat) => {
    const [event] = given(...history)
      .when(clock(does.erase(seat)))
      .then('erased');
    expect(event).toMatchObject({ recipient: seat === null ? null : r(seat), by: { seat: 'system' } });
    expect(stateAfter(...history, clock(does.erase(seat)))).toEqual(stateAfter(...history));
  });
  test.each([
    ['of a draft', out.slice(0, 1), clock(does.erase(null)), 'still-open'],
    ['of an envelope in which people still decide', out, clock(does.erase(1)), 'still-open'],
    ['before the seal', completed, clock(does.erase(null)), 'still-open'],
    [
      'after a failed seal, which can still be mended',
      [...completed, clock({ type: 'record-seal-failure', why: 'x' })],
      clock(does.erase(null)),
      'still-open',
    ],
    ['of a seat that is not there', sealed, clock(does.erase(9)), 'not-yours'],
    ['while someone disputes', [...sealed, command(by('Ines'), does.dispute(2))], clock(does.erase(2)), 'disputed'],
    ['by people themselves', sealed, command(OLIVIA, does.erase(null)), 'not-yours'],
    ['of nothing', [], clock(does.erase(null)), 'no-such-envelope'],
  ] as const)('%s is refused', (_name, history, when, code) =>
    given(...history)
      .when(when)
      .thenRefused({ code }),
  );
});

test('a delivery that is reported twice in one batch is recorded once', () => {
  const one = { effect: 'e1', recipient: r(1), channel: 'email', outcome: 'accepted' } as const;
  const [event] = given(...out)
    .when(clock({ type: 'record-deliveries', deliveries: [one, { ...one, effect: 'e2' }, one] }))
    .then('deliveries-recorded');
  expect(event).toMatchObject({ deliveries: [one, { ...one, effect: 'e2' }] });
});
