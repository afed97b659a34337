// The chaos of `npm run bench:chaos` in small: everything around the product fails at random, and all is true at the end; and that this is
// really looked at.
import { expect, test } from 'vitest';
import { runChaos } from '#bench/support/chaos-run.ts';
import { temporaryFolder } from '../support/temporary.ts';

const PATIENCE_MS = 120_000;

test(
  'whatever fails, every card ends true, everyone is told, and no message is doubled beyond the attempts in doubt',
  async () => {
    const result = await runChaos({ folder: temporaryFolder(), seed: 4, envelopes: 12 });
    expect(result.broken).toEqual([]);
    expect(result).toMatchObject({ envelopes: 12, undispatched: 0 });
    expect(result.told).toBeGreaterThan(24);
    for (const system of ['slack', 'teams', 'email'] as const) {
      const { calls: _calls, ambiguous: _ambiguous, ...faults } = result.faults[system];
      expect(sumOf(faults), system).toBeGreaterThan(5);
    }
    expect(sumOf(result.ambiguous)).toBeGreaterThan(3);
  },
  PATIENCE_MS,
);

test(
  'a card that shows something else, a message more than there were attempts in doubt, and an end that nobody was told of are noticed',
  async () => {
    const { broken } = await runChaos({
      folder: temporaryFolder(),
      seed: 11,
      envelopes: 2,
      async tamper({ slackIn: { board, users }, teamsIn: { store }, mails, dice }) {
        const card = users.flatMap((user) => board.seenBy(user)).find(({ metadata }) => metadata !== null);
        if (card) await board.edit(card, { text: 'Something else.' });
        dice.tallies.teams.ambiguous = 0;
        const posted = store.all().find(({ by }) => by === 'bot');
        if (posted) await store.post({ conversation: posted.conversation, by: 'bot', activity: posted.activity });
        mails.splice(0, mails.length, ...mails.filter(({ kind }) => !['completed', 'declined', 'voided', 'expired'].includes(kind)));
      },
    });
    const all = broken.join('\n');
    expect(all).toMatch(/in slack shows something else than is true/);
    expect(all).toMatch(/teams: \d+ messages twice, 0 attempts ambiguous/);
    expect(all).toMatch(/was not told that it is/);
  },
  PATIENCE_MS,
);

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
