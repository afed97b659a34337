// What a mail system's report says: standard reports in all their fields, the many written for people alone, and broken ones.
import { describe, expect, test } from 'vitest';
import { bounceVerdict } from '#apps/email/automatic/bounce-reason.ts';
import { readReport } from '#apps/email/automatic/bounce.ts';
import { reportParts } from '#apps/email/automatic/report-parts.ts';

const FROM = ['From: Mail Delivery System <MAILER-DAEMON@mx.test>', 'To: <b-x@in.test>'];

function read(lines: readonly string[]) {
  return readReport(reportParts(Buffer.from(lines.join('\r\n'), 'utf8')));
}

function standard(groups: readonly (readonly string[])[], type = 'delivery-status') {
  return read([
    ...FROM,
    'Subject: Undelivered Mail Returned to Sender',
    `Content-Type: multipart/report; report-type=delivery-status; boundary=b`,
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'It could not be delivered.',
    '--b',
    `Content-Type: message/${type}`,
    '',
    'Reporting-MTA: dns; mx.test',
    '',
    ...groups.flatMap((group) => [...group, '']),
    '--b--',
  ]);
}

function plain(text: readonly string[], subject = 'failure notice', more: readonly string[] = []) {
  return read([...FROM, `Subject: ${subject}`, ...more, 'Content-Type: text/plain; charset=utf-8', '', ...text]);
}

const summary = (report: ReturnType<typeof read>) =>
  report.kind === 'delivery' ? report.recipients.map(({ address, action, reason }) => `${address} ${action} ${reason}`) : [report.kind];

describe('a standard report', () => {
  test('of several recipients says of each what became of it', () =>
    expect(
      summary(
        standard([
          ['Final-Recipient: rfc822; ana@a.test', 'Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 unknown user'],
          ['Final-Recipient: rfc822;<bob@a.test>', 'Action: delayed', 'Status: 4.4.1', 'Diagnostic-Code: smtp; connection timed out'],
          ['Final-Recipient: RFC822; cy@a.test', 'Action: relayed', 'Status: 2.0.0'],
          ['Final-Recipient: rfc822; dee@a.test', 'Action: delivered', 'Status: 2.0.0'],
        ]),
      ),
    ).toEqual([
      'ana@a.test failed no-such-person',
      'bob@a.test delayed unreachable',
      'cy@a.test delivered unknown',
      'dee@a.test delivered unknown',
    ]));

  test('names the address as it stood in our mail, where it was passed on', () =>
    expect(
      standard([['Original-Recipient: rfc822;Ana@A.test', 'Final-Recipient: rfc822;ana.lee@b.test', 'Action: failed', 'Status: 5.2.2']]),
    ).toMatchObject({ recipients: [{ address: 'ana.lee@b.test', original: 'ana@a.test', reason: 'mailbox-full', isForGood: false }] }));

  test('in Unicode (RFC 6533) is read as well', () =>
    expect(
      summary(standard([['Final-Recipient: utf-8; an\\x{61}@a.test', 'Action: failed', 'Status: 5.1.2']], 'global-delivery-status')),
    ).toEqual(['ana@a.test failed no-such-domain']));

  test('without an action goes by its status', () =>
    expect(
      summary(
        standard([
          ['Final-Recipient: rfc822; ana@a.test', 'Status: 4.4.7'],
          ['Final-Recipient: rfc822; bob@a.test', 'Status: 5.7.1'],
        ]),
      ),
    ).toEqual(['ana@a.test delayed unreachable', 'bob@a.test failed against-policy']));

  test('that hides part of the address names nobody', () =>
    expect(standard([['Final-Recipient: rfc822; ana...@a.test', 'Action: failed', 'Status: 5.1.1']])).toEqual({
      kind: 'delivery',
      recipients: [],
    }));

  test('wrapped into a mail by a gateway is found in it', () =>
    expect(
      summary(
        read([
          ...FROM,
          'Content-Type: multipart/mixed; boundary=o',
          '',
          '--o',
          'Content-Type: message/rfc822',
          '',
          'From: postmaster@mx.test',
          'Content-Type: multipart/report; boundary=i',
          '',
          '--i',
          'Content-Type: message/delivery-status',
          '',
          'Final-Recipient: rfc822; ana@a.test',
          'Action: failed',
          'Status: 5.1.1',
          '',
          '--o--',
        ]),
      ),
    ).toEqual(['ana@a.test failed no-such-person']));

  test('cut off in the middle, or with its fields among the words, is read as far as it goes', () => {
    expect(
      summary(plain(['Reporting-MTA: dns; mx', '', 'Final-Recipient: rfc822; ana@a.test', 'Action: failed', 'Status: 5.1.1'])),
    ).toEqual(['ana@a.test failed no-such-person']);
    expect(summary(read([...FROM, 'Content-Type: multipart/report; boundary=none', '', '<ana@a.test>: 550 user unknown']))).toEqual([
      'ana@a.test failed no-such-person',
    ]);
    expect(read(['', ''])).toEqual({ kind: 'delivery', recipients: [] });
  });
});

describe('other reports', () => {
  const parts = (type: string, notice: string, fields: readonly string[]) =>
    read([
      ...FROM,
      'Content-Type: multipart/report; boundary=b',
      '',
      '--b',
      '',
      notice,
      '--b',
      `Content-Type: message/${type}`,
      '',
      ...fields,
      '--b--',
    ]);
  test('of a complaint, and of a receipt, are known as such', () => {
    expect(parts('feedback-report', 'Spam', ['Feedback-Type: abuse'])).toEqual({ kind: 'complaint' });
    expect(parts('disposition-notification', 'Read', ['Final-Recipient: rfc822; ana@a.test'])).toEqual({ kind: 'receipt' });
  });
  test('a receipt by which a mail filter refuses is a bounce', () =>
    expect(
      summary(parts('disposition-notification', 'Your message to <ana@a.test> was automatically rejected:\r\nQuota exceeded', [])),
    ).toEqual(['ana@a.test failed mailbox-full']));
});

