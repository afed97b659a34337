// A reply's proof checked again, years later and without a network: the raw mail against the DNS answers that were written down when it came.
// Selectors are rotated and keys withdrawn; what counted then is what was answered then.
import { createHash } from 'node:crypto';
import { dkimVerify } from 'mailauth';
import { z } from 'zod';
import { blobKeys } from '#apps/ports.ts';
import type { Sha256 } from '#core/ids.ts';
import { parseInstant } from '#core/time.ts';
import { flawOf, isAligned } from '../identity.ts';
import { onlyMailbox } from '../raw/mailbox.ts';
import { readHeader, valueOf } from '../raw/raw-header.ts';

const proof = z.object({
  from: z.string(),
  mail: z.object({ receivedAt: z.string(), blob: z.string() }),
  dkim: z.object({ domain: z.string(), selector: z.string() }),
  dmarc: z.object({ result: z.string() }),
  dns: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      answer: z.array(z.union([z.string(), z.array(z.string())])).optional(),
      code: z.string().optional(),
    }),
  ),
});
type Proof = z.infer<typeof proof>;

export type Reverified =
  | { readonly ok: true; readonly from: string; readonly domain: string; readonly selector: string; readonly receivedAt: string }
  | { readonly ok: false; readonly why: string };

/**
 * @param raw the mail as it was stored
 * @param kept what `keepEvidence` put beside it, parsed from JSON
 */
export async function reverify(raw: Buffer, kept: unknown): Promise<Reverified> {
  const read = proof.safeParse(kept);
  const at = read.success ? parseInstant(read.data.mail.receivedAt) : undefined;
  if (!read.success || at === undefined) return no('the proof is not in the form in which proofs are kept');
  const { from, dkim, dmarc, dns, mail } = read.data;
  const header = readHeader(raw);
  if (!header.ok) return no(`the mail cannot be read: ${header.why}`);
  const writer = onlyMailbox(valueOf(header.fields, 'from') ?? '');
  if (writer?.email !== from) return no(`the mail is not from ${from}, as the proof says`);
  const missing: string[] = [];
  const { results } = await dkimVerify(raw, { resolver: recorded(dns, missing), curTime: new Date(at), minBitLength: 1024 });
  const signatures = results.filter(({ signingDomain, selector }) => signingDomain === dkim.domain && selector === dkim.selector);
  // Some systems sign twice, and change the mail in between.
  const signature = signatures.find((one) => flawOf(one, at) === undefined) ?? signatures[0];
  if (!signature) return no(`the mail carries no signature of ${dkim.domain} (${dkim.selector})`);
  const flaw = flawOf(signature, at);
  if (missing.length > 0) return no(`the proof does not hold the DNS answer for ${missing.join(', ')}`);
  if (flaw !== undefined) return no(flaw);
  if (!isAligned(signature, writer, dmarc.result)) return no(`a signature of ${dkim.domain} proves nothing of a mail from ${from}`);
  // No signature covers the whole header; the name under which the mail was kept does.
  if (mail.blob !== keyOf(raw)) return no('the mail is not byte for byte the one that came');
  return { ok: true, from, ...dkim, receivedAt: at };
}

function keyOf(raw: Buffer): string {
  return blobKeys.inboundMail(createHash('sha256').update(raw).digest('hex') as Sha256);
}

/** Whatever was not asked then is not known now; it is never looked up. */
function recorded(dns: Proof['dns'], missing: string[]): (name: string, type: string) => Promise<string[][]> {
  return async (name, type) => {
    const found = dns.find((one) => one.name === name && one.type === type);
    if (!found && name.includes('._domainkey.')) missing.push(name);
    if (found?.answer) return found.answer.map((part) => [part].flat());
    throw Object.assign(new Error(`No ${type} for ${name} was recorded.`), { code: found?.code ?? 'ENOTFOUND' });
  };
}

function no(why: string): Reverified {
  return { ok: false, why };
}
