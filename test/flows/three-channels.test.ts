// The three ways in which the product is used, in one envelope: the story that `npm run demo` plays, and what everyone sees at its end.
import { expect, test } from 'vitest';
import { playChatStory } from '#apps/cli/chat-story.ts';
import { buttonsOf, inSlack, inTeams } from '#apps/cli/in-chats.ts';
import { ROLES } from '#apps/local/cast.ts';
import { contractPdf } from '#apps/local/sample-contract.ts';
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
  expect(olivia.filter(({ text }) => text.includes('Services agreement')).map(({ text }) => text)).toEqual(
    expect.arrayContaining([expect.stringMatching(/[Cc]ompleted/)]),
  );
  const max = await inTeams(demo.edges, ROLES.approver).newest(/Services agreement/);
  expect(JSON.stringify(max.card)).not.toContain('"approve"');
});

test('a sender who mails a document and prefers Slack hears of it in Slack, and answers there', async () => {
  const demo = await startedDemo();
  const olivia = inSlack(demo.edges, ROLES.sender);
  await olivia.say('settings');
  const settings = await olivia.newest(/Where we write/);
  await olivia.press(settings.ts, 'prefer');
  expect((await olivia.newest(/From now on/)).text).toContain('In Slack');

  await demo.olivia.mail({
    to: ['sign@countersign.test'],
    subject: 'Mailed agreement',
    text: 'signers: dana@fabrikam.test',
    attachments: [{ filename: 'a.pdf', contentType: 'application/pdf', content: await contractPdf({ pages: 1 }) }],
  });
  await olivia.press((await olivia.newest(/^Draft ready: Mailed agreement/)).ts, 'send');
  await demo.dana.reply(await demo.dana.newest(/asks you to sign/), 'What is this about?');
  const question = await olivia.newest(/uestion/);
  await olivia.press(question.ts, 'comment');
  await olivia.fillIn({ text: 'About the new rates.' });
  expect((await demo.dana.newest(/answers/)).text).toContain('About the new rates.');
  expect((await demo.olivia.mailbox()).map(({ subject }) => subject)).toEqual([]);
});
