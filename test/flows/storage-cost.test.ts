// What one envelope of the main job costs in storage operations: counted, so that a change that makes it dearer is seen.
import { simpleParser } from 'mailparser';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { visitPage } from '#apps/cli/page-visit.ts';
import { sha256Of } from '#apps/local/hashing.ts';
import { createWorld } from '#apps/local/world.ts';
import { seedCast } from '#apps/local/cast.ts';
import { blobKeys } from '#apps/ports.ts';
import type { OutgoingMail, Table } from '#core/ports.ts';
import { diskBlobs } from '#stores/disk-blobs.ts';
import { sqliteTable } from '#stores/sqlite-table.ts';
import { T0 } from '../support/build.ts';
import { countingTable } from '../support/counting-table.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { GOOD_IP, signedMail, zone } from '../support/mail.ts';
import { contractPdf } from '../support/pdf.ts';

const SIGN = 'sign@countersign.test';
const OLIVIA = 'Olivia Hart <olivia@northwind.test>';

test('an envelope with an approval, a question, a reply that signs and a page that signs stays within its storage operations', async () => {
  const { world, counted, outbox, post } = await countedWorld();
  const newest = async (to: string, subject: RegExp) => {
    for (const { raw } of outbox.filter((mail) => mail.to.includes(to)).toReversed()) {
      const mail = await simpleParser(Buffer.from(raw));
      if (subject.test(mail.subject ?? ''))
        return { subject: mail.subject ?? '', text: mail.text ?? '', replyTo: mail.replyTo?.value[0]?.address ?? '' };
    }
    throw new Error(`${to} has no mail about ${String(subject)}`);
  };
  const reply = async (from: string, to: string, subject: RegExp, text: string) =>
    post({ from, to: (await newest(to, subject)).replyTo, subject: 'Re:', text });

  const attachments = [{ filename: 'a.pdf', content: Buffer.from(await contractPdf({ pages: 2 })), contentType: 'application/pdf' }];
  const text = 'signers: ines@northwind.test, Dana Ruiz <dana@fabrikam.test>\napprover: max@northwind.test\norder: approver then signers';
  await post({ from: OLIVIA, to: SIGN, subject: 'Agreement', text, attachments });
  await reply(OLIVIA, 'olivia@', /^Draft/, 'SEND');
  await reply('Max Berger <max@northwind.test>', 'max@', /approve/, 'I APPROVE');
  await reply('Ines Duarte <ines@northwind.test>', 'ines@', /sign/, 'Which annex holds the price list?');
  await reply(OLIVIA, 'olivia@', /^Question/, 'Annex B.');
  await reply('Ines Duarte <ines@northwind.test>', 'ines@', /answers/, 'I SIGN');
  const link = /http:\S+\/s\/\w+/.exec((await newest('dana@', /sign/)).text)?.[0] ?? '';
  const visit = await visitPage(link, async (request) => world.web.fetch(request));
  await visit.submit('open');
  await visit.submit('code');
  await world.dispatcher.settle();
  await visit.submit('verify-code', { code: /\d{6}/.exec((await newest('dana@', /code/)).subject)?.[0] ?? '' });
  await visit.submit('sign', { typedName: 'Dana Ruiz', agreed: 'yes' });
  await world.dispatcher.settle();
  await newest('max@', /^Completed/);

  // Six mails and five forms in, eighteen messages out, fifteen commits, one seal. Sweeps are not the envelope's and not counted.
  expect(counted.counts).toEqual({ get: 148, putIfAbsent: 83, putIfVersion: 70, putIfNewer: 85, delete: 40, queryPartition: 88 });
});

async function countedWorld() {
  const bare = sqliteTable(':memory:');
  onTestFinished(async () => bare.close());
  const counted = countingTable(bare);
  const isSweep = (pk: string) => pk.startsWith('U#') || pk.startsWith('INP#');
  const table: Table = {
    ...counted.table,
    queryPartition: async (query) => (isSweep(query.pk) ? bare : counted.table).queryPartition(query),
  };
  const folder = temporaryFolder();
  const outbox: OutgoingMail[] = [];
  const secret = (name: string) => Buffer.from(name.padEnd(32));
  const world = await createWorld({
    table,
    blobs: diskBlobs(join(folder, 'blobs')),
    authorityFolder: join(folder, 'authority'),
    secrets: { token: secret('token'), code: secret('code'), web: secret('web'), id: secret('id') },
    site: { publicUrl: 'http://localhost:3000', mailDomain: 'countersign.test', signAddress: SIGN, isLocal: true },
    transport: {
      async send(mail) {
        outbox.push(mail);
        return { providerId: `p${outbox.length}`, wireMessageId: `<m${outbox.length}@countersign.test>` };
      },
    },
    resolver: zone(),
    clock: () => T0,
    machineNow: () => 1_795_543_200_000,
    sleep: async () => undefined,
    isReady: () => true,
    wake: () => undefined,
    report: (fault) => {
      throw fault;
    },
  });
  await seedCast(world.directory);
  counted.reset();
  const post = async (letter: Parameters<typeof signedMail>[0]) => {
    const raw = await signedMail(letter);
    const blob = blobKeys.inboundMail(sha256Of(raw));
    await world.ports.blobs.put(blob, raw);
    const mailFrom = /<(.+)>/.exec(letter.from)?.[1] ?? '';
    const connection = { remoteIp: GOOD_IP, helo: 'mail.test', receivedAt: T0 };
    await world.email.accept({ blob, mailFrom, recipient: String(letter.to), ...connection });
    await world.dispatcher.settle();
  };
  return { world, counted, outbox, post };
}
