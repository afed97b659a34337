// What people do in Teams, and what they get back: within the time that Teams waits, once however often they press, and always the truth.
import { describe, expect, test } from 'vitest';
import type { Processed } from '#apps/ports.ts';
import { readChatRequest, type ChatRequest } from '#apps/chat/request.ts';
import { cardRef, readInstallationData, readPlace } from '#apps/teams/place.ts';
import { r, T0, TENANT, ENVELOPE } from '../../support/build.ts';
import type { Json } from '../../support/teams-rig.ts';
import {
  ENTRA,
  MAX_CHAT,
  MAX_MEMBER,
  MAX_USER,
  memberOf,
  placeOf,
  plainCard,
  teamsWorld,
  type TeamsWorld,
} from '../../support/teams-world.ts';

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
const done: Processed = {
  outcome: { kind: 'done', result: { ok: true, tenant: TENANT, envelope: ENVELOPE, version: 3 } },
  answers: [],
};
const PLACE = placeOf(r(1));

function refused(text: string): Processed {
  const to = { name: 'Max', email: 'max@northwind.test' };
  return {
    outcome: { kind: 'answered', code: 'refused' },
    answers: [{ to, channel: 'teams', tenant: TENANT, say: { kind: 'shown', card: plainCard(text) } }],
  };
}

function press(
  world: TeamsWorld,
  { verb = 'approve', data = {}, more = {} }: { verb?: 'approve' | 'remind' | 'list'; data?: Json; more?: Json } = {},
): Json {
  const intent = world.ports.intents.seal({ verb, place: PLACE, version: 2 });
  return world.invoke(
    'adaptiveCard/action',
    { action: { type: 'Action.Execute', verb, data: { intent, ...data } }, trigger: 'manual' },
    { replyToId: 'm1', ...more },
  );
}

async function stored(world: TeamsWorld): Promise<ChatRequest[]> {
  const open = await world.inbox.pending();
  return Promise.all(open.map(async ({ key }) => readChatRequest((await world.inbox.claim('teams', key))?.request)));
}

describe('A line', () => {
  test('is stored before Teams is answered, with our mention as a mention and a proof of the delivery', async () => {
    const world = await teamsWorld();
    const text = '<at>Countersign</at> delegate to <at>Ines</at>';
    const entities = [
      { type: 'mention', text: '<at>Countersign</at>', mentioned: { id: '28:bot', name: 'Countersign' } },
      { type: 'mention', text: '<at>Ines</at>', mentioned: { id: '29:1ines', name: 'Ines' } },
      { type: 'clientInfo', locale: 'en-GB', timezone: 'Europe/Berlin' },
    ];
    expect(await world.post(world.message({ text, entities, replyToId: 'm7' }))).toEqual({ status: 200, text: '', body: {} });
    const [request] = await stored(world);
    expect(request).toMatchObject({
      platform: 'teams',
      install: ENTRA,
      user: MAX_USER,
      at: T0,
      did: {
        kind: 'say',
        text: '<@28:bot|Countersign> delegate to <@29:1ines|Ines>',
        on: cardRef({ tenant: ENTRA, conversation: MAX_CHAT, activity: 'm7' }),
      },
      proof: { issuer: 'https://api.botframework.com', conversation: MAX_CHAT, member: MAX_MEMBER },
    });
    expect(request?.did.kind === 'say' && request.did.bots).toContain('Countersign');
    expect(readPlace(request?.place ?? '')).toMatchObject({ conversation: MAX_CHAT, kind: 'personal' });
  });

  test('that comes twice is one request', async () => {
    const world = await teamsWorld();
    await world.post(world.message());
    world.pass({ minutes: 1 });
    expect(await world.post(world.message())).toMatchObject({ status: 200 });
    expect(await world.inbox.pending()).toHaveLength(1);
  });

  test('with a file brings the file along', async () => {
    const world = await teamsWorld();
    const content = { downloadUrl: 'https://northwind-my.sharepoint.com/x?tempauth=1', uniqueId: 'u', fileType: 'pdf' };
    const attachments = [
      { contentType: 'text/html', content: '<p></p>' },
      { contentType: 'application/vnd.microsoft.teams.file.download.info', name: 'nda.pdf', content },
    ];
    await world.post(world.message({ text: '', attachments }));
    const [request] = await stored(world);
    expect(request?.did.kind === 'say' && request.did.files.map((one): unknown => JSON.parse(one))).toEqual([
      { name: 'nda.pdf', url: content.downloadUrl },
    ]);
  });

  test('names people by their id in Entra when it is carried out', async () => {
    const seen: ChatRequest[] = [];
    const world = await teamsWorld({ chat: { process: async (request) => (seen.push(request), done) } });
    world.rig.state.reply = ({ path }) =>
      path.endsWith('/members/29%3A1ines') || path.endsWith('/members/29:1ines')
        ? { status: 200, body: memberOf({ aadObjectId: 'INES' }) }
        : undefined;
    const entities = [{ type: 'mention', text: '<at>Ines</at>', mentioned: { id: '29:1ines', name: 'Ines' } }];
    await world.post(world.message({ text: 'delegate to <at>Ines</at>', entities }));
    const [open] = await world.inbox.pending();
    const claimed = await world.inbox.claim('teams', open?.key ?? '');
    if (!claimed) throw new Error('It was not there.');
    await world.channel.process(claimed.request, claimed.lease);
    expect(seen[0]?.did).toMatchObject({ text: 'delegate to <@ines|Ines>' });
  });

  test('from a program that knows no Action.Execute is a press, and is brought like any answer', async () => {
    const world = await teamsWorld();
    const intent = world.ports.intents.seal({ verb: 'approve', place: PLACE, version: 2 });
    await world.post(world.message({ text: undefined, replyToId: 'm1', value: { verb: 'approve', intent } }));
    expect(await stored(world)).toMatchObject([
      { did: { kind: 'press', intent, on: cardRef({ tenant: ENTRA, conversation: MAX_CHAT, activity: 'm1' }) } },
    ]);
    await world.post(world.message({ id: '2', text: undefined, value: { verb: 'approve', intent: 'forged.intent' } }));
    expect(await world.inbox.pending()).toHaveLength(1);
  });
});

