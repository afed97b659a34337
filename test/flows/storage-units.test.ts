// What a plain envelope costs in DynamoDB's units, by kind of row: pinned, so that a change that makes it dearer is seen.
import { expect, onTestFinished, test } from 'vitest';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { capacityTable } from '../support/capacity-table.ts';
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
  const kinds = Object.entries(counted.byKind());
  expect(Object.fromEntries(kinds.map(([kind, { write }]) => [kind, write]))).toEqual(WRITES);
  // Which of two pointers of the same moment comes first depends on the hash of a mail, and so whether a load finds one commit more.
  for (const [kind, { read }] of kinds) expect(read, kind).toBeLessThanOrEqual(MOST_READS[kind] ?? 0);
});

/** 165 together. */
const WRITES: Readonly<Record<string, number>> = {
  ledger: 20,
  effects: 48,
  people: 24,
  pointers: 20,
  due: 18,
  tokens: 14,
  inbox: 12,
  'inbox index': 8,
  registry: 1,
  directory: 0,
  policy: 0,
};

/** 204 together. */
const MOST_READS: Readonly<Record<string, number>> = {
  ledger: 92,
  effects: 63,
  inbox: 21,
  directory: 16,
  due: 8,
  tokens: 3,
  policy: 1,
};
