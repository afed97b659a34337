// The certificate's standing text: how the process works, how to verify, what is not shown. Only what is true of every envelope.
import type { SealJob } from '#core/sealing.ts';
import type { CompletionSettings } from './completion-pages.ts';
import { printable } from './printable.ts';

export const LOCAL_NOTICE =
  'This seal comes from a locally generated authority: the computer that ran Countersign made the certificate for itself. The seal shows ' +
  'whether the file was changed. That it is the seal of a particular organisation it shows only to someone who was given that computer’s CA certificate.';

export function howItWorks(job: SealJob, { attached }: CompletionSettings): string[] {
  const file = theFile(attached);
  const taken = attached
    ? 'The document already carried signatures, so it was left exactly as it was, byte for byte.'
    : 'Scripts, attachments and other active content, where there were any, were taken out and the file was saved once.';
  const added = attached
    ? 'attached this certificate and the record to the document'
    : 'appended these pages and the record to the document';
  return [
    `${printable(job.sender.name)} gave the document to Countersign, an electronic signing service, and named who should sign. ${taken} The result, the presented document, was fingerprinted with SHA-256. It is what every signer was shown and consented to, and it stands unchanged at the beginning of ${file}.`,
    'Each signer was asked personally, under a reply address or link made for that person alone. A signature counts only if it comes from the person whose turn it is, names the same fingerprint, and is proven at least as well as the sender’s rules demand. The times are those at which the service received each act.',
    `Every act is an event in a ledger to which entries can only be added. Each entry contains the SHA-256 hash of the one before it, so that changing or removing one breaks all that follow. The entries that concern the signers are in ${file} as “countersign-record.json”, together with the hashes of all others.`,
    `When the last signature was recorded, Countersign ${added} and sealed the whole with a digital signature. People sign; the service seals. The seal makes any later change visible.`,
  ];
}

export function howToVerify(job: SealJob, { attached }: CompletionSettings): string[] {
  const { length } = job.presented;
  return [
    'Any PDF reader that checks digital signatures shows in its signature panel whether the file was changed after it was sealed. No network is needed for that.',
    '“countersign verify FILE.pdf” checks offline, in addition, the chain of the embedded record and that the fingerprint recorded when the document was sent is the fingerprint of the document in this file.',
    `Without any special software: the first ${length} bytes of ${theFile(attached)} are the presented document. Their SHA-256 hash, for instance by “head -c ${length} FILE.pdf | sha256sum”, is the fingerprint above.`,
    ...(attached ? ['The signatures that were in the document before remain valid: not a byte of what they cover was touched.'] : []),
  ];
}

function theFile(attached: boolean): string {
  return attached ? 'the sealed file' : 'this file';
}

export function limits({ authority }: CompletionSettings): string[] {
  return [
    'No identity document was checked. How well each person is known is what the proof above says, and no more. Control of a mailbox is not a second factor.',
    'Times are those of the service’s clock. They are not confirmed by an independent time-stamping authority.',
    'Signs that the typeface of these pages lacks, and signs that would hide or reorder text, are spelt as ‹U+…›. The record has them as they were written.',
    'Approvals and comments inside the sender’s organisation are not part of this file; their hashes are, so that they can be shown later and checked against it.',
    ...(authority.isLocal
      ? ['The seal’s issuer is known to nobody but the computer that made it; see the note at the top of this certificate.']
      : []),
  ];
}