describe('A press', () => {
  test('is carried out while Teams waits, and answered with the card as it then is, for whoever pressed', async () => {
    const world = await teamsWorld({ chat: { process: async () => done, see: async () => plainCard('Approved') } });
    const { status, body } = await world.post(press(world));
    expect(status).toBe(200);
    expect(body).toMatchObject({ statusCode: 200, type: ADAPTIVE, value: { speak: 'Approved.', refresh: { userIds: [MAX_MEMBER] } } });
    expect(await world.inbox.pending()).toEqual([]);
  });

  test('twice at once is one act, and both times its outcome is the answer', async () => {
    let acts = 0;
    const world = await teamsWorld({ chat: { process: async () => ((acts += 1), done), see: async () => plainCard('Approved') } });
    const answers = await Promise.all([world.post(press(world)), world.post(press(world))]);
    expect(acts).toBe(1);
    expect(answers.map(({ body }) => body['type'])).toEqual([ADAPTIVE, ADAPTIVE]);
    expect((await world.post(press(world))).body).toMatchObject({ type: ADAPTIVE });
    expect(acts).toBe(1);
  });

  test('with other words is another request', async () => {
    const seen: ChatRequest[] = [];
    const world = await teamsWorld({ chat: { process: async (request) => (seen.push(request), done) } });
    await world.post(
      press(world, { data: { 'delegate.reason': 'other form', reason: 'too dear', 'approve.reason': 'too late', many: ['a', 'b'] } }),
    );
    await world.post(press(world, { data: { reason: 'too slow' } }));
    await world.post(press(world, { data: { signers: `${MAX_USER},${MAX_USER}` } }));
    expect(seen.map(({ did }) => did.kind === 'press' && did.inputs)).toEqual([
      { reason: 'too late', many: ['a', 'b'] },
      { reason: 'too slow' },
      { signers: [MAX_USER, MAX_USER] },
    ]);
  });

  test('that is stale is answered with the truth and why nothing came of it, said here and nowhere else', async () => {
    const world = await teamsWorld({
      chat: { process: async () => refused('It was declined at 10:02'), see: async () => plainCard('Declined') },
    });
    const { body } = await world.post(press(world));
    expect(JSON.stringify(body['value'])).toMatch(/"text":"Declined".*It was declined at 10:02/);
    expect(world.reports).toEqual([]);
    const settled = await world.inbox.unfinished();
    expect(settled).toEqual([]);
  });

  test('that was refused may be repeated: what was too early is only so for a while', async () => {
    let acts = 0;
    const world = await teamsWorld({ chat: { process: async () => ((acts += 1) === 1 ? refused('Too early') : done) } });
    const reminder = () => press(world, { verb: 'remind' });
    await world.post(reminder());
    await world.post(reminder());
    await world.post(reminder());
    expect(acts).toBe(2);
  });

  test('is answered though it takes longer than Teams waits, and finished all the same', async () => {
    const { promise, resolve } = Promise.withResolvers<Processed>();
    const world = await teamsWorld({ ports: { waitMs: 0 }, chat: { process: async () => promise } });
    const { status, body } = await world.post(press(world));
    expect(status).toBe(200);
    expect(body).toMatchObject({ type: 'application/vnd.microsoft.activity.message' });
    const [key = ''] = (await world.inbox.pending()).map((one) => one.key);
    resolve(refused('Too late'));
    await expect.poll(async () => world.inbox.answers('teams', key)).toHaveLength(1);
  });

  test('that faults is given back to be run again, and told without the fault', async () => {
    const process = async (): Promise<never> => {
      throw new Error('secret detail');
    };
    const world = await teamsWorld({ ports: { waitMs: 0 }, chat: { process } });
    const { status, text } = await world.post(press(world));
    expect(status).toBe(200);
    expect(text).not.toContain('secret');
    await expect.poll(() => world.reports.join()).toContain('secret detail');
    await expect.poll(async () => world.inbox.pending()).toHaveLength(1);
  });

  test('that only reads is stored nowhere', async () => {
    const world = await teamsWorld({ chat: { open: async () => ({ show: 'card', card: plainCard('Waiting for you') }) } });
    expect((await world.post(press(world, { verb: 'list' }))).body).toMatchObject({ type: ADAPTIVE, value: { speak: 'Waiting for you.' } });
    expect(await world.inbox.pending()).toEqual([]);
  });

  test.each([
    ['nothing', {}],
    ['no action', { action: {} }],
    ['a forged intent', { action: { verb: 'approve', data: { intent: 'eyJ2ZXJiIjoiYXBwcm92ZSJ9.AAAAAAAAAAAAAAAAAAAAAA' } } }],
    ['a list', { action: { verb: 'approve', data: [1] } }],
  ])('with %s does nothing', async (_what, value) => {
    const world = await teamsWorld();
    const { status, body } = await world.post(world.invoke('adaptiveCard/action', value));
    expect(status === 400 || body['statusCode'] === 400).toBe(true);
    expect(await world.inbox.pending()).toEqual([]);
  });
});

