// The ledger on a table: one commit per version, whatever the writers do and whatever they hear of it.
import { describe, expect, it } from 'vitest';
import { checkStream, commitOf } from '#core/chain.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Commit, Stream } from '#core/record.ts';
import { plus } from '#core/time.ts';
import { ENVELOPE, sha256, T0, TENANT } from '../support/build.ts';
import { ledger } from '#stores/ledger.ts';
import { capacityTable } from '../support/capacity-table.ts';
import { faultyTable } from '../support/faulty-table.ts';
import { storeKit } from '../support/store-kit.ts';

const EMPTY: Stream = { version: 0, commits: [] };

function commit(stream: Stream, writer: string, text = 'a word'): Commit {
  return commitOf({
    stream,
    events: [{ at: T0, by: { seat: 'sender', via: 'email', assurance: 'L1' }, type: 'commented', to: null, text }],
    key: `key of ${writer}`,
    writer,
    recordedAt: plus(T0, { minutes: stream.version }),
    roleOf: () => undefined,
    random: (bytes) => 'ab'.repeat(bytes),
    sha256,
  });
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}

function faultyKit() {
  let failNext: ReturnType<typeof faultyTable>['failNext'] = () => {};
  const kit = storeKit((table) => {
    const faulty = faultyTable(table);
    failNext = faulty.failNext;
    return faulty.table;
  });
  return { ...kit, failNext };
}

