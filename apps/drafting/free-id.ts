// The id of a new envelope, derived from its request, so that a request that is run again finds the envelope it made.
import type { EnvelopeId, TenantId } from '#core/ids.ts';
import type { Ports } from '#apps/ports.ts';

const MOST_ATTEMPTS = 8;

/** The id that this request has or may take: ids are short, so two requests can come to the same one. */
export async function freeId(ports: Ports, tenant: TenantId, key: string): Promise<EnvelopeId> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const id = ports.envelopeId(tenant, key, attempt);
    const [first] = (await ports.ledger.load(tenant, id)).commits;
    if (first === undefined || first.key === key) return id;
  }
  throw new Error(`No free envelope id for request ${key} of tenant ${tenant} in ${MOST_ATTEMPTS} attempts. Deliver the request again.`);
}
