// The register of posted cards: registered once, found by where they stand, and redrawn by one runner at a time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '#core/ports.ts';
import type { StandingCard } from '#core/messages.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import { blankCard, cardRows, isBlank, nameOf } from '#stores/card-row.ts';
import { cards, type ClaimedCard } from '#stores/cards.ts';
import { ENVELOPE, r, sha256, TENANT } from '../support/build.ts';
import { interleavedTable } from '../support/interleaved-table.ts';
import { memoryTable } from '../support/memory-table.ts';
import { LEASE_MS, storeKit } from '../support/store-kit.ts';

const posted = (version: number, ref = 'T1/D1/17.1') => ({ ref, hash: sha256(`shows ${version}`), copy: `${TENANT}/cards/${version}` });

function card(change: Partial<StandingCard> = {}): StandingCard {
  return {
    tenant: TENANT,
    envelope: ENVELOPE,
    channel: 'slack',
    shows: { as: 'told', notification: { kind: 'question', to: 'sender', about: r(1), event: '3.0', text: 'Why?' } },
    posted: posted(3),
    version: 3,
    isGone: false,
    ...change,
  };
}

async function claimed(kit: Pick<ReturnType<typeof storeKit>, 'cards'>): Promise<ClaimedCard> {
  const claim = await kit.cards.claim(nameOf(card()));
  if (!claim || claim === 'taken') throw new Error('the card could not be claimed');
  return claim;
}

async function standing({ cards }: Pick<ReturnType<typeof storeKit>, 'cards'>) {
  return cards.at('slack', 'T1/D1/17.1');
}

describe('a posted card', () => {
  it('is found by where it stands, and with the others of its envelope', async () => {
    const kit = storeKit();
    await kit.cards.add(card());
    await kit.cards.add(card({ posted: posted(3, 'T1/D2/17.2'), shows: { as: 'shared', language: 'de' } }));
    await kit.cards.add(card({ envelope: 'CS-OTHER' as EnvelopeId, posted: posted(3, 'T1/D1/9') }));
    expect(await standing(kit)).toEqual({ ...card(), round: 0 });
    expect(await kit.cards.at('teams', 'T1/D1/17.1')).toBeUndefined();
    expect((await kit.cards.ofEnvelope(TENANT, ENVELOPE)).map((one) => one.posted.ref)).toEqual(['T1/D1/17.1', 'T1/D2/17.2']);
    expect(await kit.cards.ofEnvelope('other' as TenantId, ENVELOPE)).toEqual([]);
  });

  it('is registered once: a repeat leaves it as it stands', async () => {
    const kit = storeKit();
    await kit.cards.add(card());
    await kit.cards.settle(await claimed(kit), { posted: posted(5), version: 5 });
    await kit.cards.add(card());
    expect(await standing(kit)).toMatchObject({ version: 5, posted: posted(5) });
  });

  it('is redrawn by one runner at a time, and by another once the first is believed dead', async () => {
    const kit = storeKit();
    await kit.cards.add(card());
    await claimed(kit);
    expect(await kit.cards.claim(nameOf(card()))).toBe('taken');
    kit.clock.machineNow += LEASE_MS;
    await claimed(kit);
  });

  it('given back after a failure is as it was, and free at once', async () => {
    const kit = storeKit();
    await kit.cards.add(card());
    await kit.cards.release(await claimed(kit));
    expect(await claimed(kit)).toMatchObject({ version: 3, posted: posted(3) });
  });

  it('that is gone is never claimed again', async () => {
    const kit = storeKit();
    await kit.cards.add(card());
    await kit.cards.gone(await claimed(kit));
    expect(await kit.cards.claim(nameOf(card()))).toBeUndefined();
    expect(await standing(kit)).toMatchObject({ isGone: true });
    expect(await kit.cards.claim(nameOf(card({ posted: posted(1, 'nowhere') })))).toBeUndefined();
  });

  it.each(['settle', 'release', 'gone'] as const)('is in doubt after a runner that had lost its claim says %s', async (end) => {
    const kit = storeKit();
    await kit.cards.add(card());
    const slow = await claimed(kit);
    kit.clock.machineNow += LEASE_MS;
    expect(await kit.cards.settle(await claimed(kit), { posted: posted(8), version: 8 })).toBe(true);
    if (end === 'settle') expect(await kit.cards.settle(slow, { posted: posted(7), version: 7 })).toBe(false);
    else await kit.cards[end](slow);
    expect(await standing(kit)).toMatchObject(end === 'gone' ? { isGone: true } : { version: 0, posted: posted(8) });
  });

  it('that someone doubts is to be drawn anew in another round, unless it is gone or unknown', async () => {
    const kit = storeKit();
    await kit.cards.add(card());
    expect(await kit.cards.doubt('slack', card().posted.ref)).toMatchObject({ envelope: ENVELOPE, version: 3 });
    expect(await standing(kit)).toMatchObject({ version: 0, round: 1, posted: posted(3) });
    expect(await kit.cards.doubt('slack', 'nowhere')).toBeUndefined();
    await kit.cards.gone(await claimed(kit));
    expect(await kit.cards.doubt('slack', card().posted.ref)).toBeUndefined();
    expect(await standing(kit)).toMatchObject({ round: 1, isGone: true });
  });

  it('keeps nothing of what an erasure takes, and is to be drawn anew', async () => {
    const kit = storeKit();
    await kit.cards.add(card());
    const [known] = await kit.cards.ofEnvelope(TENANT, ENVELOPE);
    if (!known) throw new Error('no card');
    await blankCard(cardRows(kit.table), known, false);
    expect(await standing(kit)).toMatchObject({ version: 0, round: 1, posted: posted(3) });
    await blankCard(cardRows(kit.table), known, true);
    const [blank] = await kit.cards.ofEnvelope(TENANT, ENVELOPE);
    expect([isBlank(known), blank && isBlank(blank)]).toEqual([false, true]);
    expect(JSON.stringify(blank)).not.toContain('Why?');
  });
});

