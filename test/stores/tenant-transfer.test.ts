// A tenant moves: out of one installation as a file, into another, where everything goes on as it would have. A file that is not whole, or
// not that tenant's own, changes nothing.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { blobNames } from '#apps/dispatch/blob-names.ts';
import { checkStream } from '#core/chain.ts';
import { fold } from '#core/fold.ts';
import type { TenantId } from '#core/ids.ts';
import type { Table } from '#core/ports.ts';
import { accounts } from '#stores/accounts.ts';
import { checkAnchors } from '#stores/anchor-check.ts';
import { directory } from '#stores/directory.ts';
import { checkExport, ImportProblem } from '#stores/import-check.ts';
import { installations } from '#stores/installations.ts';
import { exportTenant } from '#stores/tenant-export.ts';
import { importTenant, type ImportParts } from '#stores/tenant-import.ts';
import { linesIn } from '#stores/text-lines.ts';
import { body, command, ENVELOPE, MAX, OLIVIA, person, r, sha256, T0, TENANT } from '../support/build.ts';
import { dispatchKit } from '../support/dispatch-kit.ts';
import { startDynalite } from '../support/dynalite.ts';
import { erasable, OTHER, played } from '../support/erasable.ts';
import { mortalTable } from '../support/faulty-table.ts';
import { memoryBlobs } from '../support/memory-blobs.ts';
import { recordingTable } from '../support/recording-table.ts';
import { storeKit, storesOver } from '../support/store-kit.ts';
import { temporaryFolder } from '../support/temporary.ts';

type Source = Pick<Awaited<ReturnType<typeof erasable>>, 'table' | 'ledger' | 'effects' | 'tokens'>;

async function exported(source: Source, blobs = memoryBlobs(), beside?: ReturnType<typeof memoryBlobs>): Promise<string> {
  const lines = await Array.fromAsync(exportTenant({ ...source, blobs, names: blobNames(sha256), beside }, TENANT));
  return lines.join('');
}

async function* split(text: string): AsyncGenerator<string> {
  yield* text.split('\n').slice(0, -1);
}

function target() {
  const recorded = recordingTable(storeKit().bare);
  const blobs = memoryBlobs();
  const partsOn = (table: Table): ImportParts => ({ ...storesOver(table, { machineNow: 5 }), blobs, machineNow: () => 5 });
  return { ...storesOver(recorded.table, { machineNow: 1_795_543_200_000 }), recorded, blobs, partsOn, parts: partsOn(recorded.table) };
}

async function imported(into: ReturnType<typeof target>, text: string, parts: ImportParts = into.parts): Promise<boolean> {
  const checked = await checkExport({ lines: split(text), sha256, beside: parts.beside });
  return importTenant(parts, checked, split(text));
}

async function twoEnvelopes() {
  const source = await erasable();
  await played({ kit: source, blobs: source.blobs }, OTHER);
  await directory(source.table).addTenant({ id: TENANT, name: 'Northwind', domains: ['northwind.test'], zone: 'UTC' });
  await directory(source.table).addPerson({ email: 'max@elsewhere.test', name: 'Max', tenant: TENANT });
  const stream = await source.ledger.load(TENANT, ENVELOPE);
  await source.anchors.take(TENANT, '2026-11-24', [
    { envelope: ENVELOPE, version: stream.version, head: stream.commits.at(-1)?.hash ?? sha256('') },
  ]);
  return source;
}

