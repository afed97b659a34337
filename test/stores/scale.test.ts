// What a command costs does not depend on how many envelopes there are. By default 10,000 stand beside it; all of the target with
//   SCALE_ENVELOPES=100000 npx vitest run test/stores/scale.test.ts
import { expect, it } from 'vitest';
import { envelopeIdOf } from '#core/ids.ts';
import type { Item, Table } from '#core/ports.ts';
import { plus } from '#core/time.ts';
import { body, command, DANA, ENVELOPE, INES, MAX, OLIVIA, person, r, SENDER, T0, TENANT } from '../support/build.ts';
import { capacityTable } from '../support/capacity-table.ts';
import { dispatchKit } from '../support/dispatch-kit.ts';

const MANY = Number(process.env['SCALE_ENVELOPES'] ?? 10_000);
const BATCH = 10_000;

const STORY = {
  draft: () => command(OLIVIA, body.draft()),
  send: () => command(OLIVIA, body.send),
  approve: () => command(person(MAX.email), body.approve(r(1)), { hours: 1 }),
  sign: () => command(person(INES.email), body.sign(r(2)), { hours: 2 }),
  complete: () => command(person(DANA.email, 'L2'), body.sign(r(3)), { hours: 3 }),
};

it(`takes the same operations and units for each command beside ${MANY} envelopes as beside 100`, { timeout: 120_000 }, async () => {
  const few = await costBeside(100);
  expect(Object.keys(few)).toEqual([...Object.keys(STORY), 'a sweep with nothing to do', 'the clock']);
  expect(Object.values(few).every(({ operations }) => Object.keys(operations).length > 0)).toBe(true);
  expect(await costBeside(MANY)).toEqual(few);
});

async function costBeside(envelopes: number) {
  let counted = capacityTable(nothing);
  const kit = await dispatchKit({
    wrap(table) {
      counted = capacityTable(table);
      return counted.table;
    },
  });
  await fill(kit.bare, envelopes);
  const costs: Record<string, { operations: object; units: object }> = {};
  async function cost(name: string, work: () => Promise<unknown>): Promise<void> {
    counted.reset();
    await work();
    costs[name] = { operations: counted.operations(), units: counted.byKind() };
  }
  for (const [name, next] of Object.entries(STORY)) {
    await cost(name, async () => {
      await kit.run(next());
      await kit.dispatcher.settle();
    });
  }
  await cost('a sweep with nothing to do', async () => kit.dispatcher.sweep());
  await cost('the clock', async () => kit.dispatcher.tick());
  expect(await kit.state()).toMatchObject({ status: 'completed', sealing: { state: 'sealed' } });
  return costs;
}

/** Envelopes of the same tenant and people, told and waiting for their time; only what is never read here is cut short. */
async function fill(table: Table, envelopes: number): Promise<void> {
  for (let from = 0; from < envelopes; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, envelopes - from) }, (_, at) => from + at);
    const verdicts = await Promise.all(numbers.flatMap(rowsOf).map((item) => table.putIfAbsent(item)));
    if (!verdicts.every(Boolean)) throw new Error('two envelopes of the crowd have the same id');
  }
}

function rowsOf(number: number): Item[] {
  const envelope = envelopeIdOf(Uint8Array.from([9, 9, 9, 9, 9, number >> 15, number >> 10, number >> 5, number]));
  if (envelope === ENVELOPE) throw new Error('one of the crowd has the envelope’s own id');
  const at = plus(T0, { days: 3, minutes: number });
  const due = `${at}#${TENANT}#${envelope}#3`;
  const seat = { seat: 'sender', role: 'sender', status: null, hasTurn: false };
  const desk = { envelope, title: 'Mutual NDA', status: 'sent', seats: [seat], waitingFor: ['Max'] };
  return [
    { pk: `REG#${TENANT}`, sk: envelope, version: 1, body: '{}' },
    { pk: `T#${TENANT}#E#${envelope}`, sk: 'C#000001', version: 1, body: '{}' },
    { pk: `T#${TENANT}#FX#${envelope}`, sk: '000001.000#sender#email#draft', version: 3, body: '{}' },
    { pk: 'DUE', sk: due, version: 3, body: JSON.stringify({ tenant: TENANT, envelope, at }) },
    { pk: `T#${TENANT}#P#${SENDER.email}`, sk: envelope, version: 3, body: JSON.stringify(desk) },
    { pk: `IN#email#${number}`, sk: 'REQUEST', version: 3, body: '{}' },
  ];
}

const nothing: Table = {
  get: async () => undefined,
  putIfAbsent: async () => false,
  putIfVersion: async () => false,
  putIfNewer: async () => false,
  delete: async () => undefined,
  queryPartition: async () => ({ items: [] }),
  close: async () => undefined,
};
