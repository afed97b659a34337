// The demo's chat panes as people use them, in a real browser, with the whole product behind them: begun in Slack, approved in Teams, seen
// by everyone without a reload.
import { expect, onTestFinished, test } from 'vitest';
import { ROLES } from '#apps/local/cast.ts';
import { contractPdf } from '#apps/local/sample-contract.ts';
import { launchBrowser } from '../support/browser.ts';
import { startedDemo } from '../support/demo.ts';
import { openPane, type PaneFile } from '../support/panes.ts';

const TITLE = 'Terms & conditions <2027>';
const { sender, approver, colleague } = ROLES;

async function paneOpener() {
  const demo = await startedDemo();
  const browser = await launchBrowser();
  onTestFinished(async () => browser.close());
  const open = async (platform: 'slack' | 'teams', person: typeof sender) => openPane(browser, { web: demo.edges.web, platform, person });
  return { open, demo };
}

async function contract(): Promise<PaneFile> {
  return { name: 'terms.pdf', mimeType: 'application/pdf', buffer: Buffer.from(await contractPdf({ pages: 2 })) };
}

test('a request begun by a form in Slack is approved on a card in Teams, and every open pane follows', { timeout: 90_000 }, async () => {
  const { open } = await paneOpener();
  const olivia = await open('slack', sender);
  const max = await open('teams', approver);
  const ines = await open('slack', colleague);

  await max.say('settings');
  await max.card('Where we write to you').getByRole('button', { name: 'In Teams' }).click();
  await max.card('Where we write to you').getByText('From now on: In Teams.').waitFor();

  await olivia.say('/sign');
  await olivia.page.getByRole('button', { name: 'New request' }).click();
  const form = olivia.dialog;
  await form.getByLabel('PDF documents').setInputFiles(await contract());
  await form.getByLabel('Title').fill(TITLE);
  await form.getByRole('group', { name: 'Who approves first' }).getByLabel(approver.name).check();
  await form.getByRole('group', { name: 'Who signs' }).getByLabel(colleague.name).check();
  await form.getByRole('button', { name: 'Prepare the draft' }).click();

  const draft = olivia.card(`Draft ready: ${TITLE}`);
  await draft.getByRole('button', { name: `Send: “${TITLE}”` }).click();
  await olivia.dialog.getByRole('heading', { name: `Send “${TITLE}” now?` }).waitFor();
  await olivia.dialog.getByRole('button', { name: 'Not yet' }).click();
  await draft.getByRole('button', { name: `Send: “${TITLE}”` }).click();
  await olivia.dialog.getByRole('button', { name: 'Send', exact: true }).click();
  const status = olivia.card(TITLE);
  await status.getByText('0 of 2 done').waitFor();

  const request = max.card(`Approval requested: ${TITLE}`);
  await request.getByRole('button', { name: 'Approve' }).click();
  await request.getByText(`Approve “${TITLE}”?`).waitFor();
  await request.getByRole('button', { name: 'Approve' }).last().click();
  await request.getByText('You approved on').waitFor();

  await ines.card(`Signature requested: ${TITLE}`).getByText('Waiting for your signature').waitFor();
  await status.getByText('1 of 2 done').waitFor();
  expect([...olivia.problems, ...max.problems, ...ines.problems]).toEqual([]);
});

test(
  'a document in the message box becomes a request, which the other finds by “list” in Teams and declines there',
  { timeout: 90_000 },
  async () => {
    const { open } = await paneOpener();
    const olivia = await open('slack', sender);
    const max = await open('teams', approver);

    await olivia.say(`send to @${approver.name}, Dana Ruiz <dana@fabrikam.test> -- As discussed.`, [
      { ...(await contract()), name: 'q&a.pdf' },
    ]);
    await olivia.page.locator('.line.own').getByText(`@${approver.name}`).waitFor();
    await olivia.page.locator('.line.own').getByText('dana@fabrikam.test').waitFor();
    await olivia.card('Draft ready: q&a').getByRole('button', { name: 'Change: “q&a”' }).click();
    await olivia.dialog.getByLabel('Title').fill('Questions & answers');
    await olivia.dialog.getByRole('button', { name: 'Prepare the draft' }).click();
    await olivia.card('Draft ready: Questions & answers').getByRole('button', { name: 'Send: “Questions & answers”' }).click();
    await olivia.dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await olivia.card('Questions & answers').getByText('0 of 2 signed').waitFor();

    await max.say('list');
    await max.card('Your requests').getByRole('button', { name: 'Show' }).click();
    const request = max.card('Signature requested: Questions & answers');
    await request.getByRole('button', { name: 'Decline…' }).click();
    await request.getByRole('button', { name: 'Decline', exact: true }).click();
    await request.locator('.ac-input-validation-failed').waitFor();
    await request.getByLabel('Your reason').fill('Two <questions> & no answers.');
    await request.getByRole('button', { name: 'Decline', exact: true }).click();
    await olivia
      .card(/Questions & answers/)
      .getByText('Two <questions> & no answers.')
      .waitFor();
    expect([...olivia.problems, ...max.problems]).toEqual([]);
  },
);
