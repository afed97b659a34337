// An envelope closes once everything that came in by its deadline has its outcome: neither before, nor never.
import { describe, expect, test } from 'vitest';
import { body, command, OLIVIA } from '../../support/build.ts';
import { dispatchKit } from '../../support/dispatch-kit.ts';

type Kit = Awaited<ReturnType<typeof dispatchKit>>;

async function dueToExpire(): Promise<Kit> {
  const kit = await dispatchKit();
  await kit.run(command(OLIVIA, body.draft()));
  await kit.run(command(OLIVIA, body.send));
  await kit.dispatcher.settle();
  return kit;
}

async function finish(kit: Kit, key: string): Promise<void> {
  const claimed = await kit.inbox.claim('slack', key);
  if (!claimed) throw new Error('not claimed');
  await kit.inbox.settle(claimed.lease, { kind: 'dropped', why: 'test' }, []);
}

describe('expiry', () => {
  test('comes although requests never cease to come in', async () => {
    const kit = await dueToExpire();
    kit.at({ days: 15 });
    for (let round = 0; round < 3; round += 1) {
      await kit.inbox.accept('slack', `request ${round}`, {});
      await kit.dispatcher.tick();
      if (round > 0) await finish(kit, `request ${round - 1}`);
    }
    await kit.dispatcher.tick();
    expect(await kit.state()).toMatchObject({ status: 'expired' });
  });

  test('waits for a request that came in by the deadline, though later ones are done', async () => {
    const kit = await dueToExpire();
    kit.at({ days: 15 });
    await kit.inbox.accept('slack', 'by the deadline', {});
    for (let round = 0; round < 5; round += 1) {
      await kit.dispatcher.tick();
      await kit.inbox.accept('slack', `later ${round}`, {});
      await finish(kit, `later ${round}`);
    }
    expect(await kit.state()).toMatchObject({ status: 'sent' });
    await finish(kit, 'by the deadline');
    await kit.dispatcher.tick();
    expect(await kit.state()).toMatchObject({ status: 'expired' });
  });

  test('is not let through by a time before the deadline at which nothing was open', async () => {
    const kit = await dueToExpire();
    kit.at({ days: 13 });
    await kit.dispatcher.tick();
    await kit.inbox.accept('slack', 'by the deadline', {});
    kit.at({ days: 15 });
    await kit.dispatcher.tick();
    expect(await kit.state()).toMatchObject({ status: 'sent' });
  });
});

describe('a request whose row is damaged', () => {
  test('keeps no other request and no message waiting, and is told', async () => {
    const kit = await dispatchKit();
    await kit.inbox.accept('email', 'damaged', {});
    const row = await kit.bare.get({ pk: 'IN#email#damaged', sk: 'REQUEST' });
    await kit.bare.putIfVersion({ pk: 'IN#email#damaged', sk: 'REQUEST', version: 2, body: 'not json' }, row?.version ?? 0);
    const drafted = command(OLIVIA, body.draft());
    await kit.inbox.accept('email', drafted.key, drafted);
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 1 });
    expect(kit.delivered).toEqual(['draft>sender']);
    expect(kit.faults).toContainEqual(expect.stringContaining('IN#email#damaged'));
  });
});
