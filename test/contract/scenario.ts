// What people do with an envelope, once for all channels: each channel plays the same scenarios by its own means, and the record must be the
// same up to the channel, how well the acts were proven, their evidence, ids and generated texts.
import { describe, expect, test } from 'vitest';
import { act, handsIn, type Deed, type Doing, type Hands, type Move } from '#test/support/chat-people.ts';
import { linkOtherWorkspace } from '#test/support/chat-strangers.ts';
import { chatWorld, INES, LENA, MAX, OLIVIA, type Answered, type ChatWorld } from '#test/support/chat-world.ts';
import { inAWord } from '#test/support/requests-in.ts';
import { untruthsIn } from '#test/support/true-cards.ts';
import type { CastMember } from '#apps/local/cast.ts';
import { eventsOf } from '#core/chain.ts';
import type { EnvelopeEvent } from '#core/events.ts';
import type { Stream } from '#core/record.ts';
import type { Channel } from '#core/terms.ts';
import type { Duration } from '#core/time.ts';

export type Playing = {
  readonly channel: Channel;
  /** Prepared and brought, with all that follows. @param hands whoever really does it */
  does(person: CastMember, move: Move, hands?: CastMember): Promise<Answered>;
  /** For later. */
  prepares(person: CastMember, move: Move): Promise<Deed>;
  /** Brings what was prepared, with all that follows. */
  brings(deed: Deed): Promise<Answered>;
  passes(by: Duration): Promise<void>;
};

/**
 * Olivia has sent it to Max, who approves, and after him to Ines, who signs.
 * @property then what stands on record after `sent`: who did what
 * @property refused what was answered to what came to nothing
 */
export type Scenario = {
  readonly name: string;
  readonly play: (it: Playing) => Promise<void>;
  readonly then: readonly string[];
  readonly refused?: readonly string[];
};

const NORA = 'nora@northwind.test';
const SEALED = ['r2 signed', 'system completed', 'system sealed'];
const APPROVED = ['r1 approved', 'system turn-began r2'];

const SCENARIOS: readonly Scenario[] = [
  {
    name: 'it is approved and signed',
    async play({ does }) {
      await does(MAX, { verb: 'approve' });
      await does(INES, { verb: 'sign' });
    },
    then: [...APPROVED, ...SEALED],
  },
  {
    name: 'the approver declines with a reason',
    play: async ({ does }) => void (await does(MAX, { verb: 'decline', reason: 'The amount is wrong.' })),
    then: ['r1 declined', 'system envelope-declined r1'],
  },
  {
    name: 'the approver hands over to a colleague',
    play: async ({ does }) => void (await does(MAX, { verb: 'delegate', to: NORA })),
    then: ['r1 recipient-added r3', 'r1 delegated', 'system turn-began r3'],
  },
  {
    name: 'the approver asks, the sender answers, and it goes on',
    async play({ does }) {
      await does(MAX, { verb: 'comment', text: 'Which annex holds the prices?' });
      await does(OLIVIA, { verb: 'comment', text: 'Annex B, on the last page.' });
      await does(MAX, { verb: 'approve' });
    },
    then: ['r1 commented', 'sender commented', ...APPROVED],
  },
  {
    name: 'the sender voids it with a reason',
    play: async ({ does }) => void (await does(OLIVIA, { verb: 'void', reason: 'A newer version follows.' })),
    then: ['sender voided'],
  },
  {
    name: 'the sender reminds, and again at once, which is too soon',
    async play({ does, passes }) {
      await passes({ hours: 5 });
      await does(OLIVIA, { verb: 'remind' });
      await passes({ minutes: 10 });
      await does(OLIVIA, { verb: 'remind' });
    },
    then: ['sender reminded r1'],
    refused: ['reminded-lately'],
  },
  {
    name: 'an approval arrives after the sender has voided it',
    async play({ does, prepares, brings }) {
      const late = await prepares(MAX, { verb: 'approve' });
      await does(OLIVIA, { verb: 'void', reason: 'A newer version follows.' });
      await brings(late);
    },
    then: ['sender voided'],
    refused: ['envelope-over'],
  },
  {
    name: 'a question arrives after the end, and is taken all the same',
    async play({ does, prepares, brings }) {
      const late = await prepares(MAX, { verb: 'comment', text: 'Why was it withdrawn?' });
      await does(OLIVIA, { verb: 'void', reason: 'A newer version follows.' });
      await brings(late);
    },
    then: ['sender voided', 'r1 commented'],
  },
  {
    name: 'a decline arrives after the approval of the same person',
    async play({ does, prepares, brings }) {
      const late = await prepares(MAX, { verb: 'decline', reason: 'On second thoughts, no.' });
      await does(MAX, { verb: 'approve' });
      await brings(late);
    },
    then: APPROVED,
    refused: ['already-acted'],
  },
  {
    name: 'the approver takes the approval back, and approves after all',
    async play({ does }) {
      await does(MAX, { verb: 'approve' });
      await does(MAX, { verb: 'withdraw', reason: 'I had not read the annex.' });
      await does(MAX, { verb: 'approve' });
    },
    then: [...APPROVED, 'r1 withdrawn', 'system turn-ended r2', ...APPROVED],
  },
  {
    name: 'the approver approves twice',
    async play({ prepares, brings }) {
      const [first, second] = [await prepares(MAX, { verb: 'approve' }), await prepares(MAX, { verb: 'approve' })];
      await brings(first);
      await brings(second);
    },
    then: APPROVED,
  },
  {
    name: 'a colleague acts on what the approver was given, then the approver',
    async play({ does }) {
      await does(MAX, { verb: 'approve' }, INES);
      await does(MAX, { verb: 'decline', reason: 'I do not like it.' }, INES);
      await does(MAX, { verb: 'approve' });
    },
    then: APPROVED,
  },
  {
    name: 'a member of another tenant acts on what the approver was given, then the approver',
    async play({ does }) {
      await does(MAX, { verb: 'approve' }, LENA);
      await does(MAX, { verb: 'decline', reason: 'I do not like it.' }, LENA);
      await does(MAX, { verb: 'approve' });
    },
    then: APPROVED,
  },
];

