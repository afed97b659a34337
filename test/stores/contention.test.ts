// Many writers on one envelope, in any order of their reads and writes: each gets a true answer, and few have to try often.
//   FC_RUNS=20000 npx vitest run test/stores/contention.test.ts     more interleavings
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { offsetAt } from '#apps/world/hashing.ts';
import type { Command } from '#core/command.ts';
import type { CommandOutcome, Item, Ledger, Table } from '#core/ports.ts';
import { commands } from '#stores/commands.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { body, command, ENVELOPE, OLIVIA, r, sha256, T0, TENANT } from '../support/build.ts';
import { sentTo, signer, signing } from '../support/contention.ts';
import { dice } from '../support/dice.ts';
import { interleavedTable } from '../support/interleaved-table.ts';
import { memoryTable } from '../support/memory-table.ts';
import { storesOver } from '../support/store-kit.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { untruths, type Answered } from '../support/truth.ts';
import { virtualTime } from '../support/virtual-time.ts';

type Kit = ReturnType<typeof storesOver>;

const INTERLEAVINGS = Math.max(2_000, Number(process.env.FC_RUNS ?? 0));
const PROCESSES = 4;
const SIGNERS_EACH = 4;
const WORKER = fileURLToPath(new URL('../support/contention-worker.ts', import.meta.url));
const SEED = Number(process.env.FC_SEED ?? 20_261_124);

const MOVES: Readonly<Record<string, (at: number) => Command>> = {
  signs: (at) => signing(at),
  'signs, delivered twice': (at) => ({ ...signing(at), key: `twice-${at}` }),
  declines: (at) => command(signer(at), body.decline(r(at + 1))),
  opens: (at) => command(signer(at), { type: 'view', recipient: r(at + 1) }),
  'asks the sender': (at) => command(signer(at), { type: 'comment', from: r(at + 1), to: null, text: 'By when?' }),
  'signs for the first': () => command(signer(0), body.sign(r(1))),
  voids: () => command(OLIVIA, { type: 'void', reason: 'Wrong file' }, { minutes: 1 }),
  reminds: () => command(OLIVIA, { type: 'remind', recipient: null }, { days: 2 }),
};

const sentRows = new Map<number, readonly Item[]>();

/** The same start for every case, made once. */
async function rowsOfSent(size: number): Promise<readonly Item[]> {
  const known = sentRows.get(size);
  if (known) return known;
  const table = memoryTable();
  await sentTo(storesOver(table, { machineNow: 1 }).commands, size);
  sentRows.set(size, table.rows());
  return table.rows();
}

/** What a writer does one after the other. */
const writer = fc.array(fc.constantFrom(...Object.keys(MOVES)), { minLength: 1, maxLength: 2 });
const race = fc.tuple(fc.scheduler(), fc.array(writer, { minLength: 2, maxLength: 5 }));

type Broken = { readonly table?: (table: Table) => Table; readonly ledger?: (ledger: Ledger) => Ledger };

/** The property: in every order of their operations, each writer is told the truth, and the record is as the rules would have it. */
function eachIsToldTheTruth({ table: spoilt = (table) => table, ledger: spoiltLedger = (ledger) => ledger }: Broken = {}) {
  return fc.asyncProperty(race, async ([scheduler, writers]) => {
    const table = memoryTable(await rowsOfSent(writers.length));
    const calm = storesOver(table, { machineNow: 1 });
    const racing = racingCommands(spoilt(interleavedTable(table, scheduler)), spoiltLedger);
    const version = versionIn(table);
    const works = writers.map(async (moves, at): Promise<readonly Answered[]> => {
      const answers: Answered[] = [];
      for (const asked of moves.flatMap((move) => MOVES[move]?.(at) ?? [])) {
        const from = await version();
        const isTwice = asked.key.startsWith('twice');
        const outcomes = await Promise.all((isTwice ? [asked, asked] : [asked]).map(async (one) => racing.run(TENANT, ENVELOPE, one)));
        const until = await version();
        for (const outcome of outcomes) answers.push({ command: asked, outcome, from, until });
      }
      return answers;
    });
    const answers = (await scheduler.waitFor(Promise.all(works))).flat();
    const untrue = untruths(await calm.ledger.load(TENANT, ENVELOPE), answers);
    if (untrue.length > 0) throw new Error(untrue.join('; '));
  });
}

