// What a plain envelope costs in DynamoDB's units, by kind of row: pinned, so that a change that makes it dearer is seen.
import { expect, onTestFinished, test } from 'vitest';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { capacityTable, type Units } from '../support/capacity-table.ts';
import { mailWorld, SIGN, withoutSweeps } from '../support/mail-world.ts';
import { contractPdf } from '../support/pdf.ts';

const OLIVIA = 'Olivia Hart <olivia@northwind.test>';
const INES = 'Ines Duarte <ines@northwind.test>';
const MAX = 'Max Berger <max@northwind.test>';

test('an envelope that two people sign by reply stays within its units of DynamoDB', async () => {
  const bare = sqliteTable(':memory:');
  onTestFinished(async () => bare.close());
  const counted = capacityTable(bare);
  const { post, reply, newest, outbox } = await mailWorld(withoutSweeps(counted.table, bare));
  counted.reset();

  const attachments = [{ filename: 'a.pdf', content: Buffer.from(await contractPdf({ pages: 2 })), contentType: 'application/pdf' }];
  await post({ from: OLIVIA, to: SIGN, subject: 'Agreement', text: 'signers: ines@northwind.test, max@northwind.test', attachments });
  await reply(OLIVIA, /^Draft/, 'SEND');
  await reply(INES, /sign/, 'I SIGN');
  await reply(MAX, /sign/, 'I SIGN');
  for (const to of ['olivia@', 'ines@', 'max@']) await newest(to, /^Completed/);

  // Four mails in, nine out, nine commits, one seal.
  expect(outbox).toHaveLength(9);
  // What is random in a record compresses to a few bytes more or less, and which of two pointers of the same moment comes first depends on
  // the hash of a mail: so these are the most.
  for (const [kind, { write, read }] of Object.entries(counted.byKind())) {
    expect(write, `writes of ${kind}`).toBeLessThanOrEqual(MOST[kind]?.write ?? 0);
    expect(read, `reads of ${kind}`).toBeLessThanOrEqual(MOST[kind]?.read ?? 0);
  }
  const { write, read } = counted.total();
  expect(write).toBeLessThanOrEqual(75);
  expect(read).toBeLessThanOrEqual(75);
});

/**
 * 75 and 75 together. What dominates: each of ten effects is claimed and ended by a write of its own, and each of four mails takes five (its
 * row, its outcome, and its place in the index, which comes, leads to a commit and goes). Of the reads, most are a look at what came after
 * what is known of the record, before each message and each command, so that nothing untrue is sent and nothing is decided on an old state.
 */
const MOST: Readonly<Record<string, Units>> = {
  effects: { write: 23, read: 20 },
  'inbox index': { write: 12, read: 0 },
  ledger: { write: 11, read: 33 },
  people: { write: 9, read: 0 },
  inbox: { write: 8, read: 1 },
  tokens: { write: 6, read: 3 },
  due: { write: 4, read: 0 },
  pointers: { write: 2, read: 0 },
  registry: { write: 1, read: 0 },
  directory: { write: 0, read: 12 },
  absences: { write: 0, read: 2 },
  // Remembered for a moment, and here it is always the same moment.
  policy: { write: 0, read: 1 },
  // The envelope takes its place among those of the day.
  quotas: { write: 1, read: 2 },
  // Where each of the three wants to be reached.
  preferences: { write: 0, read: 3 },
};
