// The chat panes in a real browser: a person approves, answers a form and writes in Teams and in Slack, by what the routes give and take.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CAST, localPeople } from '#apps/local/cast.ts';
import { chatPaneRoutes } from '#apps/local/chat-pane-routes.ts';
import type { LocalParts } from '#apps/local/local-parts.ts';
import { launchBrowser } from '#test/support/browser.ts';
import { adaptiveCard, cardAnswer, NOW, teamsDemo } from '#test/support/teams-demo.ts';
import { temporaryFolder } from '#test/support/temporary.ts';
import { localRoutes } from '#apps/local/routes.ts';
import { faults } from '#apps/local/faults.ts';

const HOSTILE = '<img src=x onerror="document.title=1"> \\*not bold\\*';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => browser.close());

async function visiting(routes: Hono, path: string): Promise<{ page: Page; faultsSeen: string[] }> {
  const parts: LocalParts = {
    site: { publicUrl: 'http://localhost:3000', mailDomain: 'sign.test', signAddress: 'sign@sign.test', isLocal: true },
    clock: () => NOW,
    advance: async (to) => to,
    settle: async () => ({ undispatched: 0, effects: { done: 0, failed: 0 } }),
    mailbox: { list: async () => [] } as never,
    faults: faults(),
    people: localPeople(),
    cast: CAST,
    envelopes: async () => [],
    smtp: { host: '127.0.0.1', port: 1 },
    sampleContract: async () => ({ filename: 'a.pdf', content: new Uint8Array() }),
  };
  const app = new Hono().route('/', routes).route('/', chatPaneRoutes(parts)).route('/', localRoutes(parts));
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise<void>((done) => server.once('listening', done));
  const context = await browser.newContext({
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    colorScheme: 'dark',
  });
  onTestFinished(async () => {
    await context.close();
    await new Promise((done) => server.close(done));
  });
  const page = await context.newPage();
  const faultsSeen: string[] = [];
  page.on('pageerror', (fault) => faultsSeen.push(String(fault)));
  page.on('console', (message) => message.type() === 'error' && faultsSeen.push(message.text()));
  page.on('request', (request) => {
    if (!request.url().startsWith('http://127.0.0.1') && !request.url().startsWith('data:')) faultsSeen.push(request.url());
  });
  await page.goto(path);
  return { page, faultsSeen };
}

