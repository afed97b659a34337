// What Amazon SES found of a mail that came in, and from where it had it. Read from its notification and from the one header line that is
// its own: whatever else stands in the mail, `X-SES-…` included, anybody can have written.
import type { ProviderVerdicts } from '#core/ports.ts';
import type { Field } from '../raw/raw-header.ts';
import type { Received } from './notification.ts';

export function verdictsOf({ mail, receipt }: Received): ProviderVerdicts {
  return {
    id: mail.messageId,
    virus: verdictOf(receipt.virusVerdict),
    spam: verdictOf(receipt.spamVerdict),
    dmarc: verdictOf(receipt.dmarcVerdict),
  };
}

/** GRAY, PROCESSING_FAILED, DISABLED and an absent verdict: it could not say, which is never a pass. */
function verdictOf(verdict: { readonly status: string } | undefined): 'pass' | 'fail' | 'none' {
  if (verdict?.status === 'PASS') return 'pass';
  return verdict?.status === 'FAIL' ? 'fail' : 'none';
}

export type Peer = { readonly remoteIp: string; readonly helo: string };

/** As SES writes it; the id is not known before, so nobody can have written it in its stead. */
const TRACE = /^from (\S+) \((?:\S+ )?\[([0-9a-f.:]+)\]\) by inbound-smtp\.[a-z0-9-]+\.amazonaws\.com with SMTP id (\S+)/i;

/** The connection as SES saw it: from the topmost Received alone, and only where that names this very message. Otherwise there is no SPF. */
export function peerOf(fields: readonly Field[], messageId: string): Peer | undefined {
  const trace = fields.find(({ name }) => name === 'received')?.value.replace(/\s+/g, ' ') ?? '';
  const [, helo = '', remoteIp = '', id] = TRACE.exec(trace) ?? [];
  return id === messageId ? { remoteIp, helo } : undefined;
}

const OWN_LINES = [
  'return-path',
  'received',
  'x-ses-spam-verdict',
  'x-ses-virus-verdict',
  'received-spf',
  'authentication-results',
  'x-ses-receipt',
  'x-ses-dkim-signature',
];

/** How many bytes on top SES wrote itself: each of its lines once. What the sender's server handed over follows. */
export function traceBytes(head: Buffer): number {
  const written = new Set<string>();
  let at = 0;
  for (const line of head.toString('latin1').split(/(?<=\r\n)(?![ \t])/)) {
    const name = line.slice(0, Math.max(0, line.indexOf(':'))).toLowerCase();
    if (!OWN_LINES.includes(name) || written.has(name)) break;
    written.add(name);
    at += line.length;
  }
  return at;
}
