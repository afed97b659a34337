// The whole story on AWS as far as it can be had without AWS: the bundles that are deployed, each a process with the environment of its template;
// mail in by Amazon SES, an approval in Teams, one in Slack, a signature by mail, and the sealed PDF out. The stream repeats and reorders.
import { expect, test } from 'vitest';
import { CAST } from '#apps/local/cast.ts';
import { faults } from '#apps/local/faults.ts';
import { buttonsOf } from '#apps/local/teams/card-actions.ts';
import { seedTeams } from '#apps/local/teams/seed-teams.ts';
import { teamsStandIn } from '#apps/local/teams/teams-stand-in.ts';
import { verify } from '#apps/sealer/verify.ts';
import type { TenantId } from '#core/ids.ts';
import { instantOf } from '#core/time.ts';
import { accounts } from '#stores/accounts.ts';
import { installations } from '#stores/installations.ts';
import { estateHere, type EstateHere } from '../support/aws/estate-here.ts';
import { joinSlack, pressed } from '../support/aws/in-slack.ts';
import { fakeSlack } from '../support/fake-slack.ts';
import { contractPdf } from '../support/pdf.ts';
import { seeded } from '../support/stream-shim.ts';
import { temporaryFolder } from '../support/temporary.ts';

const tenant = 'northwind' as TenantId;
const OLIVIA = 'Olivia Hart <olivia@northwind.test>';
const KARL = 'Karl Weiss <karl@northwind.test>';

test('mailed in, approved in Teams and in Slack, signed by mail, sealed: a PDF that anyone can check', async () => {
  const clock = () => instantOf(Date.now());
  const slack = await fakeSlack();
  const teams = await teamsStandIn({ dir: temporaryFolder(), cast: CAST, faults: faults(), clock });
  const { appId, bearer, endpoints } = teams.settings;
  const { channelMetadataUrl: metadataUrl, serviceOrigins: origins } = endpoints;
  const estate = await estateHere({ slackUrl: slack.url, teams: { appId, bearer, metadataUrl, origins } });
  const random = seeded(7);
  estate.mixed = (records) => [...records, ...records.filter(() => random() < 0.3)].toSorted(() => random() - 0.5);
  await seedTeams({ accounts: accounts(estate.table), installations: installations(estate.table), teams, now: clock() });
  await accounts(estate.table).prefer(tenant, 'max@northwind.test', 'teams');
  await joinSlack(estate, { name: 'Ines Duarte', email: 'ines@northwind.test' });
  const front = await estate.front();
  const client = teams.driver(() => `${front}/api/messages`);
  try {
    const attachments = [{ filename: 'a.pdf', content: Buffer.from(await contractPdf({ pages: 2 })), contentType: 'application/pdf' }];
    const text = 'approvers: max@northwind.test, ines@northwind.test\nsigners: karl@northwind.test';
    await estate.post({ from: OLIVIA, to: 'sign@in.northwind.test', subject: 'Agreement', text, attachments });
    await estate.post({ from: OLIVIA, to: await answerTo(estate, 'olivia@northwind.test', /^Draft/), subject: 'Re:', text: 'SEND' });

    const max = teams.people.find(({ email }) => email === 'max@northwind.test');
    if (!max) throw new Error('Max is not in Teams.');
    const [card] = await client.look(max);
    const button = buttonsOf(card?.card).find(({ verb }) => verb === 'approve');
    if (!card || !button) throw new Error(`There is nothing to approve in Teams: ${JSON.stringify(card)}.`);
    await client.press({ person: max, activityId: card.activityId, verb: button.verb, data: {} });
    await estate.settle();
    expect(await estate.http('slack', pressed(slack, 'approve'))).toMatchObject({ statusCode: 200 });
    await estate.settle();

    await estate.post({
      from: KARL,
      to: await answerTo(estate, 'karl@northwind.test', /asks you to sign/),
      subject: 'Re:',
      text: 'I SIGN',
    });
    const done = await estate.newest('karl@northwind.test', /^Completed/);
    const [sealed] = done.attachments;
    const verdict = await verify(sealed?.content ?? Buffer.alloc(0), { trust: [estate.root] });
    expect(verdict).toMatchObject({ intact: true, trust: 'trusted', level: 'B-T', signer: 'Northwind seal', ledger: { chain: 'ok' } });
    expect(JSON.stringify((await client.look(max)).map((seen) => seen.card))).toMatch(/completed|approved/i);
  } finally {
    await teams.close();
  }
}, 240_000);

async function answerTo(estate: EstateHere, to: string, subject: RegExp): Promise<string> {
  return (await estate.newest(to, subject)).replyTo?.value[0]?.address ?? '';
}
