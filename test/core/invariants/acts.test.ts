// Invariant 1: no act out of turn, twice, on an envelope that is over, by someone else, or below the assurance; and no refusal is a lie.
import { describe, expect } from 'vitest';
import type { Command } from '#core/command.ts';
import type { EnvelopeEvent } from '#core/events.ts';
import { eachHolds } from '../../support/history/each-holds.ts';
import { emptyModel, fingerprintIn, inTurn, learn, type Model } from '../../support/history/model.ts';
import { accepted } from '../../support/history/play.ts';
import { untruths } from '../../support/history/truth.ts';

const ACTS = new Set(['approved', 'signed', 'acknowledged', 'prepared', 'declined', 'act-held']);

function actOf(event: EnvelopeEvent): { type: string; recipient: string } | undefined {
  return ACTS.has(event.type) && 'recipient' in event && event.recipient !== null
    ? { type: event.type, recipient: event.recipient }
    : undefined;
}

describe('in any history', () => {
  eachHolds({
    'an act is recorded only in turn, once, while the envelope is out and undisputed, by the deadline, by the person whose seat it is': (
      steps,
    ) => {
      const model = emptyModel();
      for (const step of steps) {
        for (const event of accepted(step)) {
          const act = actOf(event);
          if (act) checkAct(model, step.command, act);
          learn(model, event);
        }
      }
    },

    'an act counts only at the assurance that its seat asks for, on the documents as they are': (steps) => {
      const model = emptyModel();
      for (const step of steps) {
        for (const event of accepted(step)) {
          const act = actOf(event);
          const needs = event.type === 'declined' ? 'L1' : model.seats.find(({ id }) => id === act?.recipient)?.needs;
          if (act && event.type !== 'act-held')
            expect(event.by.assurance >= (needs ?? 'L9'), `${event.type} at ${event.by.assurance}`).toBe(true);
          if (event.type === 'act-held') expect(event.by.assurance < event.needs).toBe(true);
          if ('fingerprint' in event && event.type !== 'prepared') expect(event.fingerprint).toBe(fingerprintIn(model));
          learn(model, event);
          if (event.type === 'prepared') expect(event.fingerprint).toBe(fingerprintIn(model));
        }
      }
    },

    'a consumer signs only after reading the disclosure and opening the document': (steps) => {
      const ready = new Map<string, Set<string>>();
      let isConsumer = false;
      for (const step of steps) {
        for (const event of accepted(step)) {
          if (event.type === 'drafted') isConsumer = event.consumer === true;
          if (event.type === 'viewed' || event.type === 'disclosure-accepted')
            ready.set(event.recipient, (ready.get(event.recipient) ?? new Set()).add(event.type));
          if (event.type === 'recipient-corrected') ready.delete(event.recipient);
          if (event.type === 'signed' && isConsumer) expect(ready.get(event.recipient)?.size).toBe(2);
        }
      }
    },

    'what the sender may do is done by the sender or an administrator, and what the clock may do by the product': (steps) => {
      let sender = '';
      for (const step of steps) {
        const { by } = step.command;
        for (const { type, by: stamp, ...event } of accepted(step)) {
          if (type === 'drafted' && 'senderEmail' in event) sender = event.senderEmail;
          if (stamp.seat === 'sender') expect(by).toMatchObject({ kind: 'person', email: sender });
          if (stamp.seat === 'admin') expect(by).toMatchObject({ kind: 'person', isAdmin: true });
          if (['expired', 'expiry-warned', 'escalated', 'sealed', 'erased'].includes(type)) expect(by.kind).toBe('system');
          if (['voided', 'reassigned', 'resent', 'deadline-changed', 'dispute-resolved'].includes(type))
            expect(['sender', 'admin']).toContain(stamp.seat);
        }
      }
    },

    'whoever is refused is told the truth, and nothing has changed': (steps) => {
      const model = emptyModel();
      for (const step of steps) {
        const { decision, command } = step;
        if (!decision.ok) {
          expect(untruths(decision.refusal, command, model)).toEqual([]);
          expect(step.after).toBe(step.before);
        }
        for (const event of accepted(step)) learn(model, event);
      }
    },
  });
});

function checkAct(model: Model, { by, at }: Command, { recipient, type }: { type: string; recipient: string }): void {
  const seat = inTurn(model).find(({ id }) => id === recipient);
  expect(seat, `${type} out of turn`).toBeDefined();
  expect(model.status).toBe('sent');
  expect(model.disputes.size).toBe(0);
  expect(model.expiresAt !== undefined && at <= model.expiresAt, `${type} after the deadline`).toBe(true);
  expect(by.kind === 'person' && by.email.toLowerCase()).toBe(seat?.email.toLowerCase());
}
