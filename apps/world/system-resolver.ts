// DNS for mail authentication in live use.
import { Resolver } from 'node:dns/promises';
import type { DnsResolver } from '#core/ports.ts';

/** The machine's resolver. Bounded, since mail waits for it. */
export function systemResolver(): DnsResolver {
  const resolver = new Resolver({ timeout: 4_000, tries: 2 });
  // The port's type names what TXT and addresses give; other types (MX in SPF) pass through as Node gives them.
  return async (name, type) => (await resolver.resolve(name, type)) as string[][] | string[];
}
