// What Amazon SES says became of a mail of ours, as the product's own words put it.
import { describe, expect, test } from 'vitest';
import { acceptReport } from '#apps/email/accept.ts';
import { takeSesBatch } from '#apps/email/ses/queue.ts';
import { tagText, tagValue } from '#apps/email/ses/tags.ts';
import type { DeliveryReport } from '#core/messages.ts';
import { memoryBlobs } from '#test/support/memory-blobs.ts';
import { batchOf, inEnvelope, mailBucket, sesBecame, type Became } from '#test/support/ses-said.ts';
import { emailKit } from './kit.ts';

const TAGS = { tenant: 'acme', envelope: 'CS-7K3F2-QXA9B', seat: 'r2', effect: 'f'.repeat(64), kind: 'sign-request' };
const AT = '2026-11-24T10:05:00.000Z';

async function taken(...bodies: readonly (object | string)[]) {
  const reports: { key: string; report: DeliveryReport }[] = [];
  const told: string[] = [];
  const { batchItemFailures } = await takeSesBatch(
    {
      objects: mailBucket().reader,
      blobs: memoryBlobs(),
      accept: async () => 'new',
      acceptReport: async (key, report) => {
        reports.push({ key, report });
        return 'new';
      },
      report: (fault) => told.push(fault instanceof Error ? fault.message : String(fault)),
    },
    batchOf(...bodies),
  );
  return { reports, told, batchItemFailures };
}

async function kindOf(type: string, more: object, by: Became['by'] = 'eventType') {
  const { reports } = await taken(inEnvelope(sesBecame({ type, tags: TAGS, more, by })));
  return reports[0]?.report;
}

function bounce(bounceType: string, bounceSubType: string, recipient: object = {}) {
  const bouncedRecipients = [{ emailAddress: 'dana@fabrikam.test', action: 'failed', ...recipient }];
  return { bounce: { bounceType, bounceSubType, bouncedRecipients, timestamp: AT, feedbackId: 'feedback-1', reportingMTA: 'dsn; a.test' } };
}

describe('a bounce', () => {
  test.each(['eventType', 'notificationType'] as const)('names envelope, seat, effect and the other system’s words (%s)', async (by) => {
    const more = bounce('Permanent', 'General', { status: '5.1.1', diagnosticCode: 'smtp; 550 5.1.1 user\u202e unknown' });
    expect(await kindOf('Bounce', more, by)).toEqual({
      tenant: 'acme',
      envelope: 'CS-7K3F2-QXA9B',
      seat: 'r2',
      effect: 'f'.repeat(64),
      at: AT,
      kind: 'bounced',
      isForGood: true,
      why: '550 5.1.1 user unknown',
    });
  });
  test.each([
    ['Permanent', 'NoEmail', true, 'user unknown'],
    ['Permanent', 'Suppressed', true, /does not send to this address/],
    ['Permanent', 'OnAccountSuppressionList', true, /does not send to this address/],
    ['Transient', 'MailboxFull', false, 'mailbox full'],
    ['Transient', 'General', false, 'the mail system gave no reason'],
    ['Undetermined', 'Undetermined', false, 'undetermined'],
  ] as const)('that is %s/%s is for good: %s', async (type, subType, isForGood, why) => {
    const report = await kindOf('Bounce', bounce(type, subType));
    expect(report).toMatchObject({ kind: 'bounced', isForGood, why: expect.stringMatching(why) });
  });
  test('with an answer of any length is told in short', async () => {
    const report = await kindOf('Bounce', bounce('Permanent', 'General', { diagnosticCode: `smtp; 550 ${'x'.repeat(5_000)}` }));
    expect(report?.kind === 'bounced' && report.why.length).toBe(300);
  });
});

