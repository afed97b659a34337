// The demo's Slack, from both sides: the app calls the Web API as it would Slack's, people do things through the demo's controls, and each
// delivery reaches the app signed and shaped as Slack's are.
import { describe, expect, it } from 'vitest';
import { client, slackDemo } from '#test/support/slack-demo.ts';

const [OLIVIA, MAX, INES] = ['U000OLIVIA', 'U000000MAX', 'U00000INES'];
const APPROVE = { type: 'button', action_id: 'approve', value: 'sealed', text: { type: 'plain_text', text: 'Approve' }, style: 'primary' };
const CARD = [
  { type: 'section', text: { type: 'mrkdwn', text: 'Approve *nda.pdf*?' } },
  { type: 'actions', block_id: 'a:1', elements: [APPROVE, { ...APPROVE, action_id: 'decline', value: 'no' }] },
];
const FORM = {
  type: 'modal' as const,
  callback_id: 'form',
  private_metadata: '{"intent":"sealed"}',
  title: { type: 'plain_text' as const, text: 'Decline' },
  submit: { type: 'plain_text' as const, text: 'Decline' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'reason',
      label: { type: 'plain_text' as const, text: 'Why' },
      element: { type: 'plain_text_input' as const, action_id: 'value' },
    },
  ],
};

describe('the app', () => {
  it('opens a conversation, posts a card and changes it, and only that person sees it', async () => {
    const { slack, get } = await slackDemo();
    const { channel } = await slack.conversations.open({ users: MAX });
    const posted = await slack.chat.postMessage({ channel: channel?.id ?? '', text: 'Please approve', blocks: CARD });
    expect(await get(`messages?user=${MAX}`)).toEqual([
      {
        channel: channel?.id,
        ts: posted.ts,
        thread_ts: null,
        user: 'U0SIGNBOT0',
        text: 'Please approve',
        blocks: CARD,
        ephemeral: false,
        edited: false,
        files: [],
      },
    ]);
    await slack.chat.update({ channel: channel?.id ?? '', ts: posted.ts ?? '', text: 'Approved', blocks: [] });
    expect(await get(`messages?user=${MAX}`)).toMatchObject([{ text: 'Approved', blocks: [], edited: true }]);
    expect(await get(`messages?user=${INES}`)).toEqual([]);
  });

  it('finds its own messages by their metadata', async () => {
    const { slack } = await slackDemo();
    const { channel } = await slack.conversations.open({ users: MAX });
    const metadata = { event_type: 'countersign', event_payload: { effect: 'FX/1', v: 3 } };
    const { ts } = await slack.chat.postMessage({ channel: channel?.id ?? '', text: 'One', metadata });
    await slack.chat.postMessage({ channel: channel?.id ?? '', text: 'Two', thread_ts: ts ?? '' });
    const history = await slack.conversations.history({ channel: channel?.id ?? '', include_all_metadata: true, limit: 30 });
    expect(history.messages).toMatchObject([{ ts, text: 'One', metadata, bot_id: 'B0SIGNBOT0' }]);
    const bare = await slack.conversations.history({ channel: channel?.id ?? '' });
    expect(bare.messages?.[0]).not.toHaveProperty('metadata');
    expect((await slack.conversations.replies({ channel: channel?.id ?? '', ts: ts ?? '' })).messages?.map(({ text }) => text)).toEqual([
      'Two',
      'One',
    ]);
  });

  it('whispers to one person in a channel that everyone sees', async () => {
    const { slack, get, standIn } = await slackDemo();
    await slack.chat.postMessage({ channel: 'C0CONTRACT', text: 'For all' });
    await slack.chat.postEphemeral({ channel: 'C0CONTRACT', user: MAX, text: 'For Max' });
    expect(await get(`messages?user=${MAX}`)).toMatchObject([{ text: 'For all' }, { text: 'For Max', ephemeral: true }]);
    expect(await get(`messages?user=${OLIVIA}`)).toMatchObject([{ text: 'For all' }]);
    expect(standIn.users).toEqual([OLIVIA, MAX, INES]);
  });

  it('learns who people are', async () => {
    const { slack } = await slackDemo();
    const { user } = await slack.users.info({ user: INES });
    expect(user).toMatchObject({
      id: INES,
      team_id: 'T000000001',
      real_name: 'Ines Duarte',
      is_email_confirmed: true,
      is_bot: false,
      deleted: false,
      is_restricted: false,
      tz: 'Europe/Berlin',
      locale: 'en-GB',
      profile: { email: 'ines@northwind.test' },
    });
    expect((await slack.users.lookupByEmail({ email: 'max@northwind.test' })).user?.id).toBe(MAX);
    expect((await slack.auth.test()).user_id).toBe('U0SIGNBOT0');
    expect((await slack.users.info({ user: 'U0SIGNBOT0' })).user?.is_bot).toBe(true);
  });

  it('gives a file to a person, who can save it', async () => {
    const { slack, get, raw } = await slackDemo();
    const { channel } = await slack.conversations.open({ users: OLIVIA });
    await slack.filesUploadV2({
      channel_id: channel?.id ?? '',
      file: Buffer.from('%PDF-1.7 sealed'),
      filename: 'nda.pdf',
      initial_comment: 'Sealed',
    });
    const [message] = await get(`messages?user=${OLIVIA}`);
    expect(message).toMatchObject({ text: 'Sealed', files: [{ filename: 'nda.pdf', contentType: 'application/pdf', bytes: 15 }] });
    expect(await (await raw(message.files[0].url)).text()).toBe('%PDF-1.7 sealed');
  });

  it.each([
    ['a conversation that there is none of', 'chat.postMessage', { channel: 'C0NOWHERE', text: 'x' }, 'channel_not_found'],
    ['a message that there is none of', 'chat.update', { channel: 'C0CONTRACT', ts: '1.000001', text: 'x' }, 'message_not_found'],
    ['nobody', 'users.info', { user: 'U0NOBODY' }, 'user_not_found'],
    ['a click that was none', 'views.open', { trigger_id: 'x', view: FORM }, 'invalid_trigger_id'],
    ['a file that there is none of', 'files.info', { file: 'F0' }, 'file_not_found'],
    ['a method that there is none of', 'chat.shout', {}, 'unknown_method'],
  ])('is refused for %s', async (_name, method, fields, error) => {
    const { slack } = await slackDemo();
    await expect(slack.apiCall(method, fields)).rejects.toMatchObject({ data: { error } });
  });

  it('is refused with another token, or for what a person wrote', async () => {
    const { slack, standIn, post, get } = await slackDemo();
    await expect(client(standIn.apiUrl, 'xoxb-other').auth.test()).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
    await post('messages', { user: MAX, text: 'mine' });
    const [{ channel, ts }] = await get(`messages?user=${MAX}`);
    await expect(slack.chat.update({ channel, ts, text: 'ours' })).rejects.toMatchObject({ data: { error: 'cant_update_message' } });
    await expect(slack.chat.delete({ channel, ts })).rejects.toMatchObject({ data: { error: 'cant_delete_message' } });
  });

  it('finds everything again after a restart, and may still change it', async () => {
    const first = await slackDemo();
    const { channel } = await first.slack.conversations.open({ users: MAX });
    const { ts } = await first.slack.chat.postMessage({ channel: channel?.id ?? '', text: 'Before', blocks: CARD });
    await first.post('messages', {
      user: MAX,
      text: 'see',
      files: [{ filename: 'a.pdf', base64: Buffer.from('%PDF').toString('base64') }],
    });
    await first.slack.views.publish({ user_id: MAX, view: { type: 'home', blocks: CARD } });
    await first.close();
    const second = await slackDemo({ dir: first.dir });
    await second.slack.chat.update({ channel: channel?.id ?? '', ts: ts ?? '', text: 'After', blocks: CARD });
    const [card, mine] = await second.get(`messages?user=${MAX}`);
    expect([card.text, card.ts, card.edited, mine.files[0].filename]).toEqual(['After', ts, true, 'a.pdf']);
    expect(await (await second.raw(mine.files[0].url)).text()).toBe('%PDF');
    const { ts: later } = await second.slack.chat.postMessage({ channel: MAX, text: 'Later' });
    expect(Number(later)).toBeGreaterThan(Number(mine.ts));
    await second.post('actions', { user: MAX, ts, action_id: 'approve' });
    await second.post('actions', { user: MAX, ts: (await second.get(`home?user=${MAX}`))['id'], action_id: 'approve' });
    expect(second.heard.map(({ type, container }) => container?.type ?? type)).toEqual(['message', 'event_callback', 'view']);
  });
});