/** What a card really shows, when several runners redraw it whose claims last no time at all: the worst of all clocks. */
async function redrawnBy(table: Table, watched: Table, runners: number) {
  const clock = { now: 1 };
  const kit = cards({ table, machineNow: () => (clock.now += 1), leaseMs: 1 });
  const record = { version: 3 };
  const shown = { version: 3 };
  const calm = cards({ table: watched, machineNow: () => clock.now + 1_000, leaseMs: 1 });
  await cards({ table: watched, machineNow: () => 1, leaseMs: 1 }).add(card());

  const others = async () => table.get({ pk: 'THE', sk: 'PLATFORM' });

  async function once(register: typeof kit): Promise<void> {
    const claim = await register.claim(nameOf(card()));
    if (!claim || claim === 'taken' || claim.version >= record.version) return;
    const { version } = record;
    // The call takes its time: what others do lies between reading the record and the platform's answer.
    await others();
    shown.version = version;
    await register.settle(claim, { posted: posted(version), version });
  }

  await Promise.all(
    Array.from({ length: runners }, async () => {
      await others();
      record.version += 1;
      await once(kit);
    }),
  );
  return { record, shown, calm, once };
}

describe('runners that redraw a card at the same time', () => {
  it('never leave it showing less than the register says, and one more look makes it true', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 4 }), async (scheduler, runners) => {
        const inner = memoryTable();
        const race = redrawnBy(interleavedTable(inner, scheduler), inner, runners);
        await scheduler.waitFor(race);
        const { record, shown, calm, once } = await race;
        const register = await calm.at('slack', 'T1/D1/17.1');
        expect(register?.version ?? 0).toBeLessThanOrEqual(shown.version);
        await scheduler.waitFor(once(calm));
        expect(shown.version).toBe(record.version);
      }),
      { numRuns: 1_000 },
    );
  });
});