/** What the property says of a product that is broken in this way. */
async function findingOf(broken: Broken): Promise<string> {
  const { failed, errorInstance } = await fc.check(eachIsToldTheTruth(broken), { numRuns: 500, endOnFailure: true });
  return failed ? String(errorInstance) : 'nothing';
}

/** How many commits there are, without reading what is in them. */
function versionIn(table: Table): () => Promise<number> {
  return async () => (await table.queryPartition({ pk: `T#${TENANT}#E#${ENVELOPE}`, prefix: 'C#' })).items.length;
}

function racingCommands(table: Table, spoilt: (ledger: Ledger) => Ledger): Kit['commands'] {
  const kit = storesOver(table, { machineNow: 1 });
  return commands({ ...SETTINGS, ...kit, ledger: spoilt(kit.ledger), sleep: async () => undefined });
}

let serial = 0;
const SETTINGS = {
  now: () => T0,
  randomHex: (bytes: number) => sha256(`contention ${(serial += 1)}`).slice(0, bytes * 2),
  sha256,
  offsetAt,
  jitter: () => 0.5,
};

describe('two to five writers on one envelope', () => {
  it(`are each told the truth in all of ${INTERLEAVINGS} interleavings`, { timeout: 120_000 }, async () => {
    await fc.assert(eachIsToldTheTruth(), { numRuns: INTERLEAVINGS });
  });
});

describe('the property of interleavings', () => {
  it('finds the mutant whose table puts over what is there', async () => {
    const overwriting = (table: Table): Table => ({
      ...table,
      async putIfAbsent(item) {
        if (!item.sk.startsWith('C#')) return table.putIfAbsent(item);
        await table.delete(item);
        return table.putIfAbsent(item);
      },
    });
    expect(await findingOf({ table: overwriting })).toMatch(/accepted, and is not on record|the chain is broken/);
  });

  it('finds the mutant whose record ignores the expected version', async () => {
    const careless = (record: Ledger): Ledger => ({
      ...record,
      async append(tenant, envelope, commit) {
        const { version } = await record.load(tenant, envelope);
        return record.append(tenant, envelope, { ...commit, version: version + 1 });
      },
    });
    expect(await findingOf({ ledger: careless })).toMatch(/on record as|the chain is broken/);
  });

  it('finds the mutant that forgets under which key it recorded', async () => {
    const forgetful = (record: Ledger): Ledger => ({
      ...record,
      append: async (tenant, envelope, commit) => record.append(tenant, envelope, { ...commit, key: `${commit.key}?` }),
    });
    expect(await findingOf({ ledger: forgetful })).toMatch(/on record unasked|accepted, and is not on record/);
  });
});

/** So many people act at the same moment over a network that takes 2 to 12 ms for each operation. */
async function crowd({ size, seed, asks }: { size: number; seed: number; asks: (at: number) => Command }) {
  const table = sqliteTable(':memory:');
  onTestFinished(async () => table.close());
  const calm = storesOver(table, { machineNow: 1 });
  await sentTo(calm.commands, size);
  const roll = dice(seed);
  const time = virtualTime();
  let conflicts = 0;
  const kit = storesOver(
    time.slowed(table, () => 2 + roll() * 10),
    { machineNow: 1 },
  );
  const sleep = async (ms: number) => {
    conflicts += 1;
    await time.sleep(ms);
  };
  const run = commands({ ...SETTINGS, ...kit, sleep, jitter: roll });
  const answers: Answered[] = [];
  let exhausted = 0;
  const version = versionIn(table);
  const works = Array.from({ length: size }, async (_, at) => {
    const asked = asks(at);
    const from = await version();
    for (let outcome: CommandOutcome | undefined; !outcome;) {
      // Whoever had to give up delivers again, as a queue does, a moment later.
      outcome = await run.run(TENANT, ENVELOPE, asked).catch(async (fault: unknown) => {
        if (!String(fault).includes('others were first')) throw fault;
        exhausted += 1;
        await time.sleep(1_000);
        return undefined;
      });
      if (outcome) answers.push({ command: asked, outcome, from, until: await version() });
    }
  });
  const tookMs = await time.pass(Promise.all(works));
  return { stream: await calm.ledger.load(TENANT, ENVELOPE), answers, conflicts, exhausted, tookMs };
}

