// Sending through Amazon SES with its real client: what is asked of it, what its refusals mean, and how fast it goes.
import { describe, expect, test } from 'vitest';
import { pauseMs } from '#apps/dispatch/retry-time.ts';
import { isRefusalForGood } from '#apps/email/refusal-for-good.ts';
import { sesPace } from '#apps/email/ses/pace.ts';
import { sesTransport, wireMessageId } from '#apps/email/ses/transport.ts';
import { takeToken, type Bucket } from '#apps/email/ses/token-bucket.ts';
import { fakeSes } from '#test/support/fake-ses.ts';

const MAIL = {
  from: 'sign@in.test',
  to: 'dana@fabrikam.test',
  raw: Buffer.from('Subject: x\r\n\r\nHello\r\n'),
  tags: { tenant: 'acme', envelope: 'CS-7K3F2-QXA9B', seat: 'r1', kind: 'sign request' },
};

async function sending() {
  const ses = await fakeSes();
  const clock = { now: 0 };
  const slept: number[] = [];
  const sleep = async (ms: number) => {
    slept.push(ms);
    clock.now += ms;
  };
  const parts = { client: ses.client, region: 'eu-west-1', configurationSet: 'countersign', machineNow: () => clock.now, sleep };
  return { ...ses, clock, slept, transport: sesTransport(parts) };
}

async function refusedWith(code: string, message: string): Promise<unknown> {
  const { transport, says } = await sending();
  says.no = { code, message };
  return transport.send(MAIL).then(
    () => undefined,
    (fault: unknown) => fault,
  );
}

describe('what is asked of SES', () => {
  test('is one mail to one person, with the configuration set and tags in the characters that it allows', async () => {
    const { transport, took } = await sending();
    const { providerId } = await transport.send(MAIL);
    expect(took).toEqual([
      {
        id: providerId,
        from: MAIL.from,
        to: MAIL.to,
        raw: MAIL.raw,
        configurationSet: 'countersign',
        tags: { tenant: 'acme', envelope: 'CS-7K3F2-QXA9B', seat: 'r1', kind: 'sign.20request' },
      },
    ]);
  });
  test('is not a mail larger than it takes, which is a fault of ours and not of the address', async () => {
    const { transport, asked } = await sending();
    const fault: unknown = await transport.send({ ...MAIL, raw: Buffer.alloc(10 * 1024 * 1024 + 1) }).catch((cause: unknown) => cause);
    expect(fault).toMatchObject({ message: expect.stringContaining('which takes 10485760') });
    expect([isRefusalForGood(fault), asked]).toEqual([false, []]);
  });
});

test('the Message-ID on the wire is made from SES’s id and its region, which us-east-1 leaves out', () => {
  expect(wireMessageId('abc', 'us-east-1')).toBe('<abc@email.amazonses.com>');
  expect(wireMessageId('abc', 'eu-central-1')).toBe('<abc@eu-central-1.amazonses.com>');
});

describe('a refusal', () => {
  test.each([
    ['MessageRejected', 'Address blacklisted.'],
    ['InvalidParameterValue', 'Local address contains control or whitespace'],
    ['InvalidParameterValue', 'Domain contains illegal character'],
  ])('of the address is for good: %s, %s', async (code, message) => {
    const fault = await refusedWith(code, message);
    expect(isRefusalForGood(fault)).toBe(true);
    expect(fault).toMatchObject({ message: `Amazon SES refused the recipient: ${message}` });
  });
  test.each([
    [
      'MessageRejected',
      'Email address is not verified. The following identities failed the check in region EU-WEST-1: a@b',
      /Verify the mail domain/,
    ],
    ['MailFromDomainNotVerified', 'MAIL FROM domain is not verified', /MX record/],
    ['ConfigurationSetDoesNotExist', 'Configuration set does not exist', /SES_CONFIGURATION_SET/],
    ['AccountSendingPausedException', 'Paused', /sending is paused for this account/],
    ['InvalidParameterValue', 'Duplicate header', /Duplicate header/],
    ['AccessDenied', 'no', /AWS does not allow it/],
    ['InternalFailure', 'oops', /oops/],
  ])('because of ours says what to mend, and is tried again: %s', async (code, message, says) => {
    const fault = await refusedWith(code, message);
    expect(isRefusalForGood(fault)).toBe(false);
    expect(fault).toMatchObject({ message: expect.stringMatching(says) });
  });
  test.each([
    ['Maximum sending rate exceeded.', 2_000],
    ['Daily message quota exceeded.', 3_600_000],
  ])('for being too many is tried again after a while: %s', async (message, leastMs) => {
    const fault = await refusedWith('Throttling', message);
    expect(isRefusalForGood(fault)).toBe(false);
    expect(pauseMs({ attempts: 1, fault, random: () => 0 })).toBe(leastMs);
  });
});

describe('the pace', () => {
  test('lets a burst go at once and then keeps to the rate', () => {
    let bucket: Bucket | undefined;
    const waits = Array.from({ length: 5 }, () => {
      const taken = takeToken(bucket, { perSecond: 2, burst: 3 }, 1_000);
      bucket = taken.bucket;
      return taken.waitMs;
    });
    expect(waits).toEqual([0, 0, 0, 500, 1_000]);
    expect(takeToken(bucket, { perSecond: 2, burst: 3 }, 3_000).waitMs).toBe(0);
    expect(takeToken(bucket, { perSecond: 2, burst: 3 }, 0).waitMs).toBe(1_500);
    expect(takeToken({ tokens: 0, atMs: 0 }, { perSecond: 2, burst: 3 }, 60_000).bucket.tokens).toBe(2);
  });
  test('is the one that SES tells, asked again after a quarter of an hour', async () => {
    const { transport, says, asked, slept, clock } = await sending();
    says.maxSendRate = 2;
    for (let n = 0; n < 4; n += 1) await transport.send(MAIL);
    expect(slept).toEqual([500, 500]);
    clock.now += 15 * 60_000;
    says.maxSendRate = 100;
    for (let n = 0; n < 20; n += 1) await transport.send(MAIL);
    expect(slept).toHaveLength(2);
    expect(asked.filter((action) => action === 'GetSendQuota')).toHaveLength(2);
  });
  test('is that of the sandbox while SES does not tell, and nobody waits long: they come back', async () => {
    const slept: number[] = [];
    const turn = sesPace({
      quota: async () => {
        throw new Error('no');
      },
      machineNow: () => 0,
      sleep: async (ms) => void slept.push(ms),
    });
    for (let n = 0; n < 31; n += 1) await turn();
    expect(slept.at(-1)).toBe(30_000);
    await expect(turn()).rejects.toMatchObject({ retryAfterMs: 31_000 });
  });
});
