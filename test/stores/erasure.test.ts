// Erasure: what names people goes, what proves the record stays; it can die at any write, be repeated, and touches nobody else.
import { describe, expect, test } from 'vitest';
import { blobKeys } from '#apps/ports.ts';
import { canonical } from '#core/canonical.ts';
import { checkStream } from '#core/chain.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId, RecipientId } from '#core/ids.ts';
import { ERASED } from '#core/personal.ts';
import { erase } from '#stores/erasure.ts';
import { erasureInventory } from '#stores/erasure-inventory.ts';
import { DOCUMENT, ENVELOPE, r, sha256, SYSTEM, T0, TENANT } from '../support/build.ts';
import { erasable, OTHER, played, SECRETS } from '../support/erasable.ts';
import { mortalTable } from '../support/faulty-table.ts';

type World = Awaited<ReturnType<typeof erasable>>;

async function recorded({ commands }: World, recipient: RecipientId | null, envelope: EnvelopeId = ENVELOPE) {
  const result = await commands.run(TENANT, envelope, { at: T0, by: SYSTEM, key: `erase/${recipient}`, type: 'erase', recipient });
  if (!result.ok) throw new Error(result.refusal.code);
  return { tenant: TENANT, envelope, recipient, upTo: result.version };
}

/** Everything that is left, as one text; the blobs by their names and contents. */
async function allThatIsLeft({ recorded: table, blobs }: World): Promise<string> {
  const rows = (await table.dump()).map(({ pk, sk, body }) => `${pk} ${sk} ${body}`);
  return [...rows, ...[...blobs.kept].map(([key, bytes]) => `${key} ${bytes.toString()}`)].join('\n');
}

/** Someone's press in a chat: its proof names the card that they saw, which was drawn anew since and has no row any more. */
async function pressed({ commands, blobs }: World, recipient: RecipientId) {
  const shown = 'Quirinus saw this';
  const card = blobKeys.card(TENANT, sha256(shown));
  const text = canonical({ platform: 'slack', seen: { card: sha256(shown), copy: card, version: 2 } });
  const proof = blobKeys.evidence(TENANT, sha256(text));
  await blobs.put(card, Buffer.from(shown));
  await blobs.put(proof, Buffer.from(text));
  const evidence = { kind: 'slack', reference: sha256(text), proof: 'Acted in Slack.' } as const;
  const by = { kind: 'person', email: 'quirinus@northwind.test', via: 'slack', assurance: 'L1' } as const;
  const result = await commands.run(TENANT, ENVELOPE, { at: T0, by, key: 'press', type: 'dispute', recipient, reason: 'Geheim', evidence });
  const sender = { kind: 'person', email: 'ottokar@northwind.test', via: 'email', assurance: 'L1' } as const;
  const resolved = await commands.run(TENANT, ENVELOPE, { at: T0, by: sender, key: 'resolve', type: 'resolve', note: 'Geklärt' });
  if (!result.ok || !resolved.ok) throw new Error('The dispute or its end was refused.');
  return { card, proof };
}

