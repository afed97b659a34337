// Signature page and certificate of completion as one small PDF, whose pages the seal appends. Same input, same bytes.
import { phrasesFor } from '#core/phrases/languages.ts';
import type { SealJob, SealLevel } from '#core/sealing.ts';
import { epochMs, type OffsetAt } from '#core/time.ts';
import type { Authority } from '../authority.ts';
import type { Placed } from '../marks/put-marks.ts';
import { printable, shown } from '../text/printable.ts';
import { certificate } from './certificate.ts';
import { newSheet, type Paper } from './sheet.ts';
import { signaturePage } from './signature-page.ts';
import { timesIn } from './times.ts';

/**
 * @property attached the certificate travels as a file of its own, because the document was signed before
 * @property level of the seal that will be made: the certificate states it
 */
export type CompletionSettings = {
  readonly authority: Pick<Authority, 'name' | 'isLocal'>;
  readonly attached: boolean;
  readonly paper: Paper;
  readonly level: SealLevel;
  readonly offsetAt: OffsetAt;
  /** What was entered: on the pages, and what stands here. */
  readonly marks?: Placed;
};

export async function completionPages(job: SealJob, settings: CompletionSettings): Promise<Uint8Array> {
  const phrases = phrasesFor(job.language);
  const { certificate: say } = phrases;
  const written = { phrases, times: timesIn({ zone: job.zone, offsetAt: settings.offsetAt, phrases }) };
  const sheet = newSheet({
    title: say.fileTitle(printable(job.title)),
    paper: settings.paper,
    created: new Date(epochMs(job.at)),
    language: job.language,
  });
  signaturePage(sheet, { job, settings, written });
  certificate(sheet, { job, settings, written });
  return sheet.finish(`${job.envelope}  ·  ${say.footer}  ·  ${shown(job.title)}`, say.page);
}
