// Seals a completed envelope: one PDF per document, stored, then named on the record. The first `sealed` event wins; a repeat is dropped.
import { Readable } from 'node:stream';
import type { Blobs, Commands, Ledger } from '#core/ports.ts';
import type { SealJob, Attestation, SealedFile, Sealer } from '#core/sealing.ts';
import { eventsOf, publicRecord } from '#core/chain.ts';
import { consentText } from '#core/consent.ts';
import type { Completed } from '#core/envelope.ts';
import type { DocumentRef, SealedDocument } from '#core/terms.ts';
import { fold } from '#core/fold.ts';
import { marksOf } from '#core/marks.ts';
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import { phrasesFor } from '#core/phrases/languages.ts';
import { proofIn } from '#core/proof.ts';
import type { Stream } from '#core/record.ts';
import type { Instant } from '#core/time.ts';
import { timeline } from '#core/track.ts';
import { blobKeys, type Site } from '#apps/ports.ts';
import { bytesAt } from './blob-bytes.ts';
import { refuseWithoutTime, stampLate, TimeAwaited } from './late-stamps.ts';

type Parts = {
  readonly ledger: Ledger;
  readonly commands: Commands;
  readonly blobs: Blobs;
  readonly sealer: Sealer;
  /** Where the pages are, to which the certificate sends people; absent where there are none. */
  readonly site?: Pick<Site, 'publicUrl'>;
  readonly now: () => Instant;
};

export type SealRunner = (task: { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly attempts: number }) => Promise<void>;

/** A seal that fails this often is put on record as failed; it is still tried again. */
const VISIBLE_AFTER = 3;
const SEALER = { kind: 'system', via: 'sealer' } as const;

export function sealRunner({ ledger, commands, blobs, sealer, site, now }: Parts): SealRunner {
  return async ({ tenant, envelope, attempts }) => {
    const stream = await ledger.load(tenant, envelope);
    const state = fold(stream);
    if (state.status !== 'completed') return;
    if (state.sealing.state === 'sealed') return stampLate({ blobs, sealer }, { tenant, documents: state.sealing.documents, attempts });
    // A dispute keeps the seal back; its end asks for it again.
    if (state.disputes.length > 0) return;
    const at = now();
    const documents: SealedDocument[] = [];
    let isTimeLacking = false;
    try {
      for (const document of state.documents) {
        const job = sealJob({ stream, state, document, presented: await presentedOf(blobs, tenant, document), at, site });
        const file = await sealer.seal(job);
        refuseWithoutTime({ file, completedAt: state.completedAt, now: at, attempts });
        isTimeLacking ||= file.level === 'B-B' && file.lacking !== undefined;
        const { sha256, pages } = file;
        documents.push({ document: document.id, sha256, bytes: await kept(blobs, tenant, file), pages });
      }
      await commands.run(tenant, envelope, { type: 'record-seal', at, by: SEALER, key: 'seal', documents });
    } catch (fault) {
      if (attempts >= VISIBLE_AFTER && !(fault instanceof TimeAwaited)) {
        const why = fault instanceof Error ? fault.message : String(fault);
        await commands.run(tenant, envelope, { type: 'record-seal-failure', at, by: SEALER, key: 'seal-failure', why });
      }
      throw fault;
    }
    if (isTimeLacking) await stampLate({ blobs, sealer }, { tenant, documents, attempts });
  };
}

/** @returns how many bytes it has */
async function kept(blobs: Blobs, tenant: TenantId, file: SealedFile): Promise<number> {
  const pieces = file.pieces ?? [file.bytes];
  await blobs.put(blobKeys.sealed(tenant, file.sha256), Readable.from(pieces));
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

async function presentedOf(blobs: Blobs, tenant: TenantId, { sha256 }: DocumentRef): Promise<Uint8Array> {
  return bytesAt(blobs, blobKeys.presented(tenant, sha256), 'presented');
}

type JobParts = {
  readonly stream: Stream;
  readonly state: Completed;
  readonly document: DocumentRef;
  readonly presented: Uint8Array;
  readonly at: Instant;
  readonly site: Parts['site'];
};

function sealJob({ stream, state, document, presented, at, site }: JobParts): SealJob {
  return {
    presented,
    filename: document.filename,
    title: state.title,
    envelope: state.id,
    language: state.language,
    zone: state.zone,
    ...(site ? { verifyUrl: `${site.publicUrl}/verify?e=${state.id}` } : {}),
    sender: state.sender,
    documents: state.documents,
    attestations: attestationsIn(state),
    marks: marksOf(state, document.id),
    timeline: timeline(eventsOf(stream), state),
    record: publicRecord(stream, { envelope: state.id, tenant: state.tenant }),
    at,
  };
}

/** Approvals are internal to the tenant and appear in its evidence, not in the file that goes to all. */
function attestationsIn({ recipients, language }: Completed): Attestation[] {
  return recipients.flatMap(({ name, email, role, act, standsFor }): Attestation[] => {
    if (act?.type !== 'signed' && act?.type !== 'acknowledged') return [];
    const whom = recipients.find(({ id }) => id === standsFor);
    return [
      {
        name,
        email,
        role,
        act: act.type,
        ...(whom ? { onBehalfOf: whom.name } : {}),
        at: act.at,
        typedName: act.typedName ?? name,
        words: act.words,
        consentText: consentText(act.consent?.id ?? '') ?? '',
        proof: proofIn(phrasesFor(language), act.evidence.proof),
      },
    ];
  });
}