describe('the ledger', () => {
  it('has nothing of an envelope that does not exist', async () => {
    expect(await storeKit().ledger.load(TENANT, ENVELOPE)).toEqual(EMPTY);
  });

  it('gives commits back exactly as they were appended, so that the chain holds', async () => {
    const { ledger } = storeKit();
    let stream = EMPTY;
    for (let version = 1; version <= 12; version += 1) {
      const next = commit(stream, `w${version}`, 'Grüße – „署名“ 😀 \u2028 \\ " \u0000');
      expect(await ledger.append(TENANT, ENVELOPE, next)).toBe('stored');
      stream = { version, commits: [...stream.commits, next] };
    }
    const loaded = await ledger.load(TENANT, ENVELOPE);
    expect(loaded).toEqual(stream);
    expect(checkStream(loaded, sha256)).toEqual({ events: 12, chain: 'ok' });
  });

  it('stores one of many commits of the same version, and tells each writer the truth', async () => {
    const { ledger } = storeKit();
    let stream = EMPTY;
    for (let version = 1; version <= 5; version += 1) {
      const writers = Array.from({ length: 8 }, (_, at) => `v${version}-w${at}`);
      const verdicts = await Promise.all(writers.map((writer) => ledger.append(TENANT, ENVELOPE, commit(stream, writer))));
      expect(verdicts.filter((verdict) => verdict === 'stored')).toHaveLength(1);
      stream = await ledger.load(TENANT, ENVELOPE);
      expect(stream.commits.at(-1)?.writer).toBe(writers[verdicts.indexOf('stored')]);
    }
    expect(stream.version).toBe(5);
  });

  it.each(['stored-but-unheard', 'stored-but-refused'] as const)('knows its own commit after a write that was %s', async (fault) => {
    const { ledger, failNext } = faultyKit();
    failNext(`T#${TENANT}#E#`, fault);
    expect(await ledger.append(TENANT, ENVELOPE, commit(EMPTY, 'me'))).toBe('stored');
    expect((await ledger.load(TENANT, ENVELOPE)).version).toBe(1);
  });

  it('knows after a silent failure that someone else was first', async () => {
    const { ledger, failNext } = faultyKit();
    await ledger.append(TENANT, ENVELOPE, commit(EMPTY, 'someone'));
    failNext(`T#${TENANT}#E#`, 'nothing-stored');
    expect(await ledger.append(TENANT, ENVELOPE, commit(EMPTY, 'me'))).toBe('someone-was-first');
  });

  it('throws, with the cause, when nothing was stored', async () => {
    const { ledger, failNext } = faultyKit();
    failNext(`T#${TENANT}#E#`, 'nothing-stored');
    await expect(ledger.append(TENANT, ENVELOPE, commit(EMPTY, 'me'))).rejects.toMatchObject({
      message: expect.stringContaining(`commit 1 of envelope ${ENVELOPE}`),
      cause: { message: 'the connection was reset' },
    });
    expect(await ledger.load(TENANT, ENVELOPE)).toEqual(EMPTY);
  });

  it('enumerates every envelope of a tenant, and registers it before its first commit', async () => {
    const { ledger, failNext } = faultyKit();
    const ids = ['CS-00000-0000A', 'CS-00000-0000B', 'CS-00000-0000C'] as EnvelopeId[];
    for (const id of ids.toReversed().slice(0, 2)) await ledger.append(TENANT, id, commit(EMPTY, 'w'));
    failNext(`T#${TENANT}#E#`, 'nothing-stored');
    await expect(ledger.append(TENANT, 'CS-00000-0000A' as EnvelopeId, commit(EMPTY, 'w'))).rejects.toThrow(/Try again/);
    expect(await all(ledger.envelopes(TENANT))).toEqual(ids);
  });

  it('keeps tenants apart', async () => {
    const { ledger } = storeKit();
    await ledger.append(TENANT, ENVELOPE, commit(EMPTY, 'w'));
    const other = 'fabrikam' as TenantId;
    expect(await ledger.load(other, ENVELOPE)).toEqual(EMPTY);
    expect(await all(ledger.envelopes(other))).toEqual([]);
  });

  it('refuses to read a record with a hole, or a row of another form', async () => {
    const { ledger, bare } = storeKit();
    const first = commit(EMPTY, 'w');
    const second = commit({ version: 1, commits: [first] }, 'w');
    await ledger.append(TENANT, ENVELOPE, second);
    await expect(ledger.load(TENANT, ENVELOPE)).rejects.toThrow(/lacks commit 1/);
    await bare.putIfAbsent({ pk: `T#${TENANT}#E#${ENVELOPE}`, sk: 'C#000001', version: 1, body: '{"version":1}' });
    await expect(ledger.load(TENANT, ENVELOPE)).rejects.toThrow(/C#000001.*not in a form/);
  });

  it('reads only what came after what it knows, and the whole again where that is no longer what it was', async () => {
    const kit = storeKit();
    const counted = capacityTable(kit.bare);
    const reading = ledger(counted.table);
    let stream = EMPTY;
    for (let version = 1; version <= 40; version += 1) {
      const next = commit(stream, `w${version}`, sha256(String(version)).repeat(8));
      await kit.ledger.append(TENANT, ENVELOPE, next);
      stream = { version, commits: [...stream.commits, next] };
    }
    expect(await reading.load(TENANT, ENVELOPE)).toEqual(stream);
    const whole = counted.total().read;
    expect(whole).toBeGreaterThan(3);
    const next = commit(stream, 'another');
    await kit.ledger.append(TENANT, ENVELOPE, next);
    expect((await reading.load(TENANT, ENVELOPE)).commits.at(-1)).toEqual(next);
    expect(counted.total().read).toBe(whole + 1);
    // As after a restore from a backup, which a running process does not hear of.
    await kit.bare.delete({ pk: `T#${TENANT}#E#${ENVELOPE}`, sk: 'C#000041' });
    expect(await reading.load(TENANT, ENVELOPE)).toEqual(stream);
    await kit.ledger.append(TENANT, ENVELOPE, commit(stream, 'a third'));
    expect((await reading.load(TENANT, ENVELOPE)).commits.at(-1)).toMatchObject({ writer: 'a third' });
    await kit.bare.delete({ pk: `T#${TENANT}#E#${ENVELOPE}`, sk: 'C#000040' });
    await kit.bare.delete({ pk: `T#${TENANT}#E#${ENVELOPE}`, sk: 'C#000041' });
    expect((await reading.load(TENANT, ENVELOPE)).version).toBe(39);
  });

  it('shows nothing that another process has erased', async () => {
    const kit = storeKit();
    const elsewhere = ledger(kit.table);
    await elsewhere.append(TENANT, ENVELOPE, commit(EMPTY, 'w', 'a secret'));
    const first = await kit.ledger.load(TENANT, ENVELOPE);
    expect(JSON.stringify(first)).toContain('a secret');
    const erased = commitOf({
      stream: first,
      events: [{ at: T0, by: { seat: 'system', via: 'dispatch', assurance: 'L0' }, type: 'erased', recipient: null }],
      key: 'erase',
      writer: 'w2',
      recordedAt: T0,
      roleOf: () => undefined,
      random: (bytes) => 'cd'.repeat(bytes),
      sha256,
    });
    await elsewhere.append(TENANT, ENVELOPE, erased);
    expect((await kit.ledger.load(TENANT, ENVELOPE)).version).toBe(2);
    await elsewhere.erase({ tenant: TENANT, envelope: ENVELOPE, scope: null, upTo: 2 });
    expect(JSON.stringify(await kit.ledger.load(TENANT, ENVELOPE))).not.toContain('a secret');
  });
});
