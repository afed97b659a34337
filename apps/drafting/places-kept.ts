// Where each document asks for signatures and the like: kept beside it when it comes in, and looked up whenever a draft is made of it.
import { z } from 'zod';
import type { FoundPlace } from '#core/fields.ts';
import type { TenantId } from '#core/ids.ts';
import type { DocumentRef } from '#core/terms.ts';
import { blobKeys, type Ports } from '#apps/ports.ts';

type Kept = { readonly tenant: TenantId; readonly document: DocumentRef };

export async function keepPlaces({ blobs }: Ports, { tenant, document }: Kept, places: readonly FoundPlace[]): Promise<void> {
  if (places.length > 0) await blobs.put(blobKeys.places(tenant, document), new TextEncoder().encode(JSON.stringify(places)));
}

/** By the documents' ids, as a draft wants them; a document that asks for nothing is not among them. */
export async function placesOf(
  ports: Ports,
  tenant: TenantId,
  documents: readonly DocumentRef[],
): Promise<Readonly<Record<string, readonly FoundPlace[]>>> {
  const found = await Promise.all(documents.map(async (document) => [document.id, await placesIn(ports, { tenant, document })] as const));
  return Object.fromEntries(found.filter(([, places]) => places.length > 0));
}

async function placesIn({ blobs }: Ports, { tenant, document }: Kept): Promise<readonly FoundPlace[]> {
  const content = await blobs.get(blobKeys.places(tenant, document));
  if (!content) return [];
  const read = PLACES.parse(JSON.parse(Buffer.concat(await Array.fromAsync(content)).toString('utf8')));
  return read.map(({ who, covers, ...place }) => ({ ...place, ...(who === undefined ? {} : { who }), ...(covers ? { covers } : {}) }));
}

const PLACE = z.object({ page: z.number(), left: z.number(), top: z.number(), width: z.number(), height: z.number() });
const PLACES = z.array(
  z.object({
    placedBy: z.enum(['anchor', 'form-field']),
    name: z.string(),
    kind: z.enum(['signature', 'initials', 'date', 'text', 'checkbox']),
    who: z.number().optional(),
    label: z.string(),
    isRequired: z.boolean(),
    place: PLACE,
    covers: PLACE.optional(),
  }),
);
