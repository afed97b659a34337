// A tenant that has sent all that it may in a day, in each channel that sends: the sender is told what to do, the draft stays, and it goes out
// when the limit is raised.
import { expect, test } from 'vitest';
import { NORTHWIND } from '#apps/local/cast.ts';
import { fold } from '#core/fold.ts';
import { act, handsIn, inTeamsCalled, slackUser } from '../support/chat-people.ts';
import { chatWorld, INES, MAX, OLIVIA, type ChatWorld } from '../support/chat-world.ts';

test.each(['email', 'slack', 'teams'] as const)('by %s', async (channel) => {
  const world = await chatWorld();
  const { limits } = world.world.stores;
  if (channel !== 'email') await world.prefer(channel, [OLIVIA]);
  await limits.set(NORTHWIND.id, { envelopesPerDay: 1 });
  const hands = handsIn(world, channel);
  const draft = async (title: string) => hands.draft(OLIVIA, title, { approver: MAX, signer: INES });
  const send = async (title: string) => act(world, hands, { person: OLIVIA, title, move: { verb: 'send' } });
  await draft('The first');
  await send('The first');
  await draft('The second');

  const answered = await send('The second');
  const told = `${answered.body} ${await seenByOlivia(world)}`;
  expect(told).toMatch(/has sent as many envelopes today as it may in a day \(1\)/);
  expect([await statusOf(world, 'The first'), await statusOf(world, 'The second')]).toEqual(['sent', 'draft']);
  expect(world.reports).toEqual([]);

  await limits.set(NORTHWIND.id, { envelopesPerDay: 2 });
  await send('The second');
  expect(await statusOf(world, 'The second')).toBe('sent');
});

async function statusOf(world: ChatWorld, title: string): Promise<string> {
  return fold(await world.stream(await world.called(title))).status;
}

async function seenByOlivia(world: ChatWorld): Promise<string> {
  const mails = world.mails.filter(({ to }) => to === OLIVIA.email).map(({ text }) => text.replaceAll(/\s+/g, ' '));
  const slack = world.slackIn.board.seenBy(slackUser(OLIVIA)).map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`);
  const teams = await world.teams.look(inTeamsCalled(world, OLIVIA));
  return [...mails, ...slack, JSON.stringify(teams)].join('\n');
}