describe('a complaint', () => {
  test('is the reader’s, whatever its type', async () => {
    expect(await kindOf('Complaint', { complaint: { complaintFeedbackType: 'abuse', timestamp: AT } })).toMatchObject({
      kind: 'complained',
    });
    expect(await kindOf('Complaint', { complaint: { timestamp: AT, complaintSubType: null } })).toMatchObject({
      kind: 'complained',
      at: AT,
    });
  });
  test('that is taken back, or made by a machine, is none', async () => {
    for (const complaintFeedbackType of ['not-spam', 'auth-failure']) {
      expect(await kindOf('Complaint', { complaint: { complaintFeedbackType, timestamp: AT } })).toBeUndefined();
    }
  });
  test('because of which SES did not send at all is a bounce for good', async () => {
    const more = { complaint: { complaintSubType: 'OnAccountSuppressionList', timestamp: AT } };
    expect(await kindOf('Complaint', more)).toMatchObject({ kind: 'bounced', isForGood: true });
  });
});

test('delivery, delay, refusal and a message that could not be made are told as such', async () => {
  expect(await kindOf('Delivery', { delivery: { timestamp: AT, recipients: ['dana@fabrikam.test'] } })).toMatchObject({
    kind: 'delivered',
    at: AT,
  });
  const delayedRecipients = [{ emailAddress: 'dana@fabrikam.test', status: '4.4.1', diagnosticCode: 'smtp; 421 4.4.1 Unable to connect' }];
  expect(await kindOf('DeliveryDelay', { deliveryDelay: { timestamp: AT, delayType: 'x', delayedRecipients } })).toMatchObject({
    kind: 'delayed',
    why: '421 4.4.1 Unable to connect',
  });
  expect(await kindOf('DeliveryDelay', { deliveryDelay: { timestamp: AT, delayType: 'TransientCommunicationFailure' } })).toMatchObject({
    kind: 'delayed',
    why: 'transient communication failure',
  });
  expect(await kindOf('Reject', { reject: { reason: 'Bad content' } })).toMatchObject({
    kind: 'bounced',
    isForGood: true,
    why: expect.stringContaining('Bad content'),
  });
  expect(await kindOf('Rendering Failure', { failure: { errorMessage: 'No such template', templateName: 'x' } })).toMatchObject({
    kind: 'bounced',
  });
});

describe('an event', () => {
  test('of a mail that is about no envelope, or without our tags, is said and done with', async () => {
    const more = { delivery: { timestamp: AT } };
    const { reports, told, batchItemFailures } = await taken(
      sesBecame({ type: 'Delivery', tags: { ...TAGS, envelope: 'none', seat: 'none' }, more }),
      sesBecame({ type: 'Delivery', more }),
      sesBecame({ type: 'Delivery', tags: { ...TAGS, tenant: 'not ours!' }, more }),
    );
    expect(reports).toEqual([]);
    expect(batchItemFailures).toEqual([]);
    expect(told).toHaveLength(3);
  });
  test('in a shape that nobody knows goes back to the queue, as does one without any time', async () => {
    const odd = sesBecame({ type: 'Bounce', tags: TAGS, more: { bounce: 'yes' } });
    const timeless = sesBecame({ type: 'Delivery', tags: TAGS, more: { delivery: { timestamp: 'soon' } } });
    const { batchItemFailures } = await taken(odd, timeless);
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm0' }, { itemIdentifier: 'm1' }]);
  });
  test('has one key however often it comes, and another than the next of the same mail', async () => {
    const delivered = sesBecame({ type: 'Delivery', tags: TAGS, more: { delivery: { timestamp: AT } } });
    const bounced = sesBecame({ type: 'Bounce', tags: TAGS, more: bounce('Permanent', 'General') });
    const { reports } = await taken(delivered, inEnvelope(delivered), bounced);
    expect(new Set(reports.map(({ key }) => key)).size).toBe(2);
    const { ports } = await emailKit();
    const came = [];
    for (const { key, report } of reports) came.push(await acceptReport(ports, key, report));
    expect(came).toEqual(['new', 'seen', 'new']);
  });
});

test('tags carry any text in the characters that SES allows, and what we did not write is not read', () => {
  for (const text of ['acme', 'CS-7K3F2-QXA9B', 'a.b@c', 'Grüße, 日本 %', '']) {
    expect(tagValue(text)).toMatch(/^[A-Za-z0-9_.@-]*$/);
    expect(tagText(tagValue(text))).toBe(text);
  }
  expect(tagText('a@b')).toBeUndefined();
  expect(() => tagValue('ü'.repeat(100))).toThrow(/shorter ids/);
});
