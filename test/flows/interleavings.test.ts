// One envelope acted on in three channels at once: whatever the order, there is one record as the rules would have it, every card and mail is
// true at the end, and whoever came too late was told why.
import { describe, expect, test } from 'vitest';
import type { CastMember } from '#apps/local/cast.ts';
import type { EnvelopeId } from '#core/ids.ts';
import { handsIn, inTeamsCalled, slackUser, type Deed } from '../support/chat-people.ts';
import { chatWorld, INES, MAX, OLIVIA, type Answered, type ChatWorld } from '../support/chat-world.ts';
import { inAWord } from '../support/requests-in.ts';
import { restlessTable } from '../support/restless-table.ts';
import { untruthsIn } from '../support/true-cards.ts';
import { storyOf } from '../contract/scenario.ts';

const TITLE = 'Agreement with Fabrikam';
const APPROVED = ['r1 approved', 'system turn-began r2'];
const HANDED_OVER = ['r1 recipient-added r3', 'r1 delegated', 'system turn-began r3'];
const DECLINED = ['r1 declined', 'system envelope-declined r1'];
const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;
type Order = readonly number[];

/** `words`: what became of each act, in the order in which the trio names them. */
type Result = { readonly story: readonly string[]; readonly words: readonly string[] };

/**
 * @property maxIsAskedIn where his request is; in Teams he has asked how it stands, and has the buttons there as well
 * @property requests by which channel and kind of request each act is known
 */
type Trio = {
  readonly name: string;
  readonly maxIsAskedIn: 'email' | 'slack';
  readonly hours: number;
  readonly prepare: (world: ChatWorld) => Promise<readonly [Deed, Deed, Deed]>;
  readonly requests: readonly [RegExp, RegExp, RegExp];
  readonly actors: readonly [CastMember, CastMember, CastMember];
  readonly expected: (isBefore: (first: number, second: number) => boolean) => Result;
};

const TRIOS: readonly Trio[] = [
  {
    name: 'approved in Teams, approved by mail, voided in Slack',
    maxIsAskedIn: 'email',
    hours: 0,
    prepare: async (world) => [
      await handsIn(world, 'teams').prepare({ person: MAX, title: TITLE, move: { verb: 'approve' } }),
      await handsIn(world, 'email').prepare({ person: MAX, title: TITLE, move: { verb: 'approve' } }),
      await handsIn(world, 'slack').prepare({ person: OLIVIA, title: TITLE, move: { verb: 'void', reason: 'A newer one follows.' } }),
    ],
    requests: [/^teams press/, /^email/, /^slack view/],
    actors: [MAX, MAX, OLIVIA],
    expected(isBefore) {
      if (isBefore(2, 0) && isBefore(2, 1)) return { story: ['sender voided'], words: ['envelope-over', 'envelope-over', 'done'] };
      const approvals = isBefore(0, 1) ? ['done', 'already-acted'] : ['already-acted', 'done'];
      return { story: [...APPROVED, 'sender voided'], words: [...approvals, 'done'] };
    },
  },
  {
    name: 'declined in Slack, handed over in Teams, reminded by the sender in Slack',
    maxIsAskedIn: 'slack',
    hours: 5,
    prepare: async (world) => [
      await handsIn(world, 'slack').prepare({ person: MAX, title: TITLE, move: { verb: 'decline', reason: 'The amount is wrong.' } }),
      await handsIn(world, 'teams').prepare({ person: MAX, title: TITLE, move: { verb: 'delegate', to: 'nora@northwind.test' } }),
      await handsIn(world, 'slack').prepare({ person: OLIVIA, title: TITLE, move: { verb: 'remind' } }),
    ],
    requests: [/^slack view/, /^teams press/, /^slack press/],
    actors: [MAX, MAX, OLIVIA],
    expected(isBefore) {
      if (isBefore(1, 0)) {
        const story = isBefore(2, 1) ? ['sender reminded r1', ...HANDED_OVER] : [...HANDED_OVER, 'sender reminded r3'];
        return { story, words: ['handed-over', 'done', 'done'] };
      }
      if (isBefore(2, 0)) return { story: ['sender reminded r1', ...DECLINED], words: ['done', 'envelope-over', 'done'] };
      return { story: DECLINED, words: ['done', 'envelope-over', 'envelope-over'] };
    },
  },
];

