// Projections: what people and the clock look at. Late, repeated and raced writers must all end in the same rows.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '#core/command.ts';
import { nextDue } from '#core/due.ts';
import { fold } from '#core/fold.ts';
import type { Stream } from '#core/record.ts';
import { plus } from '#core/time.ts';
import { projections } from '#stores/projections.ts';
import { body, CARL, command, DANA, ENVELOPE, INES, MAX, OLIVIA, person, r, T0, TENANT } from '../support/build.ts';
import { countingTable } from '../support/counting-table.ts';
import { mortalTable } from '../support/faulty-table.ts';
import { interleavedTable } from '../support/interleaved-table.ts';
import { storeKit } from '../support/store-kit.ts';

type Kit = ReturnType<typeof storeKit>;

async function history(kit: Kit, ...commands: readonly Command[]): Promise<Stream> {
  for (const each of commands) expect(await kit.commands.run(TENANT, ENVELOPE, each)).toMatchObject({ ok: true });
  return kit.ledger.load(TENANT, ENVELOPE);
}

const DRAFT = () => command(OLIVIA, body.draft());
const SEND = () => command(OLIVIA, body.send);
const APPROVE = () => command(person(MAX.email), body.approve(r(1)), { hours: 1 });
const COMMENT = { type: 'comment', from: null, to: null, text: 'By Friday, please' } as const;
const FAR = plus(T0, { days: 1000 });

/** Stores that hold this record, and no projection of it. */
async function kitWith({ commits }: Stream): Promise<Kit> {
  const kit = storeKit();
  for (const commit of commits) await kit.ledger.append(TENANT, ENVELOPE, commit);
  return kit;
}

function upTo(stream: Stream, version: number): Stream {
  return { version, commits: stream.commits.slice(0, version) };
}

async function rowsOf(kit: Kit): Promise<unknown> {
  const people = [OLIVIA, person(MAX.email), person(INES.email), person(DANA.email), person(CARL.email)];
  const desks = await Promise.all(people.map((actor) => kit.projections.ofPerson(TENANT, actor.kind === 'person' ? actor.email : '')));
  const due = await kit.projections.dueUntil(FAR);
  // A late writer may leave an outdated one, which whoever reads clears away.
  return { desks, due, left: (await kit.bare.queryPartition({ pk: 'DUE' })).items.length };
}

describe('the rows of people', () => {
  it('show a draft to its sender alone', async () => {
    const kit = storeKit();
    await kit.projections.project(await history(kit, DRAFT()));
    const sender = { seat: 'sender', role: 'sender', status: null, hasTurn: false };
    const row = { envelope: ENVELOPE, title: 'Mutual NDA', status: 'draft', seats: [sender], waitingFor: [] };
    expect(await kit.projections.ofPerson(TENANT, 'Olivia@northwind.test')).toEqual([row]);
    for (const { email } of [MAX, INES, DANA, CARL]) expect(await kit.projections.ofPerson(TENANT, email)).toEqual([]);
  });

  it('show a request to those it has reached, and whose turn it is', async () => {
    const kit = storeKit();
    await kit.projections.project(await history(kit, DRAFT(), SEND()));
    expect(await kit.projections.ofPerson(TENANT, OLIVIA_EMAIL)).toMatchObject([{ status: 'sent', waitingFor: ['Max'] }]);
    expect(await kit.projections.ofPerson(TENANT, MAX.email)).toMatchObject([{ seats: [{ seat: 'r1', hasTurn: true }], waitingFor: [] }]);
    expect(await kit.projections.ofPerson(TENANT, CARL.email)).toMatchObject([{ seats: [{ role: 'cc', hasTurn: false }] }]);
    expect(await kit.projections.ofPerson(TENANT, INES.email)).toEqual([]);
    await kit.projections.project(await history(kit, APPROVE()));
    expect(await kit.projections.ofPerson(TENANT, OLIVIA_EMAIL)).toMatchObject([{ waitingFor: ['Ines', 'Dana'] }]);
    expect(await kit.projections.ofPerson(TENANT, MAX.email)).toMatchObject([{ seats: [{ status: 'approved', hasTurn: false }] }]);
    expect(await kit.projections.ofPerson(TENANT, INES.email)).toMatchObject([{ seats: [{ role: 'signer', hasTurn: true }] }]);
  });

  it('go when somebody is no longer named, and do not come back with a late writer', async () => {
    const kit = storeKit();
    const stream = await history(
      kit,
      command(OLIVIA, body.draft({ recipients: [{ ...CARL, role: 'signer', step: 1, needs: 'L1' }, MAX] })),
      command(OLIVIA, body.draft({ recipients: [MAX] })),
      SEND(),
    );
    const withCarl = await history(storeKit(), command(OLIVIA, body.draft({ recipients: [CARL, MAX] })), SEND());
    await kit.projections.project(withCarl);
    expect(await kit.projections.ofPerson(TENANT, CARL.email)).toHaveLength(1);
    await kit.projections.project(stream);
    await kit.projections.project(withCarl);
    expect(await kit.projections.ofPerson(TENANT, CARL.email)).toEqual([]);
    expect(await kit.projections.ofPerson(TENANT, MAX.email)).toHaveLength(1);
  });
});

const OLIVIA_EMAIL = 'olivia@northwind.test';

