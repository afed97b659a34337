// Whoever is not reached on their channel gets the same message on the next, at once, never twice on the same; the sender hears of it.
import { describe, expect, test } from 'vitest';
import type { NextChannel } from '#apps/dispatch/bring.ts';
import type { Answer } from '#core/answer.ts';
import type { Command } from '#core/command.ts';
import { eventsOf } from '#core/chain.ts';
import type { Message } from '#core/messages.ts';
import type { Channel } from '#core/terms.ts';
import { board } from '../../support/board.ts';
import { body, command, ENVELOPE, INES, MAX, OLIVIA, person, r, SYSTEM, TENANT } from '../../support/build.ts';
import { dispatchKit } from '../../support/dispatch-kit.ts';
import { mortalTable } from '../../support/faulty-table.ts';
import { LEASE_MS, storesOver } from '../../support/store-kit.ts';

const draft = body.draft({ recipients: [{ ...MAX, channel: 'slack' }, INES] });
const drafted = command(OLIVIA, draft);
const sent = command(OLIVIA, body.send);
const approved = command(person(MAX.email), body.approve(r(1)), { hours: 1 });

/** Slack, then Teams, then mail. */
const inOrder: NextChannel = async (_tenant, _email, after) => ({ slack: 'teams', teams: 'email' } as const)[after as 'slack' | 'teams'];
const nobody = () => false;

type Over = Parameters<typeof dispatchKit>[0] & { readonly with?: readonly ('slack' | 'teams')[] };

async function chatKit({ with: running = ['slack', 'teams'], ...over }: Over = {}) {
  const boards = { slack: board('slack'), teams: board('teams') };
  const outbound = Object.fromEntries(running.map((chat) => [chat, boards[chat].outbound]));
  return { ...(await dispatchKit({ outbound, nextChannel: inOrder, ...over })), ...boards };
}

type Kit = Awaited<ReturnType<typeof chatKit>>;

async function play(kit: Kit, ...story: readonly Command[]): Promise<void> {
  for (const next of story) {
    await kit.run(next);
    await kit.dispatcher.settle();
  }
}

async function deliveries({ ledger }: Pick<Kit, 'ledger'>): Promise<string[]> {
  const events = eventsOf(await ledger.load(TENANT, ENVELOPE));
  return events.flatMap(({ event }) =>
    event.type === 'deliveries-recorded'
      ? event.deliveries.map((one) => `${one.recipient} ${one.channel} ${one.outcome}${one.outcome === 'rerouted' ? ` ${one.next}` : ''}`)
      : [],
  );
}

async function channelOf({ state }: Kit): Promise<Channel | undefined> {
  const now = await state();
  return now.status === 'none' ? undefined : now.recipients[0]?.channel;
}

describe('a person whose mail came back after it had been taken', () => {
  test('is asked again in their chat, and the sender is told of it once', async () => {
    const kit = await chatKit();
    await play(kit, command(OLIVIA, body.draft({ recipients: [MAX, INES] })), sent);
    expect(kit.delivered).toContain('approve-request>r1');
    const bounced = { recipient: r(1), channel: 'email', outcome: 'rerouted', next: 'slack', why: '', reason: 'no-such-person' } as const;
    const report = (effect: string) => command(SYSTEM, { type: 'record-deliveries', deliveries: [{ ...bounced, effect }] }, { hours: 1 });
    await play(kit, report('e1#bounced'), report('e2#bounced'));
    expect(kit.slack.posts).toEqual(['approve-request>r1']);
    expect(kit.delivered.filter((one) => one.startsWith('rerouted'))).toEqual(['rerouted>sender']);
    expect(await channelOf(kit)).toBe('slack');
  });
});

