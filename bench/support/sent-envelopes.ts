// Envelopes that are out, made by commands as every channel makes them: drafted and sent by Olivia, with an approver in Teams and one in
// Slack, whose cards the dispatcher then posts.
import { ROLES, NORTHWIND } from '#apps/local/cast.ts';
import { sha256Of } from '#apps/world/hashing.ts';
import { contractPdf } from '#apps/local/sample-contract.ts';
import type { World } from '#apps/world/world.ts';
import { blobKeys } from '#apps/ports.ts';
import type { Actor, CommandBody, DraftRecipient } from '#core/command.ts';
import type { EnvelopeId } from '#core/ids.ts';
import { pinned } from '#core/policy/pinned.ts';
import { plus } from '#core/time.ts';

const OLIVIA: Actor = { kind: 'person', email: ROLES.sender.email, via: 'slack', assurance: 'L1' };
const RECIPIENTS: readonly DraftRecipient[] = [
  { ...ROLES.approver, role: 'approver', step: 1, internal: true, needs: 'L1', channel: 'teams' },
  { ...ROLES.colleague, role: 'approver', step: 1, internal: true, needs: 'L1', channel: 'slack' },
  { ...ROLES.customer, role: 'signer', step: 2, internal: false, needs: 'L2', channel: 'email' },
].map(({ name, email, role, step, internal, needs, channel }) => ({ name, email, role, step, internal, needs, channel }) as DraftRecipient);

/** @param series tells those of one call from those of another */
export async function sentEnvelopes(world: World, { count, series }: { count: number; series: string }): Promise<readonly EnvelopeId[]> {
  const bytes = await contractPdf({ pages: 1 });
  const sha256 = sha256Of(bytes);
  await world.ports.blobs.put(blobKeys.presented(NORTHWIND.id, sha256), bytes);
  const document = { id: 'd1', filename: 'agreement.pdf', sha256, originalSha256: sha256, pages: 1, bytes: bytes.length };
  const ids: EnvelopeId[] = [];
  for (let at = 0; at < count; at += 1) ids.push(await sent(world, { key: `${series}-${at}`, document }));
  await world.dispatcher.settle();
  return ids;
}

type Drafted = { readonly key: string; readonly document: Extract<CommandBody, { type: 'draft' }>['content']['documents'][number] };

async function sent({ ports }: World, { key, document }: Drafted): Promise<EnvelopeId> {
  const tenant = NORTHWIND.id;
  const { name, email, organisation } = ROLES.sender;
  const id = ports.envelopeId(tenant, key, 0);
  const run = async (body: CommandBody) => {
    const result = await ports.commands.run(tenant, id, { at: ports.clock(), by: OLIVIA, key: `${key}/${body.type}`, ...body });
    if (!result.ok) throw new Error(`Could not ${body.type} ${id}: ${result.refusal.code}.`);
  };
  await run({
    type: 'draft',
    id,
    tenant,
    content: {
      title: `Agreement ${key}`,
      message: '',
      sender: { name, email, organisation },
      zone: NORTHWIND.zone,
      expiresAt: plus(ports.clock(), { days: 14 }),
      documents: [document],
      recipients: RECIPIENTS,
      policy: pinned(await ports.policyOf(tenant), ports.sha256),
      origin: { channel: 'slack', reference: key },
      senderChannel: 'email',
      remarks: [],
    },
  });
  await run({ type: 'send' });
  return id;
}
