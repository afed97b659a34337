// What is told on Slack: to whom, where, once; and kept true.
import { describe, expect, it } from 'vitest';
import { writePlace } from '#apps/slack/place.ts';
import { blobKeys } from '#apps/ports.ts';
import type { Message, Posted, Receipt, Refresh } from '#core/messages.ts';
import { plus } from '#core/time.ts';
import { DOCUMENT, T0, TENANT } from '#test/support/build.ts';
import { lintMessage } from '#test/support/slack-lint.ts';
import { everyMessage } from '../email/letters.ts';
import { account, answer, outboundKit, TEAM, told } from './outbound-kit.ts';

const MESSAGES = ['en', 'de'].flatMap((language) =>
  everyMessage(language).map(([kind, message]): readonly [string, string, Message] => [kind, language, message]),
);
const STATUS = { kind: 'status' } as const;
const WRONG = { kind: 'wrong-person', from: 'eve@evil.test' } as const;
const CHANNEL = { install: TEAM, channel: 'C1', user: 'UINES' } as const;

function cardOf(receipt: Receipt): Posted {
  if (receipt.outcome !== 'accepted' || !receipt.card) throw new Error(`No card: ${JSON.stringify(receipt)}`);
  return receipt.card;
}

describe.each(MESSAGES)('a message of kind %s in %s', (kind, _language, message) => {
  it('is something that Slack takes and people can read, hostile words and all', async () => {
    const { slack, outbound } = await outboundKit();
    expect(await outbound.deliver(message)).toMatchObject({ outcome: 'accepted' });
    expect(slack.messages).toHaveLength(kind === 'recorded' ? 0 : 1);
    for (const { body } of slack.messages) {
      const forms = new Set(['decline', 'void', 'withdraw', 'dispute']);
      const leadsToForm = (value: string) => forms.has(JSON.parse(Buffer.from(value.split('.')[0] ?? '', 'base64url').toString()).verb);
      expect(lintMessage({ text: body.text ?? '', blocks: body.blocks ?? [] }, { leadsToForm })).toEqual([]);
    }
  });
});

