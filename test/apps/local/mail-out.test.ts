// The way mail goes out as the settings name it, with the AWS client made as it is for real: its server is told by the environment alone.
import { expect, onTestFinished, test, vi } from 'vitest';
import { liveConfig } from '#apps/config.ts';
import { mailOut } from '#apps/local/mail-out.ts';
import { fakeSes } from '#test/support/fake-ses.ts';

const SETTINGS = {
  PUBLIC_URL: 'https://sign.acme.example',
  MAIL_DOMAIN: 'sign.acme.example',
  SES_REGION: 'eu-central-1',
  SES_CONFIGURATION_SET: 'countersign',
};
const MAIL = { from: 'sign@in.test', to: 'dana@fabrikam.test', raw: Buffer.from('Subject: x\r\n\r\nHello\r\n'), tags: { kind: 'probe' } };

async function onSes() {
  const ses = await fakeSes();
  vi.stubEnv('AWS_ENDPOINT_URL_SES', ses.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  const { transport, close } = mailOut(liveConfig(SETTINGS).mailOut);
  onTestFinished(close);
  return { ...ses, transport };
}

test('mail goes out through Amazon SES in the region and with the configuration set that the settings name', async () => {
  const { transport, took } = await onSes();
  const { wireMessageId } = await transport.send(MAIL);
  expect(took).toMatchObject([{ to: MAIL.to, configurationSet: 'countersign' }]);
  expect(wireMessageId).toBe(`<${took[0]?.id}@eu-central-1.amazonses.com>`);
});

test('a mail that Amazon SES refuses in passing is not sent a second time behind the dispatcher’s back', async () => {
  const { transport, asked, says } = await onSes();
  says.no = { code: 'Throttling', message: 'Maximum sending rate exceeded.' };
  await expect(transport.send(MAIL)).rejects.toMatchObject({ retryAfterMs: 2_000 });
  expect(asked).toEqual(['GetSendQuota', 'SendRawEmail']);
});