describe('a report for people alone', () => {
  test.each([
    [
      'qmail',
      ['I was not able to deliver your message.', '', '<ana@a.test>:', 'This user does not have a mailbox here. (#5.1.1)'],
      'failed no-such-person',
    ],
    [
      'Exim',
      ['The following address(es) failed:', '', '  ana@a.test', '    mailbox is full: retry timeout exceeded'],
      'failed mailbox-full',
    ],
    [
      'Sendmail',
      ['----- The following addresses had permanent fatal errors -----', '<ana@a.test>', '', '550 5.1.2 <ana@a.test>... Host unknown'],
      'failed no-such-domain',
    ],
    [
      'Postfix',
      ['<ana@a.test>: host mx.a.test[192.0.2.1] said: 550 5.1.1 <ana@a.test>: Recipient address', '    rejected: User unknown'],
      'failed no-such-person',
    ],
    [
      'Exchange',
      [
        'Your message did not reach the following recipient(s):',
        '',
        'ana@a.test on Tue, 24 Nov 2026',
        '    The recipient name is not recognized',
      ],
      'failed no-such-person',
    ],
    [
      'Google',
      [
        'Delivery to the following recipient failed permanently:',
        '',
        '     ana@a.test',
        '',
        'The email account that you tried to reach is disabled.',
      ],
      'failed mailbox-closed',
    ],
    [
      'Yahoo',
      [
        'Sorry, we were unable to deliver your message to the following address.',
        '',
        '<ana@a.test>:',
        'Remote host said: 554 delivery error: This user doesn’t have an account',
      ],
      'failed no-such-person',
    ],
    ['a list in brackets', ['---The following addresses had delivery errors---', '', 'ana@a.test [User unknown]'], 'failed no-such-person'],
    ['French', ['Votre message n’a pas pu être remis :', 'ana@a.test : destinataire inconnu'], 'failed no-such-person'],
    ['German', ['Die folgende Adresse ist nicht erreichbar:', 'ana@a.test: Postfach ist voll'], 'failed mailbox-full'],
    [
      'a delay',
      [
        'This is a warning. You do not need to resend your message.',
        'It will be retried for 3 more days:',
        'ana@a.test: connection timed out',
      ],
      'delayed unreachable',
    ],
    ['no words at all', ['Dear sender, ana@a.test did not work.'], 'failed unknown'],
  ])('by %s', (_, text, expected) => expect(summary(plain(text))).toEqual([`ana@a.test ${expected}`]));

  test('names whom its header field names', () =>
    expect(summary(plain(['It failed: no such user'], 'failed', ['X-Failed-Recipients: ana@a.test, bob@a.test']))).toEqual([
      'ana@a.test failed no-such-person',
      'bob@a.test failed no-such-person',
    ]));
  test('never names who reports, or to whom, or who wrote the message that is returned', () =>
    expect(
      summary(
        plain([
          'Contact postmaster@mx.test. Nobody answers to ana@a.test here: no such user.',
          '',
          '--- Below this line is a copy of the message.',
          '',
          'Received: by mx.test',
          'From: sign@in.test',
          'To: zoe@other.test',
        ]),
      ),
    ).toEqual(['ana@a.test failed no-such-person']));
  test('that names nobody means whom the returned message was for', () =>
    expect(summary(plain(['No such user.', '', '----- Original message -----', '', 'From: sign@in.test', 'To: <ana@a.test>']))).toEqual([
      'ana@a.test failed no-such-person',
    ]));
  test('in HTML, base64 and another alphabet is read like any', () => {
    const html = Buffer.from('<p>&lt;ana@a.test&gt;:<br>mailbox is full</p>').toString('base64');
    const lines = ['Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: base64', '', html];
    expect(summary(read([...FROM, 'Subject: failure', ...lines]))).toEqual(['ana@a.test failed mailbox-full']);
    const odd = [
      'Content-Type: text/plain; charset=x-none',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      '<ana@a.test>: user=20unk=',
      'nown',
    ];
    expect(summary(read([...FROM, 'Subject: failure', ...odd]))).toEqual(['ana@a.test failed no-such-person']);
  });
  test('of a delivery says so', () =>
    expect(summary(plain(['<ana@a.test>'], 'Delivered: Mutual NDA'))).toEqual(['ana@a.test delivered unknown']));
});

describe('whether trying again would help', () => {
  test.each([
    ['550 5.1.1 user unknown', 'no-such-person', true],
    ['550 5.7.1 message refused as spam', 'taken-for-spam', true],
    ['450 4.7.1 message refused as spam, try again', 'taken-for-spam', false],
    ['552 5.2.2 mailbox full', 'mailbox-full', false],
    ['421 4.4.2 connection timed out', 'unreachable', false],
    ['451 relay access denied for now', 'against-policy', false],
    ['554 5.6.0 message contains a virus', 'content-refused', true],
    ['452 4.5.3 too many recipients', 'too-many', false],
    ['551 5.1.6 the user has moved', 'moved', true],
    ['552 5.3.4 too big', 'too-large', true],
    ['please confirm your address', 'asks-confirmation', false],
    ['mailbox-full', 'mailbox-full', false],
    ['suppressed', 'suppressed', true],
    ['5.4.4', 'no-such-domain', true],
    ['5.6.3', 'content-refused', true],
    ['', 'unknown', true],
  ] as const)('%s', (text, reason, isForGood) => expect(bounceVerdict({ text })).toEqual({ reason, isForGood }));
});
