// What became untrue while it waited is closed as superseded, at once and unsent; what stayed true goes out.
import { describe, expect, test } from 'vitest';
import { eventsOf } from '#core/chain.ts';
import type { Command } from '#core/command.ts';
import { fold } from '#core/fold.ts';
import { notify } from '#core/notify.ts';
import { body, command, DANA, ENVELOPE, INES, MAX, OLIVIA, person, r, TENANT } from '../../support/build.ts';
import { dispatchKit } from '../../support/dispatch-kit.ts';

const drafted = command(OLIVIA, body.draft());
const sent = command(OLIVIA, body.send);
const approved = command(person(MAX.email), body.approve(r(1)), { hours: 1 });
const inesSigned = command(person(INES.email), body.sign(r(2)), { hours: 2 });
const inesHeld = command(person(INES.email, 'L0'), body.sign(r(2)), { hours: 2 });
const declined = command(person(DANA.email, 'L2', 'web'), body.decline(r(3)), { hours: 3 });
const voided = command(OLIVIA, { type: 'void', reason: 'Wrong file' }, { hours: 4 });
const reminded = command(OLIVIA, { type: 'remind', recipient: null }, { days: 2 });
const redrafted = command(OLIVIA, body.draft({ title: 'Another title' }), { minutes: 5 });

/** Each: what was stored while nothing could go out, what came then, and which of the waiting ones that made untrue. */
const CASES: readonly (readonly [string, readonly Command[], readonly Command[], readonly string[]])[] = [
  ['a draft’s mail when it is drafted anew', [drafted], [redrafted], ['sender#email#draft']],
  ['a draft’s mail when it is sent', [drafted], [sent], ['sender#email#draft']],
  ['an approval’s request when it is given', [drafted, sent], [approved], ['sender#email#draft', 'r1#email#approve-request']],
  ['a request to sign when it is signed', [drafted, sent, approved], [inesSigned], ['r2#email#sign-request']],
  ['a request to sign when another declines', [drafted, sent, approved], [declined], ['r2#email#sign-request', 'r3#email#sign-request']],
  ['requests and reminders when it is voided', [drafted, sent, reminded], [voided], ['r1#email#approve-request', 'r1#email#reminder']],
  ['a question for more proof when it is voided', [drafted, sent, approved, inesHeld], [voided], ['r2#email#confirm']],
];

describe('what waits for its next attempt', () => {
  test.each(CASES)('%s', async (_name, before, then, untrue) => {
    const kit = await dispatchKit();
    kit.world.mood = () => 'down';
    for (const next of before) {
      await kit.run(next);
      await kit.dispatcher.settle();
    }
    for (const next of then) await kit.run(next);
    kit.world.mood = () => 'ok';
    await kit.dispatcher.settle();
    const effects = await kit.effects.list(TENANT, ENVELOPE);
    const closed = effects.filter(({ state }) => state === 'superseded').map(({ key }) => key.sk.replace(/^[\d.]+#/, ''));
    expect(closed).toEqual(expect.arrayContaining([...untrue]));
    // No moment had to pass: they did not wait for an attempt that could no longer be of use.
    const stream = await kit.ledger.load(TENANT, ENVELOPE);
    const now = fold(stream);
    const stillTrue = eventsOf(stream).flatMap((one) => notify(one, fold(stream, one.version), now));
    for (const { job, state } of effects) {
      if (job.do !== 'tell') continue;
      const { kind, to, event } = job.notification;
      const isTrue = stillTrue.some((one) => one.kind === kind && one.to === to && one.event === event);
      if (!isTrue) expect(['superseded', 'done'], `${kind} to ${to}`).toContain(state);
      if (isTrue) expect(['pending', 'done'], `${kind} to ${to}`).toContain(state);
    }
  });
});

describe('outcomes of deliveries', () => {
  test('of one pass are one commit; each that cannot be delivered is one of its own, and the sender is told of each', async () => {
    const kit = await dispatchKit();
    const recipients = ['Ann', 'Bob', 'Cho', 'Dan', 'Eve'].map((name) => ({ ...INES, name, email: `${name}@northwind.test`, step: 1 }));
    kit.world.mood = (message) => ('notification' in message && /r[24]/.test(message.notification.to) ? 'refuses' : 'ok');
    await kit.run(command(OLIVIA, body.draft({ recipients })));
    await kit.run(sent);
    await kit.dispatcher.settle();
    const recorded = eventsOf(await kit.ledger.load(TENANT, ENVELOPE)).flatMap(({ event, version }) =>
      event.type === 'deliveries-recorded'
        ? [{ version, of: event.deliveries.map(({ recipient, outcome }) => `${recipient} ${outcome}`) }]
        : [],
    );
    expect(recorded).toEqual([
      { version: 3, of: ['r1 accepted', 'r3 accepted', 'r5 accepted'] },
      { version: 4, of: ['r2 undeliverable'] },
      { version: 5, of: ['r4 undeliverable'] },
    ]);
    expect(kit.delivered.filter((name) => name === 'undeliverable>sender')).toHaveLength(2);
  });
});
