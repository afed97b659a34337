// Effects: planned once, carried out by one runner at a time, and honest about what became of them.
import { describe, expect, it } from 'vitest';
import type { Answer } from '#core/answer.ts';
import type { Notification } from '#core/notify.ts';
import { backoffMs } from '#stores/backoff.ts';
import { correspondence } from '#stores/correspondence.ts';
import { answerEffect, effectName, sealEffect, tellEffect, type Effect, type NewEffect } from '#stores/effect-row.ts';
import { ENVELOPE, r, TENANT } from '../support/build.ts';
import { LEASE_MS, storeKit } from '../support/store-kit.ts';

const OF = { tenant: TENANT, envelope: ENVELOPE };

function tell(change: Partial<Notification> = {}): NewEffect {
  return tellEffect({ ...OF, notification: { kind: 'sign-request', to: r(2), event: '3.1', ...change }, channel: 'email' });
}

function answer(about?: Answer['about']): Answer {
  const to = { name: 'Ines', email: 'ines@northwind.test' };
  return { to, channel: 'email', tenant: TENANT, say: { kind: 'status' }, ...(about && { about }) };
}

async function claimed({ effects }: ReturnType<typeof storeKit>, effect = tell()): Promise<Effect> {
  await effects.plan(effect);
  const claim = await effects.claim(effect.key);
  if (!claim) throw new Error('the effect could not be claimed');
  return claim;
}

describe('the key of an effect', () => {
  it('says event, recipient, channel and kind, and whom it is about', () => {
    expect(tell().key).toEqual({ pk: `T#${TENANT}#FX#${ENVELOPE}`, sk: '000003.001#r2#email#sign-request' });
    expect(tell({ kind: 'undeliverable', to: 'sender', about: r(1) }).key.sk).toBe('000003.001#sender#email#undeliverable#r1');
    expect(sealEffect({ ...OF, event: '12.0' }).key.sk).toBe('000012.000#seal');
    expect(effectName(tell().key)).toBe(`${ENVELOPE}#000003.001#r2#email#sign-request`);
  });

  it('of an answer comes from the request, and lies with the envelope that it is about', () => {
    const request = { channel: 'slack', key: 'k', index: 1 } as const;
    expect(answerEffect(answer(), request).key).toEqual({ pk: `T#${TENANT}#FX#slack/k`, sk: '001#email#status' });
    expect(answerEffect(answer({ envelope: ENVELOPE, seat: r(2) }), request)).toMatchObject({
      key: { pk: `T#${TENANT}#FX#${ENVELOPE}`, sk: 'answer#slack/k#001#email#status' },
      envelope: ENVELOPE,
    });
  });
});

