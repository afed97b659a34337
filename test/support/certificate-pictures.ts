// Pictures of the certificate: every page in English, in German, and of people from all over, and of a page with what they entered, drawn
// by PDFium. For looking at and for the documentation: node test/support/certificate-pictures.ts FOLDER
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { offsetAt } from '#apps/world/hashing.ts';
import { completionPages } from '#apps/sealer/completion/completion-pages.ts';
import { localAuthority } from '#apps/sealer/authority.ts';
import { sealer } from '#apps/sealer/lambda.ts';
import { fromAllOver, twoPeople } from './certificate-stories.ts';
import { marksSheet, SHEET_MARKS } from './marks-sheet.ts';
import { pageImage, pageImages } from './page-images.ts';
import { SEALED_AT, sealJob } from './seal-job.ts';
import { smallPng } from './small-png.ts';

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('Say where the pictures go: node test/support/certificate-pictures.ts FOLDER');
await mkdir(folder, { recursive: true });

const SCALE = 1.5;

const settings = { attached: false, paper: 'A4', level: 'B-T', offsetAt, authority: { name: 'Contoso AG seal', isLocal: false } } as const;
const stories = { 'certificate-en': twoPeople('en'), 'certificate-de': twoPeople('de'), 'certificate-world': fromAllOver() };
for (const [name, job] of Object.entries(stories)) {
  const pages = pageImages(await completionPages(job, settings), SCALE).map(smallPng);
  for (const [index, page] of pages.entries()) await writeFile(join(folder, `${name}-${index + 1}.png`), page);
  console.log(`${name}: ${pages.length} pages`);
}

const authority = await localAuthority(await mkdtemp(join(tmpdir(), 'countersign-pictures-')), SEALED_AT);
const marked = await sealer({ authority, offsetAt }).seal(sealJob(await marksSheet(), { marks: SHEET_MARKS }));
await writeFile(join(folder, 'marks.png'), smallPng(pageImage(marked.bytes, { number: 1, scale: SCALE })));
