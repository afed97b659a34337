// The job on AWS, as far as it can be had without AWS: the bundles that are deployed, called by the events that would call them.
import { expect, test } from 'vitest';
import { checkStream } from '#core/chain.ts';
import { fold } from '#core/fold.ts';
import type { TenantId } from '#core/ids.ts';
import { blobKeys } from '#apps/ports.ts';
import { verify } from '#apps/sealer/verify.ts';
import { sha256 } from '#apps/world/hashing.ts';
import { estateHere } from '../support/aws/estate-here.ts';
import { contractPdf } from '../support/pdf.ts';

const SIGN = 'sign@in.northwind.test';
const OLIVIA = 'Olivia Hart <olivia@northwind.test>';
const INES = 'Ines Duarte <ines@northwind.test>';

test('a mailed contract is sent, signed by reply, sealed in KMS and sent back, through the bundles', async () => {
  const estate = await estateHere();
  const attachments = [{ filename: 'a.pdf', content: Buffer.from(await contractPdf({ pages: 1 })), contentType: 'application/pdf' }];
  await estate.post({ from: OLIVIA, to: SIGN, subject: 'Agreement', text: 'signers: ines@northwind.test', attachments });
  const draft = await estate.newest('olivia@northwind.test', /^Draft/);
  await estate.post({ from: OLIVIA, to: draft.replyTo?.value[0]?.address ?? '', subject: 'Re:', text: 'SEND' });
  const request = await estate.newest('ines@northwind.test', /sign/);
  await estate.post({ from: INES, to: request.replyTo?.value[0]?.address ?? '', subject: 'Re:', text: 'I SIGN' });
  await estate.newest('ines@northwind.test', /^Completed/);

  const tenant = 'northwind' as TenantId;
  const [envelope] = await Array.fromAsync(estate.ledger.envelopes(tenant));
  if (envelope === undefined) throw new Error('There is no envelope in the registry.');
  const stream = await estate.ledger.load(tenant, envelope);
  expect(checkStream(stream, sha256).chain).toBe('ok');
  const state = fold(stream);
  if (state.status !== 'completed' || state.sealing.state !== 'sealed') throw new Error(`It is ${state.status}.`);
  const [sealed] = state.sealing.documents;
  const chunks = await Array.fromAsync((sealed && (await estate.blobs.get(blobKeys.sealed(tenant, sealed.sha256)))) ?? []);
  expect(await verify(Buffer.concat(chunks), { trust: [estate.root] })).toMatchObject({
    intact: true,
    trust: 'trusted',
    signer: 'Northwind seal',
  });
}, 180_000);
