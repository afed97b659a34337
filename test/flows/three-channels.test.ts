// The three ways in which the product is used, in one envelope: the story that `npm run demo` plays, and what everyone sees at its end.
import { expect, test } from 'vitest';
import { playChatStory } from '#apps/cli/chat-story.ts';
import { buttonsOf, inSlack, inTeams } from '#apps/cli/in-chats.ts';
import { ROLES } from '#apps/local/cast.ts';
import { verify } from '#apps/sealer/verify.ts';
import { startedDemo } from '../support/demo.ts';

test('sent in Slack, approved in Teams, asked about by mail, signed on the page, sealed; and every card is true at the end', async () => {
  const demo = await startedDemo();
  const told: string[] = [];
  const { sealed } = await playChatStory(demo.edges, (line) => told.push(line));
  expect(told).toHaveLength(9);
  expect(await verify(sealed, { trust: [] })).toMatchObject({ intact: true, ledger: { chain: 'ok' } });

  const olivia = await inSlack(demo.edges, ROLES.sender).messages();
  const ines = await inSlack(demo.edges, ROLES.colleague).messages();
  const acting = ['send', 'change', 'remind', 'void', 'approve', 'decline', 'delegate'];
  for (const message of [...olivia, ...ines]) {
    expect(
      buttonsOf(message).filter((action) => acting.includes(action)),
      message.text,
    ).toEqual([]);
  }
  expect(olivia.filter(({ text }) => /Services agreement/.test(text)).map(({ text }) => text)).toEqual(
    expect.arrayContaining([expect.stringMatching(/[Cc]ompleted/)]),
  );
  const max = await inTeams(demo.edges, ROLES.approver).newest(/Services agreement/);
  expect(JSON.stringify(max.card)).not.toContain('"approve"');
});