describe('a tenant that moves', () => {
  test('has the same envelopes, effects, requests, links, people, anchors and files in its new place', async () => {
    const source = await twoEnvelopes();
    const into = target();
    expect(await imported(into, await exported(source, source.blobs))).toBe(true);
    for (const envelope of [ENVELOPE, OTHER]) {
      const [before, after] = [await source.ledger.load(TENANT, envelope), await into.ledger.load(TENANT, envelope)];
      expect(after).toEqual(before);
      expect(fold(after)).toEqual(fold(before));
      expect(checkStream(after, sha256).chain).toBe('ok');
      expect(await into.effects.list(TENANT, envelope)).toEqual(await source.effects.list(TENANT, envelope));
      const claim = { tenant: TENANT, envelope, seat: r(2), purpose: 'page', generation: 0 } as const;
      expect(await into.tokens.resolve(await source.tokens.issue(claim))).toEqual(claim);
    }
    expect(new Map(into.blobs.kept)).toEqual(new Map(source.blobs.kept));
    expect(await into.projections.ofPerson(TENANT, 'zebedee@northwind.test')).toEqual(
      await source.projections.ofPerson(TENANT, 'zebedee@northwind.test'),
    );
    expect(await directory(into.table).member('max@elsewhere.test')).toMatchObject({ name: 'Max', tenant: TENANT });
    expect(await checkAnchors({ tenant: TENANT, stored: await into.anchors.all(TENANT), ledger: into.ledger }, sha256)).toEqual([]);
    const key = sha256(`${ENVELOPE} ottokar@northwind.test send`);
    expect(await into.inbox.outcome('email', key)).toEqual(await source.inbox.outcome('email', key));
    expect(await into.letters.effects(TENANT)).toEqual(await source.letters.effects(TENANT));
  });

  test('takes along which accounts and workspaces there were and what people prefer, but no secret, nor who is who on a platform', async () => {
    const source = await twoEnvelopes();
    const workspace = {
      platform: 'slack',
      install: 'T1',
      tenant: TENANT,
      name: 'Northwind',
      data: 'k1.sealed-token',
      installedAt: T0,
    } as const;
    await installations(source.table).put(workspace);
    const known = accounts(source.table);
    const { platform, install, tenant } = workspace;
    const email = 'max@northwind.test';
    await known.put({
      platform,
      install,
      tenant,
      user: 'U1',
      email,
      isEmailConfirmed: true,
      name: 'Max',
      standing: 'member',
      checkedAt: T0,
    });
    await known.prefer(TENANT, email, 'slack');
    const text = await exported(source, source.blobs);
    expect(text).not.toContain('sealed-token');
    const into = target();
    await imported(into, text);
    const there = accounts(into.recorded.table);
    expect(await there.preference(TENANT, email)).toBe('slack');
    expect(text).toContain(`${email}#slack#T1#U1`);
    expect(await there.get('slack', 'T1', 'U1')).toBeUndefined();
    expect(await there.ofPerson(TENANT, email)).toEqual([]);
    expect(await installations(into.recorded.table).ofTenant(TENANT)).toEqual([]);
  });

  test('may move to the other engine', async () => {
    const server = await startDynalite();
    onTestFinished(async () => server.close());
    const table = await server.table('moved');
    onTestFinished(async () => table.close());
    const source = await twoEnvelopes();
    const into = target();
    await imported(into, await exported(source, source.blobs), into.partsOn(table));
    const moved = storesOver(table, { machineNow: 5 });
    expect(await moved.ledger.load(TENANT, ENVELOPE)).toEqual(await source.ledger.load(TENANT, ENVELOPE));
    expect(await moved.effects.list(TENANT, ENVELOPE)).toEqual(await source.effects.list(TENANT, ENVELOPE));
    expect(await moved.projections.ofPerson(TENANT, 'zebedee@northwind.test')).toHaveLength(2);
  }, 30_000);

  test('may leave its files beside the export, and finds them there', async () => {
    const source = await twoEnvelopes();
    const beside = memoryBlobs();
    const text = await exported(source, source.blobs, beside);
    expect(text).not.toContain('base64');
    const into = target();
    await imported(into, text, { ...into.parts, beside });
    expect([...into.blobs.kept.keys()].toSorted()).toEqual([...source.blobs.kept.keys()].toSorted());
  });

  test('gets a pending reminder once, and nothing that was sent already', async () => {
    const kit = await dispatchKit();
    for (const next of [command(OLIVIA, body.draft()), command(OLIVIA, body.send)]) {
      await kit.run(next);
      await kit.dispatcher.settle();
    }
    kit.at({ days: 4 });
    kit.world.mood = () => 'down';
    await kit.dispatcher.tick();
    await kit.dispatcher.settle();
    expect(kit.delivered).toEqual(['draft>sender', 'approve-request>r1']);

    const into = target();
    await imported(into, await exported(kit));
    const there = await dispatchKit({ kit: { ...into, bare: into.table } });
    there.at({ days: 4 });
    await there.dispatcher.walk();
    await there.dispatcher.tick();
    expect(await there.dispatcher.settle()).toMatchObject({ undispatched: 0 });
    expect(there.delivered).toEqual(['reminder>r1']);
    there.at({ days: 8 });
    await there.dispatcher.tick();
    await there.dispatcher.settle();
    await there.run(command(person(MAX.email), body.approve(r(1)), { days: 8 }));
    await there.dispatcher.settle();
    expect(there.delivered).toEqual(['reminder>r1', 'reminder>r1', 'recorded>r1', 'sign-request>r2', 'sign-request>r3']);
  });

  test('comes in once: the same file again changes nothing, though the product went on meanwhile', async () => {
    const source = await twoEnvelopes();
    const text = await exported(source, source.blobs);
    const into = target();
    await imported(into, text);
    for (const key of [...into.blobs.kept.keys()].slice(0, 2)) await into.blobs.delete(key);
    const before = [await into.recorded.dump(), [...into.blobs.kept.keys()]];
    expect(await imported(into, text)).toBe(false);
    expect([await into.recorded.dump(), [...into.blobs.kept.keys()]]).toEqual(before);
  });

  test('comes in whole although the import died at any write', async () => {
    const source = await twoEnvelopes();
    const text = await exported(source, source.blobs);
    const straight = target();
    await imported(straight, text);
    const expected = await straight.recorded.dump();
    let isDead = true;
    for (let survived = 0; isDead; survived += 7) {
      const into = target();
      isDead = await imported(into, text, into.partsOn(mortalTable(into.recorded.table, survived))).then(
        () => false,
        () => true,
      );
      await imported(into, text);
      expect(await into.recorded.dump()).toEqual(expected);
    }
  }, 60_000);
});

