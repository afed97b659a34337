// A seal job as the dispatcher would hand it over, with a record that really chains.
import { createHash, randomBytes } from 'node:crypto';
import { canonical } from '#core/canonical.ts';
import { parseEnvelopeId, type EnvelopeId, type Sha256, type TenantId } from '#core/ids.ts';
import type { Attestation, SealJob } from '#core/sealing.ts';
import type { PublicRecord } from '#core/record.ts';
import { parseInstant, type Instant } from '#core/time.ts';

export const SEALED_AT = instant('2026-11-24T18:20:00.000Z');

export function instant(text: string): Instant {
  const at = parseInstant(text);
  if (!at) throw new Error(`“${text}” is no time.`);
  return at;
}

export function sha256(content: Uint8Array | string): Sha256 {
  return createHash('sha256').update(content).digest('hex') as Sha256;
}

export function attestation(over: Partial<Attestation> = {}): Attestation {
  return {
    name: 'Łukasz Żółć',
    email: 'lukasz@northwind.test',
    role: 'signer',
    act: 'signed',
    at: instant('2026-11-24T10:04:11.000Z'),
    typedName: 'Łukasz Żółć',
    words: 'I SIGN',
    consentText: 'I agree to sign this document electronically, and I intend my typed name to be my signature.',
    proof: 'Replied by e-mail to an address made for this person alone; DKIM of northwind.test aligned, DMARC not failing.',
    ...over,
  };
}

export function sealJob(presented: Uint8Array, over: Partial<SealJob> = {}): SealJob {
  const id = parseEnvelopeId('CS-00000-00000');
  if (!id) throw new Error('The envelope id of the tests is not well-formed.');
  return {
    presented,
    filename: 'master-services-agreement.pdf',
    title: 'Master Services Agreement',
    envelope: id,
    language: 'en',
    zone: 'Europe/Berlin',
    verifyUrl: `https://sign.contoso.test/verify?e=${id}`,
    sender: { name: 'Bea Sommer', email: 'bea@contoso.test', organisation: 'Contoso AG' },
    documents: [{ filename: 'master-services-agreement.pdf', sha256: sha256(presented), pages: 3 }],
    attestations: [attestation(), attestation({ name: 'Zoë Ångström', typedName: 'Zoë Ångström', email: 'zoe@fabrikam.test' })],
    timeline: [
      { at: instant('2026-11-24T09:00:00.000Z'), what: 'sent', who: { name: 'Bea Sommer', email: 'bea@contoso.test' } },
      { at: instant('2026-11-24T10:04:11.000Z'), what: 'signed', who: { name: 'Łukasz Żółć', email: 'lukasz@northwind.test' } },
    ],
    record: recordOf(id, { sha256: sha256(presented), bytes: presented.length }),
    at: SEALED_AT,
    ...over,
  };
}

/** Two commits; the first names the document. */
function recordOf(envelope: EnvelopeId, document: { sha256: Sha256; bytes: number }): PublicRecord {
  const leaf = (event: Record<string, string | number>) =>
    canonical({ audience: 'shared', event, nonce: randomBytes(16).toString('hex'), v: 1 });
  const texts = [leaf({ type: 'document-added', id: 'd1', ...document }), leaf({ type: 'completed' })];
  let previous: Sha256 | null = null;
  const headers = texts.map((text, index) => {
    const header = { version: index + 1, previous, leaves: [sha256(text)] };
    previous = sha256(canonical(header));
    return { ...header, hash: previous };
  });
  const shared = texts.map((text, index) => ({ text, beside: {}, version: index + 1, index: 0 }));
  return { format: 'countersign-record/1', envelope, tenant: 'contoso' as TenantId, headers, shared };
}
