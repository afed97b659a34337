// The record over the years, as an operator has it in hand: erased while the product runs, held against its anchors, moved to another folder.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { ROLES } from '#apps/local/cast.ts';
import { countersign } from '../support/command.ts';
import { LINES, sendContract, startedDemo, type Demo } from '../support/demo.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** An envelope that Ines has signed, sealed, with everyone told. */
async function completed(demo: Demo): Promise<string> {
  await sendContract(demo, LINES.ines);
  const request = await demo.ines.newest(/sign/i);
  await demo.ines.reply(request, 'I SIGN');
  await demo.settle();
  const done = await demo.olivia.newest(/^Completed/);
  return /CS-[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(done.text)?.[0] ?? '';
}

type Left = { readonly rows: string; readonly blobs: string };

function left(dataDir: string): Left {
  const db = new DatabaseSync(join(dataDir, 'table.sqlite'), { readOnly: true });
  const rows = db
    .prepare("SELECT pk || ' ' || sk || ' ' || body AS row FROM item WHERE pk NOT LIKE 'ADDR#%' AND pk NOT LIKE 'ACCT#%'")
    .all()
    // Whoever is a member, and has an account, is so with or without this envelope.
    .filter(({ row }) => !/^T#[^#]*#(MEMBERS|ACCT) /.test(String(row)));
  db.close();
  const files = readdirSync(join(dataDir, 'blobs'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return {
    rows: rows.map(({ row }) => String(row)).join('\n'),
    blobs: files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1')).join('\n'),
  };
}

describe('an erasure', () => {
  test('takes everything personal of an envelope, beside the running product, and the record still holds', async () => {
    const demo = await startedDemo();
    const id = await completed(demo);
    const env = { DATA_DIR: demo.dataDir };
    const before = left(demo.dataDir);
    expect(before.rows).toContain(ROLES.colleague.email);
    expect(before.blobs).toContain(ROLES.colleague.email);

    const look = await countersign(['erase', id, '--json'], env);
    expect(JSON.parse(look.out)).toMatchObject({
      envelope: id,
      recipient: null,
      unsent: 0,
      erased: false,
      values: { 'recipient-added': 2 },
    });
    expect(look.out).not.toContain('@');
    expect(left(demo.dataDir).rows).toContain(ROLES.colleague.email);

    expect(await countersign(['erase', id, '--run'], env)).toMatchObject({ code: 0, out: expect.stringContaining('Erased of') });
    await demo.settle();
    const after = left(demo.dataDir);
    for (const { email, name } of [ROLES.sender, ROLES.colleague]) {
      expect([after.rows.includes(email), after.blobs.includes(email)]).toEqual([false, false]);
      expect(after.rows.includes(name)).toBe(false);
    }
    const traced = await countersign(['trace', id, '--json'], env);
    expect(traced.code).toBe(0);
    expect(JSON.parse(traced.out)).toMatchObject({
      state: 'completed',
      sealing: 'sealed',
      chain: 'ok',
      recipients: [{ name: '(erased)' }],
    });
    expect(await countersign(['erase', id, '--run'], env)).toMatchObject({
      code: 0,
      out: expect.stringContaining('Nothing personal is left'),
    });
  }, 60_000);

  test('is refused in one sentence for an open envelope, a seat that is not there and a mistyped id', async () => {
    const demo = await startedDemo();
    await sendContract(demo, LINES.ines);
    const id = /CS-[0-9A-Z]{5}-[0-9A-Z]{5}/.exec((await demo.ines.newest(/sign/i)).text)?.[0] ?? '';
    const env = { DATA_DIR: demo.dataDir };
    expect(await countersign(['erase', id, '--run'], env)).toMatchObject({
      code: 1,
      err: expect.stringContaining('while the envelope is open'),
    });
    expect(await countersign(['erase', 'CS-00000-00001'], env)).toMatchObject({ code: 2 });
    expect(await countersign(['erase', id, '--recipient', 'Ines'], env)).toMatchObject({
      code: 2,
      err: expect.stringContaining('such as r2'),
    });
  }, 60_000);
});

describe('the anchors', () => {
  test('are listed, hold, and tell of a record that was changed', async () => {
    const demo = await startedDemo();
    const id = await completed(demo);
    const again = await demo.restart();
    await again.settle();
    const env = { DATA_DIR: demo.dataDir };
    const list = await countersign(['anchors', '--tenant', 'northwind', '--check', '--json'], env);
    expect(list.code).toBe(0);
    expect(JSON.parse(list.out)).toMatchObject({ tenant: 'northwind', envelopes: 1, changed: 1, stamped: true, faults: [] });
    const db = new DatabaseSync(join(demo.dataDir, 'table.sqlite'));
    db.prepare("DELETE FROM item WHERE pk LIKE ? AND sk >= 'C#000003'").run(`%#E#${id}`);
    db.close();
    const broken = await countersign(['anchors', '--check'], env);
    expect(broken.code).toBe(1);
    expect(broken.out).toContain(`${id}: Its record ends at commit 2`);
    expect(await countersign(['anchors', '--tenant', 'nobody'], env)).toMatchObject({ code: 2 });
  }, 60_000);
});

describe('a move to another folder', () => {
  test('brings the same trace along; the same file twice changes nothing, and half a file is refused', async () => {
    const demo = await startedDemo();
    const id = await completed(demo);
    const env = { DATA_DIR: demo.dataDir };
    const file = join(temporaryFolder(), 'northwind.jsonl');
    expect(await countersign(['export', '--tenant', 'northwind', file], env)).toMatchObject({
      code: 1,
      err: expect.stringContaining('Stop it'),
    });
    await demo.close();
    expect(await countersign(['export', '--tenant', 'northwind', file], env)).toMatchObject({ code: 0 });
    expect(await countersign(['export', '--tenant', 'northwind', file], env)).toMatchObject({
      code: 2,
      err: expect.stringContaining('already'),
    });

    const other = { DATA_DIR: join(temporaryFolder(), 'live') };
    expect(await countersign(['import', file], other)).toMatchObject({ code: 0, out: expect.stringContaining('every chain holds') });
    expect(await countersign(['trace', id, '--json'], other)).toMatchObject({ code: 1 });
    expect(await countersign(['import', file, '--run'], other)).toMatchObject({ code: 0, out: expect.stringContaining('is here now') });
    const [before, after] = [await countersign(['trace', id, '--json'], env), await countersign(['trace', id, '--json'], other)];
    expect(JSON.parse(after.out)).toEqual(JSON.parse(before.out));
    expect(await countersign(['import', file, '--run'], other)).toMatchObject({ code: 0, out: expect.stringContaining('imported before') });

    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -200));
    const third = { DATA_DIR: join(temporaryFolder(), 'third') };
    expect(await countersign(['import', file, '--run'], third)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/none of countersign-export|not complete/),
    });
  }, 60_000);
});
