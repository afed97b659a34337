// DNS for mail authentication: the demo's own zone, which never asks the network, and the machine's resolver for live use.
import { Resolver } from 'node:dns/promises';
import type { DnsResolver } from '#core/ports.ts';
import { isLocalDomain, PROVIDER_IP } from './local-domains.ts';

export type ZoneKeys = { readonly selector: string; /** Base64 of the SubjectPublicKeyInfo. */ readonly publicKey: string };

/**
 * Every `.test` domain has the stand-in provider for its mail: its DKIM key, its address alone in SPF, and `p=reject`.
 * So mail that did not pass the provider fails everything, as mail from a stranger's machine would.
 */
export function localZone({ keys }: { keys: ZoneKeys }): DnsResolver {
  const key = `${keys.selector}._domainkey.`;
  return async (name, type) => {
    const asked = name.toLowerCase().replace(/\.$/, '');
    const text = type.toUpperCase() === 'TXT' ? textOf(asked) : undefined;
    if (text === undefined) throw missing(asked, type);
    return [[text]];
  };

  function textOf(asked: string): string | undefined {
    if (asked.startsWith(key)) return inZone(asked.slice(key.length), `v=DKIM1; k=rsa; p=${keys.publicKey}`);
    if (asked.startsWith('_dmarc.')) return inZone(asked.slice('_dmarc.'.length), 'v=DMARC1; p=reject');
    return inZone(asked, `v=spf1 ip4:${PROVIDER_IP} -all`);
  }
}

/** The machine's resolver. Bounded, since mail waits for it. */
export function systemResolver(): DnsResolver {
  const resolver = new Resolver({ timeout: 4_000, tries: 2 });
  // The port's type names what TXT and addresses give; other types (MX in SPF) pass through as Node gives them.
  return async (name, type) => (await resolver.resolve(name, type)) as string[][] | string[];
}

function inZone(domain: string, text: string): string | undefined {
  return isLocalDomain(domain) ? text : undefined;
}

function missing(name: string, type: string): Error {
  return Object.assign(new Error(`No ${type} record for ${name} in the demo's zone.`), { code: 'ENOTFOUND' });
}
