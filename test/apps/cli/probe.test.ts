// `countersign doctor --probe`: a letter on its whole way out and in again, over loopback, and what is said where it does not get through.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';
import { describe, expect, onTestFinished, test } from 'vitest';
import { probeFindings, type ProbeParts } from '#apps/cli/probe.ts';
import type { LiveConfig } from '#apps/config.ts';
import { startLive } from '#apps/local/serve.ts';
import type { DnsResolver } from '#core/ports.ts';
import { countersign } from '#test/support/command.ts';
import { imapServer } from '#test/support/imap-server.ts';
import { liveFolder } from '#test/support/live-folder.ts';
import { sign, zone } from '#test/support/mail.ts';
import { smtpSink, type Taken } from '#test/support/smtp-sink.ts';
import { temporaryFolder } from '#test/support/temporary.ts';

const DOMAIN = 'sign.acme.test';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

async function config(relayPort: number, more: Partial<LiveConfig> = {}): Promise<LiveConfig> {
  return {
    dataDir: temporaryFolder(),
    port: 0,
    smtpPort: await freePort(),
    host: '127.0.0.1',
    smtpHost: '127.0.0.1',
    publicUrl: 'https://sign.acme.test',
    mailDomain: DOMAIN,
    mailOut: { by: 'relay', url: `smtp://127.0.0.1:${relayPort}` },
    replyAddresses: 'catch-all',
    ...more,
  };
}

/** As `zone`, with a mail server for the domain. */
const resolver: DnsResolver = async (name, type) =>
  type === 'MX' ? ([{ exchange: 'mx.acme.test', priority: 10 }] as never) : zone()(name, type);

async function probed(given: LiveConfig, more: Partial<ProbeParts> = {}) {
  const lines: string[] = [];
  const parts = { config: given, resolver, progress: (line: string) => lines.push(line), machineNow: Date.now, sleep: nextTurn, ...more };
  const findings = await probeFindings(parts);
  return { lines, findings, of: (check: string) => findings.find((one) => one.check === check) };
}

async function nextTurn(): Promise<void> {
  await new Promise((next) => setImmediate(next));
}

async function handOver(port: number, { raw, to }: Taken): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  onTestFinished(() => transport.close());
  await transport.sendMail({ envelope: { from: `sign@${DOMAIN}`, to: [to] }, raw });
}

