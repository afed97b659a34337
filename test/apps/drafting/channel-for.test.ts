// On which channel people are asked, and where next if that does not reach them.
import { describe, expect, test } from 'vitest';
import { channelAfter, channelFor, senderChannelFor } from '#apps/drafting/channel-for.ts';
import type { Account } from '#core/people.ts';
import { account, chatKit, NORTHWIND } from '../chat/kit.ts';

const PERSON = { tenant: NORTHWIND.id, email: 'pat@northwind.test' };

async function knowing(...people: readonly Partial<Account>[]) {
  const kit = await chatKit();
  for (const one of people) await kit.ports.accounts.put({ ...account('PAT'), ...one });
  return kit.ports;
}

describe('On which channel someone is asked', () => {
  test('in the chat where the request began, where they have an account there', async () => {
    const ports = await knowing({}, { platform: 'teams' });
    expect(await channelFor(ports, { ...PERSON, origin: 'teams' })).toBe('teams');
    expect(await channelFor(ports, { ...PERSON, origin: 'slack' })).toBe('slack');
  });

  test('in the other chat where they have an account only there, and by mail where they have none', async () => {
    expect(await channelFor(await knowing({ platform: 'teams' }), { ...PERSON, origin: 'slack' })).toBe('teams');
    expect(await channelFor(await knowing(), { ...PERSON, origin: 'slack' })).toBe('email');
  });

  test('by mail where the request began by mail or on the page', async () => {
    const ports = await knowing({});
    expect(await channelFor(ports, { ...PERSON, origin: 'email' })).toBe('email');
    expect(await channelFor(ports, { ...PERSON, origin: 'web' })).toBe('email');
  });

  test('where they said, as far as they can be reached there', async () => {
    const ports = await knowing({}, { platform: 'teams' });
    await ports.accounts.prefer(PERSON.tenant, PERSON.email, 'teams');
    expect(await channelFor(ports, { ...PERSON, origin: 'email' })).toBe('teams');
    await ports.accounts.prefer(PERSON.tenant, PERSON.email, 'email');
    expect(await channelFor(ports, { ...PERSON, origin: 'slack' })).toBe('email');
    const bare = await knowing();
    await bare.accounts.prefer(PERSON.tenant, PERSON.email, 'slack');
    expect(await channelFor(bare, { ...PERSON, origin: 'email' })).toBe('email');
  });

  test.each([{ standing: 'bot' }, { standing: 'deactivated' }, { standing: 'stranger' }, { isEmailConfirmed: false }] as const)(
    'by mail where the only account is %o: a request goes to nobody whose address the platform does not vouch for',
    async (change) => {
      const ports = await knowing(change);
      await ports.accounts.prefer(PERSON.tenant, PERSON.email, 'slack');
      expect(await channelFor(ports, { ...PERSON, origin: 'slack' })).toBe('email');
    },
  );

  test('and where that does not reach them: the other chat if they have it, then mail, which is the last', async () => {
    const both = await knowing({}, { platform: 'teams' });
    expect(await channelAfter(both, PERSON, 'slack')).toBe('teams');
    expect(await channelAfter(both, PERSON, 'teams')).toBe('slack');
    expect(await channelAfter(both, PERSON, 'email')).toBeUndefined();
    expect(await channelAfter(await knowing({}), PERSON, 'slack')).toBe('email');
    expect(await channelAfter(await knowing({}, { platform: 'teams', standing: 'deactivated' }), PERSON, 'slack')).toBe('email');
  });

  test('a sender is told where they said, if that is not where the request began', async () => {
    const ports = await knowing({});
    expect(await senderChannelFor(ports, { ...PERSON, origin: 'slack' })).toBeUndefined();
    await ports.accounts.prefer(PERSON.tenant, PERSON.email, 'email');
    expect(await senderChannelFor(ports, { ...PERSON, origin: 'slack' })).toBe('email');
  });
});
