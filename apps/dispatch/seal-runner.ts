// Seals a completed envelope: one PDF per document, stored, then named on the record. The first `sealed` event wins; a repeat is dropped.
import type { Blobs, Commands, Ledger } from '#core/ports.ts';
import type { SealJob, Attestation, Sealer } from '#core/sealing.ts';
import { eventsOf, publicRecord } from '#core/chain.ts';
import { consentText } from '#core/consent.ts';
import type { Completed, Recipient } from '#core/envelope.ts';
import type { DocumentRef, SealedDocument } from '#core/terms.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Stream } from '#core/record.ts';
import type { Instant } from '#core/time.ts';
import { timeline } from '#core/track.ts';
import { blobKeys } from '#apps/ports.ts';

type Parts = {
  readonly ledger: Ledger;
  readonly commands: Commands;
  readonly blobs: Blobs;
  readonly sealer: Sealer;
  readonly now: () => Instant;
};

export type SealRunner = (task: { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly attempts: number }) => Promise<void>;

/** A seal that fails this often is put on record as failed; it is still tried again. */
const VISIBLE_AFTER = 3;
const SEALER = { kind: 'system', via: 'sealer' } as const;

export function sealRunner({ ledger, commands, blobs, sealer, now }: Parts): SealRunner {
  async function presented(tenant: TenantId, document: DocumentRef): Promise<Uint8Array> {
    const content = await blobs.get(blobKeys.presented(tenant, document.sha256));
    if (!content) throw new Error(`The presented document ${document.sha256} is missing from the blobs. Restore it from a backup.`);
    const chunks = [];
    for await (const chunk of content) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  return async ({ tenant, envelope, attempts }) => {
    const stream = await ledger.load(tenant, envelope);
    const state = fold(stream);
    if (state.status !== 'completed' || state.sealing.state === 'sealed') return;
    // A dispute keeps the seal back; its end asks for it again.
    if (state.disputes.length > 0) return;
    const at = now();
    try {
      const documents: SealedDocument[] = [];
      for (const document of state.documents) {
        const job = sealJob({ stream, state, document, presented: await presented(tenant, document), at });
        const { bytes, sha256, pages } = await sealer.seal(job);
        await blobs.put(blobKeys.sealed(tenant, sha256), bytes);
        documents.push({ document: document.id, sha256, bytes: bytes.length, pages });
      }
      await commands.run(tenant, envelope, { type: 'record-seal', at, by: SEALER, key: 'seal', documents });
    } catch (fault) {
      if (attempts >= VISIBLE_AFTER) {
        const why = fault instanceof Error ? fault.message : String(fault);
        await commands.run(tenant, envelope, { type: 'record-seal-failure', at, by: SEALER, key: 'seal-failure', why });
      }
      throw fault;
    }
  };
}

type JobParts = {
  readonly stream: Stream;
  readonly state: Completed;
  readonly document: DocumentRef;
  readonly presented: Uint8Array;
  readonly at: Instant;
};

function sealJob({ stream, state, document, presented, at }: JobParts): SealJob {
  return {
    presented,
    filename: document.filename,
    title: state.title,
    envelope: state.id,
    sender: state.sender,
    documents: state.documents,
    attestations: state.recipients.flatMap(attestationOf),
    timeline: timeline(eventsOf(stream), state),
    record: publicRecord(stream, { envelope: state.id, tenant: state.tenant }),
    at,
  };
}

/** Approvals are internal to the tenant and appear in its evidence, not in the file that goes to all. */
function attestationOf({ name, email, role, act }: Recipient): Attestation[] {
  if (act?.type !== 'signed') return [];
  return [
    {
      name,
      email,
      role,
      act: 'signed',
      at: act.at,
      typedName: act.typedName ?? name,
      words: act.words,
      consentText: consentText(act.consent?.id ?? '') ?? '',
      proof: act.evidence.proof,
    },
  ];
}
