// Forms, messages, shortcuts and home in the demo's Slack: what people fill in, write and choose reaches the app as Slack would send it.
import { describe, expect, it } from 'vitest';
import { stateOf } from '#apps/local/slack/form-values.ts';
import { typed } from '#apps/local/slack/typed-text.ts';
import { slackDemo, type Heard } from '#test/support/slack-demo.ts';

const [OLIVIA, MAX, INES] = ['U000OLIVIA', 'U000000MAX', 'U00000INES'];
const text = (words: string) => ({ type: 'plain_text' as const, text: words });
const input = (block_id: string, element: object) => ({
  type: 'input',
  block_id,
  label: text(block_id),
  element: { action_id: 'value', ...element },
});
const FORM = {
  type: 'modal' as const,
  callback_id: 'form',
  private_metadata: '{"intent":"sealed"}',
  title: text('Send'),
  submit: text('Send'),
  blocks: [
    input('title', { type: 'plain_text_input', initial_value: 'NDA' }),
    input('to', { type: 'multi_users_select' }),
    input('files', { type: 'file_input', filetypes: ['pdf'] }),
  ],
};

async function withForm() {
  const demo = await slackDemo();
  demo.onDelivery(async ({ trigger_id, command }) => {
    if (command !== undefined) await demo.slack.views.open({ trigger_id, view: FORM });
    return undefined;
  });
  await demo.post('commands', { user: OLIVIA, command: '/sign', text: 'new' });
  const [view] = (await demo.get(`views?user=${OLIVIA}`)) as unknown as Heard[];
  return { ...demo, id: view?.['id'] as string };
}

describe('a form', () => {
  it('opens for whoever clicked, once for each click', async () => {
    const { get, heard, slack, id } = await withForm();
    expect(await get(`views?user=${OLIVIA}`)).toMatchObject([{ id, callback_id: 'form', title: { text: 'Send' } }]);
    expect(await get(`views?user=${MAX}`)).toEqual([]);
    await expect(slack.views.open({ trigger_id: heard[0]?.['trigger_id'], view: FORM })).rejects.toThrow('exchanged_trigger_id');
  });

  it('is handed in with values by field, people by address, and files', async () => {
    const { post, get, heard, slack, standIn, id } = await withForm();
    const values = {
      to: ['max@northwind.test', INES],
      files: [{ filename: 'nda.pdf', base64: Buffer.from('%PDF-1.7').toString('base64') }],
    };
    expect(await post('views', { user: OLIVIA, view_id: id, values })).toMatchObject({ status: 200, body: '' });
    expect(heard.at(-1)).toMatchObject({
      type: 'view_submission',
      user: { id: OLIVIA },
      view: {
        id,
        callback_id: 'form',
        private_metadata: '{"intent":"sealed"}',
        app_installed_team_id: 'T000000001',
        state: {
          values: {
            title: { value: { type: 'plain_text_input', value: 'NDA' } },
            to: { value: { type: 'multi_users_select', selected_users: [MAX, INES] } },
            files: { value: { type: 'file_input', files: [{ name: 'nda.pdf', mimetype: 'application/pdf', size: 8 }] } },
          },
        },
      },
    });
    const file = heard.at(-1)?.['view'].state.values.files.value.files[0];
    const info = await slack.files.info({ file: file.id });
    const address = info.file?.url_private_download ?? '';
    const download = await fetch(address, { headers: { authorization: `Bearer ${standIn.botToken}` } });
    expect([download.headers.get('content-type'), await download.text()]).toEqual(['application/pdf', '%PDF-1.7']);
    expect(await (await fetch(address)).text()).toContain('Sign in');
    expect(await get(`views?user=${OLIVIA}`)).toEqual([]);
  });

  it('stays open with errors, and can be handed in again', async () => {
    const { post, get, onDelivery, id } = await withForm();
    onDelivery(() => ({ response_action: 'errors', errors: { to: 'Name someone.' } }));
    expect(await post('views', { user: OLIVIA, view_id: id, values: {} })).toMatchObject({ body: { errors: { to: 'Name someone.' } } });
    expect(await get(`views?user=${OLIVIA}`)).toHaveLength(1);
    onDelivery(() => ({ response_action: 'clear' }));
    await post('views', { user: OLIVIA, view_id: id });
    expect(await get(`views?user=${OLIVIA}`)).toEqual([]);
  });

  it('may be followed by another, in its place or on top of it', async () => {
    const { post, get, onDelivery, id } = await withForm();
    onDelivery(() => ({ response_action: 'update', view: { ...FORM, title: text('Again') } }));
    await post('views', { user: OLIVIA, view_id: id });
    onDelivery(() => ({ response_action: 'push', view: { ...FORM, title: text('More') } }));
    await post('views', { user: OLIVIA, view_id: id });
    const open = await get(`views?user=${OLIVIA}`);
    expect(open.map((view: Heard) => view.title.text)).toEqual(['Again', 'More']);
    onDelivery(() => ({ response_action: 'clear' }));
    expect(await post('views', { user: OLIVIA, view_id: open[1]?.['id'] })).toMatchObject({ status: 200 });
    expect(await get(`views?user=${OLIVIA}`)).toEqual([]);
  });

  it('is nobody else’s, and has no other fields', async () => {
    const { post, id } = await withForm();
    expect(await post('views', { user: MAX, view_id: id })).toMatchObject({ http: 404 });
    expect(await post('views', { user: OLIVIA, view_id: id, values: { reason: 'x' } })).toMatchObject({
      http: 404,
      error: expect.stringContaining('reason'),
    });
  });
});

