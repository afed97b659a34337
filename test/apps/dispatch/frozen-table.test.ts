// A data folder of an earlier version, opened by this one: nothing that was sent is sent again, what was on its way arrives, and envelopes
// in the middle go on. The files are never changed or removed; a version adds one.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkStream } from '#core/chain.ts';
import type { Actor, CommandBody } from '#core/command.ts';
import { fold } from '#core/fold.ts';
import { parseEnvelopeId, type EnvelopeId } from '#core/ids.ts';
import type { Item } from '#core/ports.ts';
import { plus, type Duration, type Instant } from '#core/time.ts';
import { body, DANA, MAX, OLIVIA, person, r, sha256, T0, TENANT } from '../../support/build.ts';
import { dispatchKit } from '../../support/dispatch-kit.ts';
import { storeKit } from '../../support/store-kit.ts';

type State = { readonly status: string; readonly version: number; readonly recipients: Readonly<Record<string, string>> };
type FrozenTable = {
  readonly machineNow: number;
  readonly now: Instant;
  readonly states: Readonly<Record<string, State>>;
  readonly rows: readonly Item[];
};

const folder = new URL('../../fixtures/tables/', import.meta.url);
const tables = readdirSync(folder).map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as FrozenTable] as const);

function envelope(text: string): EnvelopeId {
  const id = parseEnvelopeId(text);
  if (!id) throw new Error(`no envelope: ${text}`);
  return id;
}

/** Of the frozen table of version 1: in the middle of its signers, and with a request that had not gone out. */
const MIDDLE = envelope('CS-52345-67897');
const ON_ITS_WAY = envelope('CS-72345-6789P');

async function opened({ rows, machineNow, now }: FrozenTable) {
  const store = storeKit();
  for (const row of rows) await store.bare.putIfAbsent(row);
  store.clock.machineNow = machineNow + 3_600_000;
  const kit = await dispatchKit({ kit: store });
  kit.world.now = now;
  let serial = 0;
  return {
    ...kit,
    async act(id: EnvelopeId, by: Actor, wish: CommandBody, after: Duration) {
      kit.world.now = plus(T0, after);
      const outcome = await kit.commands.run(TENANT, id, { at: kit.world.now, by, key: `new ${(serial += 1)}`, ...wish });
      await kit.dispatcher.settle();
      return outcome;
    },
    stateOf: async (id: EnvelopeId) => fold(await kit.ledger.load(TENANT, id)),
  };
}

describe.each(tables)('a folder as it was (%s)', (_name, table) => {
  test('is opened, walked and swept without sending anything again; only what was on its way goes out', async () => {
    const kit = await opened(table);
    await kit.dispatcher.walk();
    await kit.dispatcher.tick();
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0, effects: { failed: 0 } });
    expect(kit.delivered).toEqual(['approve-request>r1']);
    expect(await kit.dispatcher.walk()).toBe(0);
    expect(kit.faults).toEqual([]);
  });

  test('holds the same states, in chains that hold, and nothing is added to those that are over', async () => {
    const kit = await opened(table);
    await kit.dispatcher.walk();
    await kit.dispatcher.settle();
    for (const [id, { status, version, recipients }] of Object.entries(table.states)) {
      const stream = await kit.ledger.load(TENANT, envelope(id));
      const state = fold(stream);
      expect(checkStream(stream, sha256).chain).toBe('ok');
      expect(state.status).toBe(status);
      if (id === ON_ITS_WAY || state.status === 'none') continue;
      expect(stream.version).toBe(version);
      expect(Object.fromEntries(state.recipients.map((one) => [one.id, one.status]))).toEqual(recipients);
    }
  });

  test('still reminds, and lets the last signer sign, after which it is sealed and everyone is told', async () => {
    const kit = await opened(table);
    await kit.dispatcher.settle();
    kit.delivered.splice(0);
    kit.at({ days: 3, hours: 2 });
    await kit.dispatcher.tick();
    await kit.dispatcher.settle();
    expect(kit.delivered).toContain('reminder>r3');
    kit.delivered.splice(0);
    expect(await kit.act(MIDDLE, person(DANA.email, 'L2', 'web'), body.sign(r(3)), { days: 4 })).toMatchObject({ ok: true });
    expect(kit.delivered).toEqual(['recorded>r3', 'completed>sender', 'completed>r1', 'completed>r2', 'completed>r3', 'completed>r4']);
    expect(await kit.stateOf(MIDDLE)).toMatchObject({ status: 'completed', sealing: { state: 'sealed' } });
  });

  test('takes what there was not yet in its time: a handover, a new deadline, an erasure', async () => {
    const kit = await opened(table);
    await kit.dispatcher.settle();
    const to = { name: 'Moritz', email: 'moritz@northwind.test', internal: true, needs: 'L1', channel: 'email' } as const;
    expect(await kit.act(ON_ITS_WAY, person(MAX.email), { type: 'delegate', recipient: r(1), to, reason: '' }, { hours: 6 })).toMatchObject(
      { ok: true },
    );
    expect(await kit.act(ON_ITS_WAY, OLIVIA, { type: 'extend', expiresAt: plus(T0, { days: 30 }) }, { hours: 7 })).toMatchObject({
      ok: true,
    });
    expect(await kit.act(ON_ITS_WAY, OLIVIA, { type: 'void', reason: 'Done on paper' }, { hours: 8 })).toMatchObject({ ok: true });
    const erase = { type: 'erase', recipient: null } as const;
    expect(await kit.act(ON_ITS_WAY, { kind: 'system', via: 'dispatch' }, erase, { hours: 9 })).toMatchObject({ ok: true });
    expect(await kit.stateOf(ON_ITS_WAY)).toMatchObject({ status: 'voided', title: '(erased)' });
  });
});
