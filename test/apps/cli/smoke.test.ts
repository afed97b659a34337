// `countersign smoke`: what it says of an installation that is well, of one that is not, and of a document that it mails.
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import { expect, onTestFinished, test } from 'vitest';
import { acmeProduct, byRelay } from '#test/support/acme-product.ts';
import { countersign } from '#test/support/command.ts';
import { imapServer } from '#test/support/imap-server.ts';
import { sign } from '#test/support/mail.ts';
import { smtpSink } from '#test/support/smtp-sink.ts';

const told = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { check: string; ok: boolean; say: string });

async function live(relayPort: number) {
  const product = await acmeProduct({ ...byRelay(relayPort), publicUrl: (port) => `http://127.0.0.1:${port}` });
  return { url: `http://127.0.0.1:${product.port}`, smtpPort: product.smtpPort };
}

test('an installation that is well: it answers, its pages are guarded, and what proves nothing is refused or not set up', async () => {
  const { url } = await live((await smtpSink()).port);
  const { code, out } = await countersign(['smoke', '--against', url, '--json']);
  expect(told(out)).toEqual([
    { check: 'Health', ok: true, say: 'ready; documents go to sign@sign.acme.test' },
    { check: 'Page /verify', ok: true, say: 'it answers, and is guarded' },
    { check: 'Page /s/nobody', ok: true, say: 'it answers, and is guarded' },
    { check: 'Slack', ok: true, say: 'not set up' },
    { check: 'Teams', ok: true, say: 'not set up' },
  ]);
  expect(code).toBe(0);
});

test('one that answers anything to anyone fails, and each finding says what is wrong', async () => {
  const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('hello'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { code, out } = await countersign(['smoke', '--against', url, '--read-api', url]);
  expect(code).toBe(1);
  expect(out).toMatch(/FAIL Health: .* is not ready/);
  expect(out).toMatch(/FAIL Page \/verify: these headers are missing or weak: content-security-policy/);
  expect(out).toMatch(/FAIL Page \/s\/nobody: it answers 200 instead of 404/);
  expect(out).toMatch(/FAIL Slack: a delivery that proves nothing is answered 200/);
  expect(out).toMatch(/FAIL Read API: without a token it is answered 200/);
});

test('a document is mailed in, becomes a draft in the mailbox, and is cancelled', async () => {
  const imap = await imapServer();
  // What the product sends comes into the mailbox; what the mailbox's owner sends is signed by the provider, as it always is.
  const out = await smtpSink(({ raw }) => imap.arrives(raw, new Date()));
  const { url, smtpPort } = await live(out.port);
  const provider = await smtpSink(async ({ to, raw }) => {
    const transport = createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true, name: 'mail.acme.test' });
    await transport.sendMail({ envelope: { from: 'olivia@acme.test', to: [to] }, raw: await sign(raw, { domain: 'acme.test' }) });
    transport.close();
  });
  const { host, port } = imap.at;
  const mailbox = `imap://${encodeURIComponent('olivia@acme.test')}:secret@${host}:${port}/INBOX`;
  const ran = await countersign([
    'smoke',
    '--against',
    url,
    '--mailbox',
    mailbox,
    '--relay',
    `smtp://127.0.0.1:${provider.port}`,
    '--json',
  ]);
  expect(told(ran.out).at(-1)).toEqual({
    check: 'Mail',
    ok: true,
    say: expect.stringMatching(/^a mailed document became a draft within \d+ s, and was cancelled$/),
  });
  expect(ran.code).toBe(0);
  expect(provider.taken).toHaveLength(2);
}, 120_000);

test('without an address, or with half of what mail needs, it says so', async () => {
  expect(await countersign(['smoke'])).toMatchObject({ code: 2, err: expect.stringContaining('--against URL is missing') });
  const half = await countersign(['smoke', '--against', 'http://127.0.0.1:1', '--relay', 'smtp://127.0.0.1:1']);
  expect(half).toMatchObject({ code: 2, err: expect.stringContaining('go together') });
});