describe('a file that must not come in', () => {
  /** @returns why; fails when anything of it was stored all the same */
  async function whyRefused(text: string): Promise<string> {
    const into = target();
    const fault = await imported(into, text).catch((problem: unknown) => problem);
    if ((await into.recorded.dump()).length + into.blobs.kept.size > 0) throw new Error('something was stored');
    return fault instanceof ImportProblem ? fault.message : `no refusal: ${String(fault)}`;
  }

  /** The file with another line, and a last line that fits it. */
  function resealed(text: string, change: (lines: string[]) => string[]): string {
    const lines = change(text.split('\n').slice(0, -2));
    const before = lines.map((line) => `${line}\n`).join('');
    const kinds = lines.map((line) => (JSON.parse(line) as { kind: string }).kind);
    const many = (kind: string) => kinds.filter((one) => one === kind).length;
    const counts = { person: many('person'), row: many('row'), blob: many('blob') };
    return `${before}${JSON.stringify({ kind: 'end', counts, sha256: sha256(before) })}\n`;
  }

  const replacing = (find: string | RegExp, by: string) => (lines: string[]) => lines.map((line) => line.replace(find, by));

  test('is one that ends early, wherever', async () => {
    const source = await twoEnvelopes();
    const lines = (await exported(source, source.blobs)).split('\n').slice(0, -1);
    const first = (kept: number) => lines.slice(0, kept).map((line) => `${line}\n`);
    for (const kept of [0, 1, 5, lines.length - 1]) expect(await whyRefused(first(kept).join(''))).toMatch(/not complete|empty/);
    expect(await whyRefused(`${first(4).join('')}{"kind":"row","ro\n`)).toContain('Line 5');
  });

  test('is one that was changed, with its last line or without', async () => {
    const source = await twoEnvelopes();
    const text = await exported(source, source.blobs);
    expect(await whyRefused(text.replace('"zone":"UTC"', '"zone":"CET"'))).toContain('was changed');
    expect(await whyRefused(resealed(text, replacing('Geheimvertrag', 'Anderer Vertrag')))).toContain('chain is broken at commit 1');
    const gap = resealed(text, (lines) => lines.filter((line) => !line.includes('C#000003')));
    expect(await whyRefused(gap)).toContain('chain is broken at commit 3');
    expect(await whyRefused(resealed(text, replacing(/"base64":"\w{4}/, '"base64":"AAAA')))).toContain('missing, changed');
  });

  test('is one that reaches into another tenant', async () => {
    const source = await twoEnvelopes();
    const text = await exported(source, source.blobs);
    const foreign = (pk: string) => JSON.stringify({ kind: 'row', row: { pk, sk: 'x', version: 1, body: '{}' } });
    for (const pk of ['T#fabrikam#POLICY', 'TENANTS', 'DOM#fabrikam.test', 'U#0', `T#${TENANT}#P#max@x.test`, 'IN#email#x'])
      expect(await whyRefused(resealed(text, (lines) => [...lines, foreign(pk)]))).toContain('not one of tenant northwind');
    const blob = JSON.stringify({ kind: 'blob', key: `fabrikam/sealed/${sha256('x')}`, bytes: 1, sha256: sha256('x'), base64: 'eA==' });
    expect(await whyRefused(resealed(text, (lines) => [...lines, blob]))).toContain('not one of tenant northwind');
  });

  test('is one whose tenant, domain or person is here already', async () => {
    const source = await twoEnvelopes();
    const text = await exported(source, source.blobs);
    const other = { id: 'fabrikam' as TenantId, name: 'Fabrikam', domains: ['northwind.test'], zone: 'UTC' };
    for (const [tenant, email] of [
      [{ ...other, id: TENANT, domains: [] }, ''],
      [other, ''],
      [{ ...other, domains: [] }, 'max@elsewhere.test'],
    ] as const) {
      const into = target();
      await directory(into.table).addTenant(tenant);
      if (email !== '') await directory(into.table).addPerson({ email, name: 'Max', tenant: tenant.id });
      const before = await into.recorded.dump();
      await expect(imported(into, text)).rejects.toThrow(/Nothing was changed/);
      expect(await into.recorded.dump()).toEqual(before);
    }
  });
});

test('lines of a file end at a newline and nowhere else', async () => {
  const path = join(temporaryFolder(), 'lines');
  const lines = ['{"a":"\u2028\u2029"}', '', 'ü'.repeat(100_000), 'last'];
  writeFileSync(path, lines.join('\n'));
  expect(await Array.fromAsync(linesIn(path))).toEqual(lines);
});