describe('telling someone on Slack', () => {
  it('posts a card in their direct messages, keeps exactly what they saw, and says where it stands', async () => {
    const { slack, outbound, blobs } = await outboundKit();
    const receipt = await outbound.deliver(told('sign-request'));
    const [message] = slack.messages;
    const card = cardOf(receipt);
    expect(receipt).toMatchObject({ outcome: 'accepted', providerId: `T1/DINES/${message?.ts}`, threadId: message?.ts });
    expect(card).toEqual({ ref: `T1/DINES/${message?.ts}`, hash: card.hash, copy: blobKeys.card(TENANT, card.hash) });
    const copy = JSON.parse(blobs.kept.get(card.copy ?? '')?.toString() ?? '');
    expect(copy).toEqual({ text: message?.body.text, blocks: message?.body.blocks });
    expect(message?.body.metadata).toEqual({ event_type: 'countersign', event_payload: { effect: 'fx/sign-request', v: 1 } });
  });

  it('opens the direct message once', async () => {
    const { slack, outbound, ports } = await outboundKit();
    await outbound.deliver(told('sign-request'));
    await outbound.deliver(told('reminder'));
    expect(slack.called('conversations.open')).toHaveLength(1);
    expect(await ports.accounts.get('slack', TEAM, 'UINES')).toMatchObject({ address: 'DINES' });
  });

  it('opens it again where the known one is gone', async () => {
    const { slack, outbound, ports } = await outboundKit();
    await ports.accounts.put(account('ines', { address: 'DOLD' }));
    slack.failNext('chat.postMessage', { error: 'channel_not_found' });
    expect(cardOf(await outbound.deliver(told('sign-request'))).ref).toMatch(/^T1\/DINES\//);
    slack.failNext('chat.postMessage', { error: 'is_archived' });
    expect(await outbound.deliver(told('reminder'))).toMatchObject({ outcome: 'elsewhere' });
  });

  it('leaves what someone did themselves to the card on which they did it', async () => {
    const { slack, outbound } = await outboundKit();
    expect(await outbound.deliver(told('recorded'))).toEqual({ outcome: 'accepted', providerId: 'card' });
    expect(slack.calls).toEqual([]);
  });

  it.each([
    ['nobody there', undefined],
    ['a bot', account('ines', { standing: 'bot' })],
    ['someone who left', account('ines', { standing: 'deactivated' })],
    ['another company’s', account('ines', { standing: 'stranger' })],
    ['of an address that nobody confirmed', account('ines', { isEmailConfirmed: false })],
  ])('reaches someone elsewhere who is %s, and keeps no copy', async (_who, known) => {
    const { slack, outbound, ports, blobs } = await outboundKit();
    await ports.accounts.remove('slack', TEAM, 'UINES');
    if (known) await ports.accounts.put(known);
    for (const kind of ['sign-request', 'recorded', 'status']) {
      const message = kind === 'recorded' ? forInes('recorded') : told(kind);
      expect(await outbound.deliver(message)).toMatchObject({ outcome: 'elsewhere' });
    }
    expect(slack.calls).toEqual([]);
    expect(blobs.kept.size).toBe(0);
  });

  it('reaches someone elsewhere whom Slack does not let us reach', async () => {
    const { slack, outbound, blobs } = await outboundKit();
    slack.failNext('conversations.open', { error: 'cannot_dm_bot' }, { error: 'token_revoked' });
    slack.failNext('chat.postMessage', { error: 'messages_tab_disabled' });
    for (const code of ['cannot_dm_bot', 'token_revoked', 'messages_tab_disabled']) {
      expect(await outbound.deliver(told('sign-request'))).toEqual({ outcome: 'elsewhere', why: expect.stringContaining(code) });
    }
    expect(blobs.kept.size).toBe(0);
  });

  it('tells people of several workspaces in the one of their organisation', async () => {
    const { slack, outbound, ports } = await outboundKit();
    await ports.accounts.put(account('ines', { install: 'T0', user: 'UOTHER' }));
    await outbound.deliver(told('sign-request'));
    expect(slack.messages.map(({ channel }) => channel)).toEqual(['DINES']);
  });
});

describe('a message that fails on its way to Slack', () => {
  it('waits as long as Slack says', async () => {
    const { slack, outbound, blobs } = await outboundKit();
    slack.failNext('chat.postMessage', { status: 429, retryAfter: 11 });
    await expect(outbound.deliver(told('sign-request'))).rejects.toMatchObject({ retryAfterMs: 11_000 });
    expect(blobs.kept.size).toBe(0);
    expect(await outbound.deliver(told('sign-request', { attempt: 2 }))).toMatchObject({ outcome: 'accepted' });
    expect(slack.messages).toHaveLength(1);
  });

  it('is not posted twice when the connection broke after Slack had taken it', async () => {
    const { slack, outbound, blobs } = await outboundKit();
    slack.failNext('chat.postMessage', { lost: true });
    await expect(outbound.deliver(told('sign-request'))).rejects.toThrow('Could not post in DINES');
    const receipt = await outbound.deliver(told('sign-request', { attempt: 2 }));
    expect(slack.messages).toHaveLength(1);
    expect(cardOf(receipt).ref).toBe(`T1/DINES/${slack.messages[0]?.ts}`);
    expect(blobs.kept.has(cardOf(receipt).copy ?? '')).toBe(true);
    expect(await outbound.deliver(told('reminder', { attempt: 2 }))).toMatchObject({ outcome: 'accepted' });
    expect(slack.messages).toHaveLength(2);
  });

  it('is posted again where we may not look whether it came through', async () => {
    const { slack, outbound } = await outboundKit();
    slack.failNext('conversations.history', { error: 'missing_scope' });
    expect(await outbound.deliver(told('sign-request', { attempt: 2 }))).toMatchObject({ outcome: 'accepted' });
    expect(slack.messages).toHaveLength(1);
  });
});

describe('the sealed document', () => {
  const sealed = Buffer.from('%PDF-1.7 sealed');

  async function completedKit(bytes = 50_000) {
    const kit = await outboundKit();
    await kit.ports.blobs.put(blobKeys.sealed(TENANT, DOCUMENT.sha256), sealed);
    const message = told('completed');
    if (!('notification' in message) || message.envelope.status !== 'completed') throw new Error('It is not completed.');
    const documents = [{ document: 'd1', sha256: DOCUMENT.sha256, bytes, pages: 6 }];
    const envelope = { ...message.envelope, sealing: { state: 'sealed', at: T0, documents } } as const;
    const toSender = { ...message, envelope, notification: { ...message.notification, to: 'sender' } } as const;
    return { ...kit, message: toSender, deliver: async (attempt: number) => kit.outbound.deliver({ ...toSender, attempt }) };
  }

  it('goes to the sender with the card that says that all is done, and to nobody else', async () => {
    const { slack, outbound, deliver, message } = await completedKit();
    await deliver(1);
    expect(slack.uploads).toEqual([{ title: expect.stringMatching(/-sealed\.pdf \(CS-/), channel: 'DOLIVIA', bytes: sealed }]);
    expect(slack.messages).toHaveLength(1);
    await outbound.deliver(told('completed'));
    await outbound.deliver({ ...told('question'), envelope: message.envelope });
    expect(slack.uploads).toHaveLength(1);
  });

  it('is not shared twice when it may have come through', async () => {
    const { slack, deliver } = await completedKit();
    slack.failNext('files.completeUploadExternal', { lost: true });
    await expect(deliver(1)).rejects.toThrow('Could not share a file');
    expect(await deliver(2)).toMatchObject({ outcome: 'accepted' });
    expect(slack.uploads).toHaveLength(1);
    expect(slack.messages).toHaveLength(1);
  });

  it('does not keep the card from being posted where no file can be shared', async () => {
    const { slack, deliver } = await completedKit();
    slack.failNext('files.getUploadURLExternal', { error: 'missing_scope' });
    expect(await deliver(1)).toMatchObject({ outcome: 'accepted' });
    expect(slack.uploads).toHaveLength(0);
  });

  it('stays on its page when it is too big for a chat', async () => {
    const { slack, deliver } = await completedKit(26 * 1024 * 1024);
    expect(await deliver(1)).toMatchObject({ outcome: 'accepted' });
    expect(slack.uploads).toHaveLength(0);
  });
});

describe('an answer on Slack', () => {
  it('stands below the command while Slack takes it there', async () => {
    const { slack, outbound } = await outboundKit();
    const place = writePlace({ ...CHANNEL, respondTo: `${slack.origin}/respond/1`, until: plus(T0, { minutes: 29 }) });
    const receipt = await outbound.deliver(answer(STATUS, { place }));
    expect(receipt).toMatchObject({ outcome: 'accepted', providerId: 'T1/C1/response' });
    expect(receipt).not.toHaveProperty('card');
    expect(slack.responses).toMatchObject([{ response_type: 'ephemeral' }]);
    expect(slack.messages).toEqual([]);
  });

  it('is seen by them alone in the channel afterwards, or where Slack took none', async () => {
    const { slack, outbound } = await outboundKit();
    const respondTo = `${slack.origin}/respond/1`;
    slack.failNext('/respond', { status: 404 });
    for (const until of [T0, plus(T0, { minutes: 1 })]) {
      const receipt = await outbound.deliver(answer(STATUS, { place: writePlace({ ...CHANNEL, thread: '1.2', respondTo, until }) }));
      expect(receipt).toMatchObject({ outcome: 'accepted', providerId: expect.stringMatching(/^T1\/C1\//) });
    }
    expect(slack.called('chat.postEphemeral').map(({ body }) => [body.user, body.thread_ts])).toEqual([
      ['UINES', '1.2'],
      ['UINES', '1.2'],
    ]);
    expect(slack.messages).toEqual([]);
  });

  it('goes to their direct messages where that fails, or where there is no place', async () => {
    const { slack, outbound } = await outboundKit();
    slack.failNext('chat.postEphemeral', { error: 'channel_not_found' }, { error: 'not_in_channel' });
    for (const place of [
      writePlace(CHANNEL),
      writePlace(CHANNEL),
      writePlace({ install: TEAM, channel: 'C1' }),
      '<mail@x.test>',
      undefined,
    ]) {
      const receipt = await outbound.deliver(answer(STATUS, place === undefined ? {} : { place }));
      expect(cardOf(receipt).ref).toMatch(/^T1\/DINES\//);
    }
    expect(slack.messages).toHaveLength(5);
  });

  it('is posted where it was asked when only the two of us are there', async () => {
    const { slack, outbound, ports } = await outboundKit();
    await ports.accounts.remove('slack', TEAM, 'UINES');
    expect(
      cardOf(await outbound.deliver(answer(STATUS, { place: writePlace({ install: TEAM, channel: 'DX', thread: '1.2' }) }))).ref,
    ).toMatch(/^T1\/DX\//);
    expect(
      cardOf(await outbound.deliver(answer(STATUS, { place: writePlace({ install: TEAM, channel: 'UINES', user: 'UINES' }) }))).ref,
    ).toMatch(/^T1\/DINES\//);
    expect(slack.messages.map(({ body }) => body.thread_ts)).toEqual(['1.2', undefined]);
  });

  it('is never shown to whoever stands where the registered person should', async () => {
    const { slack, outbound } = await outboundKit();
    const place = writePlace({
      install: TEAM,
      channel: 'C1',
      user: 'UEVE',
      respondTo: `${slack.origin}/respond/1`,
      until: plus(T0, { minutes: 9 }),
    });
    expect(cardOf(await outbound.deliver(answer(WRONG, { place }))).ref).toMatch(/^T1\/DINES\//);
    expect([slack.responses, slack.called('chat.postEphemeral')]).toEqual([[], []]);
  });

  it('is for everyone in the channel when it is shared, and stands there from then on', async () => {
    const { slack, outbound } = await outboundKit();
    const place = writePlace({ ...CHANNEL, respondTo: `${slack.origin}/respond/1`, until: plus(T0, { minutes: 9 }) });
    const card = cardOf(await outbound.deliver(answer({ kind: 'shared' }, { place })));
    expect(card.ref).toBe(`T1/C1/${slack.messages[0]?.ts}`);
    expect(JSON.stringify(slack.messages[0]?.body.blocks)).not.toContain('"actions"');
    slack.failNext('chat.postMessage', { error: 'not_in_channel' });
    expect(cardOf(await outbound.deliver(answer({ kind: 'shared' }, { place }))).ref).toMatch(/^T1\/DINES\//);
  });
});

describe('a card that stands on Slack', () => {
  async function standing() {
    const kit = await outboundKit();
    const message = told('approve-request');
    if (!('notification' in message)) throw new Error('It is no notification.');
    const posted = cardOf(await kit.outbound.deliver(message));
    const { notification, envelope, tenant } = message;
    const now: Refresh = { posted, shows: { as: 'told', notification }, envelope, version: 1, tenant };
    const over = told('voided');
    const later: Refresh = 'notification' in over ? { ...now, envelope: over.envelope, version: 9 } : now;
    const refresh = async (to: Refresh) => kit.outbound.refresh?.(to);
    return { ...kit, posted, now, later, refresh };
  }

  it('is left alone while nothing changes', async () => {
    const { slack, refresh, now, posted } = await standing();
    expect(await refresh(now)).toEqual(posted);
    expect(slack.called('chat.update')).toEqual([]);
  });

  it('is made true, with a copy of what it now shows', async () => {
    const { slack, refresh, later, posted, blobs } = await standing();
    const made = await refresh(later);
    if (made === undefined || made === 'gone') throw new Error('It is gone.');
    expect(made).toEqual({ ref: posted.ref, hash: made.hash, copy: blobKeys.card(TENANT, made.hash) });
    expect(made.hash).not.toBe(posted.hash);
    expect(JSON.parse(blobs.kept.get(made.copy ?? '')?.toString() ?? '').text).toBe(slack.messages[0]?.body.text);
    expect(blobs.kept.has(posted.copy ?? '')).toBe(true);
    expect(await refresh({ ...later, posted: made })).toEqual(made);
    expect(slack.called('chat.update')).toHaveLength(1);
  });

  it.each(['message_not_found', 'channel_not_found', 'is_archived', 'cant_update_message', 'token_revoked'])(
    'is gone when Slack says %s',
    async (error) => {
      const { slack, refresh, later, blobs, posted } = await standing();
      slack.failNext('chat.update', { error });
      expect(await refresh(later)).toBe('gone');
      expect([...blobs.kept.keys()]).toEqual([posted.copy]);
    },
  );

  it('is tried again when it may pass', async () => {
    const { slack, refresh, later } = await standing();
    slack.failNext('chat.update', { status: 429, retryAfter: 5 }, { status: 502 });
    await expect(refresh(later)).rejects.toMatchObject({ retryAfterMs: 5000 });
    await expect(refresh(later)).rejects.toThrow('Could not update');
    await expect(refresh({ ...later, posted: { ...later.posted, ref: 'elsewhere' } })).rejects.toThrow('has no address on Slack');
  });
});

function forInes(kind: string): Message {
  const message = told(kind);
  const ines = told('sign-request');
  if (!('notification' in message) || !('notification' in ines)) return message;
  return { ...message, notification: { ...message.notification, to: ines.notification.to }, envelope: ines.envelope };
}
