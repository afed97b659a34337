// The file in which a tenant leaves one installation for another: JSON, a line each. The first names the format and the tenant, the last
// counts the others and holds the SHA-256 of everything before it, line ends included.
import { z } from 'zod';
import type { Sha256, TenantId } from '#core/ids.ts';
import type { Item, Person, Tenant } from '#core/ports.ts';
import { brand } from './row-body.ts';

export const FORMAT = 'countersign-export/1';

export type ExportLine =
  | { readonly kind: 'start'; readonly format: typeof FORMAT; readonly tenant: Tenant }
  | { readonly kind: 'person'; readonly person: Person }
  /** A row as it is stored. */
  | { readonly kind: 'row'; readonly row: Item }
  /** `base64` is absent where the blobs lie beside the file. */
  | { readonly kind: 'blob'; readonly key: string; readonly bytes: number; readonly sha256: Sha256; readonly base64?: string | undefined }
  | { readonly kind: 'end'; readonly counts: ExportCounts; readonly sha256: Sha256 };

export type ExportCounts = { readonly person: number; readonly row: number; readonly blob: number };

export const NO_COUNTS: ExportCounts = { person: 0, row: 0, blob: 0 };

export function counted(counts: ExportCounts, { kind }: ExportLine): ExportCounts {
  return kind === 'start' || kind === 'end' ? counts : { ...counts, [kind]: counts[kind] + 1 };
}

const hash = z.custom<Sha256>((value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value));
const tenant = brand<TenantId>();
const schema: z.ZodType<ExportLine> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    format: z.literal(FORMAT),
    tenant: z.object({ id: tenant, name: z.string(), domains: z.array(z.string()), zone: z.string() }),
  }),
  z.object({ kind: z.literal('person'), person: z.object({ email: z.string(), name: z.string(), tenant }) }),
  z.object({ kind: z.literal('row'), row: z.object({ pk: z.string(), sk: z.string(), version: z.int().min(1), body: z.string() }) }),
  z.object({ kind: z.literal('blob'), key: z.string(), bytes: z.int(), sha256: hash, base64: z.string().optional() }),
  z.object({ kind: z.literal('end'), counts: z.object({ person: z.int(), row: z.int(), blob: z.int() }), sha256: hash }),
]);

/** @returns undefined for what is no line of this format. */
export function readLine(text: string): ExportLine | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
