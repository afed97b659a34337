// The invariants of the design, held for random people doing random things in random order.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Actor, Command, CommandBody } from '#core/command.ts';
import { due } from '#core/due.ts';
import { NO_ENVELOPE, type Envelope } from '#core/envelope.ts';
import type { EnvelopeEvent } from '#core/events.ts';
import { actors, currentStep } from '#core/rules/turns.ts';
import { plus } from '#core/time.ts';
import { body, DOCUMENT, person, r, seat, SENDER, SYSTEM, T0 } from '../support/build.ts';
import { run } from '../support/spec.ts';

const NAMES = ['Max', 'Ines', 'Dana', 'Carl'];
const recipients = fc
  .tuple(
    fc.shuffledSubarray(NAMES, { minLength: 1 }),
    fc.array(fc.tuple(fc.constantFrom('signer', 'approver', 'cc'), fc.integer({ min: 1, max: 3 }), fc.constantFrom('L1', 'L2')), {
      minLength: 4,
      maxLength: 4,
    }),
  )
  .map(([names, settings]) =>
    names.map((name, index) => {
      const [role, step, needs] = settings[index] ?? (['signer', 1, 'L1'] as const);
      return seat(name, role, step, { needs });
    }),
  );

const someone: fc.Arbitrary<Actor> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.constantFrom(...NAMES, 'Olivia', 'Eve'), fc.constantFrom('L0', 'L1', 'L2'))
      .map(([name, level]) => person(`${name.toLowerCase()}@northwind.test`, level)),
  },
  { weight: 1, arbitrary: fc.constant(SYSTEM) },
);

const anySeat = fc.integer({ min: 1, max: 5 }).map(r);
const fingerprint = fc.constantFrom(DOCUMENT.sha256, DOCUMENT.sha256, DOCUMENT.sha256, 'other');
const wish: fc.Arbitrary<CommandBody> = fc.oneof(
  fc.constant(body.send),
  recipients.map((named) => body.draft({ recipients: named })),
  fc.tuple(anySeat, fingerprint).map(([who, seen]) => body.approve(who, seen)),
  fc.tuple(anySeat, fingerprint).map(([who, seen]) => body.sign(who, seen)),
  anySeat.map((who) => body.decline(who)),
  anySeat.map((recipient) => ({ type: 'view', recipient }) as const),
  fc.option(anySeat).map((recipient) => ({ type: 'remind', recipient }) as const),
  fc.option(anySeat).map((from) => ({ type: 'comment', from, to: null, text: 'Why?' }) as const),
  fc.constant({ type: 'void', reason: 'x' } as const),
  fc.constant({ type: 'expire' } as const),
  fc.constant({ type: 'record-seal', documents: [] } as const),
  fc.constant({ type: 'record-seal-failure', why: 'x' } as const),
);
const history = fc.record({
  people: recipients,
  wishes: fc.array(fc.tuple(someone, wish, fc.integer({ min: 0, max: 30 })), { maxLength: 40 }),
});

const ENDINGS = new Set(['completed', 'voided', 'expired', 'envelope-declined']);
const ACTS = new Set(['approved', 'signed', 'declined', 'act-held']);

test('no history breaks the rules', () => {
  fc.assert(
    fc.property(history, ({ people, wishes }) => {
      let state: Envelope = NO_ENVELOPE;
      const events: EnvelopeEvent[] = [];
      let hours = 0;
      const steps: [Actor, CommandBody, number][] = [
        [person(SENDER.email), body.draft({ recipients: people }), 0],
        [person(SENDER.email), body.send, 0],
        ...wishes,
      ];
      for (const [index, [by, wished, wait]] of steps.entries()) {
        hours += wait;
        const command: Command = { at: plus(T0, { hours }), by, key: `k${index}`, ...wished };
        const before = state;
        const { decision, state: after } = run(before, command);
        if (decision.ok) checkStep(before, command, decision.events, after);
        state = after;
        events.push(...(decision.ok ? decision.events : []));
      }
      checkWhole(events);
    }),
  );
});

function checkStep(before: Envelope, command: Command, events: readonly EnvelopeEvent[], after: Envelope): void {
  for (const event of events) {
    if (!ACTS.has(event.type)) continue;
    if (before.status !== 'sent' || !('recipient' in event)) throw new Error(`${event.type} outside a sent envelope`);
    const recipient = before.recipients.find(({ id }) => id === event.recipient);
    expect(recipient?.act).toBeUndefined();
    expect(recipient?.step).toBe(currentStep(before));
    expect(command.by).toMatchObject({ kind: 'person', email: recipient?.email });
    if (event.type === 'signed' || event.type === 'approved') {
      expect(event.by.assurance >= (recipient?.needs ?? 'L9')).toBe(true);
      expect(event.fingerprint).toBe(before.fingerprint);
      expect(command.at <= before.expiresAt).toBe(true);
    }
  }
  if (after.status === 'sent') {
    const step = currentStep(after);
    for (const one of actors(after)) expect(one.askedAt !== undefined).toBe(step !== undefined && one.step <= step);
  }
  if (after.status === 'completed') expect(actors(after).every(({ act }) => act?.type === 'signed' || act?.type === 'approved')).toBe(true);
  for (const next of due(after, command.at)) expect(run(after, next).decision.ok).toBe(true);
}

function checkWhole(events: readonly EnvelopeEvent[]): void {
  const types = events.map(({ type }) => type);
  expect(types.filter((type) => ENDINGS.has(type)).length).toBeLessThanOrEqual(1);
  expect(types.filter((type) => type === 'sealed').length).toBeLessThanOrEqual(1);
  const end = types.findIndex((type) => ENDINGS.has(type));
  const after = end === -1 ? [] : types.slice(end + 1);
  expect(after.filter((type) => !['commented', 'sealed', 'seal-failed'].includes(type))).toEqual([]);
}
