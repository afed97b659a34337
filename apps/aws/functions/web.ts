// The hosted pages: to read, fill in and sign a document, to place fields, and to check a sealed file.
import { awaitedOnce } from '../awaited-once.ts';
import { plus } from '#core/time.ts';
import { estate, type Estate } from '../estate.ts';
import { httpHere, remoteAddress } from '../http-here.ts';
import { verifyPageHere } from '../verify-page-here.ts';
import { webHere } from '../web-here.ts';

/** An answer of a function holds 6 MB, of which bytes take four thirds. */
const MOST_ANSWER_BYTES = 4_000_000;

/** Where the bucket is, its own links say. */
async function largeFiles({ blobs, clock }: Estate) {
  const link = await blobs.link('any', { expiresAt: plus(clock(), { minutes: 1 }), filename: 'any' });
  if (link === undefined) throw new Error('The bucket gives no links, so large documents could not be shown.');
  return { overBytes: MOST_ANSWER_BYTES, origin: new URL(link).origin };
}

export const handler = httpHere(
  awaitedOnce(async () => {
    const base = await estate();
    return webHere(base, { remoteAddress, largeFiles: await largeFiles(base), verifyPage: async () => verifyPageHere(base.config) }).app;
  }),
);