describe('the state of a form', () => {
  const option = { text: text('Any'), value: 'any' };
  it.each([
    ['text', { type: 'email_text_input' }, 'a@b.test', { type: 'email_text_input', value: 'a@b.test' }],
    ['no text', { type: 'plain_text_input' }, '', { type: 'plain_text_input', value: null }],
    ['a day', { type: 'datepicker', initial_date: '2026-12-01' }, undefined, { type: 'datepicker', selected_date: '2026-12-01' }],
    ['a choice', { type: 'static_select', options: [option] }, 'any', { type: 'static_select', selected_option: option }],
    ['the first choice', { type: 'static_select', initial_option: option }, undefined, { type: 'static_select', selected_option: option }],
    ['several choices', { type: 'checkboxes', options: [option] }, ['any'], { type: 'checkboxes', selected_options: [option] }],
    ['a person', { type: 'users_select' }, 'ines@northwind.test', { type: 'users_select', selected_user: INES }],
  ])('holds %s', (_name, element, value, state) => {
    const view = { blocks: [input('field', element)] };
    expect(stateOf(view, value === undefined ? {} : { field: value })).toEqual({ values: { field: { value: state } } });
  });
});

describe('what is typed', () => {
  it.each([
    ['approve CS-7K3F2-QXA9B', 'approve CS-7K3F2-QXA9B'],
    ['@max and @Olivia Hart in #contracts', '<@U000000MAX> and <@U000OLIVIA> in <#C0CONTRACT>'],
    ['1 < 2 & 3', '1 &lt; 2 &amp; 3'],
    ['see https://x.test/a?b=1.', 'see <https://x.test/a?b=1>.'],
    ['to max@northwind.test, @countersign', 'to <mailto:max@northwind.test|max@northwind.test>, <@U0SIGNBOT0>'],
    ['<@U00000INES> <mailto:a@b.test|a@b.test> <!channel>', '<@U00000INES> <mailto:a@b.test|a@b.test> <!channel>'],
  ])('%j reaches the app as %j', (written, delivered) => {
    expect(typed(written, 'message')).toBe(delivered);
  });
});

describe('a message', () => {
  it('to the app is an event, with its files', async () => {
    const { post, heard, get } = await slackDemo();
    await post('messages', { user: MAX, text: 'send to @ines', files: [{ filename: 'nda.pdf', base64: 'JVBERg==' }] });
    expect(heard).toMatchObject([
      {
        type: 'event_callback',
        team_id: 'T000000001',
        event_id: expect.stringMatching(/^Ev[0-9A-F]{8}$/),
        authorizations: [{ team_id: 'T000000001', is_bot: true }],
        event: {
          type: 'message',
          subtype: 'file_share',
          channel: 'D000000MAX',
          channel_type: 'im',
          user: MAX,
          text: 'send to <@U00000INES>',
          files: [{ name: 'nda.pdf', url_private_download: expect.stringContaining('/files-pri/') }],
        },
      },
    ]);
    expect(heard[0]?.['event']).not.toHaveProperty('bot_id');
    expect(await get(`messages?user=${MAX}`)).toMatchObject([{ user: MAX, files: [{ filename: 'nda.pdf', bytes: 4 }] }]);
  });

  it('below a card names the card', async () => {
    const { post, heard, slack } = await slackDemo();
    const { ts } = await slack.chat.postMessage({ channel: MAX, text: 'Card' });
    await post('messages', { user: MAX, text: 'approve', thread_ts: ts });
    expect(heard[0]?.['event']).toMatchObject({ thread_ts: ts, text: 'approve' });
  });

  it('in a channel reaches the app only when it is spoken to', async () => {
    const { post, heard } = await slackDemo();
    await post('messages', { user: MAX, channel: 'C0CONTRACT', text: 'lunch?' });
    expect(heard).toEqual([]);
    await post('messages', { user: MAX, channel: 'C0CONTRACT', text: '@countersign status' });
    expect(heard).toMatchObject([{ event: { type: 'app_mention', channel: 'C0CONTRACT', text: '<@U0SIGNBOT0> status' } }]);
  });
});

describe('a shortcut', () => {
  it('of a message names the message with its files; of anywhere only the person', async () => {
    const { post, heard, get } = await slackDemo();
    await post('messages', { user: MAX, channel: 'C0CONTRACT', text: 'our nda', files: [{ filename: 'nda.pdf', base64: 'JVBERg==' }] });
    const [{ ts }] = await get(`messages?user=${OLIVIA}`);
    await post('shortcuts', { user: OLIVIA, ts, callback_id: 'cs.msg.send' });
    await post('shortcuts', { user: OLIVIA, callback_id: 'cs.new' });
    expect(heard).toMatchObject([
      {
        type: 'message_action',
        callback_id: 'cs.msg.send',
        message_ts: ts,
        message: { files: [{ name: 'nda.pdf' }] },
        user: { id: OLIVIA },
      },
      { type: 'shortcut', callback_id: 'cs.new', user: { id: OLIVIA } },
    ]);
    expect(heard[1]).not.toHaveProperty('response_url');
    expect(await post('shortcuts', { user: OLIVIA, ts: '1.1', callback_id: 'cs.msg.send' })).toMatchObject({ http: 404 });
  });
});

describe('home', () => {
  it('is what the app publishes when someone looks at it', async () => {
    const { get, heard, slack, onDelivery } = await slackDemo();
    expect(await get(`home?user=${MAX}`)).toBeNull();
    onDelivery(async ({ event }) => {
      await slack.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'divider' }] } });
      return undefined;
    });
    expect(await get(`home?user=${MAX}`)).toMatchObject({ type: 'home', blocks: [{ type: 'divider' }] });
    expect(heard).toHaveLength(2);
    expect(await get(`home?user=${INES}`)).toMatchObject({ type: 'home' });
    expect(await get('home?user=U0')).toMatchObject({ error: expect.stringContaining('?user=') });
  });
});
