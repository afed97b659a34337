// What the sealer is handed of a completed envelope for one of its documents: the bytes that were shown, who did what, and the record.
import { eventsOf, publicRecord } from '#core/chain.ts';
import { consentText } from '#core/consent.ts';
import type { Completed } from '#core/envelope.ts';
import type { TenantId } from '#core/ids.ts';
import { marksOf } from '#core/marks.ts';
import { phrasesFor } from '#core/phrases/languages.ts';
import type { Blobs } from '#core/ports.ts';
import { proofIn } from '#core/proof.ts';
import type { Stream } from '#core/record.ts';
import type { Attestation, SealJob } from '#core/sealing.ts';
import type { DocumentRef } from '#core/terms.ts';
import type { Instant } from '#core/time.ts';
import { timeline } from '#core/track.ts';
import { blobKeys, type Site } from '#apps/ports.ts';
import { bytesAt } from './blob-bytes.ts';

export async function presentedOf(blobs: Pick<Blobs, 'get'>, tenant: TenantId, { sha256 }: DocumentRef): Promise<Uint8Array> {
  return bytesAt(blobs, blobKeys.presented(tenant, sha256), 'presented');
}

export type JobParts = {
  readonly stream: Stream;
  readonly state: Completed;
  readonly document: DocumentRef;
  readonly presented: Uint8Array;
  readonly at: Instant;
  /** Where the pages are, to which the certificate sends people; absent where there are none. */
  readonly site: Pick<Site, 'publicUrl'> | undefined;
};

export function sealJob({ stream, state, document, presented, at, site }: JobParts): SealJob {
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
