// What the sealer is handed of a completed envelope: its language, zone and page of verification, and the acts that everyone may see.
import { expect, test } from 'vitest';
import type { CommandBody } from '#core/command.ts';
import type { Sealer, SealJob } from '#core/sealing.ts';
import { blobKeys } from '#apps/ports.ts';
import { sealRunner } from '#apps/dispatch/seal-runner.ts';
import { body, command, DOCUMENT, ENVELOPE, EVIDENCE, OLIVIA, person, r, seat, sha256, T0, TENANT } from '../../support/build.ts';
import { dispatchKit } from '../../support/dispatch-kit.ts';
import { PLACE, placing, put, signing } from '../../support/fields.ts';
import { memoryBlobs } from '../../support/memory-blobs.ts';

const [max, ines, vera] = [seat('Max', 'approver', 1), seat('Ines', 'signer', 2), seat('Vera', 'viewer', 3)];

async function jobOf(site?: { readonly publicUrl: string }): Promise<SealJob | undefined> {
  const kit = await dispatchKit();
  const blobs = memoryBlobs();
  await blobs.put(blobKeys.presented(TENANT, DOCUMENT.sha256), Buffer.from('presented'));
  let given: SealJob | undefined;
  const sealer: Sealer = {
    intake: async () => ({ verdict: 'reject', why: 'not asked for here' }),
    async seal(job) {
      given = job;
      return { bytes: Buffer.from('sealed'), sha256: sha256('sealed'), pages: 5, level: 'B-B' };
    },
  };
  const acknowledge: CommandBody = {
    type: 'acknowledge',
    recipient: r(3),
    fingerprint: DOCUMENT.sha256,
    words: 'READ',
    evidence: EVIDENCE,
  };
  await kit.run(command(OLIVIA, body.draft({ recipients: [max, ines, vera], language: 'de' })));
  await kit.run(command(OLIVIA, placing(put('signature', 2), put('text', 2, { label: 'Job title' }))));
  await kit.run(command(OLIVIA, body.send));
  await kit.run(command(person(max.email), body.approve(r(1))));
  await kit.run(command(person(ines.email), signing(2, { f2: 'Buyer' }, 'A Name')));
  await kit.run(command(person(vera.email), acknowledge));
  const run = sealRunner({ ...kit, blobs, sealer, now: () => T0, ...(site ? { site } : {}) });
  await run({ tenant: TENANT, envelope: ENVELOPE, attempts: 1 });
  return given;
}

test('the certificate is written in the envelope’s language and zone, and sends people to our page', async () => {
  expect(await jobOf({ publicUrl: 'https://sign.northwind.test' })).toMatchObject({
    language: 'de',
    zone: 'Europe/Berlin',
    verifyUrl: `https://sign.northwind.test/verify?e=${ENVELOPE}`,
  });
  expect(await jobOf()).not.toHaveProperty('verifyUrl');
});

test('it tells of signers and viewers, and of no approver', async () => {
  const job = await jobOf();
  expect(job?.attestations).toMatchObject([
    { name: 'Ines', act: 'signed', typedName: 'A Name', words: 'I SIGN', consentText: expect.stringContaining('electronic') },
    { name: 'Vera', act: 'acknowledged', typedName: 'Vera', words: 'READ', consentText: '' },
  ]);
  expect(JSON.stringify([job?.attestations, job?.timeline])).not.toContain('Max');
  expect(job?.timeline.map(({ what }) => what)).toContain('acknowledged');
});

test('it tells what the signers entered, and where', async () => {
  expect((await jobOf())?.marks).toEqual([
    { kind: 'signature', place: PLACE, value: 'A Name', label: '', name: 'Ines', at: T0 },
    { kind: 'text', place: PLACE, value: 'Buyer', label: 'Job title', name: 'Ines', at: T0 },
  ]);
});