describe('a probe', () => {
  test('that comes back signed says of every station that it is well', async () => {
    const given = { port: 0 };
    const relay = await smtpSink(async (mail) =>
      handOver(given.port, { ...mail, raw: await sign(mail.raw, { domain: DOMAIN, signedAt: new Date(Date.now() - 1_000) }) }),
    );
    const settings = await config(relay.port);
    given.port = settings.smtpPort;
    const { findings, lines, of } = await probed(settings);
    expect(findings.map(({ check, ok }) => [check, ok])).toEqual([
      ['DNS: MX', true],
      ['DNS: SPF', true],
      ['DNS: DMARC', true],
      ['Way out', true],
      ['Way in', true],
      ['DKIM', true],
    ]);
    expect(of('DNS: MX')?.say).toContain('mx.acme.test');
    expect(of('DKIM')?.say).toBe(`signed by ${DOMAIN} (selector mail)`);
    expect(lines[0]).toContain('a mail server on 127.0.0.1');
  });
  test('that comes back unsigned says that others may take our mail for forged', async () => {
    const given = { port: 0 };
    const relay = await smtpSink(async (mail) => handOver(given.port, mail));
    const settings = await config(relay.port);
    given.port = settings.smtpPort;
    expect((await probed(settings)).of('DKIM')).toMatchObject({
      ok: false,
      say: expect.stringMatching(/no signature.*Let the relay sign as/),
    });
  });
  test('puts off whatever else comes in meanwhile, so that nothing is lost', async () => {
    const given = { port: 0 };
    const refusals: unknown[] = [];
    const relay = await smtpSink(async (mail) => {
      await handOver(given.port, { ...mail, raw: Buffer.from('From: x@y.test\r\nSubject: other\r\n\r\nHello\r\n') }).catch(
        (fault: unknown) => refusals.push(fault),
      );
      await handOver(given.port, mail);
    });
    const settings = await config(relay.port);
    given.port = settings.smtpPort;
    expect((await probed(settings)).of('Way in')).toMatchObject({ ok: true });
    expect(refusals).toMatchObject([{ responseCode: 451 }]);
  });
  test('of a product that runs is found in what it stored, and is no request of anybody', async () => {
    const given = { port: 0 };
    const relay = await smtpSink(async (mail) => handOver(given.port, mail));
    const dataDir = await liveFolder('acme');
    const product = await startLive(await config(relay.port, { dataDir }));
    onTestFinished(async () => product.close());
    given.port = product.smtpPort;
    const { of } = await probed(await config(relay.port, { dataDir, smtpPort: product.smtpPort }));
    expect(of('Way in')).toMatchObject({ ok: true, say: expect.stringContaining(`stored in ${dataDir}`) });
    await product.world.dispatcher.settle();
    expect(relay.taken).toHaveLength(1);
  });
  test('is found in the mailbox that is polled, or in the folder to which the product moved it', async () => {
    const imap = await imapServer();
    imap.arrives(Buffer.from('From: x@y.test\r\nSubject: other\r\n\r\nHello\r\n'));
    const relay = await smtpSink(({ raw }) => imap.arrives(raw));
    const settings = await config(relay.port, { imap: imap.at });
    expect((await probed(settings)).of('Way in')).toMatchObject({ ok: true, say: expect.stringContaining('the mailbox INBOX of box') });
    expect(imap.folder('INBOX')).toHaveLength(2);
  });
  test('that does not come back says so after a minute, and counts meanwhile', async () => {
    const clock = { now: 0 };
    const relay = await smtpSink();
    const { of, lines } = await probed(await config(relay.port), {
      machineNow: () => clock.now,
      sleep: async (ms) => void (clock.now += ms),
    });
    expect(of('Way in')).toMatchObject({ ok: false, say: expect.stringMatching(/nothing came within 60 s.*relay’s log/) });
    expect(lines.slice(1)).toEqual(['… 10 s', '… 20 s', '… 30 s', '… 40 s', '… 50 s']);
  });
  test('that no relay takes waits for nothing', async () => {
    const { findings, of } = await probed(await config(await freePort()));
    expect(of('Way out')).toMatchObject({ ok: false, say: expect.stringMatching(/did not take.*SMTP_RELAY_URL.*ECONNREFUSED/) });
    expect(findings.at(-1)?.check).toBe('Way out');
  });
  test('of a mailbox that cannot be opened says which setting to check', async () => {
    const imap = await imapServer();
    imap.state.password = 'changed';
    const settings = await config(await freePort(), { imap: imap.at });
    expect((await probed(settings)).of('Way in')).toMatchObject({ ok: false, say: expect.stringContaining('Check IMAP_URL') });
  });
});

describe('the DNS', () => {
  test('that holds nothing for the domain is told record by record', async () => {
    const nothing: DnsResolver = async () => {
      throw Object.assign(new Error('none'), { code: 'ENODATA' });
    };
    const { of } = await probed(await config(await freePort()), { resolver: nothing });
    expect(of('DNS: MX')).toMatchObject({ ok: false, say: expect.stringContaining(`Add: ${DOMAIN}. MX 10`) });
    expect(of('DNS: SPF')).toMatchObject({ ok: false, say: expect.stringContaining('v=spf1') });
    expect(of('DNS: DMARC')).toMatchObject({ ok: false, say: expect.stringContaining(`Add: _dmarc.${DOMAIN}.`) });
  });
  test('that does not answer, refuses mail, or has two SPF records, is told as such', async () => {
    const odd: DnsResolver = async (name, type) => {
      if (name.startsWith('_dmarc.sign')) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
      if (name.startsWith('_dmarc.')) return [['v=DMARC1; ', 'p=none']];
      if (type === 'TXT') return [['v=spf1 -all'], ['v=spf1 mx -all'], ['other']];
      throw Object.assign(new Error('no'), { code: 'ESERVFAIL' });
    };
    const { of } = await probed(await config(await freePort()), { resolver: odd });
    expect(of('DNS: MX')).toMatchObject({ ok: false, say: expect.stringContaining('ESERVFAIL') });
    expect(of('DNS: SPF')).toMatchObject({ ok: false, say: expect.stringContaining('Make them one') });
    expect(of('DNS: DMARC')).toMatchObject({ ok: true, say: 'v=DMARC1; p=none (at _dmarc.acme.test)' });
  });
});

test('the command ends with code 1 and the settings that are missing where it cannot even begin', async () => {
  const { code, out } = await countersign(['doctor', '--probe'], { DATA_DIR: temporaryFolder() });
  expect(code).toBe(1);
  expect(out).toMatch(/^MEND Probe: .*MAIL_DOMAIN is missing/m);
});
