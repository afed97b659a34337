// Every posted card shows the record as it stands, whatever fails on the way; and where no channel has cards, nothing is spent on them.
import { describe, expect, test } from 'vitest';
import { deadList, redrive } from '#apps/dispatch/dead-list.ts';
import { repairing } from '#apps/dispatch/repair.ts';
import { blobNames } from '#apps/dispatch/blob-names.ts';
import type { Answer } from '#core/answer.ts';
import type { Command } from '#core/command.ts';
import type { Table } from '#core/ports.ts';
import { erasureInventory } from '#stores/erasure-inventory.ts';
import { board, wordsOf } from '../../support/board.ts';
import { body, command, DANA, ENVELOPE, INES, MAX, OLIVIA, person, r, sha256, SYSTEM, TENANT } from '../../support/build.ts';
import { wrapTable } from '../../support/counting-table.ts';
import { dispatchKit } from '../../support/dispatch-kit.ts';

const inSlack = [MAX, INES, DANA].map((one) => ({ ...one, channel: 'slack' as const }));
const draft = body.draft({ recipients: inSlack });
const drafted = command(OLIVIA, draft);
const sent = command(OLIVIA, body.send);
const approved = command(person(MAX.email), body.approve(r(1)), { hours: 1 });
const inesSigned = command(person(INES.email), body.sign(r(2)), { hours: 2 });
const danaSigned = command(person(DANA.email, 'L2', 'web'), body.sign(r(3)), { hours: 3 });
const voided = command(OLIVIA, { type: 'void', reason: 'Wrong file' }, { hours: 4 });

type Kit = Awaited<ReturnType<typeof chatKit>>;

async function chatKit(over: Parameters<typeof dispatchKit>[0] = {}) {
  const slack = board('slack');
  return { ...(await dispatchKit({ outbound: { slack: slack.outbound }, ...over })), slack };
}

async function play(kit: Kit, ...story: readonly Command[]): Promise<void> {
  for (const next of story) {
    await kit.run(next);
    await kit.dispatcher.settle();
  }
}

/** The references whose cards do not show the newest state, by the board or by the register. */
async function untrue({ slack, state, ledger, cards }: Kit): Promise<string[]> {
  const now = await state();
  if (now.status === 'none') throw new Error('nothing is there');
  const { version } = await ledger.load(TENANT, ENVELOPE);
  const live = (await cards.ofEnvelope(TENANT, ENVELOPE)).filter(({ isGone }) => !isGone);
  return live
    .filter((card) => card.version !== version || slack.shown.get(card.posted.ref)?.words !== wordsOf(now))
    .map(({ posted }) => posted.ref);
}

async function effectsOn({ effects }: Kit, ref: string) {
  const found = await effects.ofCard({ tenant: TENANT, envelope: ENVELOPE, channel: 'slack', ref });
  return found.map(({ state, job }) => `${job.do === 'card' ? job.version : ''} ${state}`);
}

