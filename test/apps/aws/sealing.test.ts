// Sealing on AWS: the state machine of the template, run step by step over the bundled function.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { LEASE_MS } from '#apps/aws/estate.ts';
import { MOST_ATTEMPTS } from '#apps/dispatch/retry-time.ts';
import { blobKeys } from '#apps/ports.ts';
import { checkToken } from '#apps/sealer/stamping/token.ts';
import { verify } from '#apps/sealer/verify.ts';
import { bytesAt } from '#apps/dispatch/blob-bytes.ts';
import { TENANT } from '../../support/build.ts';
import { textOfPages } from '../../support/pdf.ts';
import { sealedFile, sealingWorld } from '../../support/aws/sealing-world.ts';

const SLOW = { timeout: 180_000 };
const MINUTE_MS = 60_000;

test('a completed envelope is sealed, archived and told of', SLOW, async () => {
  const world = await sealingWorld();
  const planned = await world.complete();
  expect(await world.run(planned), world.functions.logs()).toBe('Done');
  const { sha256, bytes } = await sealedFile(world, planned);
  expect(await verify(bytes, { trust: world.trust })).toMatchObject({
    intact: true,
    level: 'B-T',
    timestamp: { trust: 'trusted' },
    ledger: { chain: 'ok' },
    changesAfterSeal: [],
  });
  expect(await world.effect(planned)).toMatchObject({ state: 'done', attempts: 1, providerId: 'sealer' });
  const archived = await world.objects('evidence', `${TENANT}/${planned.envelope}/`);
  const version = await world.version(planned);
  expect(archived).toEqual([`${sha256}.pdf`, `ledger-${version}.json`].map((name) => `${TENANT}/${planned.envelope}/${name}`));
  expect(Buffer.from(await bytesAt(world.evidence, `${TENANT}/${planned.envelope}/${sha256}.pdf`, 'archived')).equals(bytes)).toBe(true);
  // What lay between the steps is where the rule of the bucket deletes it.
  expect(await world.objects('documents', `in_work/${TENANT}/`)).toHaveLength(3);
  // First to the commit of the seal, from which the messages to people follow; in the end to what had asked for it.
  expect(world.told.map(({ MessageBody }) => JSON.parse(MessageBody) as unknown)).toEqual([
    { pointer: expect.objectContaining({ kind: 'commit', version }) },
    planned.lead,
  ]);
});

test(
  'while nobody gives time-stamps it waits; after the hour it is sealed without, and the time-stamp is fetched later',
  SLOW,
  async () => {
    const world = await sealingWorld();
    const planned = await world.complete();
    world.tsa.says.evil = 'fails';
    expect(await world.run(planned)).toBe('Wait for the next attempt');
    expect(await world.effect(planned)).toMatchObject({
      state: 'pending',
      attempts: 1,
      leaseUntil: null,
      lastError: expect.stringMatching(/^Not sealed yet/),
    });
    expect((await world.events(planned)).map(({ type }) => type)).not.toContain('seal-failed');

    await world.later(61 * MINUTE_MS);
    expect(await world.run(planned)).toBe('Wait for the next attempt');
    const { sha256, bytes } = await sealedFile(world, planned);
    expect(await verify(bytes, { trust: world.trust })).toMatchObject({ intact: true, level: 'B-B', timestamp: null });
    expect(await world.effect(planned)).toMatchObject({
      state: 'pending',
      attempts: 2,
      lastError: expect.stringMatching(/^Sealed, but without/),
    });
    expect(world.told).toHaveLength(1);

    world.tsa.says.evil = undefined;
    await world.later(31 * MINUTE_MS);
    expect(await world.run(planned)).toBe('Done');
    const token = await bytesAt(world.blobs, blobKeys.sealedToken(TENANT, sha256), 'time-stamp');
    expect(checkToken(token, (hash) => createHash(hash).update(bytes).digest())).toMatchObject({ faults: [] });
    expect(await world.objects('evidence', `${TENANT}/${planned.envelope}/`)).toContain(`${TENANT}/${planned.envelope}/${sha256}.pdf.tst`);
    expect(await world.effect(planned)).toMatchObject({ state: 'done', attempts: 3 });
  },
);

test('a key that does not sign is on record after three attempts, and the seal is made once it does', SLOW, async () => {
  const world = await sealingWorld({ level: 'B-B' });
  const planned = await world.complete();
  world.kms.says.no = { status: 400, type: 'DisabledException', message: 'the key is disabled' };
  for (const attempts of [1, 2, 3]) {
    expect(await world.run(planned)).toBe('Wait for the next attempt');
    expect(await world.effect(planned)).toMatchObject({
      state: 'pending',
      attempts,
      lastError: expect.stringContaining('the key is disabled'),
    });
    expect((await world.events(planned)).filter(({ type }) => type === 'seal-failed')).toHaveLength(attempts < 3 ? 0 : 1);
    await world.later(MINUTE_MS);
  }
  expect((await world.events(planned)).at(-1)).toMatchObject({ type: 'seal-failed', why: expect.stringContaining('AWS KMS did not sign') });

  world.kms.says.no = undefined;
  expect(await world.run(planned)).toBe('Done');
  expect(await verify((await sealedFile(world, planned)).bytes, { trust: world.trust })).toMatchObject({ intact: true, level: 'B-B' });
});

