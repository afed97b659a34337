// The proof that a reply leaves behind: the raw mail is kept already; beside it goes what was checked and what the DNS answered.
import { enProof } from '#core/phrases/en/proof.ts';
import type { EvidenceRef } from '#core/terms.ts';
import type { Blobs, InboundMail } from '#core/ports.ts';
import { blobKeys } from '#apps/ports.ts';
import type { MailEvidence } from '../identity.ts';
import type { Mailbox } from '../raw/mailbox.ts';
import { rawHashOf } from '../request.ts';

type Proven = { readonly mail: InboundMail; readonly from: Mailbox; readonly evidence: MailEvidence };

/** Put once under the raw mail's own name: the first good verdict stays. */
export async function keepEvidence(blobs: Blobs, { mail, from, evidence }: Proven): Promise<EvidenceRef> {
  const verdict = { mail, from: from.email, ...evidence };
  await blobs.put(blobKeys.inboundVerdict(rawHashOf(mail)), Buffer.from(JSON.stringify(verdict)));
  return {
    kind: 'mail',
    reference: mail.blob,
    proof: enProof({ how: 'reply', from: from.email, domain: evidence.dkim.domain }),
  };
}
