// Invariants 6 and 7 over random histories and deaths: every stored event reaches its effects, every request keeps its first answer, no act
// is doubled, and nothing of one tenant is reachable from another.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkStream, eventsOf } from '#core/chain.ts';
import type { Command } from '#core/command.ts';
import { fold } from '#core/fold.ts';
import type { TenantId } from '#core/ids.ts';
import { notify } from '#core/notify.ts';
import type { InboxOutcome, Table } from '#core/ports.ts';
import { epochMs, instantOf, type Instant } from '#core/time.ts';
import { ENVELOPE, sha256, TENANT } from '../../support/build.ts';
import { wrapTable } from '../../support/counting-table.ts';
import { dispatchKit } from '../../support/dispatch-kit.ts';
import { mortalTable } from '../../support/faulty-table.ts';
import { histories, played, type History } from '../../support/history/play.ts';
import { storeKit, storesOver } from '../../support/store-kit.ts';

/** Each takes hundreds of times as long as one in the core alone. */
const RUNS = Math.ceil(Number(process.env.FC_RUNS ?? 2_000) / 100);
const MOST_COMMANDS = 14;

/** What people asked for in a history, in order, refused requests among them. */
const requests = histories.map((history: History): readonly Command[] => {
  const asked = [...played(history)].map(({ command }) => command).filter(({ by }) => by.kind === 'person');
  // No two at one instant: what came after what is then told by the times as well.
  const at = (time: Instant, index: number) => instantOf(epochMs(time) + index);
  const commands = asked
    .slice(0, MOST_COMMANDS)
    .map((command, index) => ({ ...command, at: at(command.at, index), key: `request/${index}` }));
  return Object.assign(commands, { [fc.toStringMethod]: () => commands.map(told).join('\n') });
});

function told({ at, by, key: _, type, ...more }: Command): string {
  return `${at} ${by.kind === 'person' ? `${by.email} ${by.assurance}` : by.kind}: ${type} ${type === 'draft' ? '' : JSON.stringify(more)}`;
}

/** After how many writes the process dies that carries a request out; the last ones mostly survive. */
const deaths = fc.array(fc.nat({ max: 40 }), { minLength: MOST_COMMANDS, maxLength: MOST_COMMANDS });

type Kit = Awaited<ReturnType<typeof dispatchKit>>;

async function outcomesOf({ inbox }: Kit, asked: readonly Command[]): Promise<readonly (InboxOutcome | undefined)[]> {
  return Promise.all(asked.map(({ key }) => inbox.outcome('email', key)));
}

/** Every message that is true of what is stored, as the kit names them. */
async function trueMessages({ ledger }: Kit): Promise<readonly string[]> {
  const stream = await ledger.load(TENANT, ENVELOPE);
  const now = fold(stream);
  return eventsOf(stream).flatMap((stored) => notify(stored, fold(stream, stored.version), now).map(({ kind, to }) => `${kind}>${to}`));
}

/** What may cease to be true and become true again; it may rightly have been closed unsent in between. */
function isPassing(name: string): boolean {
  return isRequest(name) || /^(?:draft|reminder|recorded|confirm|released|deadline|expiry-warning|seal-failed)>/.test(name);
}

function isRequest(name: string): boolean {
  return /^[a-z]+-request>/.test(name);
}

function timesOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
}

