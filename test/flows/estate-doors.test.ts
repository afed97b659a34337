// The doors of the estate on AWS: pages, Slack and Teams, each behind API Gateway, and a request that Slack carries to its reader.
import { expect, test } from 'vitest';
import { paperOf } from '#bench/support/seal-papers.ts';
import { estateHere } from '../support/aws/estate-here.ts';
import { joinSlack, pressed } from '../support/aws/in-slack.ts';
import { fakeSlack } from '../support/fake-slack.ts';
import { contractPdf } from '../support/pdf.ts';
import { delivery, signed, type Payload } from '../support/slack-deliveries.ts';

const PUBLIC = 'https://sign.northwind.test';

test('pages come with what they load, and the page that checks files trusts what seals here', async () => {
  const { http, root } = await estateHere();
  expect(await http('web', new Request(`${PUBLIC}/healthz`))).toMatchObject({
    statusCode: 200,
    body: expect.stringContaining('"ok":true'),
  });
  const check = await http('web', new Request(`${PUBLIC}/verify`));
  expect(check.statusCode).toBe(200);
  expect(check.headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'sha256-/);
  expect(check.body).toContain(JSON.stringify(root.trim()).slice(1, 200));
  const page = await http('web', new Request(`${PUBLIC}/s/not-a-link`));
  expect(page.statusCode).toBe(404);
  const [style = ''] = /\/assets\/own\/[^"]+page\.css/.exec(page.body) ?? [];
  expect(await http('web', new Request(`${PUBLIC}${style}`))).toMatchObject({ statusCode: 200, headers: { 'content-type': /css/ } });
  const face = await http('web', new Request(`${PUBLIC}/assets/signature.ttf`));
  expect(face).toMatchObject({ statusCode: 200, isBase64Encoded: true });
  expect(Buffer.from(face.body, 'base64').length).toBeGreaterThan(50_000);
}, 120_000);

test('a document that is too large for an answer of a function comes from its bucket', async () => {
  const estate = await estateHere();
  const content = Buffer.from(paperOf({ name: 'large', pages: 1, pictureBytes: 5_000_000 }));
  const olivia = 'Olivia Hart <olivia@northwind.test>';
  const attachments = [{ filename: 'large.pdf', content, contentType: 'application/pdf' }];
  await estate.post({ from: olivia, to: 'sign@in.northwind.test', subject: 'Large', text: 'signers: ines@northwind.test', attachments });
  const draft = await estate.newest('olivia@northwind.test', /^Draft/);
  const [link = ''] = /https:\/\/sign\.northwind\.test\/s\/[\w-]+/.exec(draft.text ?? '') ?? [];
  const shown = await estate.http('web', new Request(`${link}/documents/1.pdf`));
  expect(shown.statusCode).toBe(307);
  const policy = shown.headers['content-security-policy'] ?? '';
  const { origin } = new URL(shown.headers['location'] ?? '');
  expect(policy).toContain(`connect-src 'self' ${origin};`);
  const [start] = await Array.fromAsync((await fetch(shown.headers['location'] ?? '')).body ?? []);
  expect(
    Buffer.from(start ?? [])
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
}, 120_000);

test('Slack is heard where it is proven, and Teams where it is set up', async () => {
  const { http } = await estateHere();
  const asked = (body: Payload, at = Date.now()) => {
    const { raw, headers } = delivery(body);
    return new Request(`${PUBLIC}/slack/events`, { method: 'POST', body: raw, headers: { ...headers, ...signed(raw, { at }) } });
  };
  const greeting = { type: 'url_verification', challenge: 'here' };
  expect(await http('slack', asked(greeting))).toMatchObject({ statusCode: 200, body: '{"challenge":"here"}' });
  expect(await http('slack', asked(greeting, Date.now() - 3_600_000))).toMatchObject({ statusCode: 401 });
  expect(await http('teams', new Request(`${PUBLIC}/api/messages`, { method: 'POST', body: '{}' }))).toMatchObject({ statusCode: 404 });
}, 120_000);

test('a request reaches its reader in Slack, who approves there; the sender, who mailed it, hears by mail', async () => {
  const slack = await fakeSlack();
  const estate = await estateHere({ slackUrl: slack.url });
  await joinSlack(estate, { name: 'Max Berger', email: 'max@northwind.test' });
  const attachments = [{ filename: 'a.pdf', content: Buffer.from(await contractPdf({ pages: 1 })), contentType: 'application/pdf' }];
  const from = 'Olivia Hart <olivia@northwind.test>';
  await estate.post({ from, to: 'sign@in.northwind.test', subject: 'Agreement', text: 'approvers: max@northwind.test', attachments });
  const draft = await estate.newest('olivia@northwind.test', /^Draft/);
  await estate.post({ from, to: draft.replyTo?.value[0]?.address ?? '', subject: 'Re:', text: 'SEND' });
  expect(JSON.stringify(slack.messages)).toContain('Agreement');
  const request = pressed(slack, 'approve');
  expect(await estate.http('slack', request)).toMatchObject({ statusCode: 200 });
  await estate.settle();
  await estate.newest('olivia@northwind.test', /^Completed/);
  expect(slack.messages.map(({ body }) => JSON.stringify(body)).join()).toMatch(/approved/i);
}, 180_000);
