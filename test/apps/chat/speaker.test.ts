// Who somebody in a chat is to us, and how well that is proven.
import { describe, expect, test } from 'vitest';
import { actorOf, speakerOf } from '#apps/chat/speaker.ts';
import type { Account } from '#core/people.ts';
import { DEFAULT_POLICY } from '#core/policy/policy.ts';
import { account, cardOf, chatKit, hear, out, press, say, button, versions } from './kit.ts';

const ADMIN = { ...DEFAULT_POLICY, admins: ['Ada@northwind.test'] };

async function speaking(change: Partial<Account>, policy = DEFAULT_POLICY) {
  const kit = await chatKit({ policy, people: [account('ADA', change)] });
  return speakerOf(kit.ports, kit.platform, { install: change.install ?? 'TNORTH', user: 'ADA' });
}

describe('Whoever speaks', () => {
  test.each([
    ['a full member of a linked workspace', {}, 'L1'],
    ['a guest', { standing: 'guest' }, 'L0'],
    ['somebody of another company', { standing: 'stranger' }, 'L0'],
    ['somebody whose address the platform does not confirm', { isEmailConfirmed: false }, 'L0'],
  ] as const)('is, as %s, proven to %3$s', async (_who, change, assurance) => {
    expect((await speaking(change))?.assurance).toBe(assurance);
  });

  test.each([
    ['a program', { standing: 'bot' }],
    ['somebody who has left', { standing: 'deactivated' }],
    ['an account without an address', { email: null }],
    ['an account of a workspace that belongs to no organisation here', { tenant: 'gone' as Account['tenant'] }],
  ] as const)('is nobody as %s', async (_who, change) => {
    expect(await speaking(change)).toBeUndefined();
  });

  test('is an administrator where the policy names their address, in whatever case, and only as a full member', async () => {
    expect((await speaking({}, ADMIN))?.isAdmin).toBe(true);
    expect((await speaking({}))?.isAdmin).toBe(false);
    expect((await speaking({ standing: 'guest' }, ADMIN))?.isAdmin).toBe(false);
    expect((await speaking({ isEmailConfirmed: false }, ADMIN))?.isAdmin).toBe(false);
  });

  test('acts as who the platform says, through that platform, and as well proven', async () => {
    const admin = await speaking({}, ADMIN);
    const member = await speaking({});
    expect(admin && actorOf(admin)).toEqual({ kind: 'person', email: 'ada@northwind.test', via: 'slack', assurance: 'L1', isAdmin: true });
    expect(member && actorOf(member)).toEqual({ kind: 'person', email: 'ada@northwind.test', via: 'slack', assurance: 'L1' });
  });

  test('is called by a name without line ends, controls or marks that turn text round', async () => {
    expect((await speaking({ name: '  Ada\n\u202Eevil\u0007 Long ' }))?.name).toBe('Ada evil Long');
  });

  test('hears that they are no member here, and nothing they do is done, where they are nobody', async () => {
    const kit = await chatKit({ people: [account('BOT', { standing: 'bot', email: 'max@northwind.test' })] });
    const id = await out(kit);
    const before = await versions(kit, [id]);
    for (const user of ['BOT', 'UNKNOWN']) {
      expect(cardOf(await hear(kit, user, 'list')).kind).toBe('error');
      expect((await press(kit, user, await button(kit, id, 'approve', 'r1'))).outcome.kind).toBe('dropped');
      expect((await say(kit, user, 'remind last')).outcome.kind).toBe('dropped');
    }
    expect(await versions(kit, [id])).toEqual(before);
  });
});
