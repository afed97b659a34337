// `countersign redrive` as a person runs it: looks first, puts back on demand, beside a running product too.
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDataDir } from '#apps/local/data-dir.ts';
import type { Answer } from '#core/answer.ts';
import type { TenantId } from '#core/ids.ts';
import { directory } from '#stores/directory.ts';
import { answerEffect, type Effect } from '#stores/effect-row.ts';
import { effects } from '#stores/effects.ts';
import { inbox } from '#stores/inbox.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { ROLES } from '#apps/local/cast.ts';
import { countersign } from '../../support/command.ts';
import { startedDemo, subjects } from '../../support/demo.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const NORTHWIND = 'northwind' as TenantId;

function tableAt(path: string) {
  const table = sqliteTable(path);
  onTestFinished(async () => table.close());
  let now = Date.now();
  const settings = { table, machineNow: () => now, leaseMs: 1_000 };
  return { table, effects: effects(settings), inbox: inbox(settings), pass: (ms: number) => void (now += ms) };
}

async function killAnswer(stores: ReturnType<typeof tableAt>, { key, to }: { key: string; to: Answer['to'] }): Promise<Effect> {
  const planned = answerEffect(
    { to, channel: 'email', tenant: NORTHWIND, say: { kind: 'not-a-member' } },
    { channel: 'email', key, index: 0 },
  );
  await stores.effects.plan(planned);
  const claimed = await stores.effects.claim(planned.key);
  if (!claimed) throw new Error('not claimed');
  await stores.effects.dead(claimed, '550 no such user\u001b[2J');
  return claimed;
}

async function folderWithDead() {
  const dataDir = temporaryFolder();
  const stores = tableAt((await openDataDir(dataDir, 'demo')).table);
  await directory(stores.table).addTenant({ id: NORTHWIND, name: 'Northwind', domains: ['northwind.test'], zone: 'UTC' });
  await killAnswer(stores, { key: 'one', to: { name: 'Eve', email: 'eve@evil.test' } });
  await stores.inbox.accept('email', 'poison', {});
  for (let tries = 0; tries < 24; tries += 1) {
    const claimed = await stores.inbox.claim('email', 'poison');
    if (claimed) await stores.inbox.release(claimed.lease, 'the mail cannot be read');
    stores.pass(60 * 60_000);
  }
  return { stores, run: async (...args: string[]) => countersign(['redrive', ...args], { DATA_DIR: dataDir }) };
}

function objects(out: string): unknown[] {
  return out
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line): unknown => JSON.parse(line));
}

describe('redrive', () => {
  test('without --run lists what died, why, and what would come of it, and changes nothing', async () => {
    const { run } = await folderWithDead();
    const { code, out } = await run('--json');
    expect(code).toBe(0);
    expect(objects(out)).toEqual([
      {
        effect: 'email/one#000#email#not-a-member',
        tenant: 'northwind',
        envelope: null,
        kind: 'not-a-member',
        seat: null,
        why: '550 no such user\u001b[2J',
        attempts: 1,
        diedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        would: 'send',
        to: { name: 'Eve', email: 'eve@evil.test', channel: 'email' },
        redriven: false,
      },
      expect.objectContaining({
        request: 'poison',
        kind: 'request',
        attempts: 24,
        why: 'the mail cannot be read',
        would: 'process',
        to: null,
      }),
    ]);
    const plain = await run();
    expect(plain.out).toContain('no envelope (northwind): not-a-member');
    expect(plain.out).toContain('after 1 attempt: 550 no such user');
    expect(plain.out).toContain('now: goes to Eve <eve@evil.test> by email');
    expect(plain.out).toContain('request poison (email)');
    expect(plain.out).toContain('2 dead letters. Nothing was changed; --run puts them back.');
    expect(plain.out).not.toContain('\u001b');
  });

  test('takes only those of a kind, a tenant or an envelope', async () => {
    const { run } = await folderWithDead();
    expect(objects((await run('--json', '--kind', 'request')).out)).toHaveLength(1);
    expect(objects((await run('--json', '--tenant', 'northwind')).out)).toHaveLength(1);
    expect((await run('--tenant', 'fabrikam')).out).toBe('Nothing is dead.\n');
    expect(await run('CS-00000-00001')).toMatchObject({ code: 2, err: expect.stringContaining('does not pass its check') });
    expect(await run('--walk')).toMatchObject({ code: 2, err: expect.stringContaining('countersign redrive [ENVELOPE]') });
  });

  test('with --run puts back what it lists, once', async () => {
    const { run, stores } = await folderWithDead();
    expect((await run('--run')).out).toContain('2 dead letters put back.');
    expect((await run('--run')).out).toBe('Nothing is dead.\n');
    expect(await stores.inbox.pending()).toEqual([{ channel: 'email', key: 'poison' }]);
    expect(await stores.effects.get({ pk: 'T#northwind#FX#email/one', sk: '000#email#not-a-member' })).toMatchObject({
      state: 'pending',
      attempts: 0,
    });
  });

  test('beside a running product puts back what the product then delivers', async () => {
    const demo = await startedDemo();
    const stores = tableAt(`${demo.dataDir}/table.sqlite`);
    await killAnswer(stores, { key: 'two', to: ROLES.sender });
    const { out } = await countersign(['redrive', '--run', '--json'], { DATA_DIR: demo.dataDir });
    expect(objects(out)).toMatchObject([{ kind: 'not-a-member', redriven: true }]);
    await demo.settle();
    expect(await subjects(demo.olivia)).toHaveLength(1);
    expect((await countersign(['redrive'], { DATA_DIR: demo.dataDir })).out).toBe('Nothing is dead.\n');
  });
});
