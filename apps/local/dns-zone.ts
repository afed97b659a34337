// DNS for mail authentication in the demo: a zone of its own, which never asks the network.
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

function inZone(domain: string, text: string): string | undefined {
  return isLocalDomain(domain) ? text : undefined;
}

function missing(name: string, type: string): Error {
  return Object.assign(new Error(`No ${type} record for ${name} in the demo's zone.`), { code: 'ENOTFOUND' });
}
