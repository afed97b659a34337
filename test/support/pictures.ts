// Pictures of what people see, taken from the running demo: each kind of card in the Slack pane and in the Teams pane, light and dark, the
// forms, a mail, the home page. For looking at and for the README: node test/support/pictures.ts FOLDER
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { asPerson, type Edges } from '#apps/cli/as-person.ts';
import { pageLinkIn } from '#apps/cli/demo-story.ts';
import { buttonSaying, inSlack, inTeams, linkIn, type TeamsMessage } from '#apps/cli/in-chats.ts';
import { visitPage } from '#apps/cli/page-visit.ts';
import { ROLES, type CastMember } from '#apps/local/cast.ts';
import { composePath, messagePath } from '#apps/local/paths.ts';
import { contractPdf } from '#apps/local/sample-contract.ts';
import { startDemo } from '#apps/local/start.ts';
import { launchBrowser } from './browser.ts';
import { openPane, type Pane } from './panes.ts';

const { sender, approver, colleague, customer } = ROLES;
const LOOK = { viewport: { width: 1100, height: 1500 } };
/** The box in which one writes would lie over what is pictured. */
const STYLE = '.say { position: static !important; }';

type Studio = { readonly browser: Browser; readonly edges: Edges; readonly folder: string };

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('Say where the pictures go: node test/support/pictures.ts FOLDER');
await mkdir(folder, { recursive: true });
const dataDir = await mkdtemp(join(tmpdir(), 'countersign-pictures-'));
const product = await startDemo({ port: 0, smtpPort: 0, dataDir });
const browser = await launchBrowser();
try {
  const edges = { web: `http://127.0.0.1:${product.port}`, smtp: { host: '127.0.0.1', port: product.smtpPort } };
  const studio = { browser, edges, folder };
  await homePictures(studio);
  await slackPictures(studio);
  await teamsPictures(studio);
} finally {
  await browser.close();
  await product.close();
  await rm(dataDir, { recursive: true, force: true });
}

async function slackPictures(studio: Studio): Promise<void> {
  const { edges } = studio;
  const [olivia, max, ines] = [inSlack(edges, sender), inSlack(edges, approver), inSlack(edges, colleague)];
  const [atOlivia, atMax, atInes] = [
    await paneOf(studio, 'slack', sender),
    await paneOf(studio, 'slack', approver),
    await paneOf(studio, 'slack', colleague),
  ];
  const contract = { filename: 'services-agreement.pdf', base64: Buffer.from(await contractPdf()).toString('base64') };

  await atOlivia.say('/sign');
  await atOlivia.page.getByRole('button', { name: 'New request' }).click();
  await ofDialog(studio, 'slack-form', atOlivia);
  await atOlivia.dialog.getByRole('button', { name: 'Back' }).click();

  await olivia.say(`send to @${colleague.name}, ${customer.name} <${customer.email}> -- The agreement as discussed on Monday.`, [contract]);
  await olivia.press((await olivia.newest(/^Draft ready/)).ts, 'change');
  await olivia.fillIn({ approvers: `${approver.name} <${approver.email}>`, title: 'Services agreement' });
  const draft = await olivia.newest(/Draft ready: Services agreement/);
  await ofCard(studio, 'slack-draft', atOlivia.card('Draft ready: Services agreement'));
  await olivia.press(draft.ts, 'send');

  await ofCard(studio, 'slack-approve', atMax.card('Approval requested: Services agreement'));
  await atMax
    .card(/Approval requested/)
    .getByRole('button', { name: /^Decline/ })
    .click();
  await ofDialog(studio, 'slack-decline-form', atMax);
  await atMax.page.keyboard.press('Escape');
  await atMax.say('/sign status CS-00000-00000');
  await ofCard(studio, 'slack-error', atMax.card('This could not be done'));
  await advance(edges, 'P3D');
  await ofCard(studio, 'slack-reminder', atMax.card(/Reminder/));
  await max.press((await max.newest(/Services agreement/)).ts, 'approve');

  const request = await ines.newest(/Signature requested/);
  await ofCard(studio, 'slack-request', atInes.card('Signature requested: Services agreement'));
  await olivia.messages();
  await ofCard(studio, 'slack-status', atOlivia.card('Services agreement').filter({ hasText: '1 of 3' }));
  await signOn(linkIn(request), edges, colleague);
  const dana = asPerson(edges, customer);
  const asked = await dana.newest(/asks you to sign/);
  await ofMail(studio, customer, asked.id);
  await signOn(pageLinkIn(asked), edges, customer);
  await olivia.messages();
  await ofCard(studio, 'slack-completed', atOlivia.card(/Services agreement/).filter({ hasText: /completed|Completed/ }));

  await olivia.say(`send "Price list" to @${approver.name}`, [contract]);
  await olivia.press((await olivia.newest(/Draft ready: Price list/)).ts, 'send');
  await max.press((await max.newest(/Price list/)).ts, 'decline');
  await max.fillIn({ reason: 'The prices are last year’s.' });
  await olivia.messages();
  await ofCard(studio, 'slack-stopped', atOlivia.card(/Price list/).filter({ hasText: 'last year' }));
}

