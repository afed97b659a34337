// Signature page and certificate of completion as one small PDF, whose pages the seal appends.
import type { SealJob } from '#core/sealing.ts';
import { epochMs } from '#core/time.ts';
import type { Authority } from './authority.ts';
import { certificate } from './certificate.ts';
import { printable } from './printable.ts';
import { newSheet, type Paper } from './sheet.ts';
import { signaturePage } from './stamp.ts';

/** @property attached the certificate travels as a file of its own, because the document was signed before */
export type CompletionSettings = { readonly authority: Authority; readonly attached: boolean; readonly paper: Paper };

export async function completionPages(job: SealJob, settings: CompletionSettings): Promise<Uint8Array> {
  const sheet = newSheet({
    title: `Certificate of completion: ${printable(job.title)}`,
    paper: settings.paper,
    created: new Date(epochMs(job.at)),
  });
  signaturePage(sheet, job);
  certificate(sheet, job, settings);
  return sheet.finish(`${job.envelope}  ·  Signatures and certificate of completion  ·  ${printable(job.title)}`);
}
