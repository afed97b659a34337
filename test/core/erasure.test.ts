// Whose an event's personal values are, when one person asks for theirs to be erased.
import { describe, expect, test } from 'vitest';
import { eventsOf } from '#core/chain.ts';
import { belongsTo, hasErasure, isErased, isWhollyErased, leafWithout } from '#core/erasure.ts';
import type { EnvelopeEvent, EventBody } from '#core/events.ts';
import type { RecipientId } from '#core/ids.ts';
import type { Seat } from '#core/terms.ts';
import { DOCUMENT, r, T0 } from '../support/build.ts';
import { playedStory, STORIES } from '../support/frozen-stories.ts';

function by(seat: Seat, body: EventBody): EnvelopeEvent {
  return { at: T0, by: { seat, via: 'email', assurance: 'L1' }, ...body };
}

const EVIDENCE = { kind: 'mail', reference: '', proof: '' } as const;
const seated = { name: 'N', email: 'e', role: 'signer', step: 1, internal: true, needs: 'L1', channel: 'email' } as const;

const CASES: readonly (readonly [string, EnvelopeEvent, readonly RecipientId[]])[] = [
  ['a seat is its own, though the sender gave it', by('sender', { type: 'recipient-added', recipient: r(1), ...seated }), [r(1)]],
  ['a seat that someone handed over is the new person’s alone', by(r(1), { type: 'recipient-added', recipient: r(2), ...seated }), [r(2)]],
  [
    'a reason of a handover is of both',
    by(r(1), { type: 'delegated', recipient: r(1), to: r(2), reason: 'x', standing: '' }),
    [r(1), r(2)],
  ],
  ['an act is of whoever did it', by(r(1), { type: 'declined', recipient: r(1), reason: 'x', evidence: EVIDENCE }), [r(1)]],
  ['a question is of whoever asked', by(r(2), { type: 'commented', to: null, text: 'x' }), [r(2)]],
  ['an answer is of whom it is for', by('sender', { type: 'commented', to: r(2), text: 'x' }), [r(2)]],
  ['what the sender tells everyone is nobody’s', by('sender', { type: 'commented', to: null, text: 'x' }), []],
  ['a document that a preparer filled is nobody’s', by(r(1), { type: 'document-filled', ...DOCUMENT }), []],
  ['a field that a preparer filled is theirs', by(r(1), { type: 'field-filled', recipient: r(1), name: 'a', value: 'x' }), [r(1)]],
];

describe('what is whose', () => {
  test.each(CASES)('%s', (_name, event, seats) => {
    expect([r(1), r(2), r(3)].filter((seat) => belongsTo(event, seat))).toEqual(seats);
    expect(belongsTo(event, null)).toBe(true);
  });

  test('a leaf loses all its values or none, and nothing else', () => {
    const leaf = { text: 'text', beside: { hash: { value: 'v', salt: 's' } } };
    const event = by(r(1), { type: 'commented', to: null, text: 'x' });
    expect(leafWithout(leaf, event, r(1))).toEqual({ text: 'text', beside: {} });
    expect(leafWithout(leaf, event, r(2))).toBe(leaf);
    const bare = { text: 'text', beside: {} };
    expect(leafWithout(bare, event, null)).toBe(bare);
  });
});

describe('who is erased', () => {
  const erased = STORIES.find(({ name }) => name === 'v2-erased');
  if (!erased) throw new Error('no story');
  const upTo = (steps: number) => playedStory({ ...erased, steps: erased.steps.slice(0, steps) }).stream;

  test('is on the record: one seat first, later everyone', () => {
    const seats = ['sender', r(1), r(2)] as const;
    const after = (steps: number) => seats.filter((seat) => isErased(upTo(steps), seat));
    expect([after(4), after(5), after(6)]).toEqual([[], [r(1)], ['sender', r(1), r(2)]]);
    expect([hasErasure(upTo(4)), hasErasure(upTo(5))]).toEqual([false, true]);
    expect([isWhollyErased(upTo(5)), isWhollyErased(upTo(6))]).toEqual([false, true]);
    expect(eventsOf(upTo(6)).filter(({ event }) => event.type === 'erased')).toHaveLength(2);
  });
});
