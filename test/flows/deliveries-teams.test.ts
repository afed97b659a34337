// Deliveries of Teams that are not what they should be: forged, repeated, doubled, late, pressed on a card that was true once, or by someone
// else. Each has one defined effect on the record, on what the person is answered, and on the card.
import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CastMember } from '#apps/local/cast.ts';
import { inTeamsCalled, teamsCard } from '../support/chat-people.ts';
import { INES, LENA, MAX, OLIVIA, type Answered, type Caught, type ChatWorld } from '../support/chat-world.ts';
import { sentInChat, TITLE } from '../support/sent-in-chat.ts';
import { untruthsIn } from '../support/true-cards.ts';

const APPROVED = ['r1 approved', 'system turn-began r2'];
const VOID = { verb: 'void', reason: 'A newer version follows.' } as const;
const APPROVE = { verb: 'approve' } as const;

describe('a forged delivery', () => {
  const forgeries: readonly (readonly [string, number, (world: ChatWorld, caught: Caught) => Caught])[] = [
    ['without a token', 401, (_world, caught) => withToken(caught, undefined)],
    [
      'for another app',
      401,
      (world, caught) => withToken(caught, world.teamsIn.issuer.token({ appId: 'another', serviceUrl: world.teamsIn.serviceUrl })),
    ],
    [
      'for another connector',
      401,
      (world, caught) => withToken(caught, world.teamsIn.issuer.token({ appId: appOf(world), serviceUrl: 'http://127.0.0.1:1/' })),
    ],
    ['signed by someone else', 401, (_world, caught) => withToken(caught, signedByAnother(caught))],
    ['to be answered elsewhere', 403, (_world, caught) => changed(caught, { serviceUrl: 'https://evil.test/' })],
    ['of a tenant that nobody here has claimed', 403, (_world, caught) => ofTenant(caught, '00000000-0000-4000-8000-00000000dead')],
    [
      'of someone without an account in Entra',
      403,
      (_world, caught) => changed(caught, { from: { id: '29:1visitor', name: 'Max Berger' } }),
    ],
  ];

  test.each(forgeries)('%s is refused, stored nowhere, and says nothing (%i)', async (_name, status, forge) => {
    const it = await sentInChat('teams');
    const before = await seen(it.world, MAX);
    const genuine = await caughtPress(it.world);
    expect(await it.world.bring(forge(it.world, genuine))).toEqual({ status, body: '' });
    await it.world.settle();
    expect(await it.story()).toEqual([]);
    expect(await it.outcomes()).toEqual([]);
    expect(await seen(it.world, MAX)).toEqual(before);
    await it.world.bring(genuine);
    await it.world.settle();
    expect(await it.story()).toEqual(APPROVED);
  });
});

describe('the same thing more than once', () => {
  test('the same bytes again, at once and after the outcome, are one act, and each is answered with the card as it is now', async () => {
    const it = await sentInChat('teams');
    const press = await it.prepare(MAX, APPROVE);
    for (const answered of await Promise.all([press(), press()])) expect(shown(answered)).toContain('You approved');
    await it.world.settle();
    expect(shown(await it.bring(press))).toContain('You approved');
    expect(await it.story()).toEqual(APPROVED);
    expect(await it.outcomes()).toEqual(['done']);
    expect(await untruthsIn(it.world, it.envelope)).toEqual([]);
  });

  test('a double click is one act, and nobody is told that they had acted already', async () => {
    const it = await sentInChat('teams');
    const [first, second] = [await it.prepare(MAX, APPROVE), await it.prepare(MAX, APPROVE)];
    for (const answered of await Promise.all([first(), second()])) expect(shown(answered)).not.toContain('could not be done');
    await it.world.settle();
    expect(await it.story()).toEqual(APPROVED);
    expect(await it.outcomes()).toEqual(['done']);
  });

  test('a line that is delivered twice is said once', async () => {
    const it = await sentInChat('teams');
    const line = await it.world.held(async () => it.world.teams.say({ person: inTeamsCalled(it.world, MAX), text: 'help', files: [] }));
    const before = (await seen(it.world, MAX)).length;
    for (let times = 0; times < 3; times += 1) {
      expect(await it.world.bring(line)).toEqual({ status: 200, body: '' });
      await it.world.settle();
    }
    expect(await seen(it.world, MAX)).toHaveLength(before + 1);
  });
});

