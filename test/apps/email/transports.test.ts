// Every way of handing mail over, under their contract.
import { onTestFinished } from 'vitest';
import { relayTransport } from '#apps/email/smtp-relay.ts';
import { demoMailbox } from '#apps/local/mailbox.ts';
import { mailTransportContract } from '#test/contract/mail-transport.ts';
import { sesTransport } from '#apps/email/ses/transport.ts';
import { fakeSes } from '#test/support/fake-ses.ts';
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

mailTransportContract('Amazon SES', async () => {
  const { client, took } = await fakeSes();
  return {
    transport: sesTransport({ client, region: 'eu-west-1', machineNow: () => 0, sleep: async () => undefined }),
    arrived: async (to) => took.filter((one) => one.to === to).map(({ raw }) => raw),
    onTheWire: () => took.map(({ id }) => `<${id}@eu-west-1.amazonses.com>`),
  };
});