describe('a crowd on one envelope', () => {
  it.each([
    [5, 20],
    [10, 20],
    [20, 10],
    [50, 3],
  ])('of %i: everyone gets a true answer, and up to 20 nobody has to give up', { timeout: 120_000 }, async (size, times) => {
    const seeds = Array.from({ length: times }, (_, at) => SEED + at);
    const crowds = [];
    for (const seed of seeds) crowds.push(await crowd({ size, seed, asks: signing }));
    for (const { stream, answers } of crowds) {
      expect(answers).toHaveLength(size);
      expect(untruths(stream, answers)).toEqual([]);
      expect(answers.every(({ outcome }) => outcome.ok)).toBe(true);
    }
    const exhausted = crowds.map((one) => one.exhausted);
    if (size <= 20) expect(Math.max(...exhausted)).toBe(0);
    const conflicts = crowds.map((one) => one.conflicts);
    console.log(
      `${size} writers, ${seeds.length} times (seeds from ${SEED}): ${Math.min(...conflicts)} to ${Math.max(...conflicts)} conflicts, ` +
        `at most ${Math.max(...exhausted)} gave up, all answered within ${Math.round(Math.max(...crowds.map(({ tookMs }) => tookMs)))} ms`,
    );
  });

  it('of 50 with a void among them: the record’s order decides, and whoever came after it is told so', { timeout: 60_000 }, async () => {
    const asks = (at: number) => (at === 7 ? command(OLIVIA, { type: 'void', reason: 'Wrong file' }) : signing(at));
    const { stream, answers } = await crowd({ size: 50, seed: SEED, asks });
    expect(untruths(stream, answers)).toEqual([]);
    const refusals = answers.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.refusal.code]));
    expect(new Set(refusals)).toEqual(new Set(['envelope-over']));
    expect(answers.length - refusals.length).toBe(stream.version - 2);
  });
});

describe('real processes on one SQLite file', () => {
  it('write to one envelope at once: every signature is on record, once, as its signer was told', { timeout: 60_000 }, async () => {
    const file = join(temporaryFolder(), 'table.sqlite');
    const table = sqliteTable(file);
    onTestFinished(async () => table.close());
    const calm = storesOver(table, { machineNow: 1 });
    await sentTo(calm.commands, PROCESSES * SIGNERS_EACH);
    const workers = Array.from({ length: PROCESSES }, (_, at) =>
      spawn(process.execPath, [WORKER, file, String(at * SIGNERS_EACH), String(SIGNERS_EACH)], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    const printed = workers.map((worker) => createInterface(worker.stdout)[Symbol.asyncIterator]());
    for (const lines of printed) expect((await lines.next()).value).toBe('ready');
    for (const worker of workers) worker.stdin.write('go\n');
    const results: { outcomes: readonly CommandOutcome[]; conflicts: number }[] = [];
    for (const lines of printed) results.push(JSON.parse(String((await lines.next()).value)));

    const stream = await calm.ledger.load(TENANT, ENVELOPE);
    const answers = results
      .flatMap(({ outcomes }) => outcomes)
      .map((outcome, at) => ({ command: signing(at), outcome, from: 2, until: stream.version }));
    expect(answers.every(({ outcome }) => outcome.ok)).toBe(true);
    expect(stream.version).toBe(2 + PROCESSES * SIGNERS_EACH);
    expect(untruths(stream, answers)).toEqual([]);
    const conflicts = results.reduce((sum, one) => sum + one.conflicts, 0);
    console.log(`${PROCESSES} processes with ${SIGNERS_EACH} writers each on one SQLite file: ${conflicts} conflicts, nobody gave up`);
  });
});
