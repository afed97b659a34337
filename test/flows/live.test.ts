// Live on one machine: no stand-in answers there, and a demo's folder is refused.
import { createConnection, createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startDemo } from '#apps/local/start.ts';
import { startLive } from '#apps/local/serve.ts';
import type { LiveConfig } from '#apps/config.ts';
import { countersign } from '../support/command.ts';
import { startedDemo } from '../support/demo.ts';
import { temporaryFolder } from '../support/temporary.ts';

const ADD = ['tenant', 'add', 'acme', '--name', 'Acme', '--domain', 'acme.example'];

async function config(dataDir: string): Promise<LiveConfig> {
  return {
    dataDir,
    port: 0,
    smtpPort: 0,
    host: '127.0.0.1',
    smtpHost: '127.0.0.1',
    publicUrl: 'https://sign.acme.example',
    mailDomain: 'sign.acme.example',
    mailOut: { by: 'relay', url: 'smtp://127.0.0.1:9' },
    replyAddresses: 'catch-all',
  };
}

async function live() {
  const dataDir = temporaryFolder();
  await countersign(ADD, { DATA_DIR: dataDir });
  const product = await startLive(await config(dataDir));
  onTestFinished(async () => product.close());
  return product;
}

describe('countersign serve', () => {
  test('has no demo page, no controls, no mailboxes', async () => {
    const { port } = await live();
    for (const path of [
      '/',
      '/local/people',
      '/local/clock',
      '/local/mail',
      '/local/settle',
      '/local/faults',
      '/local/story',
      '/local/slack/messages',
    ]) {
      for (const method of ['GET', 'POST'])
        expect((await fetch(`http://127.0.0.1:${port}${path}`, { method })).status, `${method} ${path}`).toBe(404);
    }
    const health = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(await health.json()).toMatchObject({ ok: true, signAddress: 'sign@sign.acme.example' });
  });
  test('offers no login on its mail port, and takes mail for its own addresses only', async () => {
    const { smtpPort } = await live();
    const talk = await smtp(smtpPort, [
      'EHLO x',
      'AUTH PLAIN AGEAYg==',
      'MAIL FROM:<a@acme.example>',
      'RCPT TO:<olivia@northwind.test>',
      'RCPT TO:<r-0@sign.acme.example>',
      'RCPT TO:<sign@sign.acme.example>',
      'QUIT',
    ]);
    expect(talk).not.toContain('AUTH PLAIN');
    expect(talk).toMatch(/^50[02]/m);
    expect(talk.match(/^550/gm)).toHaveLength(2);
    expect(talk).toContain('250 ');
  });
  test('refuses a demo’s folder, and a folder without an organisation', async () => {
    const demo = await startedDemo();
    await expect(startLive(await config(demo.dataDir))).rejects.toThrow(/belongs to the demo/);
    await expect(startLive(await config(temporaryFolder()))).rejects.toThrow(/Add an organisation first/);
  });
});

describe('countersign start', () => {
  test('survives requests that come before it is ready, and answers them that it is starting', async () => {
    const port = await freePort();
    const seen = new Set<number>();
    const over = new AbortController();
    const polling = (async () => {
      while (!over.signal.aborted) {
        await fetch(`http://127.0.0.1:${port}/healthz`).then(
          ({ status }) => seen.add(status),
          () => undefined,
        );
        await setTimeout(5);
      }
    })();
    const product = await startDemo({ port, smtpPort: 0, dataDir: temporaryFolder() });
    onTestFinished(async () => product.close());
    over.abort();
    await polling;
    expect(seen.has(503)).toBe(true);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  });

  test('answers this machine’s own browser only', async () => {
    const { edges } = await startedDemo();
    const ask = async (headers: Record<string, string>) => (await fetch(`${edges.web}/local/people`, { headers })).status;
    expect(await ask({})).toBe(200);
    expect(await ask({ origin: 'https://evil.example' })).toBe(403);
    expect(await statusWithHost(edges.web, 'evil.example')).toBe(403);
    expect((await fetch(`${edges.web}/verify`, { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function smtp(port: number, lines: readonly string[]): Promise<string> {
  const socket = createConnection(port, '127.0.0.1');
  let heard = '';
  socket.setEncoding('utf8').on('data', (chunk) => (heard += String(chunk)));
  const remaining = [...lines];
  socket.on('data', (chunk) => {
    // A reply ends with a line whose code is followed by a space.
    if (/^\d{3} .*\r\n$/m.test(String(chunk))) socket.write(`${remaining.shift() ?? 'QUIT'}\r\n`);
  });
  await once(socket, 'close');
  return heard;
}

/** fetch does not let anyone choose the Host header. */
async function statusWithHost(web: string, host: string): Promise<number> {
  const { hostname, port } = new URL(web);
  const socket = createConnection(Number(port), hostname);
  socket.write(`GET /local/people HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  let heard = '';
  socket.on('data', (chunk) => (heard += String(chunk)));
  await once(socket, 'close');
  return Number(heard.slice(9, 12));
}
