// An envelope with everything that a real one leaves behind: mails in, mails out with their copies, answers, links, codes, files. Its people
// have names that occur nowhere else, so that a test can search for them.
import { blobNames } from '#apps/dispatch/blob-names.ts';
import { plannedBy } from '#apps/dispatch/planned.ts';
import { blobKeys, stampKey } from '#apps/ports.ts';
import type { Answer } from '#core/answer.ts';
import type { Actor, Command, CommandBody } from '#core/command.ts';
import { currentConsent } from '#core/consent.ts';
import { envelopeIdOf, type EnvelopeId } from '#core/ids.ts';
import type { Table } from '#core/ports.ts';
import type { ErasureParts } from '#stores/erasure.ts';
import { answerEffect, effectName } from '#stores/effect-row.ts';
import { content, DOCUMENT, ENVELOPE, person, r, seat, sha256, SYSTEM, T0, TENANT } from './build.ts';
import { memoryBlobs } from './memory-blobs.ts';
import { recordingTable } from './recording-table.ts';
import { storeKit, storesOver } from './store-kit.ts';

export const OTHER = envelopeIdOf(Uint8Array.from([9, 8, 7, 6, 5, 4, 3, 2, 1]));
const SENDER = { name: 'Ottokar', email: 'ottokar@northwind.test', organisation: 'Ottokars Werft' };
/** Zebedee also gets the copy, under another name. */
const PEOPLE = [
  seat('Xaverine', 'approver', 1),
  seat('Quirinus', 'signer', 2),
  seat('Zebedee', 'signer', 2),
  seat('Cunigunde', 'cc', 0, { email: 'zebedee@northwind.test' }),
];
/** What may be found nowhere once all of it is erased. */
export const SECRETS = /ottokar|xaverine|quirinus|zebedee|cunigunde|geheim|werft/i;

type Kit = ReturnType<typeof storesOver>;

export async function erasable(envelope: EnvelopeId = ENVELOPE) {
  const recorded = recordingTable(storeKit().bare);
  const kit = storesOver(recorded.table, { machineNow: 1_795_543_200_000 });
  const blobs = memoryBlobs();
  await played({ kit, blobs }, envelope);
  const partsOn = (table: Table): ErasureParts => ({ ...storesOver(table, kit.clock), blobs, names: blobNames(sha256) });
  return { ...kit, recorded, blobs, partsOn, parts: partsOn(recorded.table) };
}

type World = { readonly kit: Kit; readonly blobs: ReturnType<typeof memoryBlobs> };

export async function played(world: World, envelope: EnvelopeId): Promise<void> {
  const { kit, blobs } = world;
  const document = { ...DOCUMENT, filename: 'geheim.pdf' };
  await blobs.put(blobKeys.presented(TENANT, DOCUMENT.sha256), Buffer.from('nda'));
  await blobs.put(blobKeys.original(TENANT, DOCUMENT.originalSha256), Buffer.from('nda as it arrived'));
  await blobs.put(blobKeys.places(TENANT, DOCUMENT), Buffer.from('[]'));
  const draft = { title: 'Geheimvertrag', message: 'Ottokar bittet', sender: SENDER, documents: [document], recipients: PEOPLE };
  await mailed(world, envelope, { who: SENDER.email, body: { type: 'draft', id: envelope, tenant: TENANT, content: content(draft) } });
  await mailed(world, envelope, { who: SENDER.email, body: { type: 'send' } });
  const words = { fingerprint: DOCUMENT.sha256, words: 'Geheim' };
  await mailed(world, envelope, { who: 'xaverine@northwind.test', body: { type: 'approve', recipient: r(1), ...words, evidence: NONE } });
  await mailed(world, envelope, {
    who: 'quirinus@northwind.test',
    body: { type: 'comment', from: r(2), to: null, text: 'Quirinus fragt' },
  });
  for (const [at, name] of [
    [2, 'Quirinus'],
    [3, 'Zebedee'],
  ] as const) {
    const sign = { type: 'sign', recipient: r(at), ...words, typedName: name, consent: currentConsent(sha256), evidence: NONE } as const;
    await mailed(world, envelope, { who: `${name.toLowerCase()}@northwind.test`, body: sign });
    await kit.codes.issue({ tenant: TENANT, envelope, seat: r(at) });
  }
  const sealed = { document: 'd1', sha256: sha256(`sealed ${envelope}`), bytes: 3, pages: 5 };
  await blobs.put(blobKeys.sealed(TENANT, sealed.sha256), Buffer.from(`sealed ${envelope}`));
  await blobs.put(blobKeys.sealedToken(TENANT, sealed.sha256), Buffer.from('a time-stamp'));
  await kit.commands.run(TENANT, envelope, { at: T0, by: SYSTEM, key: 'seal', type: 'record-seal', documents: [sealed] });
  await told(world, envelope);
  await kit.projections.project(await kit.ledger.load(TENANT, envelope));
}

