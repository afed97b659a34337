// The same job on the engines for whoever has outgrown one machine, through the protocols of DynamoDB and S3.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkStream } from '#core/chain.ts';
import { fold } from '#core/fold.ts';
import type { TenantId } from '#core/ids.ts';
import { sha256 } from '#apps/world/hashing.ts';
import { verify } from '#apps/sealer/verify.ts';
import { blobKeys } from '#apps/ports.ts';
import { s3Blobs } from '#stores/s3-blobs.ts';
import { startDynalite, type DynamoServer } from '../support/dynalite.ts';
import { mailWorld, SIGN } from '../support/mail-world.ts';
import { contractPdf } from '../support/pdf.ts';
import { startS3, type S3Server } from '../support/s3.ts';

const OLIVIA = 'Olivia Hart <olivia@northwind.test>';
const INES = 'Ines Duarte <ines@northwind.test>';
const MAX = 'Max Berger <max@northwind.test>';

let dynamo: DynamoServer;
let s3: S3Server;
beforeAll(async () => {
  [dynamo, s3] = await Promise.all([startDynalite(), startS3()]);
});
afterAll(async () => {
  await Promise.all([dynamo.close(), s3.close()]);
});

test('a document is mailed in, approved, signed, sealed and sent back, on DynamoDB and S3', async () => {
  const table = await dynamo.table('job');
  const { client, bucket } = await s3.bucket();
  const { world, post, reply, newest } = await mailWorld(table, s3Blobs({ client, bucket }));
  const attachments = [{ filename: 'a.pdf', content: Buffer.from(await contractPdf({ pages: 2 })), contentType: 'application/pdf' }];
  const text = 'approvers: any of max@northwind.test, ines@northwind.test\nsigners: ines@northwind.test';
  await post({ from: OLIVIA, to: SIGN, subject: 'Agreement', text, attachments });
  await reply(OLIVIA, /^Draft/, 'SEND');
  await reply(MAX, /approve/, 'I APPROVE');
  await reply(INES, /sign/, 'I SIGN');
  await newest('olivia@', /^Completed/);

  const tenant = 'northwind' as TenantId;
  const [envelope] = await Array.fromAsync(world.ledger.envelopes(tenant));
  if (envelope === undefined) throw new Error('There is no envelope in the registry.');
  const stream = await world.ledger.load(tenant, envelope);
  const state = fold(stream);
  expect(checkStream(stream, sha256).chain).toBe('ok');
  if (state.status !== 'completed' || state.sealing.state !== 'sealed') throw new Error(`It is ${state.status}.`);
  expect(state.recipients.map(({ status }) => status)).toEqual(['approved', 'released', 'signed']);
  const [sealed] = state.sealing.documents;
  const chunks = await Array.fromAsync((sealed && (await world.ports.blobs.get(blobKeys.sealed(tenant, sealed.sha256)))) ?? []);
  expect(await verify(Buffer.concat(chunks), { trust: [world.authority.caPem] })).toMatchObject({ intact: true, ledger: { chain: 'ok' } });
  await table.close();
}, 120_000);