describe('an effect', () => {
  it('is planned once, and a second plan leaves it untouched', async () => {
    const kit = storeKit();
    expect(await kit.effects.plan(tell())).toBe(true);
    const claim = await kit.effects.claim(tell().key);
    expect(await kit.effects.plan(tell())).toBe(false);
    expect(await kit.effects.get(tell().key)).toEqual(claim);
    expect(claim).toMatchObject({ state: 'pending', attempts: 1, leaseUntil: kit.clock.machineNow + LEASE_MS, job: tell().job });
  });

  it('is planned and claimed in one write by whoever carries it out at once, and by one of them only', async () => {
    const kit = storeKit();
    const begun = (await Promise.all([1, 2, 3].map(async () => kit.effects.begin(tell())))).filter(Boolean);
    expect(begun).toMatchObject([{ state: 'pending', attempts: 1, leaseUntil: kit.clock.machineNow + LEASE_MS }]);
    expect(await kit.effects.get(tell().key)).toEqual(begun[0]);
    expect(await kit.effects.claim(tell().key)).toBeUndefined();
    kit.clock.machineNow += LEASE_MS;
    expect(await kit.effects.claim(tell().key)).toMatchObject({ attempts: 2 });
  });

  it('is claimed by one of many', async () => {
    const { effects } = storeKit();
    await effects.plan(tell());
    const claims = await Promise.all([1, 2, 3, 4, 5].map(() => effects.claim(tell().key)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await effects.claim(tell().key)).toBeUndefined();
    expect(await effects.claim(sealEffect({ ...OF, event: '1.0' }).key)).toBeUndefined();
  });

  it('goes to another runner when the lease lapses, and the first can no longer record anything', async () => {
    const kit = storeKit();
    const first = await claimed(kit);
    kit.clock.machineNow += LEASE_MS;
    const second = await kit.effects.claim(first.key);
    expect(second).toMatchObject({ attempts: 2 });
    expect(await kit.effects.done(first, { providerId: 'p1' })).toBeUndefined();
    expect(await kit.effects.retry(first, { at: 0, error: 'late' })).toBeUndefined();
    expect(second && (await kit.effects.done(second, { providerId: 'p2' }))).toMatchObject({ state: 'done' });
    expect(await kit.effects.get(first.key)).toMatchObject({ state: 'done', providerId: 'p2', attempts: 2 });
  });

  it('is held on to by the steps of one attempt, also after its lease has lapsed and while nobody else has it', async () => {
    const kit = storeKit();
    const first = await claimed(kit);
    kit.clock.machineNow += LEASE_MS - 1;
    // Two steps at once, each of which knows the attempt only.
    const renewed = await Promise.all([kit.effects.renew(first), kit.effects.renew(first)]);
    for (const one of renewed) expect(one).toMatchObject({ attempts: 1, leaseUntil: kit.clock.machineNow + LEASE_MS });
    kit.clock.machineNow += LEASE_MS + 1;
    expect(await kit.effects.renew(first)).toMatchObject({ attempts: 1 });
    expect(await kit.effects.claim(first.key)).toBeUndefined();

    kit.clock.machineNow += LEASE_MS;
    await kit.effects.claim(first.key);
    expect(await kit.effects.renew(first)).toBeUndefined();
  });

  it('is held no longer once it was put off, or has ended', async () => {
    const kit = storeKit();
    const first = await claimed(kit);
    await kit.effects.retry(first, { at: 0, error: 'later' });
    expect(await kit.effects.renew(first)).toBeUndefined();
    const second = await kit.effects.claim(first.key);
    await kit.effects.dead(second ?? first, 'in the end');
    expect(await kit.effects.renew(second ?? first)).toBeUndefined();
    expect(await kit.effects.renew({ ...first, key: sealEffect({ ...OF, event: '9.9' }).key })).toBeUndefined();
  });

  it('that is done keeps what the vendor said', async () => {
    const kit = storeKit();
    const claim = await claimed(kit);
    const ended = await kit.effects.done(claim, { providerId: 'p1', threadId: '<wire@mail.test>', sentText: 'Please sign' });
    expect(await kit.effects.get(claim.key)).toEqual(ended);
    expect(ended).toMatchObject({
      state: 'done',
      providerId: 'p1',
      threadId: '<wire@mail.test>',
      sentText: 'Please sign',
      doneAt: kit.clock.machineNow,
      leaseUntil: null,
      lastError: null,
    });
    kit.clock.machineNow += LEASE_MS;
    expect(await kit.effects.claim(claim.key)).toBeUndefined();
  });

  it('that failed in passing waits for its time, and keeps the last error', async () => {
    const kit = storeKit();
    const claim = await claimed(kit);
    const at = kit.clock.machineNow + 10_000;
    await kit.effects.retry(claim, { at, error: '451 try later' });
    expect(await kit.effects.claim(claim.key)).toBeUndefined();
    kit.clock.machineNow = at;
    expect(await kit.effects.claim(claim.key)).toMatchObject({ attempts: 2, lastError: '451 try later', retryAt: null });
  });

  it.each(['superseded', 'dead'] as const)('that is %s is never claimed again', async (end) => {
    const kit = storeKit();
    const claim = await claimed(kit);
    expect(await (end === 'dead' ? kit.effects.dead(claim, 'no such address') : kit.effects.superseded(claim))).toMatchObject({
      state: end,
    });
    kit.clock.machineNow += LEASE_MS;
    expect(await kit.effects.claim(claim.key)).toBeUndefined();
    expect(await kit.effects.get(claim.key)).toMatchObject({ state: end, leaseUntil: null });
  });

  it('is listed with the others of its envelope, in the order of their events', async () => {
    const { effects } = storeKit();
    const planned = [tell({ event: '12.0' }), tell({ event: '2.10' }), tell({ event: '2.9' }), sealEffect({ ...OF, event: '7.1' })];
    for (const effect of planned) await effects.plan(effect);
    const keys = (await effects.list(TENANT, ENVELOPE)).map(({ key }) => key.sk.split('#')[0]);
    expect(keys).toEqual(['000002.009', '000002.010', '000007.001', '000012.000']);
  });
});

describe('what was sent to a seat', () => {
  it('is its notifications and answers that were carried out, oldest first', async () => {
    const kit = storeKit();
    const toInes = answerEffect(answer({ envelope: ENVELOPE, seat: r(2) }), { channel: 'email', key: 'k', index: 0 });
    const sendings = [toInes, tell(), tell({ to: r(1) }), tell({ event: '9.0', kind: 'reminder' })];
    for (const [at, effect] of sendings.entries()) {
      kit.clock.machineNow += 1;
      await kit.effects.done(await claimed(kit, effect), { providerId: `p${at}`, threadId: `<${at}@mail.test>`, sentText: `text ${at}` });
    }
    await kit.effects.plan(tell({ event: '10.0' }));
    expect(await correspondence(kit.effects).with(TENANT, ENVELOPE, r(2))).toEqual(
      [
        { at: 0, effect: toInes, channel: 'email' },
        { at: 1, effect: tell(), channel: 'email', event: '3.1' },
        { at: 3, effect: tell({ event: '9.0', kind: 'reminder' }), channel: 'email', event: '9.0' },
      ].map(({ at, effect, ...rest }) => ({
        effect: effectName(effect.key),
        ...rest,
        threadId: `<${at}@mail.test>`,
        sentText: `text ${at}`,
      })),
    );
    expect(await correspondence(kit.effects).with(TENANT, ENVELOPE, 'sender')).toEqual([]);
  });
});

describe('back-off', () => {
  it('doubles up to its cap, and is spread over the upper half', () => {
    const settings = { baseMs: 1000, capMs: 60_000 };
    const longest = [1, 2, 3, 4, 10, 2000].map((attempts) => backoffMs({ ...settings, attempts, random: () => 0.999_999 }));
    expect(longest).toEqual([1000, 2000, 4000, 8000, 60_000, 60_000]);
    expect([1, 4, 2000].map((attempts) => backoffMs({ ...settings, attempts, random: () => 0 }))).toEqual([500, 4000, 30_000]);
  });
});