describe('erasing a whole envelope', () => {
  test('leaves nothing that names anyone, in no row and no blob', async () => {
    const world = await erasable();
    expect(await allThatIsLeft(world)).toMatch(SECRETS);
    await erase(world.parts, await recorded(world, null));
    expect(SECRETS.exec(await allThatIsLeft(world))?.[0]).toBeUndefined();
    expect([...world.blobs.kept.keys()]).toEqual([]);
  });

  test('keeps the chain whole and the state what it was, with every name read as erased', async () => {
    const world = await erasable();
    const before = await world.ledger.load(TENANT, ENVELOPE);
    await erase(world.parts, await recorded(world, null));
    const after = await world.ledger.load(TENANT, ENVELOPE);
    expect(checkStream(after, sha256).chain).toBe('ok');
    expect(after.commits.slice(0, before.version).map(({ hash }) => hash)).toEqual(before.commits.map(({ hash }) => hash));
    expect(fold(after)).toMatchObject({
      status: 'completed',
      title: ERASED,
      sender: { name: ERASED },
      recipients: [{ name: ERASED }, {}, {}, {}],
    });
  });

  test('ends every link and every message that had not gone out', async () => {
    const world = await erasable();
    const token = await world.tokens.issue({ tenant: TENANT, envelope: ENVELOPE, seat: r(2), purpose: 'page', generation: 0 });
    await erase(world.parts, await recorded(world, null));
    expect(await world.tokens.resolve(token)).toBeUndefined();
    const states = (await world.effects.list(TENANT, ENVELOPE)).map(({ state }) => state);
    expect(states.filter((state) => state === 'pending' || state === 'dead')).toEqual([]);
    expect(await world.letters.effects(TENANT)).toEqual([]);
  });

  test('still answers a redelivered request by its outcome', async () => {
    const world = await erasable();
    const key = sha256(`${ENVELOPE} ottokar@northwind.test send`);
    await erase(world.parts, await recorded(world, null));
    expect(await world.inbox.accept('email', key, { blob: 'another', mailFrom: 'later' })).toBe('seen');
    expect(await world.inbox.outcome('email', key)).toMatchObject({ kind: 'done', result: { ok: true } });
  });

  test('takes the card along that someone saw when they acted, also where only the proof of their act names it', async () => {
    const world = await erasable();
    const { card, proof } = await pressed(world, r(2));
    const erasure = await recorded(world, null);
    const asked = { tenant: TENANT, envelope: ENVELOPE, recipient: null };
    const parts = { ...world.parts, tokens: world.tokens, blobs: world.blobs };
    const before = await erasureInventory(parts, asked);
    await world.blobs.delete(card);
    expect((await erasureInventory(parts, asked)).files).toBe(before.files - 1);
    await world.blobs.put(card, Buffer.from('Quirinus saw this'));
    await erase(world.parts, erasure);
    expect([card, proof].filter((key) => world.blobs.kept.has(key))).toEqual([]);
  });

  test('keeps a file that another envelope of the tenant holds as well, until that one is erased too', async () => {
    const world = await erasable();
    await played({ kit: world, blobs: world.blobs }, OTHER);
    await erase(world.parts, await recorded(world, null));
    const presented = blobKeys.presented(TENANT, DOCUMENT.sha256);
    expect(world.blobs.kept.has(presented)).toBe(true);
    expect(world.blobs.kept.has(blobKeys.sealed(TENANT, sha256(`sealed ${ENVELOPE}`)))).toBe(false);
    expect(world.blobs.kept.has(blobKeys.sealed(TENANT, sha256(`sealed ${OTHER}`)))).toBe(true);
    expect(fold(await world.ledger.load(TENANT, OTHER))).toMatchObject({ title: 'Geheimvertrag' });
    await erase(world.parts, await recorded(world, null, OTHER));
    expect([...world.blobs.kept.keys()]).toEqual([]);
  });

  test('covers what was stored by then, not a comment that comes later', async () => {
    const world = await erasable();
    const erasure = await recorded(world, null);
    const by = { kind: 'person', email: 'ottokar@northwind.test', via: 'email', assurance: 'L1' } as const;
    const late = await world.commands.run(TENANT, ENVELOPE, {
      at: T0,
      by,
      key: 'late',
      type: 'comment',
      from: null,
      to: null,
      text: 'Noch etwas',
    });
    expect(late.ok).toBe(true);
    await erase(world.parts, erasure);
    const stream = await world.ledger.load(TENANT, ENVELOPE);
    expect(JSON.stringify(stream.commits.at(-1))).toContain('Noch etwas');
    expect(JSON.stringify(stream.commits.slice(0, -1))).not.toMatch(SECRETS);
  });
});

