// Standing delegations, carried out when a turn begins: before anyone writes to someone who is away.
import { expect, it } from 'vitest';
import type { Message, Outbound } from '#core/messages.ts';
import { plus } from '#core/time.ts';
import { settingFor } from '#core/views/facts.ts';
import { notificationView } from '#core/views/notification.ts';
import { body, command, INES, MAX, OLIVIA, person, r, seat, SYSTEM, T0, TENANT } from '../../support/build.ts';
import { dispatchKit } from '../../support/dispatch-kit.ts';

const LEE = { name: 'Lee', email: 'lee@northwind.test' };
const away = (of: string, to = LEE) => ({ person: of, to, from: plus(T0, { days: -1 }), until: plus(T0, { days: 5 }) });

async function sent(recipients = [MAX, { ...INES, step: 2 }]) {
  const kit = await dispatchKit();
  const start = async () => {
    await kit.run(command(OLIVIA, body.draft({ recipients })));
    await kit.run(command(OLIVIA, body.send, { minutes: 5 }));
    await kit.dispatcher.settle();
  };
  return { kit, start };
}

it('whoever is away is not written to; the stand-in is asked in their place, and the record says by which delegation', async () => {
  const { kit, start } = await sent();
  const absence = await kit.absences.put(TENANT, away(MAX.email));
  await start();
  expect(await kit.state()).toMatchObject({
    recipients: [{ status: 'delegated', closed: { to: 'r3' } }, {}, { email: LEE.email, name: 'Lee', standsFor: 'r1', internal: true }],
  });
  expect(kit.delivered).not.toContain('approve-request>r1');
  expect(kit.delivered).toContain('approve-request>r3');
  expect(kit.delivered).toContain('handed-over>sender');
  const commits = (await kit.ledger.load(TENANT, (await known(kit)).id)).commits;
  expect(commits.some(({ key }) => key === 'stand-in/r1/2')).toBe(true);
  expect(absence.id).toBe(`away/${plus(T0, { days: -1 })}`);
});

it('a later turn is handed over when it begins', async () => {
  const { kit, start } = await sent();
  await start();
  await kit.absences.put(TENANT, away(INES.email));
  await kit.run(command(person(MAX.email), body.approve(r(1)), { hours: 1 }));
  await kit.dispatcher.settle();
  expect(await kit.state()).toMatchObject({ recipients: [{ status: 'approved' }, { status: 'delegated' }, { standsFor: 'r2' }] });
  expect(kit.delivered).not.toContain('sign-request>r2');
});

it('an absence that is over, or yet to come, changes nothing', async () => {
  const { kit, start } = await sent();
  await kit.absences.put(TENANT, { ...away(MAX.email), until: T0 });
  await kit.absences.put(TENANT, { ...away(MAX.email), from: plus(T0, { days: 2 }) });
  await start();
  expect(kit.delivered).toContain('approve-request>r1');
});

it('where the stand-in sits in the group already, the person who is away is asked like anyone', async () => {
  const { kit, start } = await sent([MAX, seat('Lee', 'approver', 1)]);
  await kit.absences.put(TENANT, away(MAX.email));
  await start();
  expect(kit.delivered.filter((one) => one.startsWith('approve-request'))).toEqual(['approve-request>r1', 'approve-request>r2']);
});

it('one who was named after the turn had begun is offered to the sender, once the person’s own notice says that they are away', async () => {
  const told: Message[] = [];
  const email: Outbound = {
    async deliver(message) {
      told.push(message);
      return { outcome: 'accepted', providerId: 'p' };
    },
  };
  const kit = await dispatchKit({ outbound: { email } });
  await kit.run(command(OLIVIA, body.draft({ recipients: [MAX] })));
  await kit.run(command(OLIVIA, body.send, { minutes: 5 }));
  await kit.dispatcher.settle();
  await kit.absences.put(TENANT, away(MAX.email));
  const notice = { effect: 'n#away', recipient: r(1), channel: 'email', outcome: 'away' } as const;
  await kit.run(command(SYSTEM, { type: 'record-deliveries', deliveries: [notice] }, { hours: 1 }));
  await kit.dispatcher.settle();
  expect(told.at(-1)).toMatchObject({ notification: { kind: 'away', to: 'sender', about: 'r1' }, standIn: LEE });
  const last = told.at(-1);
  if (!last || !('notification' in last)) throw new Error('The sender was not told.');
  const { notification, envelope: state, standIn } = last;
  const view = notificationView({ notification, state, setting: settingFor('en', () => 0), standIn });
  expect(view.paragraphs).toContain('Lee stands in for Max.');
  expect(view.how).toEqual(['To ask Lee instead, answer “REASSIGN max@northwind.test TO lee@northwind.test”.']);
});

it('settling again hands over nothing twice', async () => {
  const { kit, start } = await sent();
  await kit.absences.put(TENANT, away(MAX.email));
  await start();
  const { recipients } = await known(kit);
  await kit.dispatcher.walk();
  await kit.dispatcher.settle();
  expect((await known(kit)).recipients).toHaveLength(recipients.length);
});

async function known(kit: Awaited<ReturnType<typeof dispatchKit>>) {
  const state = await kit.state();
  if (state.status === 'none') throw new Error('There is no envelope.');
  return state;
}
