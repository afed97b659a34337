// A signer's browser at the page of a document with fields, on loopback.
import type { Browser } from 'playwright-core';
import { contractPdf } from '#apps/local/sample-contract.ts';
import { sha256Of } from '#apps/world/hashing.ts';
import { body, command, DANA, INES, OLIVIA, person, r } from './build.ts';
import { DRAWING, placing, put } from './fields.ts';
import { watchedPage } from './watched-page.ts';
import { proven, webSite } from './web-site.ts';

const SIGNERS = [
  { ...INES, name: 'Ines Duarte', step: 1 },
  { ...DANA, name: 'Dana Fox', step: 2 },
];
const at = (page: number, left: number, top: number, [width, height]: readonly [number, number]) => ({
  place: { page, left, top, width, height },
});

/** Two pages; Ines has signed, Dana is asked for one of each kind. */
const FIELDS = [
  put('signature', 1, at(2, 76, 690, [170, 44])),
  put('date', 1, at(2, 76, 740, [100, 16])),
  put('signature', 2, at(2, 330, 690, [170, 44])),
  put('date', 2, at(2, 330, 740, [100, 16])),
  put('text', 2, { label: 'Job title', ...at(2, 330, 664, [170, 18]) }),
  put('checkbox', 2, { label: 'I have read Annex A', ...at(2, 310, 642, [14, 14]) }),
  put('initials', 2, at(1, 470, 760, [56, 30])),
  put('text', 2, { label: 'Cost centre', isRequired: false, ...at(1, 330, 768, [120, 16]) }),
];

type Settings = Parameters<Browser['newContext']>[0] & { readonly language?: string };

/** @returns with `close`, which ends the browser's part and the server */
export async function signersBrowser(browser: Browser, { language = 'en', ...settings }: Settings = {}) {
  const site = webSite();
  const pdf = await contractPdf({ pages: 2 });
  const sha256 = sha256Of(pdf);
  const documents = [{ id: 'd1', filename: 'Agreement.pdf', sha256, originalSha256: sha256, pages: 2, bytes: pdf.length }];
  await site.drafted({ title: 'Master Services Agreement', recipients: SIGNERS.map((one) => ({ ...one, language })), documents }, pdf);
  await site.run(command(OLIVIA, placing(...FIELDS)), command(OLIVIA, body.send));
  await site.run(command(person(INES.email), { ...body.sign(r(1), sha256, 'Ines Duarte'), entries: [{ field: 'f1', value: DRAWING }] }));
  const dana = await proven(site, r(2));
  const watched = await watchedPage(browser, site, settings);
  const { context, page, origin } = watched;
  const [name = '', value = ''] = dana.cookie().split('=');
  await context.addCookies([{ name, value, url: origin + dana.path }]);
  await page.goto(origin + dana.path);
  return { site, dana, ...watched };
}
