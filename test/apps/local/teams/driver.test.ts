// People at their Teams clients: what they write, press and fill in arrives as Teams would send it, and answers change what they see.
import { describe, expect, it } from 'vitest';
import { adaptiveCard, cardAnswer, teamsDemo, type Activity } from '#test/support/teams-demo.ts';
import { temporaryFolder } from '#test/support/temporary.ts';

const GROUP = '19:contracts@thread.v2';
const approve = { type: 'Action.Execute', title: 'Approve', verb: 'approve', data: { intent: 'sealed-approve' } };
const REQUEST = adaptiveCard('Please approve', {
  actions: [
    {
      type: 'Action.ShowCard',
      title: 'Approve',
      card: { type: 'AdaptiveCard', actions: [{ ...approve, fallback: { type: 'Action.Submit', data: { verb: 'approve' } } }] },
    },
    {
      type: 'Action.ShowCard',
      title: 'Decline',
      card: {
        type: 'AdaptiveCard',
        body: [{ type: 'Input.Text', id: 'decline.reason', label: 'Why' }],
        actions: [{ type: 'Action.Execute', verb: 'decline', data: { intent: 'sealed-decline' } }],
      },
    },
    { type: 'Action.Submit', title: 'New request', data: { msteams: { type: 'task/fetch' }, intent: 'sealed-start' } },
  ],
});

async function demo() {
  const one = await teamsDemo(temporaryFolder());
  return { ...one, max: one.person('Max'), olivia: one.person('Olivia') };
}

describe('writing', () => {
  it('arrives as a message of the personal chat, with files to be fetched from the stand-in', async () => {
    const { told, max, post } = await demo();
    const files = [{ filename: 'NDA.pdf', base64: Buffer.from('%PDF-1.7').toString('base64') }];
    expect(await post('/local/teams/messages', { user: max.user, text: '/sign send to dana@fabrikam.test', files })).toEqual({
      status: 200,
      body: null,
    });
    expect(told).toMatchObject([
      {
        type: 'message',
        channelId: 'msteams',
        text: '/sign send to dana@fabrikam.test',
        from: { id: max.mri, aadObjectId: max.user },
        conversation: { id: max.conversation, tenantId: max.tenant, conversationType: 'personal' },
        channelData: { tenant: { id: max.tenant } },
      },
    ]);
    const file = told[0]?.['attachments'].find(({ contentType }: Activity) => contentType.endsWith('file.download.info'));
    expect(file).toMatchObject({ name: 'NDA.pdf', content: { fileType: 'pdf', uniqueId: expect.any(String) } });
    expect(await (await fetch(file.content.downloadUrl)).text()).toBe('%PDF-1.7');
  });

  it('in a group mentions the app, unless it is a slash command, which is between the two', async () => {
    const { told, max, olivia, post, card, seen } = await demo();
    await post('/local/teams/messages', { user: max.user, text: 'status', conversation: GROUP });
    await post('/local/teams/messages', { user: max.user, text: 'hey @Countersign list', conversation: GROUP });
    await post('/local/teams/messages', { user: max.user, text: '/sign help', conversation: GROUP });
    expect(told.map(({ text, recipient }) => [text, recipient.isTargeted])).toEqual([
      ['<at>Countersign</at> status', undefined],
      ['hey <at>Countersign</at> list', undefined],
      ['/sign help', true],
    ]);
    expect(told[0]).toMatchObject({ conversation: { conversationType: 'groupChat' } });
    expect(told[0]?.['entities']).toContainEqual(expect.objectContaining({ type: 'mention', text: '<at>Countersign</at>' }));
    await card(GROUP, adaptiveCard('For all'));
    expect(await seen(olivia.user)).toHaveLength(1);
  });

  it('goes nowhere for strangers, into foreign groups, or into a chat whose app is removed', async () => {
    const { told, max, post, person } = await demo();
    await post('/local/teams/messages', { user: max.user, text: 'status', conversation: GROUP });
    told.length = 0;
    const refused = [
      await post('/local/teams/messages', { user: 'nobody', text: 'status' }),
      await post('/local/teams/messages', { user: person('Lena').user, text: 'status', conversation: GROUP }),
      await post('/local/teams/messages', { user: max.user, text: 'status', conversation: person('Lena').conversation }),
      await post('/local/teams/messages', { user: max.user, words: 'status' }),
      await post('/local/teams/actions', { user: max.user, activityId: '1', verb: 'approve' }),
      await post('/local/teams/dialogs', { user: max.user, id: '1' }),
    ];
    expect(refused.map((answer) => answer['error'])).toEqual(refused.map(() => expect.stringMatching(/\.$/)));
    expect(told).toEqual([]);
  });
});

