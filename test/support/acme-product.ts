// The product as Acme runs it live on one machine: its mail goes the way that the test gives it, names are looked up in the tests' zone.
import { onTestFinished } from 'vitest';
import { relayTransport } from '#apps/email/smtp-relay.ts';
import { openDataDir } from '#apps/local/data-dir.ts';
import { runProduct, type Product, type ProductParts } from '#apps/local/product.ts';
import type { TenantId } from '#core/ids.ts';
import { instantOf } from '#core/time.ts';
import { zone } from './mail.ts';
import { temporaryFolder } from './temporary.ts';

export async function acmeProduct(given: Pick<ProductParts, 'transport'> & Partial<ProductParts>): Promise<Product> {
  const product = await runProduct({
    data: await openDataDir(temporaryFolder(), 'live'),
    host: '127.0.0.1',
    port: 0,
    smtpHost: '127.0.0.1',
    smtpPort: 0,
    mailDomain: 'sign.acme.test',
    publicUrl: () => 'https://sign.acme.test',
    isLocal: false,
    resolver: zone(),
    clock: () => instantOf(Date.now()),
    seed: async ({ directory }) =>
      directory.addTenant({ id: 'acme' as TenantId, name: 'Acme', domains: ['acme.test'], zone: 'Europe/Berlin' }),
    ...given,
  });
  onTestFinished(async () => product.close());
  return product;
}

/** Mail goes out by a relay on this machine. */
export function byRelay(port: number): Pick<ProductParts, 'transport' | 'release'> {
  const transport = relayTransport(`smtp://127.0.0.1:${port}`);
  return { transport, release: () => transport.close() };
}
