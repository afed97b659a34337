// An envelope that Olivia has sent to Max, who approves, and Ines, who signs; on one channel, with everyone at their cards.
import type { CastMember } from '#apps/local/cast.ts';
import { handsIn, type Deed, type Move } from './chat-people.ts';
import { linkOtherWorkspace } from './chat-strangers.ts';
import { chatWorld, INES, LENA, MAX, OLIVIA, type ChatWorld } from './chat-world.ts';
import { inAWord } from './requests-in.ts';
import { storyOf } from '../contract/scenario.ts';

export const TITLE = 'Agreement with Fabrikam';

export async function sentInChat(channel: 'slack' | 'teams', world?: ChatWorld, title = TITLE) {
  const on = world ?? (await chatWorld());
  await on.prefer(channel, [OLIVIA, MAX, INES]);
  await linkOtherWorkspace(on, LENA);
  const hands = handsIn(on, channel);
  await hands.draft(OLIVIA, title, { approver: MAX, signer: INES });
  await (
    await hands.prepare({ person: OLIVIA, title, move: { verb: 'send' } })
  )();
  await on.settle();
  const envelope = await on.called(title);
  const before = (await on.requests()).length;
  return {
    world: on,
    hands,
    title,
    envelope,
    prepare: async (person: CastMember, move: Move, other?: CastMember): Promise<Deed> =>
      hands.prepare({ person, title, move, ...(other && { hands: other }) }),
    async bring(deed: Deed) {
      const answered = await deed();
      await on.settle();
      return answered;
    },
    /** Who did what since it was sent. */
    story: async () => storyOf(await on.stream(envelope)),
    /** What became of each request since it was sent. */
    outcomes: async () => (await on.requests()).slice(before).map(({ outcome }) => inAWord(outcome)),
  };
}
