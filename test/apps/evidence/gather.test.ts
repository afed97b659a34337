// What comes into a bundle beside the record: time-stamps, cards that were seen, no link that still opens anything; and what a check of
// the whole says of the time-stamps.
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { blobKeys } from '#apps/ports.ts';
import { packed, textOf } from '#apps/evidence/archive.ts';
import { bundleCode, checkBundle } from '#apps/evidence/check-bundle.ts';
import { gather, linksOf, type EvidenceParts } from '#apps/evidence/gather.ts';
import { pathOf, stampOf } from '#apps/evidence/layout.ts';
import { timeStamps } from '#apps/sealer/stamping/time-stamps.ts';
import { checkDetached } from '#apps/sealer/stamping/detached.ts';
import { canonical } from '#core/canonical.ts';
import { DEFAULT_POLICY } from '#core/policy/policy.ts';
import { publicRecord } from '#core/chain.ts';
import { dayOf } from '#stores/anchors.ts';
import { ENVELOPE, r, sha256, T0, TENANT } from '../../support/build.ts';
import { erasable } from '../../support/erasable.ts';
import { fakeTsa } from '../../support/fake-tsa.ts';
import { temporaryFolder } from '../../support/temporary.ts';

type World = Awaited<ReturnType<typeof erasable>>;
const ASKED = { tenant: TENANT, envelope: ENVELOPE };
const SEALED = sha256(`sealed ${ENVELOPE}`);

function partsOf(world: World): EvidenceParts {
  return {
    ...world,
    ...world.parts,
    blobs: world.blobs,
    tokens: world.tokens,
    policies: async () => [DEFAULT_POLICY],
    sha256,
    authority: undefined,
  };
}

async function ended(world: World): Promise<void> {
  const stream = await world.ledger.load(TENANT, ENVELOPE);
  for (const link of linksOf({ ...ASKED, stream })) await world.tokens.end(link);
}

async function gathered(world: World) {
  const found = await gather(partsOf(world), ASKED);
  if (!found.ok) throw new Error(found.why);
  return found.members;
}

/** With time-stamps by a real authority: of the sealed file, of every proof, of the day's anchor. */
async function stamped() {
  const world = await erasable();
  await ended(world);
  const tsa = await fakeTsa();
  const stamps = timeStamps({ urls: [tsa.url], anchors: [tsa.ca], now: () => new Date() });
  const tokenFor = async (hash: string) => (await stamps(Buffer.from(hash, 'hex'))).token ?? Buffer.alloc(0);
  for (const key of [...world.blobs.kept.keys()].filter((one) => one.endsWith('.tst'))) {
    await world.blobs.delete(key);
    await world.blobs.put(key, await tokenFor(/([0-9a-f]{64})\.tst$/.exec(key)?.[1] ?? ''));
  }
  const { version, commits } = await world.ledger.load(TENANT, ENVELOPE);
  await world.anchors.take(TENANT, dayOf(T0), [{ envelope: ENVELOPE, version, head: commits.at(-1)?.hash ?? SEALED }]);
  const [stored] = await world.anchors.all(TENANT);
  if (stored) await world.anchors.stamp(TENANT, stored.anchor.day, await tokenFor(stored.anchor.hash));
  return { world, ca: tsa.ca };
}

async function findingsOf(members: ReadonlyMap<string, Uint8Array>, { world, trust }: { world: World; trust: readonly string[] }) {
  const record = publicRecord(await world.ledger.load(TENANT, ENVELOPE), ASKED);
  const check = await checkBundle(
    { bundle: packed(members) },
    {
      pdf: { seal: async () => ({ intact: true, signer: 'Seal', trust: 'trusted', why: null }), record: async () => record },
      checkMail: async () => ({ ok: true, from: 'x@northwind.test', domain: 'northwind.test', receivedAt: T0 }),
      checkStamp: (token, content) => checkDetached(token, content, trust),
      sha256,
    },
  );
  return { code: bundleCode(check), said: check.findings.map(({ result, sentence }) => `${result}: ${sentence}`) };
}