describe('posted cards', () => {
  test('show the record as it stands, all of them, after each event', async () => {
    const kit = await chatKit();
    for (const next of [drafted, sent, approved, inesSigned, danaSigned]) {
      await play(kit, next);
      expect(await untrue(kit)).toEqual([]);
    }
    expect(kit.slack.posts).toContain('approve-request>r1');
    expect((await kit.cards.ofEnvelope(TENANT, ENVELOPE)).length).toBe(kit.slack.posts.length);
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0, effects: { failed: 0 } });
  });

  test('are not asked about again while nothing happens, nor drawn anew for what changes nothing on them', async () => {
    const kit = await chatKit();
    await play(kit, drafted, sent);
    const { length } = kit.slack.asked;
    await kit.dispatcher.settle();
    await kit.dispatcher.walk();
    await kit.dispatcher.settle();
    expect(kit.slack.asked).toHaveLength(length);
    const before = kit.slack.shown.get('slack/1');
    await play(kit, command(person(MAX.email), { type: 'comment', from: r(1), to: null, text: 'Why?' }));
    expect(kit.slack.shown.get('slack/1')).toBe(before);
    expect(await untrue(kit)).toEqual([]);
  });

  test('cost nothing where no channel that runs can redraw them', async () => {
    const touched: string[] = [];
    const wrap = (table: Table) =>
      wrapTable(table, (_operation, call) => async (...args) => {
        touched.push(JSON.stringify(args));
        return call(...args);
      });
    const kit = await dispatchKit({ wrap });
    for (const next of [command(OLIVIA, body.draft()), sent, approved]) {
      await kit.run(next);
      await kit.dispatcher.settle();
    }
    expect(touched.length).toBeGreaterThan(0);
    expect(touched.filter((row) => /CARD#|card#/.test(row))).toEqual([]);
  });

  test('that are gone are never looked at again', async () => {
    const kit = await chatKit();
    await play(kit, drafted, sent);
    kit.slack.world.gone.add('slack/1');
    await play(kit, approved);
    const { length } = kit.slack.asked.filter((call) => call.startsWith('slack/1@'));
    await play(kit, inesSigned, danaSigned);
    expect(kit.slack.asked.filter((call) => call.startsWith('slack/1@'))).toHaveLength(length);
    expect(await untrue(kit)).toEqual([]);
  });

  test('that are posted anew are kept true where they stand now', async () => {
    const kit = await chatKit();
    await play(kit, drafted, sent);
    kit.slack.world.fixed.add('slack/1');
    await play(kit, approved, inesSigned);
    expect(await kit.cards.at('slack', 'slack/1')).toMatchObject({ isGone: true });
    expect(kit.slack.shown.get('slack/1/anew')?.words).toContain('Ines signed');
    expect(await untrue(kit)).toEqual([]);
  });

  test('posted while something else was being stored show that as well', async () => {
    const kit = await chatKit();
    kit.slack.world.meanwhile = async () => {
      kit.slack.world.meanwhile = async () => undefined;
      // Another process stores it and follows it to its end, all before the card is known.
      await kit.run(sent);
      for (const { pointer } of await kit.pointers.pending())
        if (pointer.kind === 'commit' && pointer.version === 2) await kit.pointers.done(pointer);
    };
    const { content } = draft;
    await play(kit, command(OLIVIA, { ...draft, content: { ...content, origin: { channel: 'slack', reference: 'C1/1' } } }));
    expect(kit.slack.posts).toEqual(['draft>sender']);
    expect(kit.slack.shown.get('slack/1')?.words).toContain('sent');
    expect(await untrue(kit)).toEqual([]);
  });

  test('found again after the platform’s answer got lost may be old, and are made true', async () => {
    const kit = await chatKit();
    const question = command(person(MAX.email), { type: 'comment', from: r(1), to: null, text: 'Why?' }, { minutes: 5 });
    const origin = { channel: 'slack', reference: 'C1/1' } as const;
    await play(kit, command(OLIVIA, body.draft({ origin })), sent);
    kit.slack.world.lost = 1;
    await play(kit, question, approved);
    kit.clock.machineNow += 2_000;
    await kit.dispatcher.settle();
    expect(kit.slack.posts).toEqual(['draft>sender', 'question>sender']);
    expect(await kit.cards.ofEnvelope(TENANT, ENVELOPE)).toHaveLength(2);
    expect(await untrue(kit)).toEqual([]);
  });

  test('doubted by someone who pressed on one are drawn anew, whatever they are believed to show, and that once', async () => {
    const kit = await chatKit();
    await play(kit, drafted, sent, voided);
    const shown = kit.slack.shown.get('slack/1');
    kit.slack.shown.set('slack/1', { words: 'what an update that was overtaken shows', version: 2 });
    const repair = repairing(kit);
    await repair('slack', 'slack/1');
    await repair('slack', 'nowhere');
    await kit.dispatcher.settle();
    expect(kit.slack.shown.get('slack/1')?.words).toBe(shown?.words);
    expect(await untrue(kit)).toEqual([]);
    const { length } = kit.slack.asked;
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
    expect(kit.slack.asked).toHaveLength(length);
  });

  test('shared at a place are kept true like the others', async () => {
    const kit = await chatKit();
    await play(kit, drafted, sent);
    const about = { envelope: ENVELOPE, seat: 'sender' } as const;
    const to = { name: 'Olivia', email: 'olivia@northwind.test' };
    const answer: Answer = { to, channel: 'slack', tenant: TENANT, about, place: 'C1', say: { kind: 'shared' } };
    kit.slack.world.meanwhile = async () => {
      kit.slack.world.meanwhile = async () => undefined;
      await kit.run(approved);
    };
    await kit.inbox.accept('slack', 'share', {});
    const claimed = await kit.inbox.claim('slack', 'share');
    if (!claimed) throw new Error('not claimed');
    await kit.inbox.settle(claimed.lease, { kind: 'answered', code: 'shared' }, [answer]);
    await kit.dispatcher.settle();
    const ref = `slack/${kit.slack.posts.indexOf('shared>Olivia') + 1}`;
    expect(await kit.cards.at('slack', ref)).toMatchObject({ shows: { as: 'shared', language: 'en' } });
    await play(kit, inesSigned);
    expect(kit.slack.shown.get(ref)?.words).toContain('Ines signed');
    expect(await untrue(kit)).toEqual([]);
  });
});

