// Who wrote a mail, a person or a machine: our own matrix of the fields by which machines say so (RFC 3834, RFC 2369, RFC 3464, RFC 5965),
// each with the values that count and those that do not.
import { describe, expect, test } from 'vitest';
import { kindOf, type MailClass } from '#apps/email/automation.ts';

type Row = readonly [field: string, value: string, expected: MailClass];

const MATRIX: readonly Row[] = [
  ['auto-submitted', 'no', 'human'],
  ['auto-submitted', 'No', 'human'],
  ['auto-submitted', 'no; by hand', 'human'],
  ['auto-submitted', '', 'human'],
  ['auto-submitted', 'auto-replied', 'auto-reply'],
  ['auto-submitted', 'Auto-Replied (vacation)', 'auto-reply'],
  ['auto-submitted', 'auto-generated', 'bulk'],
  ['auto-submitted', 'auto-notified', 'bulk'],
  ['auto-submitted', 'yes', 'bulk'],
  ['auto-submitted', 'nonsense', 'bulk'],
  // Rides on ordinary mail of Exchange: it says what not to answer it with, not who wrote it.
  ['x-auto-response-suppress', 'All', 'human'],
  ['x-auto-response-suppress', 'OOF, AutoReply', 'human'],
  ['precedence', 'auto_reply', 'auto-reply'],
  ['precedence', 'bulk', 'bulk'],
  ['precedence', 'junk', 'bulk'],
  ['precedence', 'list', 'bulk'],
  ['precedence', 'first-class', 'human'],
  ['precedence', 'normal', 'human'],
  ['x-autoreply', 'yes', 'auto-reply'],
  ['x-autorespond', 'Re: NDA', 'auto-reply'],
  ['x-autoresponder', 'yes', 'auto-reply'],
  ['x-auto-reply-from', 'dana@fabrikam.test', 'auto-reply'],
  ['x-mail-autoreply', 'yes', 'auto-reply'],
  ['list-id', '<talk.fabrikam.test>', 'bulk'],
  ['list-post', '<mailto:talk@fabrikam.test>', 'bulk'],
  ['list-unsubscribe', '<https://fabrikam.test/u>', 'human'],
  ['x-loop', 'talk@fabrikam.test', 'bulk'],
  ['feedback-id', '1:campaign:fabrikam', 'bulk'],
  ['return-path', '<>', 'auto-reply'],
  ['return-path', '<dana@fabrikam.test>', 'human'],
  ['content-type', 'multipart/report; report-type=delivery-status; boundary=b', 'bounce'],
  ['content-type', 'multipart/report; report-type="feedback-report"; boundary=b', 'feedback-report'],
  ['content-type', 'multipart/report; report-type=disposition-notification; boundary=b', 'bounce'],
  ['content-type', 'multipart/alternative; boundary=b', 'human'],
  ['x-failed-recipients', 'dana@fabrikam.test', 'bounce'],
  ['subject', 'Automatic reply: Mutual NDA', 'auto-reply'],
  ['subject', '[Automatic reply] Mutual NDA', 'auto-reply'],
  ['subject', 'Out of office', 'auto-reply'],
  ['subject', 'Out of Office Re: Mutual NDA', 'auto-reply'],
  ['subject', 'Automatische Antwort: NDA', 'auto-reply'],
  ['subject', 'Abwesenheitsnotiz', 'auto-reply'],
  ['subject', 'Réponse automatique : NDA', 'auto-reply'],
  ['subject', 'Respuesta automática: NDA', 'auto-reply'],
  ['subject', 'Risposta automatica: NDA', 'auto-reply'],
  ['subject', 'Automatisch antwoord: NDA', 'auto-reply'],
  ['subject', '[Automatyczna odpowiedź] NDA', 'auto-reply'],
  ['subject', 'Re: Automatic reply of your system', 'human'],
  // A person may well write about a delivery.
  ['subject', 'Delivery failure of the chairs', 'human'],
  ['subject', 'Re: Mutual NDA', 'human'],
];

const of = (fields: readonly (readonly [string, string])[], more: { from?: string; mailFrom?: string; ours?: string } = {}) => {
  const { from = 'dana@fabrikam.test', ...rest } = more;
  return kindOf({ fields: [['from', from] as const, ...fields].map(([name, value]) => ({ name, value })), from, ...rest });
};

describe('a field by itself', () => {
  test.each(MATRIX)('%s: %s → %s', (field, value, expected) => expect(of([[field, value]]).class).toBe(expected));
});

describe('who sent it', () => {
  test.each([
    ['MAILER-DAEMON@mx.fabrikam.test', 'Returned mail: see transcript for details', 'bounce'],
    ['postmaster@fabrikam.test', 'Undeliverable: Mutual NDA', 'bounce'],
    ['postmaster@fabrikam.test', 'Automatic reply: Mutual NDA', 'auto-reply'],
    ['no-reply@fabrikam.test', 'Your ticket', 'bulk'],
    ['bounces@fabrikam.test', 'Hello', 'bulk'],
    ['dana@fabrikam.test', 'Undeliverable: Mutual NDA', 'human'],
    ['noreply.person@fabrikam.test', 'Hello', 'human'],
  ] as const)('%s about “%s” → %s', (from, subject, expected) => expect(of([['subject', subject]], { from }).class).toBe(expected));

  test('with an empty return path it is a machine, whatever else it says', () => {
    expect(of([['subject', 'Re: NDA']], { mailFrom: '' })).toMatchObject({ class: 'auto-reply', isAutomatic: true });
    expect(of([['subject', 'Delivery failure']], { mailFrom: '<>' })).toMatchObject({ class: 'bounce' });
  });
  test('from our own domain it is ours', () => {
    expect(of([], { from: 'sign@in.test', ours: 'in.test' })).toMatchObject({ class: 'bulk', isAutomatic: true });
    expect(of([], { from: 'sign@fabrikam.test', ours: 'in.test' }).class).toBe('human');
  });
});

describe('precedence alone', () => {
  test('is no proof of a machine: scanners and ticket systems write it for people', () =>
    expect(of([['precedence', 'bulk']])).toMatchObject({ class: 'bulk', isAutomatic: false, byPrecedenceOnly: true }));
  test('with another sign is one', () => {
    expect(
      of([
        ['precedence', 'bulk'],
        ['auto-submitted', 'auto-generated'],
      ]),
    ).toMatchObject({ class: 'bulk', isAutomatic: true });
    expect(
      of([
        ['precedence', 'bulk'],
        ['auto-submitted', 'auto-generated'],
      ]).byPrecedenceOnly,
    ).toBeUndefined();
    expect(
      of([
        ['precedence', 'junk'],
        ['subject', 'Out of office'],
      ]).class,
    ).toBe('auto-reply');
  });
  test('through a list where people write is no machine, and no answer to us', () => {
    expect(of([['list-post', '<mailto:talk@fabrikam.test>']])).toMatchObject({ class: 'bulk', isAutomatic: false });
    expect(
      of([
        ['precedence', 'list'],
        ['sender', 'talk-bounces@fabrikam.test'],
      ]),
    ).toMatchObject({ class: 'bulk', isAutomatic: false });
  });
});

test('a bounce that a list server stripped of its return path is known by its sender and subject', () =>
  expect(
    of(
      [
        ['subject', 'Undelivered Mail Returned to Sender'],
        ['list-id', '<talk.test>'],
      ],
      { from: 'mailer-daemon@mx.test' },
    ).class,
  ).toBe('bounce'));
test('a complaint handed on without its type is known by its subject', () =>
  expect(of([['subject', 'complaint about message from 192.0.2.10']]).class).toBe('feedback-report'));
