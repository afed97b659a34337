// Both ways of handing mail over on one machine, under their contract.
import { type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { SMTPServer } from 'smtp-server';
import { relayTransport } from '#apps/email/smtp-relay.ts';
import { demoMailbox } from '#apps/local/mailbox.ts';
import { mailTransportContract } from '#test/contract/mail-transport.ts';
import { temporaryFolder } from '#test/support/temporary.ts';

mailTransportContract('the demo’s mailbox', async () => {
  const mailbox = demoMailbox({ dir: temporaryFolder() });
  return {
    transport: mailbox.transport,
    arrived: async (to) => Promise.all((await mailbox.list({ to })).map(async ({ id }) => (await mailbox.raw(id)) ?? Buffer.alloc(0))),
  };
});

mailTransportContract('an SMTP relay', async () => {
  const taken: { to: string; raw: Buffer }[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        for (const { address } of session.envelope.rcptTo) taken.push({ to: address, raw: Buffer.concat(chunks) });
        done();
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
  return { transport, arrived: async (to) => taken.filter((one) => one.to === to).map(({ raw }) => raw) };
});
