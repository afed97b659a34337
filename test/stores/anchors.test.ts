// Daily anchors: taken once, chained, and telling of every record that was written anew since, but not of an erasure.
import { describe, expect, test } from 'vitest';
import { commitOf, eventsOf } from '#core/chain.ts';
import { proofOf, provesHead } from '#core/anchor.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId } from '#core/ids.ts';
import type { Stream } from '#core/record.ts';
import { checkAnchors } from '#stores/anchor-check.ts';
import { headsAfter } from '#stores/anchors.ts';
import { encodeCommit } from '#stores/codec.ts';
import { body, command, ENVELOPE, MAX, OLIVIA, person, r, sha256, SYSTEM, TENANT } from '../support/build.ts';
import { dispatchKit } from '../support/dispatch-kit.ts';
import { mortalTable } from '../support/faulty-table.ts';
import { storesOver } from '../support/store-kit.ts';

type Kit = Awaited<ReturnType<typeof dispatchKit>>;

async function anchored() {
  const kit = await dispatchKit();
  await kit.run(command(OLIVIA, body.draft()));
  await kit.run(command(OLIVIA, body.send));
  await kit.dispatcher.walk();
  kit.at({ days: 1 });
  await kit.run(command(person(MAX.email), body.approve(r(1)), { hours: 2 }));
  await kit.run(command(OLIVIA, { type: 'void', reason: 'Wrong file' }, { hours: 3 }));
  await kit.dispatcher.walk();
  return kit;
}

async function faultsOf({ anchors, ledger }: Kit) {
  return checkAnchors({ tenant: TENANT, stored: await anchors.all(TENANT), ledger }, sha256);
}

/** What someone does who owns the table: every commit made anew, in a chain that holds. */
async function rewrite(kit: Kit, keep: number): Promise<void> {
  const old = await kit.ledger.load(TENANT, ENVELOPE);
  let stream: Stream = { version: 0, commits: [] };
  for (const { version, key, recordedAt } of old.commits.slice(0, keep)) {
    const events = eventsOf(old)
      .filter((one) => one.version === version)
      .map(({ event }) => event);
    const commit = commitOf({
      stream,
      events,
      key,
      writer: 'w',
      recordedAt,
      roleOf: () => 'approver',
      random: (bytes) => 'cd'.repeat(bytes),
      sha256,
    });
    stream = { version, commits: [...stream.commits, commit] };
    const row = { pk: `T#${TENANT}#E#${ENVELOPE}`, sk: `C#${String(version).padStart(6, '0')}` };
    await kit.bare.putIfVersion({ ...row, version: 2, body: encodeCommit(commit) }, 1);
  }
  for (const { version } of old.commits.slice(keep))
    await kit.bare.delete({ pk: `T#${TENANT}#E#${ENVELOPE}`, sk: `C#${String(version).padStart(6, '0')}` });
}

describe('anchors', () => {
  test('are taken by the daily walk, one a day, each chained to the one before', async () => {
    const kit = await anchored();
    await kit.dispatcher.walk();
    const stored = await kit.anchors.all(TENANT);
    expect(stored.map(({ anchor }) => [anchor.day, anchor.size, anchor.token])).toEqual([
      ['2026-11-24', 1, null],
      ['2026-11-25', 1, null],
    ]);
    expect(stored[1]?.anchor.previous).toBe(stored[0]?.anchor.hash);
    expect(stored.map(({ changed }) => changed.map(({ version }) => version))).toEqual([[2], [4]]);
    expect(await faultsOf(kit)).toEqual([]);
  });

  test('prove the head of one envelope without the others', async () => {
    const kit = await anchored();
    const heads = headsAfter((await kit.anchors.all(TENANT)).slice(0, 1));
    const root = (await kit.anchors.all(TENANT))[0]?.anchor.root;
    const [head] = heads;
    if (!head || root === undefined) throw new Error('not anchored');
    expect(provesHead(proofOf(ENVELOPE, heads, sha256) ?? [], { head, root }, sha256)).toBe(true);
  });

  test('find a record that was written anew from its first commit, though its chain holds', async () => {
    const kit = await anchored();
    await rewrite(kit, 4);
    expect(fold(await kit.ledger.load(TENANT, ENVELOPE))).toMatchObject({ status: 'voided' });
    expect(await faultsOf(kit)).toMatchObject([
      { day: '2026-11-24', envelope: ENVELOPE, why: expect.stringContaining('written anew') },
      { day: '2026-11-25', envelope: ENVELOPE, why: expect.stringContaining('written anew') },
    ]);
  });

  test('find a record that lost its end, and one that is gone', async () => {
    const kit = await anchored();
    await rewrite(kit, 3);
    expect((await faultsOf(kit)).map(({ why }) => why)[1]).toBe('Its record ends at commit 3; commit 4 was anchored.');
    await rewrite(kit, 0);
    expect(await faultsOf(kit)).toHaveLength(2);
    kit.at({ days: 2 });
    await kit.dispatcher.walk();
    expect(await faultsOf(kit)).toHaveLength(2);
  });

  test('find an anchor or its heads changed', async () => {
    const kit = await anchored();
    const row = await kit.bare.get({ pk: `T#${TENANT}#ANCHORS`, sk: 'A#2026-11-24' });
    if (!row) throw new Error('no anchor');
    await kit.bare.putIfVersion({ ...row, version: 2, body: row.body.replace('"size":1', '"size":2') }, 1);
    expect(await faultsOf(kit)).toMatchObject([{ day: '2026-11-24', envelope: null }]);
  });

  test('are untouched by an erasure', async () => {
    const kit = await anchored();
    await kit.run(command(SYSTEM, { type: 'erase', recipient: null }, { hours: 5 }));
    await kit.dispatcher.settle();
    expect(await kit.state()).toMatchObject({ title: '(erased)' });
    expect(await faultsOf(kit)).toEqual([]);
  });

  test('are whole although their taker died at any write', async () => {
    for (const survived of [0, 1, 2]) {
      const kit = await dispatchKit();
      const heads = Array.from({ length: 2_500 }, (_, at) => ({ envelope: `CS-${at}` as EnvelopeId, version: 1, head: sha256(`${at}`) }));
      const dying = storesOver(mortalTable(kit.bare, survived), kit.clock).anchors;
      await expect(dying.take(TENANT, '2026-11-24', heads)).rejects.toThrow('died');
      expect(await kit.anchors.all(TENANT)).toEqual([]);
      const grown = [...heads, { envelope: 'CS-new' as EnvelopeId, version: 1, head: sha256('new') }];
      expect(await kit.anchors.take(TENANT, '2026-11-24', grown)).toBe(true);
      expect(await kit.anchors.take(TENANT, '2026-11-24', heads)).toBe(false);
      const stored = await kit.anchors.all(TENANT);
      expect([stored.length, stored[0]?.anchor.size, stored[0]?.changed.length]).toEqual([1, 2_501, 2_501]);
    }
  });
});
