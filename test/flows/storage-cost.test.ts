// What one envelope of the main job costs in storage operations: counted, so that a change that makes it dearer is seen.
import { expect, onTestFinished, test } from 'vitest';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { countingTable } from '../support/counting-table.ts';
import { mailWorld, SIGN, withoutSweeps } from '../support/mail-world.ts';
import { contractPdf } from '../support/pdf.ts';

const OLIVIA = 'Olivia Hart <olivia@northwind.test>';

test('an envelope with an approval, a question, a reply that signs and a page that signs stays within its storage operations', async () => {
  const bare = sqliteTable(':memory:');
  onTestFinished(async () => bare.close());
  const counted = countingTable(bare);
  const { world, post, reply, newest, visit: visiting } = await mailWorld(withoutSweeps(counted.table, bare));
  counted.reset();

  const attachments = [{ filename: 'a.pdf', content: Buffer.from(await contractPdf({ pages: 2 })), contentType: 'application/pdf' }];
  const text = 'signers: ines@northwind.test, Dana Ruiz <dana@fabrikam.test>\napprover: max@northwind.test\norder: approver then signers';
  await post({ from: OLIVIA, to: SIGN, subject: 'Agreement', text, attachments });
  await reply(OLIVIA, /^Draft/, 'SEND');
  await reply('Max Berger <max@northwind.test>', /approve/, 'I APPROVE');
  await reply('Ines Duarte <ines@northwind.test>', /sign/, 'Which annex holds the price list?');
  await reply(OLIVIA, /^Question/, 'Annex B.');
  await reply('Ines Duarte <ines@northwind.test>', /answers/, 'I SIGN');
  const visit = await visiting('dana@', /sign/);
  await visit.submit('open');
  await visit.submit('code');
  await world.dispatcher.settle();
  await visit.submit('verify-code', { code: /\d{6}/.exec((await newest('dana@', /code/)).subject)?.[0] ?? '' });
  await visit.submit('sign', { typedName: 'Dana Ruiz', agreed: 'yes' });
  await world.dispatcher.settle();
  await newest('max@', /^Completed/);

  // Six mails and five forms in, eighteen messages out, fifteen commits, one seal. Sweeps are not the envelope's and not counted.
  expect(counted.counts).toEqual({ get: 52, putIfAbsent: 66, putIfVersion: 37, putIfNewer: 15, delete: 13, queryPartition: 93 });
});
