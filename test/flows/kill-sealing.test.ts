// An execution of the sealing machine that dies before or after any of its steps, as when Step Functions stops it: what comes after makes the
// one seal, and tells of it.
import { expect, test } from 'vitest';
import { LEASE_MS } from '#apps/aws/estate.ts';
import { verify } from '#apps/sealer/verify.ts';
import { sealedFile, sealingWorld, type Planned, type SealingWorld } from '../support/aws/sealing-world.ts';

const STEPS = [
  'Claim',
  'Stamp',
  'Sign',
  'Time-stamp',
  'Keep',
  'Record',
  'To people',
  'Archive',
  'Finish',
  'Have the outcome followed',
] as const;

/** Nothing is done after this point, not even what an execution does with a fault. */
async function died(
  world: SealingWorld,
  planned: Planned,
  at: { readonly step: string; readonly when: 'before' | 'after' },
): Promise<void> {
  let isDead = false;
  const end = await world.run(planned, async (state, take) => {
    if (state === at.step && at.when === 'after') await take();
    isDead ||= state === at.step;
    if (isDead) throw Object.assign(new Error('died'), { name: 'Died' });
    return take();
  });
  expect(isDead).toBe(true);
  expect(end).not.toBe('Done');
}

test('whatever step it dies at, there is one seal, one record of it, and everyone is told', { timeout: 600_000 }, async () => {
  const world = await sealingWorld();
  const points = STEPS.flatMap((step) => (['before', 'after'] as const).map((when) => ({ step, when })));
  for (const [index, point] of points.entries()) {
    const name = `died ${point.when} ${point.step}`;
    const planned = await world.complete(index + 1);
    world.told.length = 0;
    await died(world, planned, point);
    const before = await world.effect(planned);
    await world.later(LEASE_MS + 1_000);
    const isOver = before.state === 'done';
    expect(await world.run(planned), name).toBe(isOver ? 'Nothing to do' : 'Done');
    const { bytes } = await sealedFile(world, planned);
    expect(await verify(bytes, { trust: world.trust }), name).toMatchObject({ intact: true, level: 'B-T' });
    expect(await world.effect(planned), name).toMatchObject({ state: 'done' });
    const told = world.told.map(({ MessageBody }) => MessageBody);
    const version = await world.version(planned);
    expect(told, name).toContain(JSON.stringify({ pointer: { kind: 'commit', tenant: 'northwind', envelope: planned.envelope, version } }));
    expect(await world.objects('evidence', `northwind/${planned.envelope}/`), name).toHaveLength(2);
  }
});