describe('the due row', () => {
  it('moves with the envelope and ends with it', async () => {
    const kit = storeKit();
    const draft = await history(kit, DRAFT());
    await kit.projections.project(draft);
    const lapse = nextDue(fold(draft));
    expect(await kit.projections.dueUntil(FAR)).toEqual([{ tenant: TENANT, envelope: ENVELOPE, at: lapse }]);
    expect(await kit.projections.nextDueAt()).toBe(lapse);
    await kit.projections.project(await history(kit, SEND()));
    expect(await kit.projections.dueUntil(FAR)).toEqual([{ tenant: TENANT, envelope: ENVELOPE, at: plus(T0, { days: 3 }) }]);
    await kit.projections.project(await history(kit, command(OLIVIA, { type: 'void', reason: 'Wrong version' })));
    expect(await kit.projections.dueUntil(FAR)).toEqual([]);
    expect(await kit.projections.nextDueAt()).toBeUndefined();
  });

  it('is listed from its very time on, not before', async () => {
    const kit = storeKit();
    await kit.projections.project(await history(kit, DRAFT(), SEND()));
    const at = plus(T0, { days: 3 });
    expect(await kit.projections.dueUntil(plus(at, { minutes: -1 }))).toEqual([]);
    expect(await kit.projections.dueUntil(at)).toHaveLength(1);
  });
});

describe('writers of projections', () => {
  it('may come late, twice and in any order: the newest version stands', async () => {
    const straight = storeKit();
    const commands = [DRAFT(), SEND(), APPROVE()];
    const stream = await history(straight, ...commands);
    await straight.projections.project(stream);
    const expected = await rowsOf(straight);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([1, 1, 2, 2, 3, 3, 3], { minLength: 7 }), async (versions) => {
        const kit = await kitWith(stream);
        for (const version of versions) await kit.projections.project(upTo(stream, version));
        expect(await rowsOf(kit)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('may race: the newest version stands, and no time is lost or left over', async () => {
    const straight = storeKit();
    // The last three have the same due time.
    const view = command(person(INES.email), { type: 'view', recipient: r(2) }, { hours: 2 });
    const stream = await history(straight, DRAFT(), SEND(), APPROVE(), view, command(OLIVIA, COMMENT));
    await straight.projections.project(stream);
    const expected = await rowsOf(straight);
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const kit = await kitWith(stream);
        const racing = projections(interleavedTable(kit.table, scheduler));
        await scheduler.waitFor(Promise.all([5, 1, 2, 3, 4, 5].map((version) => racing.project(upTo(stream, version)))));
        expect(await rowsOf(kit)).toEqual(expected);
      }),
    );
  });

  it('may die at any moment: the time is still there, and the next writer sets everything right', async () => {
    const straight = storeKit();
    const stream = await history(straight, DRAFT(), SEND());
    await straight.projections.project(stream);
    const expected = await rowsOf(straight);
    for (let survived = 0; survived < 9; survived += 1) {
      const kit = await kitWith(stream);
      await kit.projections.project(upTo(stream, 1));
      const dying = projections(mortalTable(kit.table, survived));
      await dying.project(stream).catch(() => {});
      expect((await kit.projections.dueUntil(FAR)).length).toBeGreaterThanOrEqual(1);
      await kit.projections.project(stream);
      expect(await rowsOf(kit)).toEqual(expected);
    }
  });

  it('that know since when something may be missing write only what has changed, and leave the same rows', async () => {
    const kit = storeKit();
    const view = command(person(MAX.email), { type: 'view', recipient: r(1) }, { minutes: 30 });
    const stream = await history(kit, DRAFT(), SEND(), view, command(OLIVIA, COMMENT), APPROVE(), command(OLIVIA, COMMENT, { hours: 2 }));
    const whole = await kitWith(stream);
    await whole.projections.project(stream);
    const expected = await rowsOf(whole);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([1, 2, 3, 4, 5, 6], { minLength: 6 }), fc.infiniteStream(fc.nat(6)), async (holders, seen) => {
        const each = await kitWith(stream);
        // Whoever holds the pointer of a commit projects at least what that commit stored, and what it has seen of later ones.
        for (const since of holders) await each.projections.project(upTo(stream, Math.max(since, seen.next().value ?? 0)), since);
        expect(await rowsOf(each)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
    const counting = countingTable(whole.table);
    await projections(counting.table).project(stream, 6);
    expect(counting.counts).toMatchObject({ putIfAbsent: 0, putIfNewer: 0, delete: 0, get: 0 });
  });

  it('of an earlier version may have called the time otherwise: the next reader puts it right', async () => {
    const kit = storeKit();
    const stream = await history(kit, DRAFT(), SEND());
    await kit.projections.project(stream);
    const [right] = (await kit.bare.queryPartition({ pk: 'DUE' })).items;
    if (!right) throw new Error('nothing is due');
    for (const at of [T0, FAR]) {
      await kit.bare.delete(right);
      const sk = `${at}#${TENANT}#${ENVELOPE}#7`;
      await kit.bare.putIfAbsent({ pk: 'DUE', sk, version: 7, body: JSON.stringify({ tenant: TENANT, envelope: ENVELOPE, at }) });
      if (at === T0) expect(await kit.projections.nextDueAt()).toBe(plus(T0, { days: 3 }));
      else expect(await kit.projections.dueUntil(FAR)).toEqual([{ tenant: TENANT, envelope: ENVELOPE, at: plus(T0, { days: 3 }) }]);
      expect((await kit.bare.queryPartition({ pk: 'DUE' })).items).toEqual([right]);
    }
  });
});
