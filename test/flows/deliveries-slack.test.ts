// Deliveries of Slack that are not what they should be: forged, repeated, doubled, late, pressed on a card that was true once, or by someone
// else. Each has one defined effect on the record, on what the person is told, and on the card.
import { describe, expect, test } from 'vitest';
import type { CastMember } from '#apps/local/cast.ts';
import { slackCard, slackUser } from '../support/chat-people.ts';
import { signedBySlack } from '../support/chat-strangers.ts';
import { INES, LENA, MAX, OLIVIA, type Caught, type ChatWorld } from '../support/chat-world.ts';
import { sentInChat, TITLE } from '../support/sent-in-chat.ts';
import { untruthsIn } from '../support/true-cards.ts';

const APPROVED = ['r1 approved', 'system turn-began r2'];
const VOID = { verb: 'void', reason: 'A newer version follows.' } as const;
const APPROVE = { verb: 'approve' } as const;

describe('a forged delivery', () => {
  const forgeries: readonly (readonly [string, (world: ChatWorld, caught: Caught) => Caught])[] = [
    ['signed with another secret', (world, caught) => signedBySlack(world, caught, { secret: 'a guess' })],
    ['signed six minutes ago', (world, caught) => signedBySlack(world, caught, { agoSeconds: 360 })],
    ['signed for six minutes from now', (world, caught) => signedBySlack(world, caught, { agoSeconds: -360 })],
    ['with a changed body', (_world, caught) => ({ ...withoutLength(caught), body: caught.body.replace('U000000MAX', 'U00000INES') })],
    ['without a signature', (_world, caught) => ({ ...caught, headers: { 'content-type': caught.headers['content-type'] ?? '' } })],
  ];

  test.each(forgeries)('%s is refused, stored nowhere, and nobody sees anything of it', async (_name, forge) => {
    const it = await sentInChat('slack');
    const before = seen(it.world, MAX);
    const genuine = await caughtPress(it.world);
    expect(await it.world.bring(forge(it.world, genuine))).toMatchObject({ status: 401, body: '' });
    await it.world.settle();
    expect(await it.story()).toEqual([]);
    expect(await it.outcomes()).toEqual([]);
    expect(seen(it.world, MAX)).toEqual(before);
    // The gate is no lock: what was really pressed still counts.
    await it.world.bring(genuine);
    await it.world.settle();
    expect(await it.story()).toEqual(APPROVED);
  });
});

describe('the same thing more than once', () => {
  test('the same bytes again, at once and after the outcome, are one act with one answer', async () => {
    const it = await sentInChat('slack');
    const press = await it.prepare(MAX, APPROVE);
    expect(await Promise.all([press(), press()])).toMatchObject([{ status: 200 }, { status: 200 }]);
    await it.world.settle();
    const after = seen(it.world, MAX);
    expect(await it.bring(press)).toMatchObject({ status: 200 });
    expect(await it.story()).toEqual(APPROVED);
    expect(await it.outcomes()).toEqual(['done']);
    expect(seen(it.world, MAX)).toEqual(after);
  });

  test('a double click is one act, and nobody is told that they had acted already', async () => {
    const it = await sentInChat('slack');
    const [first, second] = [await it.prepare(MAX, APPROVE), await it.prepare(MAX, APPROVE)];
    await Promise.all([first(), second()]);
    await it.world.settle();
    expect(await it.story()).toEqual(APPROVED);
    expect(await it.outcomes()).toEqual(['done']);
    expect(whispers(it.world, MAX)).toEqual([]);
  });

  test('a form handed in twice is one act', async () => {
    const it = await sentInChat('slack');
    const submit = await it.prepare(MAX, { verb: 'decline', reason: 'The amount is wrong.' });
    await Promise.all([submit(), submit()]);
    await it.bring(submit);
    expect(await it.story()).toEqual(['r1 declined', 'system envelope-declined r1']);
    expect(await it.outcomes()).toEqual(['done']);
  });
});

