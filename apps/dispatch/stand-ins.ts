// Standing delegations: whoever is away when their turn begins has it handed over at once, on record, before anyone writes to them.
// Repeating it changes nothing: the command's key names the turn.
import { eventsOf } from '#core/chain.ts';
import type { Recipient } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Commands, Ledger } from '#core/ports.ts';
import type { Policy } from '#core/policy/policy.ts';
import type { Stream } from '#core/record.ts';
import { hasTurn } from '#core/rules/turns.ts';
import type { Instant } from '#core/time.ts';
import { candidateOf } from '#apps/drafting/candidate.ts';
import type { Ports } from '#apps/ports.ts';
import type { Absence, Absences } from '#stores/absences.ts';

export type StandInParts = {
  readonly ledger: Ledger;
  readonly commands: Commands;
  readonly absences: Pick<Absences, 'at'>;
  readonly directory: Ports['directory'];
  readonly accounts: Ports['accounts'];
  readonly policyOf: (tenant: TenantId) => Promise<Policy>;
  readonly now: () => Instant;
};

type Begun = { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly stream: Stream; readonly versions: readonly number[] };

/** @returns the stream as it then stands */
export async function handOver(parts: StandInParts, { tenant, envelope, stream, versions }: Begun): Promise<Stream> {
  const state = fold(stream);
  if (state.status !== 'sent') return stream;
  const begun = eventsOf(stream).flatMap(({ version, event }) =>
    versions.includes(version) && event.type === 'turn-began' ? [{ version, recipient: event.recipient }] : [],
  );
  let isChanged = false;
  for (const { version, recipient: id } of begun) {
    const recipient = state.recipients.find((one) => one.id === id);
    if (!recipient?.internal || !hasTurn(state, recipient)) continue;
    const absence = await parts.absences.at(tenant, recipient.email, parts.now());
    if (absence) isChanged = (await handOverOne(parts, { tenant, envelope, version, recipient, absence })) || isChanged;
  }
  return isChanged ? parts.ledger.load(tenant, envelope) : stream;
}

type One = Omit<Begun, 'stream' | 'versions'> & { readonly version: number; readonly recipient: Recipient; readonly absence: Absence };

/** Where the rules say no, because the stand-in sits in the group already, the person who is away is asked like anyone. */
async function handOverOne(parts: StandInParts, { tenant, envelope, version, recipient, absence }: One): Promise<boolean> {
  const { role, channel, id } = recipient;
  const to = await candidateOf(parts, { ...absence.to, role, origin: channel }, { tenant, policy: await parts.policyOf(tenant) });
  const outcome = await parts.commands.run(tenant, envelope, {
    type: 'delegate',
    at: parts.now(),
    by: { kind: 'system', via: 'dispatch' },
    key: `stand-in/${id}/${version}`,
    recipient: id,
    to,
    reason: '',
    standing: absence.id,
  });
  return outcome.ok;
}
