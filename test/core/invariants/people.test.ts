// Who sits where: one human is one voice in a group, proof never gets weaker, and whoever has an unanswered turn is waited for, nobody else.
import { describe, expect } from 'vitest';
import { waitedFor } from '#core/rules/turns.ts';
import { why } from '#core/why.ts';
import { eachHolds } from '../../support/history/each-holds.ts';
import { emptyModel, inTurn, learn, openStep, type SeatModel } from '../../support/history/model.ts';
import { accepted } from '../../support/history/play.ts';

describe('in any history', () => {
  eachHolds({
    'nobody is two open or acted voices in a group, or two copies': (steps) => {
      for (const { after } of steps) {
        if (after.status !== 'sent') continue;
        const voices = after.recipients
          .filter(({ closed }) => closed === undefined || closed.as === 'released')
          .map(({ email, step }) => `${step}/${email.toLowerCase()}`);
        expect(voices.toSorted()).toEqual([...new Set(voices)].toSorted());
      }
    },

    'a handover or a correction never lets a weaker proof do': (steps) => {
      const needs = new Map<string, string>();
      for (const event of steps.flatMap(accepted)) {
        if (event.type === 'drafted') needs.clear();
        if (event.type !== 'recipient-added' && event.type !== 'recipient-corrected') continue;
        const before = needs.get(event.type === 'recipient-added' ? (event.standsFor ?? '') : event.recipient);
        if (before !== undefined) expect(event.needs >= before, `${event.type} from ${before} to ${event.needs}`).toBe(true);
        needs.set(event.recipient, event.needs);
      }
    },

    'whoever is seated in someone’s place has their role and step, and the one who handed over can act no more': (steps) => {
      for (const { after } of steps) {
        if (after.status === 'none') continue;
        for (const { standsFor, role, step } of after.recipients) {
          const before = after.recipients.find(({ id }) => id === standsFor);
          if (before) expect({ role, step }).toEqual({ role: before.role, step: before.step });
        }
        for (const { closed, act } of after.recipients) if (closed) expect(act).toBeUndefined();
      }
    },

    'those who are waited for are those with a turn that began and is unanswered': (steps) => {
      const model = emptyModel();
      for (const step of steps) {
        for (const event of accepted(step)) learn(model, event);
        if (step.after.status !== 'sent') continue;
        const expected = idsOf(inTurn(model));
        expect(waitedFor(step.after).map(({ id }) => id)).toEqual(expected);
        expect(idsOf(model.seats.filter((seat) => seat.isAsked && isUnanswered(seat)))).toEqual(expected);
        expect(why(step.after, step.command.at)?.waitingFor.map(({ recipient }) => recipient)).toEqual(expected);
        for (const seat of model.seats) if (seat.step > (openStep(model) ?? 0)) expect(seat.isAsked && isUnanswered(seat)).toBe(false);
      }
    },

    'a link of an earlier generation never comes back to life': (steps) => {
      const generations = new Map<string, number>();
      for (const event of steps.flatMap(accepted)) {
        if (event.type === 'drafted') generations.clear();
        if (event.type !== 'resent' && event.type !== 'recipient-corrected') continue;
        expect(event.generation).toBe((generations.get(event.recipient) ?? 0) + 1);
        generations.set(event.recipient, event.generation);
      }
    },
  });
});

function isUnanswered({ act, left }: SeatModel): boolean {
  return act === undefined && left === undefined;
}

function idsOf(seats: readonly SeatModel[]): readonly string[] {
  return seats.map(({ id }) => id);
}
