// Who wrote a mail, a person or a machine: our own matrix of the fields by which machines say so (RFC 3834, RFC 2369, RFC 3464, RFC 5965),
// each with the values that count and those that do not.
import { describe, expect, test } from 'vitest';
import { kindOf } from '#apps/email/automatic/automation.ts';
import { MATRIX } from './automatic-rows.ts';

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
