// The command line on an installation on AWS: the same verbs, on its table, its bucket and its secrets.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Table } from '#core/ports.ts';
import { directory } from '#stores/directory.ts';
import { dynamoTable } from '#stores/dynamo-table.ts';
import { installations } from '#stores/installations.ts';
import { s3Blobs } from '#stores/s3-blobs.ts';
import { tenantLimits } from '#stores/tenant-limits.ts';
import { countersign } from '../../support/command.ts';
import { startDynalite, type DynamoServer } from '../../support/dynalite.ts';
import { startFakeSecrets, type FakeSecrets } from '../../support/fake-secrets.ts';
import { ENTRA, SLACK } from '../../support/live-folder.ts';
import { mailWorld, SIGN } from '../../support/mail-world.ts';
import { contractPdf } from '../../support/pdf.ts';
import { startS3, type S3Server } from '../../support/s3.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const NORTHWIND = 'northwind' as TenantId;

let dynamo: DynamoServer;
let s3: S3Server;
let manager: FakeSecrets;
beforeAll(async () => {
  [dynamo, s3, manager] = await Promise.all([startDynalite(), startS3(), startFakeSecrets()]);
});
afterAll(async () => {
  await Promise.all([dynamo.close(), s3.close(), manager.close()]);
});

/** As an operator has it in the shell; what is empty is not set. */
function operator(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const all = {
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.endpoint,
    AWS_ENDPOINT_URL_S3: s3.endpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: manager.endpoint,
    // Nothing may be made here.
    DATA_DIR: join(temporaryFolder(), 'none'),
    ...more,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

async function estate(name: string) {
  const table = await dynamo.table(name);
  onTestFinished(async () => table.close());
  const env = operator({ COUNTERSIGN_TABLE: name });
  const run = async (...args: string[]) => countersign(args, env);
  return { table, env, run };
}

function hex(name: string): string {
  return Buffer.from(name.padEnd(32)).toString('hex');
}

describe('a new tenant', () => {
  test('is there by one command, with its limits, its policy, its chats and its tokens, and no folder is made', async () => {
    const { table, env, run } = await estate('new-tenant');
    const added = await run('tenant', 'add', 'acme', '--name', 'Acme', '--domain', 'acme.example', '--zone', 'Europe/Berlin');
    expect(added).toMatchObject({ code: 0, out: expect.stringContaining('Added Acme'), err: '' });
    expect(await directory(table).tenantOfDomain('acme.example')).toMatchObject({ id: 'acme', zone: 'Europe/Berlin' });

    expect((await run('tenant', 'limit', 'acme', '--envelopes-per-day', '40', '--requests-per-minute', '90')).out).toContain(
      '40 envelopes a day',
    );
    expect(await tenantLimits(table, Date.now).of('acme' as TenantId)).toEqual({ envelopesPerDay: 40, requestsPerMinute: 90 });
    expect((await run('tenant', 'limit', 'acme')).out).toContain('90 requests a minute;');

    expect((await run('teams', 'connect', 'acme', ENTRA)).code).toBe(0);
    expect(await installations(table).get('teams', ENTRA)).toMatchObject({ tenant: 'acme' });
    const link = await countersign(['slack', 'connect', 'acme'], { ...env, ...SLACK, PUBLIC_URL: 'https://sign.acme.example' });
    expect(link.out).toContain('https://sign.acme.example/slack/install?state=');

    const shown = await run('policy', 'show', '--tenant', 'acme');
    expect([shown.code, JSON.parse(shown.out)]).toEqual([0, expect.objectContaining({ revision: expect.any(Number) })]);
    expect(existsSync(env['DATA_DIR'] ?? '')).toBe(false);
  }, 60_000);

  test.each([
    [['tenant', 'limit', 'acme', '--envelopes-per-day', 'many'], '--envelopes-per-day is a number from 0'],
    [['tenant', 'limit', 'acme', '--requests-per-minute', '0'], '--requests-per-minute is a number from 1'],
    [['tenant', 'limit', 'contoso', '--requests-per-minute', '9'], 'no tenant contoso in the table refused'],
    [['tenant', 'add', 'globex', '--domain', 'globex.example,acme.example'], 'acme.example belongs to acme already'],
    [['tenant', 'add', 'inbound', '--domain', 'in.example'], 'of the installation’s own'],
    [['tenant', 'add', 'countersign', '--domain', 'in.example'], 'of the installation’s own'],
    [['tenant', 'rename', 'acme'], 'Say which tenant'],
  ])('%j changes nothing', async (args, says) => {
    const table = dynamoTable({ client: dynamo.client(), tableName: 'refused' });
    onTestFinished(async () => table.close());
    const isThere = await table.get({ pk: 'TENANTS', sk: 'acme' }).then(
      () => true,
      () => false,
    );
    if (!isThere) await (await dynamo.table('refused')).close();
    await directory(table).addTenant({ id: 'acme' as TenantId, name: 'Acme', domains: ['acme.example'], zone: 'UTC' });
    const before = await rowsOf(table);
    const { code, err } = await countersign(args, operator({ COUNTERSIGN_TABLE: 'refused' }));
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
    expect(await rowsOf(table)).toEqual(before);
  });
});

async function rowsOf(table: Table): Promise<unknown> {
  const all = await Promise.all(['TENANTS', 'T#acme#QUOTA'].map(async (pk) => table.queryPartition({ pk })));
  return all.map(({ items }) => items);
}

describe('a token of the read API', () => {
  test('is shown once, listed without it, and ended', async () => {
    const { run } = await estate('tokens');
    await run('tenant', 'add', 'acme', '--domain', 'acme.example');
    const added = await run('api-token', 'add', 'acme', 'Ana@acme.example', '--days', '7', '--json');
    const { id, token, email } = JSON.parse(added.out) as Record<string, string>;
    expect([token, email]).toEqual([expect.stringMatching(/^cs_[\w-]{43}$/), 'ana@acme.example']);
    const listed = await run('api-token', 'list', 'acme');
    expect(listed.out).toContain(`${id}  ana@acme.example`);
    expect(listed.out).toMatch(/live\n$/);
    expect(listed.out).not.toContain(token);
    expect((await run('api-token', 'end', id ?? '')).out).toContain('reads nothing any more');
    expect((await run('api-token', 'end', id ?? '')).out).toContain('Nothing changed');
    expect((await run('api-token', 'list', 'acme')).out).toMatch(/ended\n$/);
    const plain = await run('api-token', 'add', 'acme', 'ben@acme.example');
    expect([plain.out.trim(), plain.err]).toEqual([expect.stringMatching(/^cs_[\w-]{43}$/), expect.stringContaining('only time')]);
  }, 60_000);

  test.each([
    [['add', 'acme', 'eve@evil.test'], 'no address of Acme'],
    [['add', 'acme', 'ana@acme.example', '--days', '0'], '--days'],
    [['add', 'acme'], 'Say for which tenant'],
    [['end', 'acme.000000000000'], 'There is no token'],
    [['toString', 'acme'], 'Say for which tenant'],
  ])('%j is refused with the reason', async (args, says) => {
    const table = await dynamo.table(`tokens-${args.join('-').replaceAll(/[^a-z0-9]/gi, '')}`.slice(0, 60));
    onTestFinished(async () => table.close());
    const name = `tokens-${args.join('-').replaceAll(/[^a-z0-9]/gi, '')}`.slice(0, 60);
    await directory(table).addTenant({ id: 'acme' as TenantId, name: 'Acme', domains: ['acme.example'], zone: 'UTC' });
    const { code, err } = await countersign(['api-token', ...args], operator({ COUNTERSIGN_TABLE: name }));
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  });
});

async function completed(name: string) {
  const { table, env } = await estate(name);
  const { client, bucket } = await s3.bucket();
  const { world, post, reply } = await mailWorld(table, s3Blobs({ client, bucket }));
  const attachments = [{ filename: 'a.pdf', content: Buffer.from(await contractPdf({ pages: 1 })), contentType: 'application/pdf' }];
  const [olivia, ines] = ['Olivia Hart <olivia@northwind.test>', 'Ines Duarte <ines@northwind.test>'];
  await post({ from: olivia, to: SIGN, subject: 'Agreement', text: 'signers: ines@northwind.test', attachments });
  await reply(olivia, /^Draft/, 'SEND');
  await reply(ines, /sign/, 'I SIGN');
  const [envelope = '' as EnvelopeId] = await Array.fromAsync(world.ledger.envelopes(NORTHWIND));
  const secrets = { token: hex('token'), code: hex('code'), web: hex('web'), id: hex('id') };
  manager.secrets.set(`${name}/secrets`, JSON.stringify(secrets));
  const all = { ...env, COUNTERSIGN_DOCUMENTS: bucket, COUNTERSIGN_SECRETS: `${name}/secrets` };
  return { envelope, env, all, run: async (...args: string[]) => countersign(args, all) };
}

test('an envelope is traced, explained, bundled, exported and erased where it lies', async () => {
  const { envelope, env, run } = await completed('envelope');
  const trace = await run('trace', envelope, '--json');
  expect(JSON.parse(trace.out)).toMatchObject({ id: envelope, tenant: 'northwind', state: 'completed', sealing: 'sealed', chain: 'ok' });
  expect((await run('why', envelope)).out).toContain(envelope);
  expect((await run('redrive')).out).toContain('Nothing is dead.');
  expect((await run('anchors')).code).toBe(0);

  const zip = join(temporaryFolder(), 'all.zip');
  const bundle = await run('bundle', envelope, '--out', zip, '--end-links');
  expect(bundle).toMatchObject({ code: 0, err: '', out: expect.stringContaining('for northwind alone') });
  expect((await run('verify', '--bundle', zip)).code).not.toBe(1);
  const file = join(temporaryFolder(), 'northwind.jsonl');
  const exported = await run('export', '--tenant', 'northwind', file);
  expect([exported.code, exported.out]).toEqual([0, expect.stringContaining('in Secrets Manager')]);
  expect((await run('import', file)).out).toContain('every chain holds');

  const without = await countersign(['bundle', envelope, '--out', `${zip}.2`], env);
  expect(without).toMatchObject({ code: 1, err: expect.stringContaining('this needs COUNTERSIGN_SECRETS') });
  expect((await run('erase', envelope)).out).toContain('Nothing was changed');
  expect((await run('erase', envelope, '--run')).out).toContain('The record holds as before');
  expect((await run('trace', envelope, '--json')).out).not.toContain('ines@northwind.test');
}, 120_000);

describe('what keeps it from working', () => {
  test.each([
    ['no such table', { COUNTERSIGN_TABLE: 'nowhere' }, 'there is no such table in this region'],
    ['no credentials', { COUNTERSIGN_TABLE: 'nowhere', AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }, 'there are no AWS credentials'],
    ['no region', { COUNTERSIGN_TABLE: 'nowhere', AWS_REGION: '' }, 'Set AWS_REGION'],
    ['nobody there', { COUNTERSIGN_TABLE: 'nowhere', AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' }, 'it cannot be reached'],
    ['half of it', { COUNTERSIGN_DOCUMENTS: 'bucket' }, 'COUNTERSIGN_TABLE is not'],
  ])('%s is said in one sentence', async (_name, env, says) => {
    const { code, out, err } = await countersign(['redrive'], operator(env));
    expect([code, out, err]).toEqual([1, '', expect.stringContaining(says)]);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

describe('secrets new', () => {
  const MADE = { token: expect.stringMatching(/^[0-9a-f]{64}$/), code: expect.anything(), web: expect.anything(), id: expect.anything() };

  test('prints what the functions read, other ones each time', async () => {
    const [one, two] = await Promise.all([countersign(['secrets', 'new']), countersign(['secrets', 'new'])]);
    expect(JSON.parse(one.out)).toEqual(MADE);
    expect(new Set([...Object.values(JSON.parse(one.out)), ...Object.values(JSON.parse(two.out))]).size).toBe(8);
  });

  test.each([
    ['one that was never filled', null, MADE],
    ['an empty object', '{}', MADE],
    ['one with a chat’s keys', '{"teams":{"appId":"x"}}', { ...MADE, teams: { appId: 'x' } }],
  ])('fills %s, and shows nothing', async (name, before, after) => {
    manager.secrets.set(name, before);
    const { code, out } = await countersign(['secrets', 'new'], operator({ COUNTERSIGN_SECRETS: name }));
    const kept = JSON.parse(manager.secrets.get(name) ?? '') as Record<string, string>;
    expect([code, kept]).toEqual([0, after]);
    expect(out).not.toContain(kept['token']);
  });

  test.each([
    ['in-use', JSON.stringify({ token: '1', code: '2', web: '3', id: '4' }), 'would end every link'],
    ['half', JSON.stringify({ web: '3' }), 'holds web already'],
    ['generated', 'a-password-that-was-generated', 'no JSON object'],
  ])('leaves what is %s as it is', async (name, before, says) => {
    manager.secrets.set(name, before);
    const { code, err } = await countersign(['secrets', 'new'], operator({ COUNTERSIGN_SECRETS: name }));
    expect([code, err]).toEqual([1, expect.stringContaining(says)]);
    expect(manager.secrets.get(name)).toBe(before);
  });

  test('says so where there is no such secret', async () => {
    const { code, err } = await countersign(['secrets', 'new'], operator({ COUNTERSIGN_SECRETS: 'missing' }));
    expect([code, err]).toEqual([1, expect.stringContaining('There is no secret missing')]);
  });
});
