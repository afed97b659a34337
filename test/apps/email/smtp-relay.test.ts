// The relay transport against an SMTP server on loopback.
import { createServer, type AddressInfo } from 'node:net';
import { onTestFinished, describe, expect, it } from 'vitest';
import { SMTPServer } from 'smtp-server';
import { isRefusalForGood } from '#apps/email/refusal-for-good.ts';
import { relayTransport } from '#apps/email/smtp-relay.ts';

const RAW = Buffer.from('From: a@x.test\r\nMessage-ID: <one@x.test>\r\nTo: b@y.test\r\n\r\nHello\r\n');

async function relay(answers: { rcpt?: number; data?: number } = {}) {
  const taken: { to: string[]; raw: string }[] = [];
  const refuse = (code: number | undefined) => (code === undefined ? null : Object.assign(new Error('No'), { responseCode: code }));
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo: (_address, _session, done) => done(refuse(answers.rcpt)),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString() });
        done(refuse(answers.data));
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.server.address() as AddressInfo;
  const transport = relayTransport(`smtp://127.0.0.1:${port}`);
  onTestFinished(async () => {
    transport.close();
    await new Promise<void>((closed) => server.close(closed));
  });
  return { transport, taken };
}

const mail = { from: 'sign@in.test', to: 'b@y.test', raw: RAW, tags: {} };

describe('the SMTP relay', () => {
  it('hands over the bytes as they are, to one recipient, and tells the Message-ID on the wire', async () => {
    const { transport, taken } = await relay();
    expect(await transport.send(mail)).toMatchObject({ wireMessageId: '<one@x.test>' });
    expect(taken).toEqual([{ to: ['b@y.test'], raw: RAW.toString() }]);
  });

  it.each([
    ['a recipient that does not exist', { rcpt: 550 }, true],
    ['a recipient that is busy', { rcpt: 450 }, false],
    ['content that is refused', { data: 554 }, false],
  ])('tells what is for good from what may pass: %s', async (_what, answers, isForGood) => {
    const { transport } = await relay(answers);
    const fault: unknown = await transport.send(mail).catch((thrown: unknown) => thrown);
    expect(fault).toBeInstanceOf(Error);
    expect(isRefusalForGood(fault)).toBe(isForGood);
  });

  it('fails in a way that is tried again when the relay is down', async () => {
    const probe = createServer();
    await new Promise<void>((ready) => probe.listen(0, '127.0.0.1', ready));
    const { port } = probe.address() as AddressInfo;
    await new Promise((closed) => probe.close(closed));
    const transport = relayTransport(`smtp://127.0.0.1:${port}`);
    const fault: unknown = await transport.send(mail).catch((thrown: unknown) => thrown);
    transport.close();
    expect(isRefusalForGood(fault)).toBe(false);
    expect(fault).toMatchObject({ message: expect.stringContaining('SMTP_RELAY_URL') });
  });
});
