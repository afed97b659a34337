// Invariant 5: acts of different people that both stand whoever is first lead to one and the same state; where they conflict, the record's
// order decides, and whoever comes second is told the truth.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Command } from '#core/command.ts';
import { decide } from '#core/decide.ts';
import type { Envelope, Sent } from '#core/envelope.ts';
import type { EnvelopeEvent } from '#core/events.ts';
import { evolve } from '#core/evolve.ts';
import { plus, type Instant } from '#core/time.ts';
import { r } from '../../support/build.ts';
import { HISTORIES, LONG } from '../../support/history/each-holds.ts';
import { emptyModel, learn, type Model } from '../../support/history/model.ts';
import { commandFor, moves, type Move } from '../../support/history/moves.ts';
import { accepted, histories, offsetAt, played } from '../../support/history/play.ts';
import { untruths } from '../../support/history/truth.ts';

const COMMUTE = new Set(['approve', 'sign', 'acknowledge', 'decline', 'view', 'mute', 'snooze', 'comment', 'accept-disclosure']);

type Meeting = { readonly state: Sent; readonly events: readonly EnvelopeEvent[]; readonly pair: readonly [Command, Command] };
/** `taken`: how many left something on the record. */
type Outcome = { readonly state: Envelope; readonly taken: number; readonly untruths: readonly string[] };

/** Mostly decisions; what else may come between them. */
const wishes = fc.constantFrom<Move['wish']>(
  'act',
  'act',
  'act',
  'act',
  'decline',
  'view',
  'comment',
  'mute',
  'withdraw',
  'delegate',
  'reassign',
  'void',
);

/** Two who want something at the same moment, somewhere in a history. */
const meetings = fc
  .tuple(histories, fc.nat(), fc.tuple(moves, wishes), fc.tuple(moves, wishes))
  .map(([history, stop, one, other]): Meeting | undefined => {
    const steps = [...played(history)];
    const open = steps.flatMap(({ after, command }, index) => (after.status === 'sent' ? [{ after, at: command.at, index }] : []));
    const place = open[stop % Math.max(1, open.length)];
    if (place?.after.status !== 'sent') return undefined;
    const { after, index } = place;
    const given = { state: after, at: plus(place.at, { minutes: 1 }), drafts: history.drafts };
    const wanted = ([move, wish]: typeof one, key: string) =>
      commandFor({ ...move, wish, aimed: true, by: 'fitting', level: 'enough' }, { ...given, key });
    return { state: after, events: steps.slice(0, index + 1).flatMap(accepted), pair: [wanted(one, 'one'), wanted(other, 'other')] };
  })
  .filter((meeting) => meeting !== undefined);

function inOrder({ state, events }: Meeting, commands: readonly Command[]): Outcome {
  const model = emptyModel();
  for (const event of events) learn(model, event);
  return commands.reduce<Outcome>((before, command) => after(before, { command, model }), {
    state,
    taken: 0,
    untruths: [],
  });
}

function after(before: Outcome, { command, model }: { command: Command; model: Model }): Outcome {
  const decision = decide(before.state, command, offsetAt);
  if (!decision.ok) return { ...before, untruths: [...before.untruths, ...untruths(decision.refusal, command, model)] };
  for (const event of decision.events) learn(model, event);
  return { ...before, taken: before.taken + Math.min(1, decision.events.length), state: decision.events.reduce(evolve, before.state) };
}

describe('two people at the same moment', () => {
  test('leave the same state whoever is first, where both are taken both ways', LONG, () => {
    let both = 0;
    fc.assert(
      fc.property(meetings, (meeting) => {
        const [one, other] = meeting.pair;
        if (!isBetweenTwo(one, other) || !COMMUTE.has(one.type) || !COMMUTE.has(other.type)) return;
        const forth = inOrder(meeting, [one, other]);
        const back = inOrder(meeting, [other, one]);
        if (forth.taken < 2 || back.taken < 2) return;
        both += 1;
        assert.deepStrictEqual(sorted(forth.state), sorted(back.state));
      }),
      { numRuns: HISTORIES },
    );
    expect(both).toBeGreaterThan(HISTORIES / 20);
  });

  test('who conflict: the first is on the record, and the second is told the truth', LONG, () => {
    let conflicts = 0;
    fc.assert(
      fc.property(meetings, (meeting) => {
        const alone = meeting.pair.filter((command) => inOrder(meeting, [command]).taken === 1);
        for (const order of [alone, alone.toReversed()]) {
          const { taken, untruths } = inOrder(meeting, order);
          if (taken < order.length) conflicts += 1;
          expect(untruths).toEqual([]);
          expect(taken).toBeGreaterThanOrEqual(Math.min(1, order.length));
        }
      }),
      { numRuns: HISTORIES },
    );
    expect(conflicts).toBeGreaterThan(HISTORIES / 50);
  });
});

function isBetweenTwo(one: Command, other: Command): boolean {
  return 'recipient' in one && 'recipient' in other ? one.recipient !== other.recipient : one.type !== other.type;
}

/** Words said at one moment have no order, and of two who said no the second is named as the one by whom it ended. */
function sorted(state: Envelope): Envelope {
  const bySeat = (a: { seat: string; at: Instant }, b: { seat: string; at: Instant }) => (a.at + a.seat < b.at + b.seat ? -1 : 1);
  if (state.status === 'none') return state;
  const comments = state.comments.toSorted(bySeat);
  return state.status === 'declined' ? { ...state, comments, declinedBy: r(0) } : { ...state, comments };
}