const NONE = { kind: 'mail', reference: '', proof: '' } as const;

/** A command as a mail brings it: stored, carried out, settled, with the mail and what was checked of it among the blobs. */
async function mailed({ kit, blobs }: World, envelope: EnvelopeId, { who, body }: { who: string; body: CommandBody }): Promise<void> {
  const key = sha256(`${envelope} ${who} ${body.type}`);
  const raw = `From: ${who} ${key}`;
  const blob = blobKeys.inboundMail(sha256(raw));
  await blobs.put(blob, Buffer.from(raw));
  await blobs.put(stampKey(blob), Buffer.from('a time-stamp'));
  await blobs.put(blobKeys.inboundVerdict(sha256(raw)), Buffer.from(who));
  await kit.inbox.accept('email', key, { blob, mailFrom: who, recipient: `r-${key.slice(0, 8)}@x.test` });
  const claimed = await kit.inbox.claim('email', key);
  if (!claimed) throw new Error('not claimed');
  const by: Actor = person(who);
  const evidence = { kind: 'mail', reference: blob, proof: `Replied by e-mail from ${who}.` } as const;
  const command: Command = { at: T0, by, key, ...body, ...('evidence' in body ? { evidence } : {}) };
  const result = await kit.commands.run(TENANT, envelope, command, claimed.lease);
  if (!result.ok) throw new Error(result.refusal.code);
  await kit.inbox.settle(claimed.lease, { kind: 'done', result }, []);
  await questioned({ kit, blobs }, envelope, who);
}

/** And a mail that was understood as nothing: answered, with no commit to find it by. */
async function questioned({ kit, blobs }: World, envelope: EnvelopeId, who: string): Promise<void> {
  const at = PEOPLE.findIndex(({ email }) => email === who);
  const key = sha256(`question ${envelope} ${who}`);
  const raw = `From: ${who}, asking ${key}`;
  const blob = blobKeys.inboundMail(sha256(raw));
  if (at === -1 || (await kit.inbox.accept('email', key, { blob, mailFrom: who })) === 'seen') return;
  await blobs.put(blob, Buffer.from(raw));
  const claimed = await kit.inbox.claim('email', key);
  if (!claimed) throw new Error('not claimed');
  const about = { envelope, seat: r(at + 1) } as const;
  const say = { kind: 'refused', refusal: { code: 'seated-twice', email: who }, tried: `${who} geheim` } as const;
  const answer: Answer = { to: { name: who, email: who }, channel: 'email', tenant: TENANT, about, say };
  await kit.inbox.settle(claimed.lease, { kind: 'done', result: { ok: false, refusal: say.refusal } }, [answer]);
  await kit.effects.plan(answerEffect(answer, { channel: 'email', key, index: 0 }));
}

/** Everything that was to be told is sent, with its text and a copy; what goes to Zebedee fails for good. */
async function told({ kit, blobs }: World, envelope: EnvelopeId): Promise<void> {
  const stream = await kit.ledger.load(TENANT, envelope);
  for (const { version } of stream.commits) {
    for (const planned of plannedBy({ kind: 'commit', tenant: TENANT, envelope, version }, stream)) await kit.effects.plan(planned);
    await kit.pointers.done({ kind: 'commit', tenant: TENANT, envelope, version });
  }
  for (const seat of ['sender', r(1), r(2), r(3), r(4)] as const)
    for (const purpose of ['reply', 'page'] as const) await kit.tokens.issue({ tenant: TENANT, envelope, seat, purpose, generation: 0 });
  for (const { key, job } of await kit.effects.list(TENANT, envelope)) {
    const claimed = await kit.effects.claim(key);
    if (!claimed) continue;
    if (job.do === 'tell' && job.notification.to === r(3)) {
      await kit.effects.dead(claimed, '550 zebedee is unknown');
      continue;
    }
    const mail = `Dear Quirinus, dear Zebedee: ${effectName(key)}`;
    const copy = blobKeys.sentMail(TENANT, sha256(mail));
    await blobs.put(copy, Buffer.from(mail));
    await kit.effects.done(claimed, { providerId: 'p', threadId: '<t@ours>', sentText: 'Dear Quirinus, dear Zebedee', copy });
  }
}
