// A document that is completed while no authority gives time-stamps: people wait an hour for it, then get it sealed without one, saying so;
// the time-stamp is made up for when there is somebody again, and kept beside the file.
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { offsetAt } from '#apps/world/hashing.ts';
import { blobKeys } from '#apps/ports.ts';
import { localAuthority } from '#apps/sealer/authority.ts';
import { sealer } from '#apps/sealer/lambda.ts';
import { checkToken } from '#apps/sealer/stamping/token.ts';
import { timeStamps } from '#apps/sealer/stamping/time-stamps.ts';
import { verify } from '#apps/sealer/verify.ts';
import type { Sha256 } from '#core/ids.ts';
import { instantOf } from '#core/time.ts';
import { eventsOf } from '#core/chain.ts';
import { body, command, DOCUMENT, ENVELOPE, OLIVIA, person, r, seat, T0, TENANT } from '../support/build.ts';
import { dispatchKit } from '../support/dispatch-kit.ts';
import { fakeTsa } from '../support/fake-tsa.ts';
import { memoryBlobs } from '../support/memory-blobs.ts';
import { contractPdf, textOfPages } from '../support/pdf.ts';
import { temporaryFolder } from '../support/temporary.ts';

const [approver, signer] = [seat('Max', 'approver', 1), seat('Ines', 'signer', 2)];
const MINUTE_MS = 60_000;

/** Completed, and the authority as it is told to be. */
async function completed() {
  const tsa = await fakeTsa({ evil: 'fails' });
  const authority = await localAuthority(`${temporaryFolder()}/authority`, T0);
  const stamps = timeStamps({ urls: [tsa.url], anchors: [tsa.ca], now: () => new Date() });
  const revocation = async () => ({ certificates: [], ocsps: [], crls: [], missing: [] });
  const blobs = memoryBlobs();
  const real = sealer({ authority, offsetAt, lasting: { level: 'B-T', timeStamps: stamps, revocation } });
  const taken = await real.intake(await contractPdf());
  if (taken.verdict !== 'accept') throw new Error(taken.why);
  const fingerprint = createHash('sha256').update(taken.presented).digest('hex') as Sha256;
  await blobs.put(blobKeys.presented(TENANT, fingerprint), taken.presented);
  const kit = await dispatchKit({ sealing: { sealer: real, blobs } });
  const document = { ...DOCUMENT, sha256: fingerprint, bytes: taken.presented.length, pages: taken.pages };
  await kit.run(command(OLIVIA, body.draft({ recipients: [approver, signer], documents: [document] })));
  await kit.run(command(OLIVIA, body.send));
  await kit.run(command(person(approver.email), body.approve(r(1), fingerprint)));
  await kit.run(command(person(signer.email), body.sign(r(2), fingerprint)));
  const settle = async (minutes: number) => {
    kit.clock.machineNow += minutes * MINUTE_MS;
    kit.world.now = instantOf(Date.parse(kit.world.now) + minutes * MINUTE_MS);
    await kit.dispatcher.settle();
  };
  return { ...kit, tsa, blobs, settle, trust: [authority.caPem, tsa.ca] };
}

type Kit = Awaited<ReturnType<typeof completed>>;
const seals = async ({ ledger }: Kit) =>
  eventsOf(await ledger.load(TENANT, ENVELOPE)).flatMap(({ event }) => (event.type === 'sealed' ? [event] : []));
const happened = async ({ ledger }: Kit) => eventsOf(await ledger.load(TENANT, ENVELOPE)).map(({ event }) => event.type);

async function sealedFile(kit: Kit): Promise<{ readonly sha256: Sha256; readonly bytes: Buffer }> {
  const sha256 = (await seals(kit))[0]?.documents[0]?.sha256;
  const bytes = sha256 && kit.blobs.kept.get(blobKeys.sealed(TENANT, sha256));
  if (!bytes) throw new Error('Nothing is sealed.');
  return { sha256, bytes };
}

test(
  'it is sealed without a time-stamp after an hour, not before, and says so; no failure is put on record',
  { timeout: 120_000 },
  async () => {
    const kit = await completed();
    await kit.settle(0);
    for (let minutes = 10; minutes <= 50; minutes += 10) {
      await kit.settle(10);
      expect(await seals(kit), `after ${minutes} minutes`).toEqual([]);
    }
    await kit.settle(15);
    expect(await seals(kit)).toHaveLength(1);
    expect(await happened(kit)).not.toContain('seal-failed');
    const { bytes } = await sealedFile(kit);
    expect(await verify(bytes, { trust: kit.trust })).toMatchObject({ intact: true, level: 'B-B', timestamp: null });
    expect((await textOfPages(bytes)).join(' ')).toContain('PAdES B-B');
  },
);

test(
  'its time-stamp is fetched when there is somebody again, once, of the very file that all were given',
  { timeout: 120_000 },
  async () => {
    const kit = await completed();
    await kit.settle(0);
    for (let minutes = 0; minutes < 70; minutes += 10) await kit.settle(10);
    const { sha256, bytes } = await sealedFile(kit);
    expect(kit.blobs.kept.has(blobKeys.sealedToken(TENANT, sha256))).toBe(false);

    kit.tsa.says.evil = undefined;
    const askedBefore = kit.tsa.asked.length;
    await kit.settle(60);
    await kit.settle(60);
    const token = kit.blobs.kept.get(blobKeys.sealedToken(TENANT, sha256));
    const check = checkToken(token ?? new Uint8Array(), (hash) => createHash(hash).update(bytes).digest());
    expect(check).toMatchObject({ faults: [], by: 'Test TSA 1' });
    expect(kit.tsa.asked.length - askedBefore).toBe(1);
    expect(await seals(kit)).toHaveLength(1);
  },
);

test('it is sealed with one where somebody is there again within the hour', { timeout: 120_000 }, async () => {
  const kit = await completed();
  await kit.settle(0);
  await kit.settle(10);
  kit.tsa.says.evil = undefined;
  await kit.settle(20);
  const { sha256, bytes } = await sealedFile(kit);
  expect(await verify(bytes, { trust: kit.trust })).toMatchObject({ intact: true, level: 'B-T', timestamp: { trust: 'trusted' } });
  expect(kit.blobs.kept.has(blobKeys.sealedToken(TENANT, sha256))).toBe(false);
});
