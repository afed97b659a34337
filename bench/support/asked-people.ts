// Envelopes that are out, each with an approver of its own who was asked by mail, so that nobody is told things too often for a person.
import { simpleParser } from 'mailparser';
import { NORTHWIND, ROLES } from '#apps/local/cast.ts';
import { contractPdf } from '#apps/local/sample-contract.ts';
import { sha256Of } from '#apps/world/hashing.ts';
import { blobKeys } from '#apps/ports.ts';
import { eventsOf } from '#core/chain.ts';
import type { Actor, CommandBody, DraftRecipient } from '#core/command.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId } from '#core/ids.ts';
import { notify } from '#core/notify.ts';
import { pinned } from '#core/policy/pinned.ts';
import { plus } from '#core/time.ts';
import type { Asked, Member } from './mail-letters.ts';
import type { MailWorld } from './mail-world.ts';

const OLIVIA: Actor = { kind: 'person', email: ROLES.sender.email, via: 'email', assurance: 'L1' };

export async function members(world: MailWorld, { count, named }: { count: number; named: string }): Promise<readonly Member[]> {
  const people = Array.from({ length: count }, (_, at) => ({
    name: `${named} Number ${at}`,
    email: `${named.toLowerCase()}${at}@northwind.test`,
  }));
  for (const one of people) await world.stores.directory.addPerson({ ...one, tenant: NORTHWIND.id });
  return people;
}

export async function askedPeople(world: MailWorld, count: number): Promise<readonly Asked[]> {
  const bytes = await contractPdf({ pages: 1 });
  const sha256 = sha256Of(bytes);
  await world.ports.blobs.put(blobKeys.presented(NORTHWIND.id, sha256), bytes);
  const document = { id: 'd1', filename: 'agreement.pdf', sha256, originalSha256: sha256, pages: 1, bytes: bytes.length };
  const people = await members(world, { count, named: 'Approver' });
  const asked: Asked[] = [];
  for (const [at, person] of people.entries()) asked.push(await ask(world, { person, key: `asked-${at}`, document }));
  return asked;
}

type Asking = {
  readonly person: Member;
  readonly key: string;
  readonly document: Extract<CommandBody, { type: 'draft' }>['content']['documents'][number];
};

async function ask(world: MailWorld, { person, key, document }: Asking): Promise<Asked> {
  const { ports } = world;
  const tenant = NORTHWIND.id;
  const id = ports.envelopeId(tenant, key, 0);
  const run = async (body: CommandBody) => {
    const result = await ports.commands.run(tenant, id, { at: ports.clock(), by: OLIVIA, key: `${key}/${body.type}`, ...body });
    if (!result.ok) throw new Error(`Could not ${body.type} ${id}: ${result.refusal.code}.`);
  };
  const { name, email, organisation } = ROLES.sender;
  const recipients: DraftRecipient[] = [
    { ...person, role: 'approver', step: 1, internal: true, needs: 'L1', channel: 'email' },
    { name: ROLES.customer.name, email: ROLES.customer.email, role: 'signer', step: 2, internal: false, needs: 'L2', channel: 'email' },
  ];
  await run({
    type: 'draft',
    id,
    tenant,
    content: {
      title: `Agreement ${key}`,
      message: 'Please look at clause 4, which is new.',
      sender: { name, email, organisation },
      zone: NORTHWIND.zone,
      expiresAt: plus(ports.clock(), { days: 14 }),
      documents: [document],
      recipients,
      policy: pinned(await ports.policyOf(tenant), ports.sha256),
      origin: { channel: 'email', reference: key },
      remarks: [],
    },
  });
  await run({ type: 'send' });
  return brought(world, id, person);
}

/** The request goes out, and is what the answer will quote. */
async function brought({ ports, channel, outbox, sent }: MailWorld, id: EnvelopeId, person: Member): Promise<Asked> {
  const stream = await ports.ledger.load(NORTHWIND.id, id);
  const envelope = fold(stream);
  if (envelope.status === 'none') throw new Error(`There is no envelope ${id}.`);
  const all = eventsOf(stream).flatMap((stored) => notify(stored, fold(stream, stored.version), envelope));
  const notification = all.find(({ kind }) => kind === 'approve-request');
  if (!notification) throw new Error(`Nobody is asked to approve ${id}.`);
  const receipt = await channel.outbound.deliver({
    effect: `asked/${id}`,
    attempt: 1,
    notification,
    envelope,
    version: stream.version,
    tenant: NORTHWIND,
  });
  const raw = outbox.at(-1)?.raw;
  if (receipt.outcome !== 'accepted' || !raw) throw new Error(`The request for ${id} did not go out.`);
  const { threadId, sentText } = receipt;
  sent.set(`${id}/${notification.to}`, [
    { effect: `asked/${id}`, event: notification.event, ...(threadId && { threadId }), ...(sentText && { sentText }) },
  ]);
  const { text = '', replyTo, messageId = '' } = await simpleParser(Buffer.from(raw));
  return { ...person, replyTo: replyTo?.value[0]?.address ?? '', messageId, text };
}
