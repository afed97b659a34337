// The hosted pages: to read, fill in and sign a document, to place fields, and to check a sealed file.
import { awaitedOnce } from '../awaited-once.ts';
import { estate } from '../estate.ts';
import { httpHere, remoteAddress } from '../http-here.ts';
import { verifyPageHere } from '../verify-page-here.ts';
import { webHere } from '../web-here.ts';

export const handler = httpHere(
  awaitedOnce(async () => {
    const base = await estate();
    return webHere(base, { remoteAddress, verifyPage: async () => verifyPageHere(base.config) }).app;
  }),
);