describe('A card that is looked at again', () => {
  const look = (world: TeamsWorld, more: Json = {}) => {
    const intent = world.ports.intents.seal({ verb: 'approve', place: PLACE, version: 2 });
    return world.invoke(
      'adaptiveCard/action',
      { action: { verb: 'refresh', data: { intent } }, trigger: 'automatic' },
      { replyToId: 'm1', ...more },
    );
  };

  test('reads only, whatever intent stands in it', async () => {
    const world = await teamsWorld({ chat: { see: async () => plainCard('As it stands') } });
    expect((await world.post(look(world))).body).toMatchObject({ type: ADAPTIVE, value: { speak: 'As it stands.' } });
    expect(await world.inbox.pending()).toEqual([]);
  });

  test('shows its reader what they were told, as things are now, and anyone else only what is theirs', async () => {
    const world = await teamsWorld({ chat: { see: async () => plainCard('Not yours') } });
    await world.knowMax();
    await world.sent();
    const ref = cardRef({ tenant: ENTRA, conversation: MAX_CHAT, activity: 'm1' });
    await world.register.add({
      tenant: TENANT,
      envelope: ENVELOPE,
      channel: 'teams',
      shows: { as: 'told', notification: { kind: 'approve-request', to: r(1), event: '2.0' } },
      posted: { ref, hash: world.ports.sha256('shown') },
      version: 2,
      isGone: false,
    });
    expect(JSON.stringify((await world.post(look(world))).body)).toMatch(/Mutual NDA.*Action\.Execute/);
    await world.knowMax({ user: 'someone', email: 'ines@northwind.test' });
    const other = { id: '29:1ines', name: 'Ines', aadObjectId: 'someone' };
    expect((await world.post(look(world, { from: other }))).body).toMatchObject({ value: { speak: 'Not yours.' } });
  });
});

