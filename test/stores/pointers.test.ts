// Pointers: the list of what is not done yet.
import { describe, expect, it } from 'vitest';
import type { Pointer } from '#stores/pointers.ts';
import { ENVELOPE, TENANT } from '../support/build.ts';
import { storeKit } from '../support/store-kit.ts';

const commit = (version: number): Pointer => ({ kind: 'commit', tenant: TENANT, envelope: ENVELOPE, version });
const answers = (key: string): Pointer => ({ kind: 'answers', channel: 'slack', key });

describe('pointers', () => {
  it('are listed over all shards, oldest first, until they are done', async () => {
    const { pointers, clock } = storeKit();
    const all = [commit(2), answers('a'), commit(1), ...Array.from({ length: 40 }, (_, at) => answers(`request ${at}`))];
    for (const pointer of all) {
      clock.machineNow += 1;
      await pointers.put(pointer);
    }
    expect((await pointers.pending()).map(({ pointer }) => pointer)).toEqual(all);
    await pointers.done(commit(2));
    await pointers.done(commit(9));
    expect((await pointers.pending()).map(({ pointer }) => pointer)).toEqual(all.slice(1));
  });

  it('tell their age in machine time, and one that is put again is young again', async () => {
    const { pointers, clock } = storeKit();
    const before = clock.machineNow;
    await pointers.put(commit(1));
    expect(await pointers.pending()).toEqual([{ pointer: commit(1), putAt: before }]);
    clock.machineNow += 5000;
    await pointers.put(commit(1));
    expect(await pointers.pending()).toEqual([{ pointer: commit(1), putAt: before + 5000 }]);
  });
});