describe('a person who is not reached', () => {
  test('is asked on the next channel at once, is written to there from then on, and the sender hears why', async () => {
    const kit = await chatKit();
    kit.slack.world.reaches = nobody;
    await play(kit, drafted, sent);
    expect(kit.teams.posts).toEqual(['approve-request>r1']);
    expect(await deliveries(kit)).toEqual(['r1 teams accepted', 'r1 slack rerouted teams']);
    expect(kit.delivered).toEqual(['draft>sender', 'rerouted>sender']);
    expect(await channelOf(kit)).toBe('teams');
    await play(kit, approved);
    expect(kit.teams.posts).toEqual(['approve-request>r1', 'recorded>r1']);
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0, effects: { failed: 0 } });
  });

  test('on any chat gets a mail, and the sender hears of it once', async () => {
    const kit = await chatKit();
    kit.slack.world.reaches = nobody;
    kit.teams.world.reaches = nobody;
    await play(kit, drafted, sent);
    expect(kit.delivered).toEqual(['draft>sender', 'approve-request>r1', 'rerouted>sender']);
    expect((await deliveries(kit)).slice(1)).toEqual(['r1 slack rerouted teams', 'r1 teams rerouted email']);
    expect(await channelOf(kit)).toBe('email');
  });

  test('is not looked for where no channel runs, nor twice on the same', async () => {
    const kit = await chatKit({ with: ['slack'] });
    kit.slack.world.reaches = nobody;
    await play(kit, drafted, sent);
    expect(await channelOf(kit)).toBe('email');
    const round = await chatKit({ nextChannel: async (_tenant, _email, after) => (after === 'slack' ? 'teams' : 'slack') });
    round.slack.world.reaches = nobody;
    round.teams.world.reaches = nobody;
    await play(round, drafted, sent);
    expect(round.delivered).toContain('approve-request>r1');
    expect((await deliveries(round)).slice(1)).toEqual(['r1 slack rerouted teams', 'r1 teams rerouted email']);
  });

  test('anywhere stands as undeliverable, with a dead letter', async () => {
    const kit = await chatKit();
    const isToMax = (message: Message) => 'notification' in message && message.notification.to === r(1);
    kit.slack.world.reaches = nobody;
    kit.teams.world.reaches = nobody;
    kit.world.mood = (message) => (isToMax(message) ? 'elsewhere' : 'ok');
    await play(kit, drafted, sent);
    expect(kit.delivered).toContain('undeliverable>sender');
    expect(await kit.state()).toMatchObject({ recipients: [{ status: 'undeliverable' }, {}] });
    expect(await kit.letters.effects(TENANT)).toMatchObject([{ kind: 'approve-request', why: 'not here' }]);
  });

  test('is reminded by mail on the day on which a chat did not reach them', async () => {
    const kit = await chatKit();
    await play(kit, drafted, sent);
    kit.slack.world.reaches = nobody;
    kit.teams.world.reaches = nobody;
    kit.at({ days: 3 });
    await kit.dispatcher.tick();
    await kit.dispatcher.settle();
    expect(kit.delivered).toContain('reminder>r1');
  });

  test('waits where their own channel is not running here: that is a mistake of whoever runs it', async () => {
    const kit = await chatKit({ with: [] });
    await play(kit, drafted, sent);
    expect(kit.faults.at(-1)).toContain('No slack channel is running here');
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 1 });
    expect(await channelOf(kit)).toBe('slack');
  });
});

describe('a sender in a chat', () => {
  test('who is not reached there hears by mail, of which nothing is recorded', async () => {
    const kit = await chatKit();
    kit.slack.world.reaches = nobody;
    kit.teams.world.reaches = nobody;
    const { content } = draft;
    await play(kit, command(OLIVIA, { ...draft, content: { ...content, origin: { channel: 'slack', reference: 'C1/1' } } }));
    expect(kit.delivered).toEqual(['draft>sender']);
    expect((await kit.effects.list(TENANT, ENVELOPE)).map(({ state, next }) => [state, next])).toEqual([
      ['done', null],
      ['elsewhere', 'teams'],
      ['elsewhere', 'email'],
    ]);
    expect(await deliveries(kit)).toEqual([]);
  });

  test.each([undefined, { envelope: ENVELOPE, seat: 'sender' as const }])(
    'gets an answer by mail where the chat fails (%o)',
    async (about) => {
      const kit = await chatKit();
      kit.slack.world.reaches = nobody;
      await play(kit, drafted);
      const heard: Message[] = [];
      const { deliver } = kit.teams.outbound;
      kit.teams.outbound.deliver = async (message) => {
        heard.push(message);
        return deliver(message);
      };
      const to = { name: 'Olivia', email: 'olivia@northwind.test' };
      const answer: Answer = { to, channel: 'slack', tenant: TENANT, place: 'D1', say: { kind: 'status' }, ...(about && { about }) };
      await kit.inbox.accept('slack', 'asked', {});
      const claimed = await kit.inbox.claim('slack', 'asked');
      if (!claimed) throw new Error('not claimed');
      await kit.inbox.settle(claimed.lease, { kind: 'answered', code: 'status' }, [answer]);
      expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
      const { place: _, ...elsewhere } = answer;
      expect(heard).toMatchObject([{ answer: { ...elsewhere, channel: 'teams' } }]);
      expect(heard[0]).not.toHaveProperty('answer.place');
    },
  );
});

describe('death at any write', () => {
  test('loses no message on its way from one channel to the next, and tells the sender once', async () => {
    for (let survived = 1; survived < 60; survived += 1) {
      const bare = await chatKit();
      await play(bare, drafted);
      const mortal = { ...storesOver(mortalTable(bare.bare, survived), bare.clock), bare: bare.bare };
      const dying = await chatKit({ kit: mortal, delivered: bare.delivered });
      dying.slack.world.reaches = nobody;
      await dying.run(sent).catch(() => undefined);
      await dying.dispatcher.settle().catch(() => undefined);
      const after = await chatKit({ kit: { ...storesOver(bare.bare, bare.clock), bare: bare.bare }, delivered: bare.delivered });
      after.slack.world.reaches = nobody;
      bare.clock.machineNow += LEASE_MS + 20 * 60_000;
      await after.run(sent).catch(() => undefined);
      await after.dispatcher.settle();
      const posts = [...dying.teams.posts, ...after.teams.posts];
      expect(new Set(posts), `after ${survived} writes`).toEqual(new Set(['approve-request>r1']));
      expect(posts.length).toBeLessThanOrEqual(2);
      expect((await deliveries(after)).toSorted()).toEqual(['r1 slack rerouted teams', 'r1 teams accepted']);
      expect(new Set(bare.delivered)).toEqual(new Set(['draft>sender', 'rerouted>sender']));
      expect(await after.dispatcher.settle()).toMatchObject({ undispatched: 0 });
    }
  });
});
