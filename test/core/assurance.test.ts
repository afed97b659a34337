// What an account on a chat proves.
import { describe, expect, test } from 'vitest';
import { assuranceOf } from '#core/assurance.ts';
import type { Account } from '#core/people.ts';
import { T0, TENANT } from '../support/build.ts';

const MEMBER: Account = {
  platform: 'slack',
  install: 'T1',
  user: 'U1',
  tenant: TENANT,
  email: 'max@northwind.test',
  isEmailConfirmed: true,
  name: 'Max',
  standing: 'member',
  checkedAt: T0,
};

describe('what an account on a chat proves', () => {
  test.each([
    ['a full member of a Slack workspace acts at L1', {}, 'L1'],
    ['a member of the home Entra tenant acts at L2', { platform: 'teams' }, 'L2'],
    ['an address that was never confirmed proves no more than a link', { isEmailConfirmed: false }, 'L0'],
    ['a guest proves no more than a link', { standing: 'guest' }, 'L0'],
    ['a guest of an Entra tenant neither', { platform: 'teams', standing: 'guest' }, 'L0'],
    ['someone of another company in a shared channel neither', { standing: 'stranger' }, 'L0'],
    ['a program never acts', { standing: 'bot' }, undefined],
    ['whoever has left never acts', { standing: 'deactivated' }, undefined],
    ['without an address nobody is anybody', { email: null }, undefined],
  ] as const)('%s', (_, change, level) => {
    expect(assuranceOf({ ...MEMBER, ...change })).toBe(level);
  });
});