describe('time-stamps', () => {
  test('of the sealed file, of each proof and of the anchor are in the bundle, and hold for whoever names their authority', async () => {
    const { world, ca } = await stamped();
    const members = await gathered(world);
    expect([...members.keys()]).toContain(stampOf(pathOf.sealed(SEALED)));
    const { said, code } = await findingsOf(members, { world, trust: [ca] });
    const holding = said.filter((sentence) => sentence.startsWith('holds:') && sentence.includes('says so in a time-stamp'));
    expect(holding.filter((sentence) => sentence.includes('documents/sealed/'))).toHaveLength(1);
    expect(holding.filter((sentence) => sentence.includes('mails/received/')).length).toBeGreaterThanOrEqual(3);
    expect(holding.filter((sentence) => sentence.includes('The anchor of'))).toHaveLength(1);
    expect(said.filter((sentence) => sentence.startsWith('fails'))).toEqual([]);
    expect(code).toBe(0);
  });

  test.skipIf(spawnSync('openssl', ['version']).status !== 0)('hold for OpenSSL too, as VERIFY.md says', async () => {
    const { world, ca } = await stamped();
    const members = await gathered(world);
    const path = [...members.keys()].find((one) => one.endsWith('.eml.tst')) ?? '';
    const at = (name: string) => join(folder, name);
    const folder = temporaryFolder();
    for (const [name, content] of [
      ['FILE', members.get(path.slice(0, -'.tst'.length)) ?? ''],
      ['FILE.tst', members.get(path) ?? ''],
      ['OTHER', 'something else'],
      ['TSA-CA.pem', ca],
    ] as const)
      await writeFile(at(name), content);
    const [, said = ''] = /`openssl (ts -verify [^`]+)`/.exec(textOf(members.get('VERIFY.md'))) ?? [];
    const run = (data: string) => spawnSync('openssl', said.replace('FILE ', `${data} `).split(' '), { cwd: folder, encoding: 'utf8' });
    expect(run('FILE')).toMatchObject({ status: 0, stdout: expect.stringContaining('Verification: OK') });
    expect(run('OTHER').status).not.toBe(0);
  });

  test('of an authority that nobody named are not counted as proof', async () => {
    const { world } = await stamped();
    const { said } = await findingsOf(await gathered(world), { world, trust: [] });
    expect(said.join('\n')).toMatch(/unchecked: documents\/sealed\/\S+ existed at .* but is no authority that you named/);
  });

  test('put beside another file, changed, or taken from another day’s anchor are found', async () => {
    const { world, ca } = await stamped();
    const members = new Map(await gathered(world));
    const [one = '', other = ''] = [...members.keys()].filter((path) => path.endsWith('.eml.tst'));
    members.set(one, members.get(other) ?? Buffer.alloc(0));
    members.set(stampOf(pathOf.sealed(SEALED)), Buffer.from('a time-stamp'));
    const anchors = textOf(members.get('anchors.json'));
    const token = Buffer.from(members.get(other) ?? []).toString('base64');
    members.set('anchors.json', Buffer.from(anchors.replace(/"token": "[^"]+"/, `"token": "${token}"`)));
    members.delete('SHA256SUMS');
    const { said, code } = await findingsOf(members, { world, trust: [ca] });
    const failing = said.filter((sentence) => sentence.startsWith('fails: The time-stamp'));
    expect(failing).toHaveLength(3);
    expect(failing.join('\n')).toMatch(/of documents\/sealed\/\S+ does not hold: The time-stamp cannot be read\./);
    expect(failing.join('\n')).toMatch(/The anchor of 2026-11-24 does not hold: The time-stamp is of something else\./);
    expect(code).toBe(1);
  });
});

test('a card that only the proof of an act names is in the bundle', async () => {
  const world = await erasable();
  await ended(world);
  const shown = 'what Quirinus saw';
  const press = canonical({ platform: 'slack', seen: { card: sha256(shown), copy: blobKeys.card(TENANT, sha256(shown)), version: 2 } });
  await world.blobs.put(blobKeys.card(TENANT, sha256(shown)), Buffer.from(shown));
  await world.blobs.put(blobKeys.evidence(TENANT, sha256(press)), Buffer.from(press));
  const by = { kind: 'person', email: 'quirinus@northwind.test', via: 'slack', assurance: 'L1' } as const;
  const evidence = { kind: 'slack', reference: sha256(press), proof: 'Acted in Slack.' } as const;
  const dispute = { at: T0, by, key: 'press', type: 'dispute', recipient: r(2), reason: 'Wrong', evidence } as const;
  expect(await world.commands.run(TENANT, ENVELOPE, dispute)).toMatchObject({ ok: true });
  expect(textOf((await gathered(world)).get(pathOf.card(sha256(shown))))).toBe(shown);
});

describe('a link in a mail', () => {
  test('that still opens the page keeps the bundle from being made, and once it is ended opens nothing', async () => {
    const world = await erasable();
    const claim = { ...ASKED, seat: r(2), purpose: 'page', generation: 0 } as const;
    const token = await world.tokens.issue(claim);
    expect(await world.tokens.resolve(token)).toEqual(claim);
    expect(await gather(partsOf(world), ASKED)).toMatchObject({ ok: false, why: expect.stringContaining('still open its page') });
    await ended(world);
    expect(await world.tokens.resolve(token)).toBeUndefined();
    expect(await gather(partsOf(world), ASKED)).toMatchObject({ ok: true });
  });

  test('that is given out anew after that keeps the next bundle from being made again', async () => {
    const world = await erasable();
    await ended(world);
    await world.tokens.issue({ ...ASKED, seat: r(2), purpose: 'page', generation: 0 });
    expect(await gather(partsOf(world), ASKED)).toMatchObject({ ok: false, why: expect.stringContaining('A personal link') });
  });
});
