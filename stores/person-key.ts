// Where the rows of a person lie. They are read by others than this code as well (infra/read-templates.ts), who can undo no compression.
import type { TenantId } from '#core/ids.ts';

export function personPartition(tenant: TenantId, email: string): string {
  return `T#${tenant}#P#${email}`;
}

export function isPersonPartition(pk: string): boolean {
  return /^T#[^#]+#P#/.test(pk);
}
