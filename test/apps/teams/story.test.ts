// An approval in Teams from the posted card to the record, with the product's own chat behind the channel.
import { expect, test } from 'vitest';
import { fold } from '#core/fold.ts';
import type { Message } from '#core/messages.ts';
import { ENVELOPE, r, T0, TENANT } from '../../support/build.ts';
import type { Json } from '../../support/teams-rig.ts';
import { NORTHWIND, teamsWorld } from '../../support/teams-world.ts';

type Button = {
  readonly type: string;
  readonly verb?: string;
  readonly data?: Json;
  readonly card?: { readonly actions?: readonly Button[] };
};

function executeIn(actions: readonly Button[], verb: string): Button | undefined {
  return actions.flatMap((one) => [one, ...(one.card?.actions ?? [])]).find((one) => one.type === 'Action.Execute' && one.verb === verb);
}

async function asked() {
  const world = await teamsWorld({ chat: 'real' });
  await world.knowMax();
  await world.sent();
  const { state: envelope, version } = await world.state();
  const notification = { kind: 'approve-request', to: r(1), event: '2.0' } as const;
  const message: Message = { attempt: 1, effect: 'e', tenant: NORTHWIND, notification, envelope, version };
  const receipt = await world.channel.outbound.deliver(message);
  if (receipt.outcome !== 'accepted' || !receipt.card) throw new Error('It was not posted.');
  const shows = { as: 'told', notification } as const;
  await world.register.add({ tenant: TENANT, envelope: ENVELOPE, channel: 'teams', shows, posted: receipt.card, version, isGone: false });
  const [attachment] = (world.rig.asked[0]?.body['attachments'] ?? []) as { content: { actions: Button[] } }[];
  const press = (verb: string, more: Json = {}) => {
    const button = executeIn(attachment?.content.actions ?? [], verb);
    if (!button) throw new Error(`The card has no ${verb}.`);
    return world.post(
      world.invoke('adaptiveCard/action', { action: { type: button.type, verb, data: { ...button.data, ...more } } }, { replyToId: 'm1' }),
    );
  };
  const standing = async () => {
    const state = fold(await world.ledger.load(TENANT, ENVELOPE));
    return state.status === 'none' ? undefined : state.recipients.find(({ id }) => id === r(1));
  };
  return { world, press, standing, posted: receipt.card };
}

test('pressing Approve twice records one approval, well proven, with what was seen, and both times shows that it is recorded', async () => {
  const { world, press, standing, posted } = await asked();
  const [first, second] = await Promise.all([press('approve'), press('approve')]);
  for (const { body } of [first, second]) {
    expect(body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    expect(JSON.stringify(body)).not.toContain('"verb":"approve"');
  }
  expect(await standing()).toMatchObject({ act: { type: 'approved', at: T0 } });
  const { commits } = await world.ledger.load(TENANT, ENVELOPE);
  expect(commits).toHaveLength(3);
  const evidence = [...world.blobs.kept]
    .filter(([key]) => key.includes('/evidence/'))
    .map(([, bytes]) => JSON.parse(String(bytes)) as Json);
  expect(evidence).toMatchObject([{ platform: 'teams', assurance: 'L2', seen: { card: posted.hash } }]);
  expect(JSON.stringify(evidence)).not.toMatch(/Bearer|eyJ/);
});

test('declining with a reason, after the card had shown otherwise, is answered with the truth', async () => {
  const { press, standing } = await asked();
  await press('approve');
  const { status, body } = await press('decline', { reason: 'Too dear' });
  expect(status).toBe(200);
  expect(body).toMatchObject({ type: 'application/vnd.microsoft.card.adaptive' });
  expect(await standing()).toMatchObject({ act: { type: 'approved' } });
});

test('a line is answered in the personal chat', async () => {
  const { world } = await asked();
  await world.post(world.message({ text: `status ${ENVELOPE}` }));
  const [open] = await world.inbox.pending();
  const claimed = await world.inbox.claim('teams', open?.key ?? '');
  if (!claimed) throw new Error('It was not stored.');
  const { outcome, answers } = await world.channel.process(claimed.request, claimed.lease);
  await world.inbox.settle(claimed.lease, outcome, answers);
  const [answer] = answers;
  if (!answer) throw new Error('There is no answer.');
  expect(await world.channel.outbound.deliver({ attempt: 1, effect: 'a', tenant: NORTHWIND, answer })).toMatchObject({
    outcome: 'accepted',
  });
  expect(JSON.stringify(world.rig.asked.at(-1)?.body)).toContain('Mutual NDA');
});