describe('pressing a button', () => {
  it('sends what the card carries with what was typed, and shows the answered card to this one person until the message is updated', async () => {
    const { told, max, olivia, post, card, updateCard, seen, answering } = await demo();
    await post('/local/teams/messages', { user: max.user, text: 'hello', conversation: GROUP });
    const activityId = await card(GROUP, REQUEST);
    const mine = adaptiveCard('You approved');
    answering(() => cardAnswer(mine));
    expect(await post('/local/teams/actions', { user: max.user, activityId, verb: 'approve', data: { note: 'fine' } })).toEqual({
      status: 200,
      body: cardAnswer(mine),
    });
    expect(told.at(-1)).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: activityId,
      value: { action: { type: 'Action.Execute', verb: 'approve', data: { intent: 'sealed-approve', note: 'fine' } }, trigger: 'manual' },
    });
    expect(await seen(max.user)).toMatchObject([{ activityId, card: mine, updated: false }]);
    expect(await seen(olivia.user)).toMatchObject([{ activityId, card: REQUEST }]);
    await updateCard(GROUP, activityId, adaptiveCard('Approved by Max'));
    expect(await seen(max.user)).toMatchObject([{ card: adaptiveCard('Approved by Max'), updated: true }]);
  });

  it('fills the inputs of the button’s own card, by the field’s name alone where that is enough', async () => {
    const { told, max, post, card } = await demo();
    const activityId = await card(max.conversation, REQUEST);
    await post('/local/teams/actions', { user: max.user, activityId, verb: 'decline', data: { reason: 'Too dear' } });
    expect(told.at(-1)?.['value'].action.data).toEqual({ intent: 'sealed-decline', 'decline.reason': 'Too dear' });
    const missing = await post('/local/teams/actions', { user: max.user, activityId, verb: 'void' });
    expect(missing['error']).toBe('There is no button void on this message. It has: approve, decline, task/fetch.');
  });

  it('of a card that was open before it changed still sends what it carried', async () => {
    const { told, max, post, card } = await demo();
    const activityId = await card(max.conversation, adaptiveCard('Done'));
    await post('/local/teams/actions', { user: max.user, activityId, verb: 'approve', data: { intent: 'sealed-approve' } });
    expect(told.at(-1)?.['value'].action).toEqual({ type: 'Action.Execute', verb: 'approve', data: { intent: 'sealed-approve' } });
  });

  it('opens a dialog, whose values are handed in with what its card carries, and which stays open when it is shown anew', async () => {
    const { told, max, post, card, answering, routes } = await demo();
    const activityId = await card(max.conversation, REQUEST);
    const form = adaptiveCard('Send for signature', {
      body: [{ type: 'Input.ChoiceSet', id: 'people', isMultiSelect: true }],
      actions: [{ type: 'Action.Submit', data: { intent: 'sealed-start' } }],
    });
    const shows = (title: string) => ({ task: { type: 'continue', value: { title, card: { content: form } } } });
    answering(() => shows('New'));
    const { dialog } = await post('/local/teams/actions', { user: max.user, activityId, verb: 'task/fetch' });
    expect(told.at(-1)).toMatchObject({ name: 'task/fetch', value: { data: { intent: 'sealed-start', msteams: { type: 'task/fetch' } } } });
    answering(() => shows('Who?'));
    const again = await post('/local/teams/dialogs', { user: max.user, id: dialog.id, values: {} });
    expect(again['dialog']).toEqual({ id: dialog.id, title: 'Who?', card: form });
    answering(() => null);
    await post('/local/teams/dialogs', { user: max.user, id: dialog.id, values: { people: ['a', 'b'] } });
    expect(told.at(-1)).toMatchObject({ name: 'task/submit', value: { data: { intent: 'sealed-start', people: 'a,b' } } });
    expect(await (await routes.request(`/local/teams/dialogs?user=${max.user}`)).json()).toEqual([]);
  });

  it('of a message extension hands in its dialog with the message that it was used on', async () => {
    const { told, max, post, card, answering } = await demo();
    const activityId = await card(max.conversation, REQUEST);
    answering(() => ({ task: { type: 'continue', value: { card: { content: adaptiveCard('Form') } } } }));
    const { dialog } = await post('/local/teams/extensions', { user: max.user, activityId });
    await post('/local/teams/dialogs', { user: max.user, id: dialog.id, values: { due: '2026-12-01' } });
    const message = { commandId: 'sendForSignature', commandContext: 'message', messagePayload: { id: activityId } };
    expect(told).toMatchObject([
      { name: 'composeExtension/fetchTask', value: message },
      { name: 'composeExtension/submitAction', value: { ...message, data: { due: '2026-12-01' } } },
    ]);
  });
});

describe('looking', () => {
  it('asks anew for a card that names the person, once for each state of it, and shows each their own', async () => {
    const { told, max, olivia, post, card, updateCard, seen, answering } = await demo();
    await post('/local/teams/messages', { user: max.user, text: 'share here', conversation: GROUP });
    const refresh = { action: { type: 'Action.Execute', verb: 'refresh', data: { intent: 'sealed-see' } }, userIds: [max.mri] };
    const id = await card(GROUP, adaptiveCard('For all', { refresh }));
    answering(({ from }) => cardAnswer(adaptiveCard(`For ${from.name}`)));
    told.length = 0;
    const twice = await Promise.all([seen(max.user), seen(max.user)]);
    expect(twice.map(([message]) => message?.['card'])).toEqual([adaptiveCard('For Max Berger'), adaptiveCard('For Max Berger')]);
    expect(await seen(olivia.user)).toMatchObject([{ card: { body: [{ text: 'For all' }] } }]);
    expect(told).toMatchObject([{ value: { trigger: 'automatic', action: { verb: 'refresh', data: { intent: 'sealed-see' } } } }]);
    answering(() => ({ statusCode: 500 }));
    await updateCard(GROUP, id, adaptiveCard('Newer', { refresh }));
    for (const _ of [1, 2]) expect(await seen(max.user)).toMatchObject([{ card: { body: [{ text: 'Newer' }] } }]);
    expect(told).toHaveLength(2);
  });

  it('shows a targeted message to its one reader', async () => {
    const { max, olivia, post, connector, seen } = await demo();
    await post('/local/teams/messages', { user: max.user, text: 'status', conversation: GROUP });
    const path = `v3/conversations/${encodeURIComponent(GROUP)}/activities?isTargetedActivity=true`;
    await connector('POST', path, { type: 'message', text: 'Only you', recipient: { id: max.mri } });
    expect(await seen(max.user)).toMatchObject([{ text: 'Only you', card: null }]);
    expect(await seen(olivia.user)).toEqual([]);
  });
});