describe('a card that cannot be redrawn at the moment', () => {
  test('waits as long as the platform asked, is redrawn once, and shows the newest', async () => {
    const kit = await chatKit();
    await play(kit, drafted, sent);
    kit.slack.world.fault = Object.assign(new Error('429'), { retryAfterMs: 60_000 });
    await play(kit, command(person(MAX.email), { type: 'view', recipient: r(1) }, { minutes: 1 }));
    const calls = () => kit.slack.asked.filter((call) => call.startsWith('slack/1@')).length;
    const before = calls();
    kit.slack.world.fault = undefined;
    kit.clock.machineNow += 30_000;
    await play(kit, voided);
    expect(calls()).toBe(before);
    expect(await kit.dispatcher.settle()).not.toMatchObject({ undispatched: 0 });
    kit.clock.machineNow += 31_000;
    await kit.dispatcher.settle();
    expect(calls()).toBe(before + 1);
    expect(await untrue(kit)).toEqual([]);
    expect((await effectsOn(kit, 'slack/1')).filter((one) => !one.endsWith('done'))).toEqual([expect.stringContaining('superseded')]);
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
  });

  test('holds no other message back', async () => {
    const kit = await chatKit();
    await play(kit, drafted, sent);
    kit.slack.world.fault = new Error('down');
    await play(kit, voided);
    expect(kit.delivered).toContain('voided>sender');
  });

  test('is a dead letter after many attempts, and is redrawn by the next event or when it is put back', async () => {
    const kit = await chatKit();
    await play(kit, drafted, sent);
    kit.slack.world.fault = new Error('down');
    await play(kit, command(person(MAX.email), { type: 'view', recipient: r(1) }, { minutes: 1 }));
    for (let round = 0; round < 20; round += 1) {
      kit.clock.machineNow += 1_000_000;
      await kit.dispatcher.settle();
    }
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
    const [dead] = await deadList(kit.table, { kind: 'card' });
    expect(dead).toMatchObject({ would: 'redraw', letter: { kind: 'card', to: r(1), why: 'down', attempts: 14 } });
    kit.slack.world.fault = undefined;
    if (dead) await redrive(kit.table, dead);
    await kit.dispatcher.settle();
    expect(await untrue(kit)).toEqual([]);
    expect(await deadList(kit.table, { kind: 'card' })).toEqual([]);
  });

  test('and that shows the newest by now would only be closed', async () => {
    const kit = await chatKit();
    await play(kit, drafted, sent);
    kit.slack.world.fault = new Error('down');
    await play(kit, command(person(MAX.email), { type: 'view', recipient: r(1) }, { minutes: 1 }));
    for (let round = 0; round < 20; round += 1) {
      kit.clock.machineNow += 1_000_000;
      await kit.dispatcher.settle();
    }
    kit.slack.world.fault = undefined;
    await play(kit, voided);
    expect(await untrue(kit)).toEqual([]);
    const list = await deadList(kit.table, { kind: 'card' });
    expect(list.map(({ would }) => would)).toEqual(['close']);
  });

  test('and that no commit leads to any more is closed by the daily walk', async () => {
    const kit = await chatKit();
    await play(kit, drafted, sent);
    const card = { tenant: TENANT, envelope: ENVELOPE, channel: 'slack', ref: 'slack/1' } as const;
    const [known] = await kit.effects.ofCard(card);
    if (known?.job.do !== 'card') throw new Error('the card was not redrawn');
    await kit.effects.plan({ ...known, key: { ...known.key, sk: `${known.key.sk}~9` } });
    expect(await kit.dispatcher.walk()).toBe(1);
    await kit.dispatcher.settle();
    expect(await effectsOn(kit, 'slack/1')).not.toContainEqual(expect.stringContaining('pending'));
  });
});

describe('an erasure', () => {
  const question = command(person(MAX.email), { type: 'comment', from: r(1), to: null, text: 'Is 4711 right?' }, { minutes: 5 });
  const answered = command(OLIVIA, { type: 'comment', from: null, to: r(1), text: 'It is 4711' }, { minutes: 6 });
  const files = {
    get: async () => undefined,
    head: async (key: string) => (key.startsWith('northwind/cards/') ? { bytes: 1 } : undefined),
  };
  const erasing = (recipient: ReturnType<typeof r> | null) => command(SYSTEM, { type: 'erase', recipient }, { hours: 5 });

  test.each([null, r(1)])('draws cards anew from what is left, and keeps nothing of what they told or showed (%s)', async (recipient) => {
    const kit = await chatKit();
    await play(kit, drafted, sent, question, answered, voided);
    const asked = { tenant: TENANT, envelope: ENVELOPE, recipient };
    const inventory = async () => erasureInventory({ ...kit, blobs: files, names: blobNames(sha256) }, asked);
    expect(await inventory()).toMatchObject({ messages: { card: expect.any(Number) }, files: expect.any(Number) });
    const { length } = kit.slack.asked;
    await play(kit, erasing(recipient));
    expect(kit.slack.asked.length).toBeGreaterThan(length);
    expect(await untrue(kit)).toEqual([]);
    const cards = await kit.cards.ofEnvelope(TENANT, ENVELOPE);
    expect(cards.filter(({ posted }) => posted.copy !== undefined)).toEqual([]);
    expect(JSON.stringify(cards)).not.toContain('4711');
    expect(cards.every(({ posted }) => !kit.slack.shown.get(posted.ref)?.words.includes('Max'))).toBe(true);
    expect(await inventory()).toMatchObject({ messages: {}, files: 0 });
  });

  test('of someone else leaves what a card told, and draws it anew all the same', async () => {
    const kit = await chatKit();
    await play(kit, drafted, sent, question, answered, voided, erasing(r(2)));
    expect(JSON.stringify(await kit.cards.ofEnvelope(TENANT, ENVELOPE))).toContain('It is 4711');
    expect(await untrue(kit)).toEqual([]);
    expect([...kit.slack.shown.values()].some(({ words }) => words.includes('Ines'))).toBe(false);
  });
});
