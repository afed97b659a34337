// Invariants 2 and 3: how an envelope ends, that it ends once, what it still takes then, and that everyone who was asked hears of it.
import { describe, expect } from 'vitest';
import { decide } from '#core/decide.ts';
import type { Envelope } from '#core/envelope.ts';
import type { EnvelopeEvent } from '#core/events.ts';
import { evolve } from '#core/evolve.ts';
import { notify } from '#core/notify.ts';
import { command, SYSTEM } from '../../support/build.ts';
import { eachHolds } from '../../support/history/each-holds.ts';
import { emptyModel, inTurn, isBeyondReach, learn, openStep } from '../../support/history/model.ts';
import { accepted, offsetAt, type Step } from '../../support/history/play.ts';

const ENDINGS = new Set(['completed', 'envelope-declined', 'voided', 'expired']);
const AFTER_THE_END = new Set(['commented', 'disputed', 'dispute-resolved', 'sealed', 'seal-failed', 'deliveries-recorded', 'erased']);
const END_OF: Readonly<Record<string, string>> = { completed: 'completed', declined: 'declined', voided: 'voided', expired: 'expired' };

describe('in any history', () => {
  eachHolds({
    'an envelope ends at most once, is sealed at most once, and then takes only words, objections, seals, deliveries and erasure': (
      steps,
    ) => {
      const types = steps.flatMap(accepted).map(({ type }) => type);
      const end = types.findIndex((type) => ENDINGS.has(type));
      const after = end === -1 ? [] : types.slice(end + 1);
      expect(after.filter((type) => !AFTER_THE_END.has(type))).toEqual([]);
      expect(types.filter((type) => type === 'sealed').length).toBeLessThanOrEqual(1);
      expect(types.filter((type) => type === 'completed').length).toBeLessThanOrEqual(1);
    },

    'it is declined in the very commit in which its open step can no longer be met, and for no other reason': (steps) => {
      const model = emptyModel();
      for (const step of steps) {
        for (const event of accepted(step)) {
          if (event.type === 'envelope-declined') expect(isBeyondReach(model)).toBe(true);
          learn(model, event);
        }
        if (model.status === 'sent') expect(isBeyondReach(model)).toBe(false);
      }
    },

    'it is completed in the very commit in which the last step is met, and not before': (steps) => {
      const model = emptyModel();
      for (const step of steps) {
        for (const event of accepted(step)) {
          if (event.type === 'completed') expect(openStep(model)).toBeUndefined();
          learn(model, event);
        }
        if (model.status === 'sent') expect(inTurn(model).length, 'someone is asked as long as it is out').toBeGreaterThan(0);
      }
    },

    'a decline ends its recipient for good': (steps) => {
      const declined = new Set<string>();
      for (const step of steps) {
        for (const event of accepted(step)) {
          if (event.type === 'drafted') declined.clear();
          const acts = ['approved', 'signed', 'acknowledged', 'prepared', 'declined', 'withdrawn', 'turn-began', 'delegated', 'reassigned'];
          if (acts.includes(event.type) && 'recipient' in event) expect(declined.has(event.recipient ?? '')).toBe(false);
          if (event.type === 'declined') declined.add(event.recipient);
        }
      }
    },

    'the status is what the events say': (steps) => {
      const model = emptyModel();
      for (const step of steps) {
        for (const event of accepted(step)) learn(model, event);
        expect(step.after.status).toBe(model.status);
      }
    },

    'everyone who was ever asked, and not replaced, hears of the end, however late it is told': (steps) => {
      const commits = sealedAtLast(steps.filter((step) => accepted(step).length > 0));
      const now = commits.at(-1)?.after;
      if (!now || now.status === 'none' || !(now.status in END_OF) || !('sentAt' in now) || now.disputes.length > 0) return;
      const addressOf = (id: string) => (now.recipients.find((one) => one.id === id) ?? now.sender).email.toLowerCase();
      const told = tolds(commits, now).filter(({ kind }) => kind === END_OF[now.status]);
      const heard = told.map(({ to }) => addressOf(to));
      expect(told.map(({ to }) => to)).toContain('sender');
      const declined = now.recipients.filter(({ act }) => act?.type === 'declined').map(({ id }) => addressOf(id));
      for (const { id, turns, closed } of now.recipients) {
        const isConcerned = turns > 0 && closed?.as !== 'reassigned' && !declined.includes(addressOf(id));
        if (isConcerned) expect(heard, `${id} is not told: ${now.status}`).toContain(addressOf(id));
      }
      // The sender hears of every decline with its reason; everyone else of the end, once.
      const others = heard.filter((one) => one !== addressOf('sender'));
      expect(others.toSorted()).toEqual([...new Set(others)].toSorted());
    },
  });
});

type Told = ReturnType<typeof notify>[number];

function tolds(commits: readonly Step[], now: Envelope): readonly Told[] {
  return commits.flatMap((step, version) => accepted(step).flatMap((event, index) => notify({ version, index, event }, step.after, now)));
}

/** A completed envelope is told about once it is sealed, however often that failed. */
function sealedAtLast(commits: readonly Step[]): readonly Step[] {
  const before = commits.at(-1)?.after;
  if (before?.status !== 'completed') return commits;
  const seal = command(SYSTEM, { type: 'record-seal', documents: [] });
  const decision = decide(before, seal, offsetAt);
  const events: readonly EnvelopeEvent[] = decision.ok ? decision.events : [];
  return [...commits, { before, command: seal, decision, after: events.reduce(evolve, before) }];
}
