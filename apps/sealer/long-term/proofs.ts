// Level B-LT: the proofs that the seal's certificates were good, kept in the file (DSS dictionary, EN 319 142-1 §5.4) as a section of their own.
import { createHash, X509Certificate } from 'node:crypto';
import { PdfArray, PdfDict, PdfName, PdfStream, type PdfRef } from '@libpdf/core';
import type { Authority } from '../authority.ts';
import type { Draft } from '../draft.ts';
import { grown, nextSection, type Growing } from '../incremental.ts';
import { readCms } from '../read-cms.ts';
import { Shortfall } from '../shortfall.ts';
import type { SignedSection } from '../signed-section.ts';
import { tokenWithin } from '../stamping/token.ts';
import { certificatesIn } from '../trust.ts';
import type { Asked, Proofs, Revocation } from './revocation.ts';

type Settings = { readonly authority: Authority; readonly revocation: Revocation };

/** @throws Shortfall where something cannot be proven */
export async function withProofs({ file, draft, root, contents }: SignedSection, { authority, revocation }: Settings): Promise<Growing> {
  const signature = Buffer.from(contents, 'hex');
  const proofs = await revocation(chainsIn(signature, authority));
  if (proofs.missing.length > 0) throw new Shortfall('B-T', proofs.missing.join(' '));
  // The name under which validators look for what belongs to one signature.
  const name = createHash('sha1').update(signature).digest('hex').toUpperCase();
  draft.pdf.getCatalog().set('DSS', draft.add(securityStore(draft, { proofs, name })));
  draft.changed(root);
  return grown(file, nextSection(file, draft));
}

/** Ours, and that of the time-stamp. */
function chainsIn(signature: Uint8Array, { signer, caPem }: Authority): Asked[] {
  const seal = readCms(signature);
  const stamp = seal && tokenWithin(seal.info);
  const token = stamp && readCms(stamp);
  const own = {
    certificate: new X509Certificate(signer.certificate),
    others: [...signer.chain.map((der) => new X509Certificate(der)), ...certificatesIn(caPem)],
  };
  return [own, ...(token ? [{ certificate: token.certificate, others: token.certificates }] : [])];
}

function securityStore(draft: Draft, { proofs, name }: { proofs: Proofs; name: string }): PdfDict {
  const before = draft.get(draft.pdf.getCatalog().get('DSS'));
  const store = before instanceof PdfDict ? before.clone() : new PdfDict();
  const own = new PdfDict();
  const kinds = [
    ['Certs', 'Cert', proofs.certificates],
    ['OCSPs', 'OCSP', proofs.ocsps],
    ['CRLs', 'CRL', proofs.crls],
  ] as const;
  for (const [plural, singular, content] of kinds) {
    const refs: PdfRef[] = content.map((der) => draft.add(PdfStream.fromDict({}, der)));
    if (refs.length === 0) continue;
    // What earlier signatures rest on stays.
    const kept = draft.get(store.get(plural));
    store.set(plural, new PdfArray([...(kept instanceof PdfArray ? kept : []), ...refs]));
    own.set(singular, new PdfArray(refs));
  }
  const related = draft.get(store.get('VRI'));
  const updated = related instanceof PdfDict ? related.clone() : new PdfDict();
  updated.set(name, draft.add(own));
  store.set('VRI', draft.add(updated));
  store.set('Type', PdfName.of('DSS'));
  return store;
}
