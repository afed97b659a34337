// The three ways in which the product is used, in one envelope: it begins in Slack, is approved in Teams, signed from a Slack card's page
// and from a mail's page; a question asked by mail is answered in Slack; every card is true at the end.
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { buttonSaying, buttonsOf, inSlack, inTeams, linkIn } from '#apps/cli/in-chats.ts';
import { pageLinkIn } from '#apps/cli/demo-story.ts';
import { visitPage } from '#apps/cli/page-visit.ts';
import { ROLES } from '#apps/local/cast.ts';
import { contractPdf } from '#apps/local/sample-contract.ts';
import { startedDemo, type Demo } from '../support/demo.ts';

async function chatters(demo: Demo) {
  const { sender, approver, colleague } = ROLES;
  return {
    olivia: inSlack(demo.edges, sender),
    max: inTeams(demo.edges, approver),
    maxInSlack: inSlack(demo.edges, approver),
    ines: inSlack(demo.edges, colleague),
    contract: { filename: 'services.pdf', base64: Buffer.from(await contractPdf({ pages: 2 })).toString('base64') },
  };
}

const mention = (person: { readonly slack: { readonly user: string } | null }) => `<@${person.slack?.user ?? ''}>`;

async function prefersTeams(demo: Demo): Promise<void> {
  const { max } = await chatters(demo);
  await max.say('settings');
  const settings = await max.newest(/Where we write/);
  const { verb, data } = buttonSaying(settings, 'In Teams');
  await max.press(settings.activityId, verb, data);
}

async function signOnPage(link: string, name: string, code?: () => Promise<string>): Promise<void> {
  const visit = await visitPage(link);
  await visit.submit('open');
  if (code) {
    await visit.submit('code');
    await visit.submit('verify-code', { code: await code() });
  }
  await visit.submit('sign', { typedName: name, agreed: 'yes' });
}

describe('one envelope in three channels', () => {
  test('sent in Slack, approved in Teams, asked about by mail, signed on the page, sealed for everyone', async () => {
    const demo = await startedDemo();
    const { olivia, max, ines, contract } = await chatters(demo);
    await prefersTeams(demo);

    await olivia.say(`send to ${mention(ROLES.colleague)}, Dana Ruiz <dana@fabrikam.test> -- As discussed.`, [contract]);
    const draft = await olivia.newest(/^Draft ready: services/);
    await olivia.press(draft.ts, 'change');
    await olivia.fillIn({ approvers: 'Max Berger <max@northwind.test>', title: 'Services agreement' });
    const changed = await olivia.newest(/Services agreement/);
    await olivia.press(changed.ts, 'send');

    const request = await max.newest(/Approval requested: Services agreement/);
    await max.press(request.activityId, 'approve');
    expect((await max.newest(/Services agreement/)).card?.fallbackText).toMatch(/You approved/);

    await demo.dana.reply(await demo.dana.newest(/asks you to sign/), 'Which annex holds the price list?');
    const question = await olivia.newest(/Question|question/);
    await olivia.press(question.ts, 'comment');
    await olivia.fillIn({ text: 'Annex B, on the last page.' });
    expect((await demo.dana.newest(/answers/)).text).toContain('Annex B');

    const asked = await ines.newest(/Signature requested: Services agreement/);
    await signOnPage(linkIn(asked), 'Ines Duarte', async () => codeIn(demo, 'ines'));
    await signOnPage(pageLinkIn(await demo.dana.newest(/asks you to sign/)), 'Dana Ruiz', async () => codeIn(demo, 'dana'));

    await olivia.newest(/Completed: Services agreement|Services agreement.*[Cc]ompleted/);
    expect(await demo.dana.newest(/^Completed/)).toMatchObject({
      attachments: [expect.objectContaining({ contentType: 'application/pdf' })],
    });
    for (const message of await olivia.messages()) {
      expect(
        buttonsOf(message).filter((action) => ['send', 'remind', 'void', 'approve'].includes(action)),
        message.text,
      ).toEqual([]);
    }
    const record = await readFile(`${demo.dataDir}/countersign.json`, 'utf8');
    expect(record).toContain('secrets');
  });
});

async function codeIn(demo: Demo, who: 'ines' | 'dana'): Promise<string> {
  return /\d{6}/.exec((await demo[who].newest(/is your code/)).subject)?.[0] ?? '';
}