/** The sentence by which each refusal is known. */
const SENTENCES: Readonly<Record<string, RegExp>> = {
  'envelope-over': /This envelope was (?:voided by its sender|declined)/,
  'already-acted': /Your answer is on record already \(approved/,
  'handed-over': /You handed this over to Nora/,
};

describe.each(TRIOS)('$name', (trio) => {
  test.each(ORDERS)('one after the other, in the order %i %i %i', async (...order) => {
    const { world, envelope } = await ready(trio);
    const deeds = await trio.prepare(world);
    const answers: Answered[] = [];
    for (const at of order) {
      answers[at] = await (deeds[at] ?? nothing)();
      await world.settle();
    }
    const result = await resultOf(world, envelope, trio);
    expect(result).toEqual(resultIn(trio, order));
    await expectTruth(world, { envelope, trio, result, answers });
  });

  test.each(ORDERS)('brought in the order %i %i %i before anything is carried out', async (...order) => {
    const { world, envelope } = await ready(trio);
    const deeds = await trio.prepare(world);
    const answers: Answered[] = [];
    for (const at of order) answers[at] = await (deeds[at] ?? nothing)();
    await world.settle();
    const result = await resultOf(world, envelope, trio);
    expect(ORDERS.map((one) => resultIn(trio, one))).toContainEqual(result);
    await expectTruth(world, { envelope, trio, result, answers });
  });

  test.each([1, 2, 3, 4, 5, 6])('all at once (seed %i): as in one of the orders', async (seed) => {
    let isRestless = false;
    const { world, envelope } = await ready(trio, { seed, isRestless: () => isRestless });
    const deeds = await trio.prepare(world);
    isRestless = true;
    const { dispatcher } = world.world;
    const [answers] = await Promise.all([Promise.all(deeds.map(async (deed) => deed())), dispatcher.sweep(), dispatcher.settle()]);
    await world.settle();
    isRestless = false;
    const result = await resultOf(world, envelope, trio);
    expect(ORDERS.map((one) => resultIn(trio, one))).toContainEqual(result);
    await expectTruth(world, { envelope, trio, result, answers });
  });
});

async function ready({ maxIsAskedIn, hours }: Trio, restless?: Parameters<typeof restlessTable>[1]) {
  const world = await chatWorld(restless ? { wrap: (table) => restlessTable(table, restless) } : {});
  await world.prefer('slack', [OLIVIA, INES]);
  await world.prefer(maxIsAskedIn, [MAX]);
  const slack = handsIn(world, 'slack');
  await slack.draft(OLIVIA, TITLE, { approver: MAX, signer: INES });
  await (
    await slack.prepare({ person: OLIVIA, title: TITLE, move: { verb: 'send' } })
  )();
  await world.settle();
  if (hours > 0) await world.advance({ hours });
  const envelope = await world.called(TITLE);
  await world.teams.say({ person: inTeamsCalled(world, MAX), text: `status ${envelope}`, files: [] });
  await world.settle();
  return { world, envelope };
}

function resultIn({ expected }: Trio, order: Order): Result {
  return expected((first, second) => order.indexOf(first) < order.indexOf(second));
}

async function resultOf(world: ChatWorld, envelope: EnvelopeId, { requests }: Trio): Promise<Result> {
  const all = await world.requests();
  const words = requests.map((known) => inAWord(all.findLast(({ channel, key }) => known.test(`${channel} ${key}`))?.outcome));
  return { story: storyOf(await world.stream(envelope)), words };
}

type Ended = { readonly envelope: EnvelopeId; readonly trio: Trio; readonly result: Result; readonly answers: readonly Answered[] };

async function expectTruth(world: ChatWorld, { envelope, trio, result, answers }: Ended): Promise<void> {
  expect(await untruthsIn(world, envelope)).toEqual([]);
  expect(world.reports).toEqual([]);
  for (const [at, word] of result.words.entries()) {
    const actor = trio.actors[at];
    const sentence = SENTENCES[word];
    if (word === 'done' || !actor) continue;
    if (!sentence) throw new Error(`Nobody here knows how ${word} is said.`);
    expect(`${answers[at]?.body} ${await everythingSeenBy(world, actor)}`, `${word} was told`).toMatch(sentence);
  }
}

async function everythingSeenBy(world: ChatWorld, person: CastMember): Promise<string> {
  const mails = world.mails.filter(({ to }) => to === person.email).map(({ subject, text }) => `${subject} ${text.replaceAll('\n', ' ')}`);
  const inSlack = world.slackIn.board.seenBy(slackUser(person)).map(({ text }) => text);
  const inTeams = await world.teams.look(inTeamsCalled(world, person));
  return [...mails, ...inSlack, JSON.stringify(inTeams)].join('\n');
}

async function nothing(): Promise<never> {
  throw new Error('There is no such act.');
}