describe('too late', () => {
  test('an approval that arrives after the void is answered with the reason above the truth, and the card shows it', async () => {
    const it = await sentInChat('teams');
    const late = await it.prepare(MAX, APPROVE);
    await it.bring(await it.prepare(OLIVIA, VOID));
    const answered = await it.bring(late);
    expect(shown(answered)).toContain('This envelope was voided by its sender');
    expect(shown(answered)).not.toContain('"verb":"approve"');
    expect(await it.story()).toEqual(['sender voided']);
    expect(await it.outcomes()).toEqual(['done', 'envelope-over']);
    expect(await untruthsIn(it.world, it.envelope)).toEqual([]);
  });

  test('a button of a card that was true once is answered with the truth, and the card is repaired', async () => {
    const it = await sentInChat('teams');
    const { conversation, activityId: id } = await teamsCard(it.world, MAX, { title: TITLE, button: 'approve' });
    const once = it.world.teamsIn.store.at({ conversation, id })?.activity;
    const late = await it.prepare(MAX, APPROVE);
    await it.bring(await it.prepare(OLIVIA, VOID));
    // An update was overtaken by an older one on its way, which we cannot know.
    await it.world.teamsIn.store.update({ conversation, id }, once ?? {});
    expect(shown(await it.bring(late))).toContain('This envelope was voided by its sender');
    expect(await it.story()).toEqual(['sender voided']);
    expect(await untruthsIn(it.world, it.envelope)).toEqual([]);
    expect(it.world.teamsIn.store.at({ conversation, id })?.activity).not.toEqual(once);
  });

  test('what a client asks for by itself changes nothing, whatever the button says', async () => {
    const it = await sentInChat('teams');
    const press = await caughtPress(it.world);
    const { value } = JSON.parse(press.body);
    const asked = changed(press, { value: { ...value, action: { ...value.action, verb: 'refresh' }, trigger: 'automatic' } });
    expect(shown(await it.world.bring(asked))).toContain('Approval requested');
    await it.world.settle();
    expect(await it.story()).toEqual([]);
    expect(await it.outcomes()).toEqual([]);
  });
});

describe('someone else', () => {
  const others: readonly (readonly [string, CastMember])[] = [
    ['a colleague', INES],
    ['the sender', OLIVIA],
    ['a member of another tenant', LENA],
  ];

  test.each(others)('%s presses the card of the approver: nothing is recorded, nothing is shown to them', async (_name, other) => {
    const it = await sentInChat('teams');
    const before = await seen(it.world, MAX);
    for (const move of [APPROVE, { verb: 'decline', reason: 'No.' }] as const) {
      const answered = await it.bring(await it.prepare(MAX, move, other));
      expect(answered.status).toBe(200);
      // Whoever has no part in it does not learn what it is called.
      if (other !== OLIVIA) expect(shown(answered)).not.toContain(TITLE);
      expect(shown(answered)).not.toContain('"verb":"approve"');
    }
    expect(await it.story()).toEqual([]);
    expect(await it.outcomes()).toEqual(['not-yours', 'not-yours']);
    expect(await seen(it.world, MAX)).toEqual(before);
    expect(await untruthsIn(it.world, it.envelope)).toEqual([]);
  });
});

async function caughtPress(world: ChatWorld): Promise<Caught> {
  const { activityId } = await teamsCard(world, MAX, { title: TITLE, button: 'approve' });
  return world.held(async () => world.teams.press({ person: inTeamsCalled(world, MAX), activityId, verb: 'approve', data: {} }));
}

async function seen(world: ChatWorld, person: CastMember) {
  return structuredClone(await world.teams.look(inTeamsCalled(world, person)));
}

function shown({ status, body }: Answered): string {
  return `${status} ${body}`;
}

function appOf({ teamsIn }: ChatWorld): string {
  return teamsIn.settings.appId;
}

function withToken({ headers, ...caught }: Caught, token: string | undefined): Caught {
  const { authorization: _authorization, ...others } = headers;
  return { ...caught, headers: token === undefined ? others : { ...others, authorization: `Bearer ${token}` } };
}

function changed({ headers, ...caught }: Caught, change: object): Caught {
  const { 'content-length': _length, ...others } = headers;
  return { ...caught, headers: others, body: JSON.stringify({ ...JSON.parse(caught.body), ...change }) };
}

function ofTenant(caught: Caught, tenant: string): Caught {
  const { conversation, channelData } = JSON.parse(caught.body);
  return changed(caught, { conversation: { ...conversation, tenantId: tenant }, channelData: { ...channelData, tenant: { id: tenant } } });
}

/** The same claims under the same name of a key, with a key of their own. */
function signedByAnother({ headers }: Caught): string {
  const [header = '', claims = ''] = (headers['authorization'] ?? '').replace('Bearer ', '').split('.');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return `${header}.${claims}.${sign('RSA-SHA256', Buffer.from(`${header}.${claims}`), privateKey).toString('base64url')}`;
}
