// What the world must find in the DNS so that mail reaches us and is believed when it comes from us, and what to add where it does not.
import type { DnsResolver } from '#core/ports.ts';
import type { Finding } from './finding.ts';

export async function dnsFindings(domain: string, resolver: DnsResolver): Promise<readonly Finding[]> {
  return [await mx(domain, resolver), await spf(domain, resolver), await dmarc(domain, resolver)];
}

async function mx(domain: string, resolver: DnsResolver): Promise<Finding> {
  const check = 'DNS: MX';
  const found = await asked(resolver, domain, 'MX');
  if (found.is === 'failed') return { check, ok: false, say: found.say };
  const hosts = found.records.map(hostOf).filter((host) => host !== '');
  if (hosts.length > 0) return { check, ok: true, say: `mail for ${domain} goes to ${hosts.join(', ')}` };
  const say = `none for ${domain}, so nobody can mail to it. Add: ${domain}. MX 10 followed by the server that takes its mail (for Amazon SES inbound-smtp.REGION.amazonaws.com).`;
  return { check, ok: false, say };
}

async function spf(domain: string, resolver: DnsResolver): Promise<Finding> {
  const check = 'DNS: SPF';
  const found = await asked(resolver, domain, 'TXT');
  if (found.is === 'failed') return { check, ok: false, say: found.say };
  const records = found.records.map(textOf).filter((text) => /^v=spf1(?: |$)/i.test(text));
  if (records.length === 1) return { check, ok: true, say: records[0] ?? '' };
  const say =
    records.length === 0
      ? `none for ${domain}. Add: ${domain}. TXT "v=spf1 include:YOUR-RELAY -all" with what your relay (for Amazon SES amazonses.com) asks for.`
      : `${records.length} records for ${domain}, of which none counts (RFC 7208 §4.5). Make them one.`;
  return { check, ok: false, say };
}

/** That of the domain itself, else of the nearest domain above it that has one (RFC 9989). */
async function dmarc(domain: string, resolver: DnsResolver): Promise<Finding> {
  const check = 'DNS: DMARC';
  const labels = domain.split('.');
  for (let at = 0; at < labels.length - 1; at += 1) {
    const name = `_dmarc.${labels.slice(at).join('.')}`;
    const found = await asked(resolver, name, 'TXT');
    if (found.is === 'failed') return { check, ok: false, say: found.say };
    const record = found.records.map(textOf).find((text) => /^v=DMARC1\b/i.test(text));
    if (record !== undefined) return { check, ok: true, say: `${record} (at ${name})` };
  }
  const say = `none for ${domain} or above it. Add: _dmarc.${domain}. TXT "v=DMARC1; p=reject", once the mail is signed with DKIM.`;
  return { check, ok: false, say };
}

type Asked = { readonly is: 'answered'; readonly records: readonly unknown[] } | { readonly is: 'failed'; readonly say: string };

async function asked(resolver: DnsResolver, name: string, type: string): Promise<Asked> {
  try {
    return { is: 'answered', records: await resolver(name, type) };
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'no reason given';
    if (['ENOTFOUND', 'ENODATA'].includes(code)) return { is: 'answered', records: [] };
    return {
      is: 'failed',
      say: `${type} of ${name} could not be asked for (${code}). Check the network and the resolver of this machine.`,
    };
  }
}

function textOf(record: unknown): string {
  return Array.isArray(record) ? record.join('') : String(record);
}

/** MX records come as objects from Node's resolver, whatever its callers say that they want. A lone full stop takes no mail (RFC 7505). */
function hostOf(record: unknown): string {
  const host = typeof record === 'object' && record !== null && 'exchange' in record ? String(record.exchange) : textOf(record);
  return host.replace(/\.$/, '');
}
