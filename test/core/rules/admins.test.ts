// Administrators may do what a sender may in flight, go on record as what they are, and act for nobody.
import { describe, expect, test } from 'vitest';
import type { Actor } from '#core/command.ts';
import { plus } from '#core/time.ts';
import { body, command, r, T0 } from '../../support/build.ts';
import { given, stateAfter } from '../../support/spec.ts';
import { ADMIN, by, candidate, clock, does, sent } from './kit.ts';

const out = sent();
const weak: Actor = ADMIN.kind === 'person' ? { ...ADMIN, assurance: 'L0' } : ADMIN;
const demoted: Actor = ADMIN.kind === 'person' ? { ...ADMIN, isAdmin: false } : ADMIN;
const disputed = [...out, command(by('Max'), does.dispute(1))];

describe('an administrator', () => {
  test.each([
    ['voids', out, does.void],
    ['reminds', out, does.remind(null)],
    ['replaces', out, does.reassign(1, candidate('Zoe'))],
    ['corrects', out, does.correct(1, candidate('Maxim'))],
    ['gives a new link', out, does.resend(1)],
    ['moves the deadline', out, does.extend(plus(T0, { days: 20 }))],
    ['resolves a dispute', disputed, does.resolve],
    ['drops a draft', out.slice(0, 1), does.void],
  ])('%s in the sender’s place, on record as an administrator', (_name, history, wish) => {
    given(...history)
      .when(command(weak, wish))
      .thenRefused({ code: 'proven-too-weakly', needs: 'L1' });
    given(...history)
      .when(command(demoted, wish))
      .thenRefused({ code: 'not-the-sender' });
    const { state } = given(...history).when(command(ADMIN, wish, { hours: 1 }));
    expect(state).not.toEqual(stateAfter(...history));
  });
  test('is named as the one who voided', () =>
    expect(given(...out).when(command(ADMIN, does.void)).state).toMatchObject({ voidedBy: 'admin' }));
  test.each([
    ['approve in someone’s place', body.approve(r(1)), 'not-yours'],
    ['open in someone’s place', does.view(1), 'not-yours'],
    ['dispute in someone’s place', does.dispute(1), 'not-yours'],
    ['delegate in someone’s place', does.delegate(1, candidate('Zoe')), 'not-yours'],
    ['write in the sender’s name', { type: 'comment', from: null, to: null, text: 'Hello' } as const, 'not-yours'],
    ['send', body.send, 'not-the-sender'],
    ['draft in the sender’s name', body.draft(), 'not-the-sender'],
    ['erase', does.erase(null), 'not-yours'],
    ['expire', { type: 'expire' } as const, 'not-yours'],
  ] as const)('cannot %s', (_name, wish, code) =>
    given(...out)
      .when(command(ADMIN, wish))
      .thenRefused({ code }),
  );
});

test('a sender who is an administrator too goes on record as the sender', () => {
  const olivia: Actor = { kind: 'person', email: 'olivia@northwind.test', via: 'web', assurance: 'L2', isAdmin: true };
  expect(given(...out).when(command(olivia, does.void)).state).toMatchObject({ voidedBy: 'sender' });
});

test('the product itself is nobody’s sender', () => {
  for (const wish of [
    does.void,
    does.reassign(1, candidate('Zoe')),
    does.correct(1, candidate('Zoe')),
    does.extend(plus(T0, { days: 20 })),
  ]) {
    given(...out)
      .when(clock(wish))
      .thenRefused({ code: 'not-the-sender' });
  }
});
