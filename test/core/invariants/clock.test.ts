// What time alone makes true: whatever is due is accepted, comes to rest, and is never overdue for ever.
import { describe, expect } from 'vitest';
import { decide } from '#core/decide.ts';
import { due, nextDue, upcoming } from '#core/due.ts';
import type { Envelope } from '#core/envelope.ts';
import { evolve } from '#core/evolve.ts';
import { plus, type Instant } from '#core/time.ts';
import { why } from '#core/why.ts';
import { eachHolds } from '../../support/history/each-holds.ts';
import { accepted, offsetAt, type Step } from '../../support/history/play.ts';

/** More rounds than there can be reminders, escalations, a warning and an expiry. */
const MOST_ROUNDS = 100;

describe('in any history', () => {
  eachHolds({
    'whatever is due is accepted, and after it nothing is due at that time': (steps) => {
      for (const { after, command } of sparse(steps)) {
        const now = command.at;
        const ran = carriedOut(after, now);
        expect(due(ran, now).map(({ key }) => key)).toEqual([]);
      }
    },

    'time alone brings every undisputed envelope to its end, each thing at its time': (steps) => {
      for (const { after } of sparse(steps)) {
        let state = after;
        let last: Instant | undefined;
        for (let round = 0; round < MOST_ROUNDS; round += 1) {
          const at = nextDue(state);
          if (at === undefined) break;
          if (last !== undefined) expect(at > last, `due again at ${at}, as before`).toBe(true);
          state = carriedOut(state, at);
          last = at;
        }
        expect(nextDue(state)).toBeUndefined();
        const isHalted = state.status === 'sent' && state.disputes.length > 0;
        expect(state.status === 'sent' || state.status === 'draft').toBe(isHalted);
      }
    },

    'no two things that are due share a key, and nothing is due while a dispute is open': (steps) => {
      const done = new Set<string>();
      for (const { after, command, before } of steps) {
        const keys = upcoming(after).map(({ command: next }) => next.key);
        expect(keys).toEqual([...new Set(keys)]);
        if (after.status === 'sent' && after.disputes.length > 0) expect(keys).toEqual([]);
        // A key names one deed for ever: the ledger drops a second command under it.
        if (command.key.includes('/') && !command.key.startsWith('move/') && after !== before) {
          expect(done).not.toContain(command.key);
          done.add(command.key);
        }
      }
    },

    'nothing closes within a quarter of an hour of its deadline, nor an act after the deadline': (steps) => {
      for (const { before, command, ...rest } of steps) {
        const expired = accepted({ before, command, ...rest }).find(({ type }) => type === 'expired');
        if (expired && before.status === 'sent') expect(expired.at >= plus(before.expiresAt, { minutes: 15 })).toBe(true);
        if (expired && before.status === 'draft') expect(expired.at >= before.lapsesAt).toBe(true);
      }
    },

    'what comes next is told in order, and is what will happen': (steps) => {
      for (const { after, command } of sparse(steps)) {
        const next = why(after, command.at)?.next ?? [];
        expect(next.map(({ at }) => at)).toEqual(next.map(({ at }) => at).toSorted());
        expect(next[0]?.at).toBe(nextDue(after));
        for (const { what, recipient } of next) expect(recipient !== undefined).toBe(what === 'reminder' || what === 'escalation');
      }
    },
  });
});

/** The state after every seventh command: looking ahead takes longer than the history itself. */
function sparse(steps: readonly Step[]): readonly Step[] {
  return steps.filter((_, index) => index % 7 === 1);
}

function carriedOut(state: Envelope, at: Instant): Envelope {
  return due(state, at).reduce((before, command) => {
    const decision = decide(before, command, offsetAt);
    if (!decision.ok) throw new Error(`${command.key} was due and refused: ${decision.refusal.code}`);
    return decision.events.reduce(evolve, before);
  }, state);
}
