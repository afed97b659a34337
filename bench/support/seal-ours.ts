// Our seal by itself, on a document as it is: no certificate of completion, no record; the same that the other library's `sign()` does.
import { createHash } from 'node:crypto';
import { PDF } from '@libpdf/core';
import { draftOf } from '#apps/sealer/draft.ts';
import { growing } from '#apps/sealer/incremental.ts';
import { archived } from '#apps/sealer/long-term/archive.ts';
import { withProofs } from '#apps/sealer/long-term/proofs.ts';
import { sealingParts } from '#apps/sealer/sealing.ts';
import { addSignatureField } from '#apps/sealer/signature-field.ts';
import { hangOn, signed } from '#apps/sealer/signed-section.ts';
import { instantOf } from '#core/time.ts';
import { REASON, settingsFor } from './seal-settings.ts';
import type { SealTask } from './seal-task.ts';

export async function prepared({ level, keys }: Pick<SealTask, 'level' | 'keys'>): Promise<(file: Uint8Array) => Promise<Uint8Array>> {
  const now = () => instantOf(Date.now());
  const { authority, lasting } = await sealingParts({ config: settingsFor(keys, level), folder: '', clock: now });
  const stamped = async (digest: Uint8Array) => {
    const { token, reasons } = (await lasting?.timeStamps(digest)) ?? { reasons: ['nobody is asked'] };
    if (!token) throw new Error(`No time-stamp: ${reasons.join('; ')}`);
    return token;
  };
  const stamp = async (signature: Uint8Array) => stamped(createHash('sha256').update(signature).digest());

  return async (file) => {
    const pdf = await PDF.load(file);
    const draft = draftOf(pdf);
    const page = pdf.getPage(0)?.ref;
    const root = pdf.context.info.trailer.getRef('Root');
    if (!page || !root) throw new Error('The document has no page.');
    hangOn(draft, page, addSignatureField(draft, { page, at: now(), reason: REASON, name: authority.name, certifies: false }));
    const section = await signed({ before: growing(file, pdf), draft, root, authority, ...(lasting && { stamp }) });
    if (!lasting) return Buffer.concat(section.file.pieces);
    const proven = await withProofs(section, { authority, revocation: lasting.revocation });
    return Buffer.concat((await archived(section, { file: proven, stamp: stamped })).pieces);
  };
}
