// The stand-in provider's DKIM key, kept so that mail of an earlier day still verifies after a restart.
import { createPublicKey } from 'node:crypto';
import type { ZoneKeys } from './dns-zone.ts';
import { keptKey } from './kept-key.ts';

export type ProviderKeys = ZoneKeys & { readonly privateKey: string };

/** One key serves every domain: a signature names its domain, and the zone publishes the key under each. */
export async function providerKeys(dir: string): Promise<ProviderKeys> {
  const privateKey = await keptKey(dir, 'dkim.pem');
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
  return { selector: 'local', privateKey, publicKey };
}
