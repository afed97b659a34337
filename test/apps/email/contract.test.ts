// The e-mail channel under the contract of all channels.
import { blobKeys } from '#apps/ports.ts';
import { sha256Of } from '#apps/world/hashing.ts';
import { channelContract } from '#test/contract/channel.ts';
import { r } from '#test/support/build.ts';
import { GOOD_IP, signedMail } from '#test/support/mail.ts';
import { LEASE_MS } from '#test/support/store-kit.ts';
import { DANA, emailKit, envelopeOut, NORTHWIND, replyAddress } from './kit.ts';

channelContract('email', async () => {
  const email = await emailKit();
  const envelope = await envelopeOut(email);
  const to = await replyAddress(email, envelope, r(1));
  async function accepted(from: string): Promise<string> {
    const raw = await signedMail({ from, to, subject: 'Re: NDA', text: 'I SIGN' });
    const blob = blobKeys.inboundMail(sha256Of(raw));
    await email.ports.blobs.put(blob, raw);
    const connection = { remoteIp: GOOD_IP, helo: 'mail.test', receivedAt: email.clock.now };
    await email.channel.accept({ blob, mailFrom: /<(.+)>/.exec(from)?.[1] ?? '', recipient: to, ...connection });
    const [waiting] = await email.ports.inbox.pending();
    if (!waiting) throw new Error('The mail is not in the inbox.');
    return waiting.key;
  }
  return {
    entry: email.channel,
    ports: email.ports,
    tenant: NORTHWIND,
    envelope,
    seat: r(1),
    genuine: async () => accepted(DANA),
    forged: async () => accepted('Dana Ruiz <dana@evil.test>'),
    passLease: () => void (email.kit.clock.machineNow += LEASE_MS + 1),
  };
});