export function scenarioContract(channel: Channel): void {
  describe(`acting by ${channel}`, () => {
    test.each(SCENARIOS)('$name: the record is what it is on every channel, and all that people see is true', async (scenario) => {
      const here = await played(channel, scenario);
      expect(here.untrue).toEqual([]);
      expect(here.faults).toEqual([]);
      expect(here.story).toEqual(scenario.then);
      if (scenario.refused) expect(here.refused).toEqual(scenario.refused);
      if (channel === 'email') return;
      const byMail = await played('email', scenario);
      expect(here.meaning).toEqual(byMail.meaning);
    });
  });
}

async function played(channel: Channel, scenario: Scenario) {
  const world = await chatWorld();
  await world.prefer(channel === 'web' ? 'email' : channel, [OLIVIA, MAX, INES]);
  await linkOtherWorkspace(world, LENA);
  const hands = handsIn(world, channel);
  const title = 'Agreement with Fabrikam';
  await hands.draft(OLIVIA, title, { approver: MAX, signer: INES });
  await act(world, hands, { person: OLIVIA, title, move: { verb: 'send' } });
  const before = (await world.requests()).length;
  await scenario.play(playing(world, hands, title));
  const envelope = await world.called(title);
  const stream = await world.stream(envelope);
  const outcomes = (await world.requests()).slice(before).map(({ outcome }) => inAWord(outcome));
  return {
    untrue: await untruthsIn(world, envelope),
    faults: world.reports,
    story: storyOf(stream),
    meaning: meaningOf(stream),
    refused: outcomes.filter((word) => word !== 'done' && !word.startsWith('answered')),
  };
}

function playing(world: ChatWorld, hands: Hands, title: string): Playing {
  const prepare = async (doing: Omit<Doing, 'title'>) => hands.prepare({ ...doing, title });
  const brings = async (deed: Deed) => {
    const answered = await deed();
    await world.settle();
    return answered;
  };
  return {
    channel: hands.channel,
    does: async (person, move, other) => brings(await prepare({ person, move, ...(other && { hands: other }) })),
    prepares: async (person, move) => prepare({ person, move }),
    brings,
    passes: async (by) => world.advance(by),
  };
}

/** Deliveries differ with the channel; that someone opened the document is known where they open it with us. */
const BESIDE = new Set<EnvelopeEvent['type']>(['deliveries-recorded', 'viewed']);

/** A draft that was changed before it was sent counts as it was then. */
function lastingEvents(stream: Stream): readonly EnvelopeEvent[] {
  const all = eventsOf(stream).map(({ event }) => event);
  return all.slice(all.findLastIndex(({ type }) => type === 'drafted')).filter(({ type }) => !BESIDE.has(type));
}

/** Who did what since it was sent. */
export function storyOf(stream: Stream): readonly string[] {
  const events = lastingEvents(stream);
  const sent = events.findIndex(({ type }) => type === 'sent');
  // With the sending comes the first turn.
  return events.slice(sent + 2).map((event) => {
    const about = 'recipient' in event && event.recipient !== event.by.seat ? ` ${event.recipient}` : '';
    return `${event.by.seat} ${event.type}${about}`;
  });
}

const OF_THE_CHANNEL = new Set(['id', 'channel', 'origin', 'evidence', 'words', 'remarks', 'language', 'documents', 'via', 'assurance']);

/** Everything else: who, when, what, in which words, until when, under which rules. */
function meaningOf(stream: Stream): readonly unknown[] {
  return lastingEvents(stream).map((event): unknown =>
    JSON.parse(JSON.stringify(event, (name, value: unknown) => (OF_THE_CHANNEL.has(name) ? undefined : value))),
  );
}