describe('erasing one recipient', () => {
  test('takes their name, words, proofs, mails and links, and leaves everyone else’s', async () => {
    const world = await erasable();
    const tokenOf = async (seat: RecipientId) =>
      world.tokens.issue({ tenant: TENANT, envelope: ENVELOPE, seat, purpose: 'page', generation: 0 });
    const [theirs, other] = [await tokenOf(r(2)), await tokenOf(r(3))];
    await erase(world.parts, await recorded(world, r(2)));
    const stream = await world.ledger.load(TENANT, ENVELOPE);
    expect(checkStream(stream, sha256).chain).toBe('ok');
    expect(JSON.stringify(stream)).not.toMatch(/quirinus/i);
    const names = ['Xaverine', ERASED, 'Zebedee', 'Cunigunde'];
    expect(fold(stream)).toMatchObject({ title: 'Geheimvertrag', recipients: names.map((name) => ({ name })) });
    expect([await world.tokens.resolve(theirs), await world.tokens.resolve(other)]).toMatchObject([undefined, { seat: 'r3' }]);
    expect([...world.blobs.kept.values()].filter((bytes) => /^(?:From: )?quirinus/.test(bytes.toString()))).toEqual([]);
    expect(world.blobs.kept.has(blobKeys.presented(TENANT, DOCUMENT.sha256))).toBe(true);
    const mails = await world.effects.list(TENANT, ENVELOPE);
    const texts = (seat: string) =>
      mails.filter(({ job }) => job.do === 'tell' && job.notification.to === seat).map(({ sentText }) => sentText);
    expect(new Set(texts('r2'))).toEqual(new Set([null]));
    expect(texts('r1')).not.toContain(null);
    const questions = mails.flatMap(({ job }) =>
      job.do === 'tell' && job.notification.kind === 'question' ? [job.notification.text ?? null] : [],
    );
    expect(questions).toEqual([null]);
  });

  test('keeps the desk of another seat with the same address', async () => {
    const world = await erasable();
    const desk = async () => world.projections.ofPerson(TENANT, 'zebedee@northwind.test');
    expect(await desk()).toMatchObject([{ seats: [{ seat: 'r3' }, { seat: 'r4' }] }]);
    await erase(world.parts, await recorded(world, r(3)));
    await world.projections.project(await world.ledger.load(TENANT, ENVELOPE));
    expect(await desk()).toMatchObject([{ seats: [{ seat: 'r4' }] }]);
    expect(await world.projections.ofPerson(TENANT, 'quirinus@northwind.test')).toHaveLength(1);
  });

  test('and the whole envelope later leaves nothing either', async () => {
    const world = await erasable();
    await erase(world.parts, await recorded(world, r(2)));
    await erase(world.parts, await recorded(world, null));
    expect(SECRETS.exec(await allThatIsLeft(world))?.[0]).toBeUndefined();
  });
});

describe('an erasure that dies', () => {
  test.each([null, r(2)])(
    'at any write goes on where it stopped and ends like one that lived (recipient: %s)',
    async (recipient) => {
      const straight = await erasable();
      await erase(straight.parts, await recorded(straight, recipient));
      await straight.projections.project(await straight.ledger.load(TENANT, ENVELOPE));
      const expected = shapeOf(await straight.recorded.dump());
      let survived = 0;
      for (let isDead = true; isDead; survived += 1) {
        const world = await erasable();
        const erasure = await recorded(world, recipient);
        isDead = await erase(world.partsOn(mortalTable(world.recorded.table, survived)), erasure).then(
          () => false,
          () => true,
        );
        // The dispatcher projects after every attempt, from what the attempt left.
        await world.projections.project(await world.ledger.load(TENANT, ENVELOPE));
        world.clock.machineNow += 60_000;
        await erase(world.parts, erasure);
        await world.projections.project(await world.ledger.load(TENANT, ENVELOPE));
        expect(shapeOf(await world.recorded.dump())).toEqual(expected);
        expect([...world.blobs.kept.keys()].toSorted()).toEqual([...straight.blobs.kept.keys()].toSorted());
      }
      expect(survived).toBeGreaterThan(recipient === null ? 50 : 15);
    },
    60_000,
  );

  test('once more changes nothing', async () => {
    const world = await erasable();
    const erasure = await recorded(world, null);
    await erase(world.parts, erasure);
    const before = await world.recorded.dump();
    await erase(world.parts, erasure);
    expect(await world.recorded.dump()).toEqual(before);
  });

  test('waits for a message that is being sent at this moment', async () => {
    const world = await erasable();
    const { key } = (await world.effects.list(TENANT, ENVELOPE))[0] ?? {};
    if (!key) throw new Error('no effect');
    const item = await world.table.get(key);
    if (!item) throw new Error('no row');
    const body = JSON.stringify({ ...JSON.parse(item.body), state: 'pending', leaseUntil: world.clock.machineNow + 10_000 });
    await world.table.putIfVersion({ ...item, version: item.version + 1, body }, item.version);
    await expect(erase(world.parts, await recorded(world, null))).rejects.toThrow(/being carried out/);
  });
});

/** Rows without what differs from run to run: salts, nonces, versions and times. */
function shapeOf(items: Awaited<ReturnType<World['recorded']['dump']>>): readonly string[] {
  const isOfRun = (pk: string) => pk.startsWith('U#') || pk.startsWith('TK#');
  return items
    .filter(({ pk }) => !isOfRun(pk))
    .map(
      ({ pk, sk, body }) =>
        `${pk} ${sk} ${body.replace(/[0-9a-f]{32,64}/g, '#').replace(/"(?:doneAt|leaseUntil|acceptedAt|generation|attempts)":\w+/g, '')}`,
    );
}
