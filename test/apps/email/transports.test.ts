// Both ways of handing mail over on one machine, under their contract.
import { onTestFinished } from 'vitest';
import { relayTransport } from '#apps/email/smtp-relay.ts';
import { demoMailbox } from '#apps/local/mailbox.ts';
import { mailTransportContract } from '#test/contract/mail-transport.ts';
import { smtpSink } from '#test/support/smtp-sink.ts';
import { temporaryFolder } from '#test/support/temporary.ts';

mailTransportContract('the demo’s mailbox', async () => {
  const mailbox = demoMailbox({ dir: temporaryFolder() });
  return {
    transport: mailbox.transport,
    arrived: async (to) => Promise.all((await mailbox.list({ to })).map(async ({ id }) => (await mailbox.raw(id)) ?? Buffer.alloc(0))),
  };
});

mailTransportContract('an SMTP relay', async () => {
  const { port, taken } = await smtpSink();
  const transport = relayTransport(`smtp://127.0.0.1:${port}`);
  onTestFinished(() => transport.close());
  return { transport, arrived: async (to) => taken.filter((one) => one.to === to).map(({ raw }) => raw) };
});