describe('A dialog', () => {
  const form = {
    show: 'form',
    form: {
      intent: { verb: 'start', version: 0 },
      language: 'en',
      title: 'New request',
      lead: ['Say who signs.'],
      fields: [],
      submit: 'Prepare',
      dismiss: 'Cancel',
    },
  } as const;
  const fetch = (world: TeamsWorld, data: Json) => world.invoke('task/fetch', { data, context: { theme: 'default' } });

  test('opens from a button, and keeps the files that were sent before', async () => {
    const world = await teamsWorld({ chat: { open: async () => form } });
    const intent = world.ports.intents.seal({ verb: 'start', version: 0 });
    const { body } = await world.post(fetch(world, { msteams: { type: 'task/fetch' }, intent, files: ['nda.pdf'] }));
    expect(body).toMatchObject({
      task: {
        type: 'continue',
        value: {
          title: 'New request',
          card: { contentType: ADAPTIVE, content: { actions: [{ type: 'Action.Submit', data: { intent, files: ['nda.pdf'] } }] } },
        },
      },
    });
    expect(await world.post(fetch(world, { intent: 'forged.x' }))).toMatchObject({ status: 400, text: '' });
  });

  test('opens from any message, and for one with a file says where the file is to be sent', async () => {
    const world = await teamsWorld({ chat: { open: async () => form } });
    const begin = (messagePayload: Json, commandId = 'sendForSignature') =>
      world.post(world.invoke('composeExtension/fetchTask', { commandId, commandContext: 'message', messagePayload }));
    expect((await begin({ id: '1' })).body).toMatchObject({ task: { type: 'continue' } });
    expect((await begin({ id: '1', attachments: [{ contentType: 'reference', contentUrl: 'https://x' }] })).body).toMatchObject({
      task: { type: 'message' },
    });
    expect(await begin({ id: '1' }, 'other')).toMatchObject({ status: 400, text: '' });
  });

  test('that is handed in is carried out once, and answered in its place', async () => {
    let acts = 0;
    const world = await teamsWorld({ chat: { process: async () => ((acts += 1), done) } });
    const intent = world.ports.intents.seal({ verb: 'start', version: 0 });
    const hand = (title: string) => world.post(world.invoke('task/submit', { data: { intent, title } }));
    expect((await hand('NDA')).body).toMatchObject({ task: { type: 'message' } });
    expect((await hand('NDA')).body).toMatchObject({ task: { type: 'message' } });
    expect(acts).toBe(1);
  });

  test('that was not good enough says why in the dialog', async () => {
    const world = await teamsWorld({ chat: { process: async () => refused('Nobody is named') } });
    const intent = world.ports.intents.seal({ verb: 'start', version: 0 });
    const { body } = await world.post(world.invoke('composeExtension/submitAction', { commandId: 'sendForSignature', data: { intent } }));
    expect(body).toMatchObject({ task: { type: 'continue', value: { title: 'Nobody is named' } } });
  });
});

describe('Who has the app', () => {
  test('is reached from then on where they have it, in their own language', async () => {
    const world = await teamsWorld();
    world.rig.state.reply = () => ({ status: 200, body: memberOf() });
    const entities = [{ type: 'clientInfo', timezone: 'Europe/London' }];
    await world.post(world.message({ type: 'installationUpdate', action: 'add', text: undefined, entities }));
    const account = await world.ports.accounts.get('teams', ENTRA, MAX_USER);
    expect(account).toMatchObject({ email: 'max@northwind.test', language: 'en-GB', zone: 'Europe/London', standing: 'member' });
    expect(readPlace(account?.address ?? '')).toMatchObject({ conversation: MAX_CHAT, member: MAX_MEMBER });
  });

  test('and removed it is no longer reached there', async () => {
    const world = await teamsWorld();
    await world.knowMax();
    await world.post(world.message({ type: 'installationUpdate', action: 'remove', text: undefined }));
    expect(await world.ports.accounts.get('teams', ENTRA, MAX_USER)).toBeUndefined();
  });

  test('the connector that was heard of last is where a tenant is reached', async () => {
    const world = await teamsWorld();
    const moved = `${world.rig.serviceUrl}emea/`;
    await world.post(world.message({ serviceUrl: moved }), { claims: { serviceurl: moved } });
    const installation = await world.ports.installations.get('teams', ENTRA);
    expect(readInstallationData(installation?.data ?? '').serviceUrl).toBe(moved);
  });
});
