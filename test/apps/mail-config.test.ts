// The settings of live work that say which way mail goes out and comes in.
import { describe, expect, test } from 'vitest';
import { liveConfig } from '#apps/config.ts';

const BASE = { PUBLIC_URL: 'https://sign.acme.example', MAIL_DOMAIN: 'sign.acme.example', PATH: '/usr/bin' };
const RELAY = { ...BASE, SMTP_RELAY_URL: 'smtps://user:pass@mail.acme.example' };

describe('mail goes out', () => {
  test('through a relay, or through Amazon SES with or without a configuration set', () => {
    expect(liveConfig(RELAY)).toMatchObject({ mailOut: { by: 'relay', url: RELAY.SMTP_RELAY_URL }, replyAddresses: 'catch-all' });
    expect(liveConfig({ ...BASE, SES_REGION: 'eu-west-1' }).mailOut).toEqual({ by: 'ses', region: 'eu-west-1' });
    expect(liveConfig({ ...BASE, SES_REGION: 'us-gov-west-1', SES_CONFIGURATION_SET: 'mine' }).mailOut).toEqual({
      by: 'ses',
      region: 'us-gov-west-1',
      configurationSet: 'mine',
    });
  });
  test('one way only, which is said when there is none or two', () => {
    expect(() => liveConfig(BASE)).toThrow(/SMTP_RELAY_URL is missing: .*or else SES_REGION/);
    expect(() => liveConfig({ ...RELAY, SES_REGION: 'eu-west-1' })).toThrow(/both set/);
  });
  test.each([
    ['SMTP_RELAY_URL', 'https://mail.acme.example'],
    ['SES_REGION', 'Ireland'],
    ['SES_CONFIGURATION_SET', 'two words'],
    ['IMAP_URL', 'pop3://mail.acme.example'],
    ['REPLY_ADDRESSES', 'minus'],
  ])('not with %s=%s, and what it is for is said', (name, value) => {
    expect(() => liveConfig({ ...RELAY, [name]: value })).toThrow(new RegExp(`${name} is not usable \\(.+\\): `));
  });
});

describe('mail comes in', () => {
  test('from a mailbox, if one is named, with whatever its user and password are made of', () => {
    const url = 'imaps://box%40acme.example:p%40ss%2Fw%3Ard@mail.acme.example/Agreements%2FIn';
    expect(liveConfig({ ...RELAY, IMAP_URL: url, REPLY_ADDRESSES: 'plus' })).toMatchObject({
      imap: {
        host: 'mail.acme.example',
        port: 993,
        isSecure: true,
        user: 'box@acme.example',
        password: 'p@ss/w:rd',
        mailbox: 'Agreements/In',
        folder: 'Countersign',
      },
      replyAddresses: 'plus',
    });
  });
  test('from its inbox where no folder is named, and by the port of its protocol', () => {
    expect(liveConfig({ ...RELAY, IMAP_URL: 'imap://a:b@mail.acme.example', IMAP_FOLDER: 'Done' }).imap).toMatchObject({
      port: 143,
      isSecure: false,
      mailbox: 'INBOX',
      folder: 'Done',
    });
    expect(liveConfig({ ...RELAY, IMAP_URL: 'imaps://a:b@mail.acme.example:1993/' }).imap).toMatchObject({ port: 1993, mailbox: 'INBOX' });
    expect(liveConfig(RELAY)).not.toHaveProperty('imap');
    expect(liveConfig({ ...RELAY, IMAP_URL: 'imap://a:b@[::1]/' }).imap?.host).toBe('::1');
  });
  test.each(['imaps://mail.acme.example/INBOX', 'imaps://box@mail.acme.example', 'imaps://box:100%@mail.acme.example'])(
    'not from %s, which holds no login that can be read',
    (url) => {
      expect(() => liveConfig({ ...RELAY, IMAP_URL: url })).toThrow(/IMAP_URL is not usable \(must hold user and password/);
    },
  );
  test('and is not moved to where it came from, where it would be new for ever', () => {
    const given = { ...RELAY, IMAP_URL: 'imaps://a:b@mail.acme.example/Countersign' };
    expect(() => liveConfig(given)).toThrow(/IMAP_FOLDER is the mailbox/);
  });
});
