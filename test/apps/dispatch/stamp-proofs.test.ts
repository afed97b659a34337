// Time-stamps of raw proofs and of daily anchors: asked for where somebody gives them, once each, and never in anybody's way.
import { describe, expect, test } from 'vitest';
import { blobKeys, stampKey } from '#apps/ports.ts';
import type { Sha256 } from '#core/ids.ts';
import { body, command, ENVELOPE, MAX, OLIVIA, person, r, sha256, TENANT } from '../../support/build.ts';
import { dispatchKit } from '../../support/dispatch-kit.ts';

const RAW = 'From: max@northwind.test\r\n\r\nI APPROVE';
const PROOF = blobKeys.inboundMail(sha256(RAW));
const APPROVAL = { ...body.approve(r(1)), evidence: { kind: 'mail', reference: PROOF, proof: 'Replied.' } } as const;

/** An authority that can be down. */
function authority() {
  const asked: Sha256[] = [];
  const state = { isDown: false };
  const stampHash = async (hash: Sha256) => {
    asked.push(hash);
    if (state.isDown) throw new Error('tsa.example.com: it answered 503');
    return Buffer.from(`token of ${hash}`);
  };
  return { asked, state, stampHash };
}

async function approved(over: Parameters<typeof dispatchKit>[0]) {
  const kit = await dispatchKit(over);
  await kit.blobs.put(PROOF, Buffer.from(RAW));
  await kit.run(command(OLIVIA, body.draft()));
  await kit.run(command(OLIVIA, body.send));
  await kit.run(command(person(MAX.email), APPROVAL));
  return kit;
}

const tokenOf = async ({ blobs }: Awaited<ReturnType<typeof approved>>) => blobs.head(stampKey(PROOF));

describe('the raw proof of an act', () => {
  test('is time-stamped by its hash as soon as it is on record, and its token is kept beside it', async () => {
    const { asked, stampHash } = authority();
    const kit = await approved({ stampHash });
    await kit.dispatcher.settle();
    expect(asked).toEqual([sha256(RAW)]);
    expect(await tokenOf(kit)).toBeDefined();
  });

  test('waits for an authority that is down, while everybody is told all the same', async () => {
    const { asked, state, stampHash } = authority();
    state.isDown = true;
    const kit = await approved({ stampHash });
    await kit.dispatcher.settle();
    expect(kit.delivered).toEqual(expect.arrayContaining(['recorded>r1', expect.stringMatching(/>r2$/)]));
    expect(await tokenOf(kit)).toBeUndefined();
    expect(kit.faults.join()).toContain('The proof has no time-stamp yet. tsa.example.com: it answered 503');
    state.isDown = false;
    kit.clock.machineNow += 31 * 60_000;
    await kit.dispatcher.settle();
    expect(await tokenOf(kit)).toBeDefined();
    expect(asked).toHaveLength(2);
  });

  test('waits for more than a day, as the seal does', async () => {
    const { state, stampHash } = authority();
    state.isDown = true;
    const kit = await approved({ stampHash });
    for (let hour = 0; hour < 26; hour += 1) {
      await kit.dispatcher.settle();
      kit.clock.machineNow += 60 * 60_000;
    }
    state.isDown = false;
    kit.clock.machineNow += 24 * 60 * 60_000;
    await kit.dispatcher.settle();
    expect(await tokenOf(kit)).toBeDefined();
  });

  test('is left alone once it was erased', async () => {
    const { asked, stampHash } = authority();
    const kit = await approved({ stampHash });
    await kit.blobs.delete(PROOF);
    expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
    expect(asked).toEqual([]);
  });

  test('calls for no effect where nobody is asked for time-stamps, and is caught up on once somebody is', async () => {
    const kit = await approved({});
    await kit.dispatcher.settle();
    expect((await kit.effects.list(TENANT, ENVELOPE)).filter(({ job }) => job.do === 'stamp')).toEqual([]);
    const { stampHash } = authority();
    const later = await dispatchKit({ kit, stampHash });
    await later.blobs.put(PROOF, Buffer.from(RAW));
    expect(await later.dispatcher.walk()).toBe(1);
    await later.dispatcher.settle();
    expect(await later.blobs.head(stampKey(PROOF))).toBeDefined();
  });
});

describe('the daily anchor', () => {
  const tokens = async (kit: Awaited<ReturnType<typeof approved>>) =>
    (await kit.anchors.all(TENANT)).map(({ anchor }) => anchor.token && Buffer.from(anchor.token, 'base64').toString());

  test('is time-stamped by its hash, once', async () => {
    const { asked, stampHash } = authority();
    const kit = await approved({ stampHash });
    await kit.dispatcher.settle();
    asked.splice(0);
    await kit.dispatcher.walk();
    await kit.dispatcher.walk();
    const [stored] = await kit.anchors.all(TENANT);
    expect(asked).toEqual([stored?.anchor.hash]);
    expect(await tokens(kit)).toEqual([`token of ${stored?.anchor.hash}`]);
  });

  test('that got none gets one with the next walk, and the first one stays', async () => {
    const { state, stampHash } = authority();
    const kit = await approved({ stampHash });
    await kit.dispatcher.settle();
    state.isDown = true;
    await kit.dispatcher.walk();
    expect(await tokens(kit)).toEqual([null]);
    expect(kit.faults.join()).toContain('503');
    state.isDown = false;
    kit.at({ days: 1 });
    await kit.run(command(OLIVIA, { type: 'void', reason: 'Wrong file' }, { days: 1 }));
    await kit.dispatcher.walk();
    const [first, second] = await tokens(kit);
    expect([first, second]).toEqual([expect.stringMatching(/^token of /), expect.stringMatching(/^token of /)]);
    const [stored] = await kit.anchors.all(TENANT);
    await kit.anchors.stamp(TENANT, stored?.anchor.day ?? '', Buffer.from('another'));
    expect((await tokens(kit))[0]).toBe(first);
  });
});