describe('too late', () => {
  test('an approval that arrives after the void is refused with what happened, and the card shows it', async () => {
    const it = await sentInChat('slack');
    const late = await it.prepare(MAX, APPROVE);
    await it.bring(await it.prepare(OLIVIA, VOID));
    await it.bring(late);
    expect(await it.story()).toEqual(['sender voided']);
    expect(await it.outcomes()).toEqual(['done', 'envelope-over']);
    expect(whispers(it.world, MAX)).toEqual([expect.stringContaining('This envelope was voided by its sender')]);
    expect(await untruthsIn(it.world, it.envelope)).toEqual([]);
  });

  test('a button of a card that was true once is answered with the truth, and the card is repaired', async () => {
    const it = await sentInChat('slack');
    const { channel, ts, text, blocks } = slackCard(it.world, MAX, { title: TITLE, button: 'approve' });
    const once = { text, blocks: [...blocks] };
    await it.bring(await it.prepare(OLIVIA, VOID));
    // An update was overtaken by an older one on its way, which we cannot know.
    await it.world.slackIn.board.edit({ channel, ts }, once);
    await it.bring(await it.prepare(MAX, APPROVE));
    expect(await it.story()).toEqual(['sender voided']);
    expect(whispers(it.world, MAX)).toHaveLength(1);
    expect(await untruthsIn(it.world, it.envelope)).toEqual([]);
  });

  test('a button that would open a form is answered with the card as it is now, and the pressed one is repaired', async () => {
    const it = await sentInChat('slack');
    const { channel, ts, text, blocks } = slackCard(it.world, MAX, { title: TITLE, button: 'decline' });
    const once = { text, blocks: [...blocks] };
    await it.bring(await it.prepare(OLIVIA, VOID));
    await it.world.slackIn.board.edit({ channel, ts }, once);
    await it.world.slack.action({ user: slackUser(MAX), ts, action_id: 'decline' });
    await it.world.settle();
    expect(it.world.slackIn.modals.of(slackUser(MAX))).toEqual([]);
    expect(await it.story()).toEqual(['sender voided']);
    expect(whispers(it.world, MAX)).toEqual([expect.stringContaining('voided')]);
    expect(await untruthsIn(it.world, it.envelope)).toEqual([]);
  });

  test('so is the card on which a form was opened in time and handed in too late', async () => {
    const it = await sentInChat('slack');
    const { channel, ts, text, blocks } = slackCard(it.world, MAX, { title: TITLE, button: 'decline' });
    const once = { text, blocks: [...blocks] };
    const late = await it.prepare(MAX, { verb: 'decline', reason: 'The amount is wrong.' });
    await it.bring(await it.prepare(OLIVIA, VOID));
    await it.world.slackIn.board.edit({ channel, ts }, once);
    await it.bring(late);
    expect(await it.story()).toEqual(['sender voided']);
    expect(whispers(it.world, MAX)).toHaveLength(1);
    expect(await untruthsIn(it.world, it.envelope)).toEqual([]);
  });
});

describe('someone else', () => {
  const others: readonly (readonly [string, CastMember])[] = [
    ['a colleague', INES],
    ['the sender', OLIVIA],
    ['a member of another tenant', LENA],
  ];

  test.each(others)('%s presses the card of the approver: nothing is recorded, and the card stays as it is', async (_name, other) => {
    const it = await sentInChat('slack');
    const before = seen(it.world, MAX);
    expect(await it.bring(await it.prepare(MAX, APPROVE, other))).toMatchObject({ status: 200 });
    await it.bring(await it.prepare(MAX, { verb: 'decline', reason: 'No.' }, other));
    expect(await it.story()).toEqual([]);
    expect(await it.outcomes()).toEqual(['not-yours', 'not-yours']);
    expect(seen(it.world, MAX).filter(({ onlyTo }) => onlyTo === null)).toEqual(before);
    expect(await untruthsIn(it.world, it.envelope)).toEqual([]);
  });

  test('someone who has left, and a program, are nobody: their press is dropped', async () => {
    const it = await sentInChat('slack');
    const { accounts } = it.world.world.stores;
    const known = await accounts.get('slack', INES.slack?.team ?? '', slackUser(INES));
    if (!known) throw new Error('Ines has no account.');
    for (const standing of ['deactivated', 'bot'] as const) {
      await accounts.put({ ...known, standing });
      await it.bring(await it.prepare(MAX, { verb: 'comment', text: standing }, INES));
    }
    expect(await it.story()).toEqual([]);
    expect(await it.outcomes()).toEqual(['dropped', 'dropped']);
  });
});

async function caughtPress(world: ChatWorld): Promise<Caught> {
  const { ts } = slackCard(world, MAX, { title: TITLE, button: 'approve' });
  return world.held(async () => world.slack.action({ user: slackUser(MAX), ts, action_id: 'approve' }));
}

function seen({ slackIn }: ChatWorld, person: CastMember) {
  return structuredClone(slackIn.board.seenBy(slackUser(person)));
}

/** What only this person sees, and only for a while. */
function whispers(world: ChatWorld, person: CastMember): readonly string[] {
  return seen(world, person).flatMap(({ onlyTo, text }) => (onlyTo === slackUser(person) ? [text] : []));
}

function withoutLength({ headers, ...caught }: Caught): Caught {
  const { 'content-length': _length, ...others } = headers;
  return { ...caught, headers: others };
}
