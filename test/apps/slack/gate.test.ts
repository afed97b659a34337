// Every way in which a request to Slack’s address is genuine, and every way in which it is not.
import { describe, expect, test } from 'vitest';
import { gate, MOST_BYTES, signingSecrets } from '#apps/slack/gate.ts';
import { delivery, NOW, payload, signed, SIGNING_SECRET } from '#test/support/slack-deliveries.ts';

const secrets = signingSecrets([SIGNING_SECRET]);
const JSON_TYPE = 'application/json';

function judge(raw: string | Uint8Array, headers: Record<string, string>) {
  return gate({ raw: Buffer.from(raw), headers }, { secrets, now: NOW });
}

const EVENT = '{"type":"event_callback","text":"Grüße, 東京 🖋️"}';

describe('a genuine delivery passes', () => {
  const passing = [
    ['a command', () => delivery(payload('command'))],
    ['an event', () => delivery(payload('message'))],
    ['a press', () => delivery(payload('press'))],
    ['a content type with a charset', () => ({ raw: EVENT, headers: { 'content-type': `${JSON_TYPE}; charset=utf-8`, ...signed(EVENT) } })],
    [
      'a content type in capitals',
      () => ({ raw: EVENT, headers: { 'content-type': 'Application/JSON ;charset=UTF-8', ...signed(EVENT) } }),
    ],
    ['one that took four minutes', () => ({ raw: EVENT, headers: { 'content-type': JSON_TYPE, ...signed(EVENT, { at: NOW - 299_000 }) } })],
    [
      'one by a clock a little ahead',
      () => ({ raw: EVENT, headers: { 'content-type': JSON_TYPE, ...signed(EVENT, { at: NOW + 299_000 }) } }),
    ],
  ] as const;
  test.each(passing)('%s', (_, make) => {
    const { raw, headers } = make();
    expect(judge(raw, headers)).toMatchObject({ ok: true });
  });

  test('with text beyond ASCII as it was written', () => {
    expect(judge(EVENT, { 'content-type': JSON_TYPE, ...signed(EVENT) })).toMatchObject({ ok: true, text: EVENT, form: 'json' });
  });

  test('while the secret is being changed, with either of the two', () => {
    const both = signingSecrets(['the-new-secret', SIGNING_SECRET]);
    const results = ['the-new-secret', SIGNING_SECRET].map((secret) =>
      gate({ raw: Buffer.from(EVENT), headers: { 'content-type': JSON_TYPE, ...signed(EVENT, { secret }) } }, { secrets: both, now: NOW }),
    );
    expect(results.map(({ ok }) => ok)).toEqual([true, true]);
  });

  test('with the number of its retry as a number', () => {
    const headers = { 'content-type': JSON_TYPE, ...signed(EVENT), 'x-slack-retry-num': '2', 'x-slack-retry-reason': 'http_timeout' };
    expect(judge(EVENT, headers)).toMatchObject({ retry: { num: 2, reason: 'http_timeout' } });
  });

  test('with a retry number that is none, as a first delivery', () => {
    const headers = { 'content-type': JSON_TYPE, ...signed(EVENT), 'x-slack-retry-num': 'NaN' };
    expect(judge(EVENT, headers)).not.toHaveProperty('retry');
  });
});

describe('what is not genuine is refused', () => {
  const own = signed(EVENT);
  const mac = own['x-slack-signature'].slice(3);
  const refused: readonly [string, number, string | Uint8Array, Record<string, string>][] = [
    ['no headers at all', 401, EVENT, {}],
    ['no signature', 401, EVENT, { 'x-slack-request-timestamp': own['x-slack-request-timestamp'] }],
    ['no timestamp', 401, EVENT, { 'x-slack-signature': own['x-slack-signature'] }],
    ['an empty signature', 401, EVENT, { ...own, 'x-slack-signature': '' }],
    ['a timestamp 301 seconds old', 401, EVENT, signed(EVENT, { at: NOW - 301_000 })],
    ['a timestamp 301 seconds ahead', 401, EVENT, signed(EVENT, { at: NOW + 301_000 })],
    ['a timestamp an hour ahead', 401, EVENT, signed(EVENT, { at: NOW + 3_600_000 })],
    ['a timestamp with a sign', 401, EVENT, { ...own, 'x-slack-request-timestamp': `+${own['x-slack-request-timestamp']}` }],
    ['a timestamp in hexadecimal', 401, EVENT, { ...own, 'x-slack-request-timestamp': '0x6b05c8a0' }],
    ['a timestamp with a fraction', 401, EVENT, { ...own, 'x-slack-request-timestamp': `${own['x-slack-request-timestamp']}.5` }],
    ['a timestamp of blanks', 401, EVENT, { ...own, 'x-slack-request-timestamp': ' ' }],
    ['a signature of version v9, right as such', 401, EVENT, signed(EVENT, { version: 'v9' })],
    ['a signature without its version', 401, EVENT, { ...own, 'x-slack-signature': mac }],
    ['a signature cut short', 401, EVENT, { ...own, 'x-slack-signature': own['x-slack-signature'].slice(0, -2) }],
    ['a signature with more behind it', 401, EVENT, { ...own, 'x-slack-signature': `${own['x-slack-signature']}00` }],
    ['a signature that is no hexadecimal', 401, EVENT, { ...own, 'x-slack-signature': `v0=${'z'.repeat(64)}` }],
    ['a signature by another secret', 401, EVENT, signed(EVENT, { secret: 'another' })],
    ['a body of which one byte was changed', 401, `${EVENT} `, own],
    ['malformed JSON that nobody signed', 401, '{"a":', { 'content-type': JSON_TYPE }],
    ['a content type that Slack does not send', 400, EVENT, { 'content-type': 'text/plain', ...own }],
    ['no content type', 400, EVENT, own],
    ['a content type that is a property of objects', 400, EVENT, { 'content-type': 'constructor', ...own }],
    [
      'a signed body that is not UTF-8',
      400,
      Buffer.from([0xff, 0xfe]),
      { 'content-type': JSON_TYPE, ...signed(Buffer.from([0xff, 0xfe])) },
    ],
    ['a body above the cap', 413, Buffer.alloc(MOST_BYTES + 1), own],
  ];
  test.each(refused)('%s: %i', (_, status, raw, headers) => {
    expect(judge(raw, headers)).toMatchObject({ ok: false, status });
  });

  test('and what is said of it holds neither body nor signature', () => {
    const gated = judge(EVENT, { 'content-type': JSON_TYPE, ...own, 'x-slack-signature': `v0=${'0'.repeat(64)}` });
    expect(JSON.stringify(gated)).not.toMatch(/Grüße|0000/);
  });
});

describe('the signing secrets', () => {
  test.each([[[]], [['']], [['  ']], [['good', '']]])('%j is refused at boot', (list) => {
    expect(() => signingSecrets(list)).toThrow(/SLACK_SIGNING_SECRET/);
  });
});
