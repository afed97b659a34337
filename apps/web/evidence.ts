// The proof of an act on the page: the request as it came in, kept as a blob and named by its hash, and one sentence that says what it shows.
import { canonical } from '#core/canonical.ts';
import { enProof } from '#core/phrases/en/proof.ts';
import type { DoneOnPage } from '#core/phrases/proof.ts';
import type { EvidenceRef } from '#core/terms.ts';
import type { TenantId, Sha256 } from '#core/ids.ts';
import { blobKeys, type Ports } from '#apps/ports.ts';
import type { WebRequest } from './request.ts';

/** @param email the registered address of the seat, to which codes go */
export async function evidenceOf(
  { blobs, sha256 }: Pick<Ports, 'blobs' | 'sha256'>,
  { request, email }: { readonly request: WebRequest; readonly email: string },
): Promise<EvidenceRef> {
  const record = canonical(request);
  const reference = sha256(record);
  await blobs.put(evidenceKey(request.tenant, reference), new TextEncoder().encode(record));
  return { kind: 'page', reference, proof: proofSentence(request, email) };
}

export function evidenceKey(tenant: TenantId, reference: Sha256): string {
  return blobKeys.evidence(tenant, reference);
}

function proofSentence({ act, session }: WebRequest, email: string): string {
  return enProof({ how: 'page', done: DONE[act.type] ?? 'other', code: session.provenAt === null ? null : email });
}

const DONE: Partial<Record<WebRequest['act']['type'], DoneOnPage>> = {
  sign: 'sign',
  approve: 'approve',
  acknowledge: 'acknowledge',
  disclose: 'disclose',
  decline: 'decline',
  withdraw: 'withdraw',
  dispute: 'dispute',
};