describe('the Teams pane', { timeout: 60_000 }, () => {
  it('shows a card by the real renderer, and its buttons, inputs and dialogs reach the product', async () => {
    const demo = await teamsDemo(temporaryFolder());
    const max = demo.person('Max');
    const decline = { type: 'Action.Execute', title: 'Send it', verb: 'decline', data: { intent: 'sealed' } };
    const reason = { type: 'Input.Text', id: 'reason', label: 'Why', isRequired: true, errorMessage: 'Say why.' };
    await demo.card(
      max.conversation,
      adaptiveCard(HOSTILE, {
        actions: [
          { type: 'Action.ShowCard', title: 'Decline …', card: { type: 'AdaptiveCard', body: [reason], actions: [decline] } },
          { type: 'Action.Submit', title: 'New request', data: { msteams: { type: 'task/fetch' }, intent: 'sealed-start' } },
        ],
      }),
    );
    const people = { type: 'Input.ChoiceSet', id: 'people', label: 'Who', isMultiSelect: true, choices: [] };
    const query = { 'choices.data': { type: 'Data.Query', dataset: 'graph.microsoft.com/users' } };
    const form = {
      type: 'AdaptiveCard',
      version: '1.5',
      body: [{ ...people, ...query }],
      actions: [{ type: 'Action.Submit', title: 'Start' }],
    };
    demo.answering(({ name }) => {
      if (name === 'task/fetch') return { task: { type: 'continue', value: { title: 'New request', card: { content: form } } } };
      return name === 'adaptiveCard/action' ? cardAnswer(adaptiveCard('You declined')) : null;
    });

    const { page, faultsSeen } = await visiting(demo.routes, `/teams/${max.email}`);
    await page.getByText('<img src=x onerror="document.title=1"> *not bold*').waitFor();
    await page.getByRole('button', { name: 'New request' }).click();
    const dialog = page.getByRole('dialog', { name: 'New request' });
    await dialog.getByText('Olivia Hart').click();
    await dialog.getByRole('button', { name: 'Start' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(demo.told.at(-1)).toMatchObject({ name: 'task/submit', value: { data: { people: demo.person('Olivia').user } } });

    await page.getByRole('button', { name: 'Decline …' }).click();
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.getByText('Say why.').waitFor();
    await page.getByLabel('Why').fill('Too dear');
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.getByText('You declined').waitFor();
    expect(demo.told.at(-1)).toMatchObject({ value: { action: { verb: 'decline', data: { intent: 'sealed', reason: 'Too dear' } } } });

    await page.getByLabel('Write to Countersign as Max').fill('/sign status');
    await page.keyboard.press('Enter');
    await page.locator('.line.own', { hasText: '/sign status' }).waitFor();
    expect(faultsSeen).toEqual([]);
  });
});

describe('the Slack pane', { timeout: 60_000 }, () => {
  it('shows blocks as text of others, asks before a press, and hands in modals with their fields', async () => {
    const did: unknown[] = [];
    const views: object[] = [];
    const plain = (text: string) => ({ type: 'plain_text', text });
    const confirm = { title: plain('Approve?'), text: plain('Version 3'), confirm: plain('Yes, approve'), deny: plain('Not yet') };
    const approve = { type: 'button', text: plain('Approve'), action_id: 'approve', value: 'sealed', style: 'primary', confirm };
    const blocks = [
      { type: 'header', text: plain(HOSTILE) },
      { type: 'section', text: { type: 'mrkdwn', text: '⏳ *Waiting* &lt;b&gt;' }, fields: [plain('Due'), plain('Friday')] },
      { type: 'actions', elements: [approve, { type: 'button', text: plain('Decline …'), action_id: 'decline', value: 'sealed' }] },
      { type: 'context', elements: [plain('CS-7K3F2-QXA9B')] },
    ];
    const element = { type: 'plain_text_input', action_id: 'value', multiline: true, max_length: 200 };
    const modal = {
      id: 'V1',
      title: plain('Decline'),
      submit: plain('Send it'),
      close: plain('Close'),
      blocks: [
        { type: 'input', block_id: 'reason', label: plain('Why'), element },
        {
          type: 'input',
          block_id: 'to',
          label: plain('Instead'),
          optional: true,
          element: { type: 'multi_users_select', action_id: 'value' },
        },
      ],
    };
    const routes = new Hono();
    routes.get('/local/slack/messages', (c) => c.json([{ channel: 'D1', ts: '1.0', text: 'Please approve', blocks, ephemeral: false }]));
    routes.get('/local/slack/views', (c) => c.json(views));
    routes.post('/local/slack/:what', async (c) => {
      const body = await c.req.json();
      did.push({ what: c.req.param('what'), ...body });
      if (body.action_id === 'decline') views.push(modal);
      if (c.req.param('what') !== 'views') return c.json({ status: 200, body: '' });
      if (body.values.reason === 'no') return c.json({ status: 200, body: { response_action: 'errors', errors: { reason: 'Say more.' } } });
      views.length = 0;
      return c.json({ status: 200, body: '' });
    });

    const max = CAST.find(({ name }) => name.startsWith('Max'));
    const { page, faultsSeen } = await visiting(routes, `/slack/${max?.email}`);
    await page.getByRole('heading', { name: HOSTILE }).waitFor();
    await page.getByRole('button', { name: 'Approve' }).click();
    expect(did).toEqual([]);
    await page.getByRole('dialog', { name: 'Approve?' }).getByRole('button', { name: 'Yes, approve' }).click();
    await expect.poll(() => did).toEqual([{ what: 'actions', user: max?.slack?.user, ts: '1.0', action_id: 'approve', value: 'sealed' }]);

    await page.getByRole('button', { name: 'Decline …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Decline' });
    await dialog.getByLabel('Why').fill('no');
    await dialog.getByLabel('Olivia Hart').check();
    await dialog.getByRole('button', { name: 'Send it' }).click();
    await dialog.getByText('Say more.').waitFor();
    await dialog.getByLabel('Why').fill('Too dear');
    await dialog.getByRole('button', { name: 'Send it' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(did.at(-1)).toMatchObject({ what: 'views', view_id: 'V1', values: { reason: 'Too dear', to: ['U000OLIVIA'] } });

    await page.getByLabel('Write to Countersign as Max').fill('/sign status');
    await page.keyboard.press('Enter');
    await expect.poll(() => did.at(-1)).toMatchObject({ what: 'commands', command: '/sign', text: 'status' });
    expect(faultsSeen).toEqual([]);
  });
});
