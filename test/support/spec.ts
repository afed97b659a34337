// given/when/then over the pure core: given commands that went before, when a command comes, then these events or that refusal.
import { expect } from 'vitest';
import { offsetAt } from '#apps/world/hashing.ts';
import type { Command, Decision } from '#core/command.ts';
import type { Refusal } from '#core/refusal.ts';
import { decide } from '#core/decide.ts';
import { NO_ENVELOPE, type Envelope } from '#core/envelope.ts';
import type { EnvelopeEvent, EventType } from '#core/events.ts';
import { evolve } from '#core/evolve.ts';

export function run(state: Envelope, command: Command): { decision: Decision; state: Envelope } {
  const decision = decide(state, command, offsetAt);
  return { decision, state: decision.ok ? decision.events.reduce(evolve, state) : state };
}

export function stateAfter(...commands: readonly Command[]): Envelope {
  return commands.reduce<Envelope>((state, command) => {
    const { decision, state: next } = run(state, command);
    if (!decision.ok) throw new Error(`The history itself was refused at ${command.type}: ${decision.refusal.code}`);
    return next;
  }, NO_ENVELOPE);
}

export function given(...history: readonly Command[]) {
  const before = stateAfter(...history);
  return {
    when(command: Command) {
      const { decision, state } = run(before, command);
      return {
        state,
        /** The events' types in order, and parts of the first of each that matter. */
        then(...types: readonly EventType[]): readonly EnvelopeEvent[] {
          expect(decision).toMatchObject({ ok: true });
          const events = decision.ok ? decision.events : [];
          expect(events.map(({ type }) => type)).toEqual(types);
          return events;
        },
        thenRefused(refusal: Partial<Refusal> & { code: Refusal['code'] }): void {
          expect(decision).toEqual({ ok: false, refusal: expect.objectContaining(refusal) });
        },
      };
    },
  };
}