describe('a fault of Slack', () => {
  it.each([
    ['down', { statusCode: 503 }],
    ['429', { retryAfter: 1 }],
  ] as const)('%s is what the app meets, while people still see what stands there', async (value, told) => {
    const { slack, faults, get } = await slackDemo();
    await slack.chat.postMessage({ channel: MAX, text: 'One' });
    faults.set('slack', value);
    await expect(slack.chat.postMessage({ channel: MAX, text: 'Two' })).rejects.toMatchObject(told);
    expect(await get(`messages?user=${MAX}`)).toMatchObject([{ text: 'One' }]);
    faults.set('slack', 'ok');
    await slack.chat.postMessage({ channel: MAX, text: 'Three' });
    expect(await get(`messages?user=${MAX}`)).toMatchObject([{ text: 'One' }, { text: 'Three' }]);
  });

  it('slow still answers', async () => {
    const { slack, faults } = await slackDemo();
    faults.set('slack', 'slow');
    expect((await slack.chat.postMessage({ channel: MAX, text: 'One' })).ok).toBe(true);
  });
});

describe('a command', () => {
  it('reaches the app as Slack sends it, and its answer is seen by its author alone', async () => {
    const { post, get, heard, refused, onDelivery } = await slackDemo();
    onDelivery(() => ({ response_type: 'ephemeral', text: 'Help', blocks: CARD }));
    const answer = await post('commands', { user: MAX, command: '/sign', text: 'send nda to @Ines Duarte & dana@fabrikam.test' });
    expect(answer).toMatchObject({ http: 200, status: 200, body: { text: 'Help' } });
    expect(refused).toEqual([]);
    expect(heard).toMatchObject([
      {
        command: '/sign',
        text: 'send nda to <@U00000INES|ines> &amp; <mailto:dana@fabrikam.test|dana@fabrikam.test>',
        user_id: MAX,
        team_id: 'T000000001',
        channel_id: 'D000000MAX',
        is_enterprise_install: 'false',
      },
    ]);
    expect(await get(`messages?user=${MAX}`)).toMatchObject([{ text: 'Help', ephemeral: true, blocks: CARD, channel: 'D000000MAX' }]);
  });

  it('may be answered later, at its address, five times and not a sixth', async () => {
    const { post, get, heard } = await slackDemo();
    await post('commands', { user: MAX, command: '/sign', text: 'status', channel: 'C0CONTRACT' });
    const later = async (body: object) =>
      (
        await fetch(heard[0]?.['response_url'], {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).status;
    expect(await later({ text: 'Later' })).toBe(200);
    expect(await later({ text: 'To all', response_type: 'in_channel' })).toBe(200);
    expect([await later({}), await later({}), await later({}), await later({})]).toEqual([200, 200, 200, 404]);
    expect(await get(`messages?user=${INES}`)).toMatchObject([{ text: 'To all', ephemeral: false }]);
    expect((await get(`messages?user=${MAX}`))[0]).toMatchObject({ text: 'Later', ephemeral: true });
  });

  it('that the app cannot take, or that finds nobody, is told with its status', async () => {
    const { post, onDelivery, closeApp, get } = await slackDemo();
    onDelivery(() => {
      throw new Error('broken');
    });
    expect(await post('commands', { user: MAX, command: '/sign' })).toMatchObject({ http: 200, status: 500, body: '' });
    await closeApp();
    expect(await post('commands', { user: MAX, command: '/sign' })).toMatchObject({ status: 504, body: 'operation_timeout' });
    expect(await get(`messages?user=${MAX}`)).toEqual([]);
  });
});

describe('a button', () => {
  it('is found on the message by its name, and tells the app what was pressed, by whom and where', async () => {
    const { slack, post, heard } = await slackDemo();
    const { channel, ts } = await slack.chat.postMessage({ channel: MAX, text: 'Card', blocks: CARD });
    expect(await post('actions', { user: MAX, ts, action_id: 'approve' })).toMatchObject({ http: 200, status: 200, body: '' });
    expect(heard).toMatchObject([
      {
        type: 'block_actions',
        team: { id: 'T000000001' },
        user: { id: MAX, team_id: 'T000000001' },
        container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
        channel: { id: channel },
        message: { ts, text: 'Card', bot_id: 'B0SIGNBOT0' },
        actions: [
          { type: 'button', action_id: 'approve', block_id: 'a:1', value: 'sealed', action_ts: expect.stringMatching(/^\d+\.\d{6}$/) },
        ],
      },
    ]);
  });

  it('lets the app put something in the place of what was pressed', async () => {
    const { slack, post, get, heard, onDelivery } = await slackDemo();
    onDelivery(() => ({ text: 'Which one?', blocks: CARD }));
    await post('commands', { user: MAX, command: '/sign', text: 'list' });
    const [whisper] = await get(`messages?user=${MAX}`);
    onDelivery(() => undefined);
    await post('actions', { user: MAX, ts: whisper.ts, action_id: 'decline' });
    expect(heard.at(-1)).toMatchObject({ container: { is_ephemeral: true } });
    expect(heard.at(-1)).not.toHaveProperty('message');
    await fetch(heard.at(-1)?.['response_url'], {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ replace_original: true, text: 'This one' }),
    });
    expect(await get(`messages?user=${MAX}`)).toMatchObject([{ text: 'This one', ts: whisper.ts, edited: true }]);
    await expect(slack.chat.update({ channel: whisper.channel, ts: whisper.ts, text: 'x' })).rejects.toThrow('message_not_found');
  });

  it('that is not there, or not before this person, is not pressed', async () => {
    const { slack, post, heard } = await slackDemo();
    const { ts } = await slack.chat.postMessage({ channel: MAX, text: 'Card', blocks: CARD });
    expect(await post('actions', { user: MAX, ts, action_id: 'sign' })).toMatchObject({
      http: 404,
      error: expect.stringContaining('approve, decline'),
    });
    expect(await post('actions', { user: INES, ts, action_id: 'approve' })).toMatchObject({ http: 404 });
    expect(await post('actions', { user: 'U0NOBODY', ts, action_id: 'approve' })).toMatchObject({ http: 400 });
    expect(heard).toEqual([]);
  });
});