test('with its proofs and a time-stamp over all of it, each fetched in a step of its own', SLOW, async () => {
  const world = await sealingWorld({ level: 'B-LTA', hasProofs: true });
  const planned = await world.complete();
  const taken: string[] = [];
  const end = await world.run(planned, async (state, take) => {
    taken.push(state);
    return take();
  });
  expect(end, world.functions.logs()).toBe('Done');
  expect(taken.slice(0, 8)).toEqual([
    'Claim',
    'Stamp',
    'Sign',
    'Time-stamp',
    'Prove the certificates',
    'Time-stamp the whole',
    'Keep',
    'Record',
  ]);
  const { bytes } = await sealedFile(world, planned);
  expect(await verify(bytes, { trust: world.trust })).toMatchObject({ intact: true, level: 'B-LTA', changesAfterSeal: [] });
});

test('where proofs cannot be had it is stamped again a level lower, and its certificate says so', SLOW, async () => {
  const world = await sealingWorld({ level: 'B-LTA' });
  const planned = await world.complete();
  expect(await world.run(planned)).toBe('Done');
  const { bytes } = await sealedFile(world, planned);
  expect(await verify(bytes, { trust: world.trust })).toMatchObject({ intact: true, level: 'B-T', changesAfterSeal: [] });
  expect((await textOfPages(bytes)).join(' ')).toContain('PAdES B-T');
});

test('after too many attempts it is a dead letter, told to what had asked for it; driven again, it is sealed', SLOW, async () => {
  const world = await sealingWorld({ level: 'B-B' });
  const planned = await world.complete();
  for (let attempts = 1; attempts < MOST_ATTEMPTS; attempts += 1) {
    const claimed = await world.effects.claim(planned.key);
    if (claimed) await world.effects.retry(claimed, { at: 0, error: 'before' });
  }
  world.kms.says.no = { status: 400, type: 'DisabledException', message: 'the key is disabled' };
  expect(await world.run(planned)).toBe('Done');
  const dead = await world.effect(planned);
  expect(dead).toMatchObject({ state: 'dead', attempts: MOST_ATTEMPTS, lastError: expect.stringContaining('the key is disabled') });
  expect(world.told.map(({ MessageBody }) => JSON.parse(MessageBody) as unknown)).toEqual([planned.lead]);
  expect(await world.run(planned)).toBe('Nothing to do');

  world.kms.says.no = undefined;
  expect(await world.effects.revive(dead)).toBe(true);
  expect(await world.run(planned)).toBe('Done');
  await sealedFile(world, planned);
  expect(await world.effect(planned)).toMatchObject({ state: 'done', attempts: 1, redriven: 1 });
});

test('of two executions at once one seals', SLOW, async () => {
  const world = await sealingWorld({ level: 'B-B' });
  const planned = await world.complete();
  expect((await Promise.all([world.run(planned), world.run(planned)])).toSorted()).toEqual(['Done', 'Nothing to do']);
  await sealedFile(world, planned);
});

test('an execution that was slow loses its claim and ends; what the other made is the seal', SLOW, async () => {
  const world = await sealingWorld({ level: 'B-B' });
  const planned = await world.complete();
  const ends: string[] = [];
  const slow = await world.run(planned, async (state, take) => {
    if (state === 'Record') {
      await world.later(LEASE_MS + MINUTE_MS);
      ends.push(await world.run(planned));
    }
    return take();
  });
  expect([...ends, slow]).toEqual(['Done', 'Wait for the next attempt']);
  await sealedFile(world, planned);
  expect(await world.effect(planned)).toMatchObject({ state: 'done', attempts: 2 });
});

test('what passes is tried again at once, and a process that dies costs nothing', SLOW, async () => {
  const world = await sealingWorld({ level: 'B-B' });
  const planned = await world.complete();
  const failed = new Set<string>();
  const end = await world.run(planned, async (state, take) => {
    if (state === 'Claim' || failed.has(state)) return take();
    failed.add(state);
    const given = await take();
    if (state === 'Sign') await world.functions.end('sealing');
    throw Object.assign(new Error(`lost after ${state}: ${JSON.stringify(given).length}`), { name: 'Lambda.ServiceException' });
  });
  expect(end, [...failed].join()).toBe('Done');
  await sealedFile(world, planned);
  expect(await world.effect(planned)).toMatchObject({ state: 'done', attempts: 1 });
});
