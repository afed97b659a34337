// Which blobs a stored request or an act left behind, by channel: what an erasure deletes and an export takes along.
import { canonical } from '#core/canonical.ts';
import type { HashText, TenantId } from '#core/ids.ts';
import { cardsSeenIn } from '#apps/evidence/seen-cards.ts';
import { blobKeys, stampKey } from '#apps/ports.ts';
import type { BlobNames, StoredRequest } from '#stores/belongings.ts';

export function blobNames(sha256: HashText): BlobNames {
  return {
    presented: blobKeys.presented,
    original: blobKeys.original,
    places: blobKeys.places,
    sealed: (tenant, file) => [blobKeys.sealed(tenant, file), blobKeys.sealedToken(tenant, file)],
    evidence: (tenant, reference) => evidenceAt(tenant, reference),
    seenIn: (tenant, proof) => cardsSeenIn(proof).map((card) => blobKeys.card(tenant, card)),
    ofRequest: (request) => {
      if (request.channel === 'email') return ofMail(request);
      return request.channel === 'web' ? ofForm(request, sha256) : [];
    },
  };
}

/** A mail is named by its blob, a form by the hash of its content; other channels keep nothing outside the record. */
function evidenceAt(tenant: TenantId, reference: string): readonly string[] {
  if (/^inbound\/mail\/[0-9a-f]{64}$/.test(reference)) return stamped(reference);
  return /^[0-9a-f]{64}$/.test(reference) ? stamped(blobKeys.evidence(tenant, reference)) : [];
}

function stamped(key: string): readonly string[] {
  return [key, stampKey(key)];
}

function ofMail({ request }: StoredRequest): readonly string[] {
  const raw = fieldOf(request, 'blob');
  if (raw === undefined) return [];
  return [...stamped(raw), blobKeys.inboundVerdict(raw.split('/').at(-1) ?? '')];
}

/** The proof of a form is stored before its act is judged, so it may be there although nothing was recorded. */
function ofForm({ request }: StoredRequest, sha256: HashText): readonly string[] {
  const tenant = fieldOf(request, 'tenant');
  return tenant === undefined ? [] : stamped(blobKeys.evidence(tenant as TenantId, sha256(canonical(request))));
}

function fieldOf(request: StoredRequest['request'], name: string): string | undefined {
  const fields = Object.entries(request ?? {});
  const [, value] = fields.find(([field]) => field === name) ?? [];
  return typeof value === 'string' ? value : undefined;
}