describe('under deaths at random writes', () => {
  test('every stored event reaches its effects, every request gets one answer that stays, and no request is on the record twice', async () => {
    let died = 0;
    await fc.assert(
      fc.asyncProperty(requests, deaths, async (asked, survivals) => {
        const kit = await dispatchKit();
        for (const [index, request] of asked.entries()) {
          await kit.inbox.accept('email', request.key, request);
          const dying = storesOver(mortalTable(kit.bare, survivals[index] ?? 0), kit.clock);
          const mortal = await dispatchKit({ kit: dying, delivered: kit.delivered });
          await mortal.dispatcher.settle().catch(() => undefined);
          if (mortal.faults.includes('died')) died += 1;
          kit.clock.machineNow += 3_600_000;
          await kit.dispatcher.settle();
        }
        expect(await kit.dispatcher.settle()).toMatchObject({ undispatched: 0 });
        expect(await kit.pointers.pending()).toEqual([]);

        const answers = await outcomesOf(kit, asked);
        expect(answers).not.toContain(undefined);
        for (const request of asked) expect(await kit.inbox.accept('email', request.key, request)).toBe('seen');
        await kit.dispatcher.settle();
        expect(await outcomesOf(kit, asked)).toEqual(answers);

        const stream = await kit.ledger.load(TENANT, ENVELOPE);
        const keys = stream.commits.map(({ key }) => key);
        expect(keys).toEqual([...new Set(keys)]);
        expect(checkStream(stream, sha256).chain).toBe('ok');
        const delivered = timesOf(kit.delivered);
        const messages = await trueMessages(kit);
        for (const [name, times] of timesOf(messages.filter((one) => !isPassing(one))))
          expect(delivered.get(name) ?? 0, name).toBeGreaterThanOrEqual(times);
        for (const name of messages.filter(isRequest)) expect(kit.delivered).toContain(name);
      }),
      { numRuns: RUNS },
    );
    expect(died).toBeGreaterThan(RUNS);
  }, 600_000);

  test('a command that is run again gets the answer that it got first', async () => {
    await fc.assert(
      fc.asyncProperty(requests, fc.nat(), async (asked, pick) => {
        const kit = storeKit();
        const first = [];
        for (const request of asked) first.push(await kit.commands.run(TENANT, ENVELOPE, request));
        const index = pick % Math.max(1, asked.length);
        const again = asked[index];
        const answer = first[index];
        // A refusal has no commit: the inbox keeps it, as the property above shows.
        if (!again || !answer?.ok) return;
        const before = await kit.ledger.load(TENANT, ENVELOPE);
        expect(await kit.commands.run(TENANT, ENVELOPE, again)).toMatchObject({ ok: true });
        if (before.commits.some(({ key }) => key === again.key)) expect(await kit.commands.run(TENANT, ENVELOPE, again)).toEqual(answer);
      }),
      { numRuns: RUNS },
    );
  }, 600_000);
});

describe('two tenants with an envelope of the same id', () => {
  test('touch no row of the other, and end as each would alone', async () => {
    await fc.assert(
      fc.asyncProperty(requests, requests, async (ours, theirs) => {
        const touched: string[] = [];
        const kit = storeKit((table) => watched(table, touched));
        const alone = storeKit();
        for (let index = 0; index < MOST_COMMANDS; index += 1) {
          const [mine, yours] = [ours[index], theirs[index]];
          if (mine) await kit.commands.run(TENANT, ENVELOPE, mine);
          expect(touched.splice(0).filter((key) => key.includes(OTHER))).toEqual([]);
          if (yours) await kit.commands.run(OTHER, ENVELOPE, yours);
          expect(touched.splice(0).filter((key) => key.includes(TENANT))).toEqual([]);
          if (mine) await alone.commands.run(TENANT, ENVELOPE, mine);
        }
        assert.deepStrictEqual(fold(await kit.ledger.load(TENANT, ENVELOPE)), fold(await alone.ledger.load(TENANT, ENVELOPE)));
      }),
      { numRuns: RUNS },
    );
  }, 600_000);
});

const OTHER = 'fabrikam' as TenantId;

/** A table that keeps the key of every row that was read or written. */
function watched(inner: Table, touched: string[]): Table {
  return wrapTable(inner, (_operation, call) => async (...args) => {
    const [at] = args as unknown as [{ pk: string; sk?: string }];
    touched.push(`${at.pk} ${at.sk ?? ''}`);
    return call(...args);
  });
}
