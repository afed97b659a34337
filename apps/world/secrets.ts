// What only this installation knows, and from which others of its secrets follow. Whoever loses them loses every link that was sent.
import { hkdfSync } from 'node:crypto';
import { secretBox, type SecretBox } from '#apps/secret-box.ts';

/** 32 random bytes each. */
export type Secrets = { readonly token: Buffer; readonly code: Buffer; readonly web: Buffer; readonly id: Buffer };

/** Installations were made before there were chats; from one of their secrets come others for other uses (RFC 5869). */
export function derived({ web }: Secrets, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', web, '', `countersign ${use}`, 32));
}

/** Seals the tokens of workspaces. */
export function boxOf(secrets: Secrets): SecretBox {
  return secretBox([{ kid: 'k1', secret: derived(secrets, 'tokens of workspaces') }]);
}