async function teamsPictures(studio: Studio): Promise<void> {
  const { edges } = studio;
  const [olivia, max] = [inTeams(edges, sender), inTeams(edges, approver)];
  const [atOlivia, atMax] = [await paneOf(studio, 'teams', sender), await paneOf(studio, 'teams', approver)];
  for (const one of [olivia, max]) {
    await one.say('settings');
    const settings = await one.newest(/Where we write/);
    await one.press(settings.activityId, 'prefer', buttonSaying(settings, 'In Teams').data);
  }
  await ofCard(studio, 'teams-settings', atMax.card('Where we write to you'));
  await atOlivia.say('help');
  await ofCard(studio, 'teams-help', atOlivia.card('What can be said'));

  await mailContract(edges, 'Framework agreement');
  await press(olivia, await olivia.newest(/Framework agreement/), 'send');
  await max.newest(/Approval requested: Framework agreement/);
  const asked = atMax.card('Approval requested: Framework agreement');
  await ofCard(studio, 'teams-approve', asked);
  await asked.getByRole('button', { name: 'Approve' }).click();
  await ofCard(studio, 'teams-approve-question', asked);
  await asked.getByRole('button', { name: /^Decline/ }).click();
  await ofCard(studio, 'teams-decline-form', asked);
  await atMax.say('status CS-00000-00000');
  await max.messages();
  await ofCard(studio, 'teams-error', atMax.card('This could not be done'));
  await advance(edges, 'P3D');
  await max.messages();
  await ofCard(studio, 'teams-reminder', atMax.card(/Reminder/));
  await press(max, await max.newest(/Framework agreement/), 'approve');
  await max.newest(/Signature requested: Framework agreement/);
  await ofCard(studio, 'teams-request', atMax.card('Signature requested: Framework agreement'));
  await ofCard(studio, 'teams-status', atOlivia.card('Framework agreement').last());
  const toSign = await max.newest(/Signature requested/);
  await signOn(buttonUrl(toSign), edges, approver);
  await olivia.messages();
  await ofCard(studio, 'teams-completed', atOlivia.card(/Framework agreement/).filter({ hasText: /completed|Completed/ }));

  await mailContract(edges, 'Price list 2027');
  await press(olivia, await olivia.newest(/Price list 2027/), 'send');
  await press(max, await max.newest(/Price list 2027/), 'decline', { reason: 'The prices are last year’s.' });
  await olivia.messages();
  await ofCard(studio, 'teams-stopped', atOlivia.card(/Price list 2027/).filter({ hasText: 'last year' }));
}

async function homePictures({ browser, edges, folder }: Studio): Promise<void> {
  for (const [name, width] of [
    ['wide', 1280],
    ['phone', 390],
  ] as const) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    await page.goto(edges.web);
    await page.screenshot({ path: join(folder, `home-${name}.png`), fullPage: true });
    await page.close();
  }
  const page = await browser.newPage(LOOK);
  await page.goto(`${edges.web}${composePath(sender.email)}`);
  await page.screenshot({ path: join(folder, 'compose.png') });
  await page.close();
}

async function paneOf({ browser, edges }: Studio, platform: 'slack' | 'teams', person: CastMember): Promise<Pane> {
  return openPane(browser, { web: edges.web, platform, person, look: LOOK });
}

async function ofCard({ folder }: Studio, name: string, line: Locator): Promise<void> {
  await pictured(line.page(), folder, { name, of: line.locator('.card') });
}

async function ofDialog({ folder }: Studio, name: string, { page, dialog }: Pane): Promise<void> {
  await pictured(page, folder, { name, of: dialog });
}

/** In both colour schemes. */
async function pictured(page: Page, folder: string, { name, of }: { name: string; of: Locator }): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await of.screenshot({
      path: join(folder, `${name}${colorScheme === 'dark' ? '-dark' : ''}.png`),
      style: STYLE,
      animations: 'disabled',
    });
  }
  console.log(name);
}

async function ofMail({ browser, edges, folder }: Studio, { email }: CastMember, id: string): Promise<void> {
  const page = await browser.newPage(LOOK);
  await page.goto(`${edges.web}${messagePath(email, id)}`, { waitUntil: 'networkidle' });
  await pictured(page, folder, { name: 'mail', of: page.locator('.message') });
  await page.close();
}

async function mailContract(edges: Edges, title: string): Promise<void> {
  await asPerson(edges, sender).mail({
    to: ['sign@countersign.test'],
    subject: title,
    text: `signers: ${approver.email}\napprover: ${approver.email}\norder: approver then signers\nmessage: As discussed on Monday.`,
    attachments: [{ filename: 'agreement.pdf', contentType: 'application/pdf', content: await contractPdf() }],
  });
}

async function press(
  who: ReturnType<typeof inTeams>,
  { activityId }: TeamsMessage,
  verb: string,
  typed: Readonly<Record<string, string>> = {},
) {
  await who.press(activityId, verb, typed);
}

function buttonUrl({ card }: TeamsMessage): string {
  const [url] = /https?:\/\/[^"]+\/s\/\w+/.exec(JSON.stringify(card)) ?? [];
  if (url === undefined) throw new Error('The card has no link to its page.');
  return url;
}

async function signOn(link: string, edges: Edges, person: CastMember): Promise<void> {
  const visit = await visitPage(link);
  await visit.submit('open');
  await visit.submit('code');
  const { subject } = await asPerson(edges, person).newest(/is your code/);
  await visit.submit('verify-code', { code: /\d{6}/.exec(subject)?.[0] ?? '' });
  await visit.submit('sign', { typedName: person.name, agreed: 'yes' });
}

async function advance({ web }: Edges, duration: string): Promise<void> {
  await fetch(`${web}/local/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: duration }),
  });
}
