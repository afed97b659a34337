// The page that checks a sealed PDF, as someone has it who saved it years ago: opened from a file in a real browser, without a network.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { offsetAt } from '#apps/world/hashing.ts';
import { localAuthority, type Authority } from '#apps/sealer/authority.ts';
import { sealer } from '#apps/sealer/lambda.ts';
import { verify } from '#apps/sealer/verify.ts';
import { verifyPage } from '#apps/verify-page/build.ts';
import { verdictOf } from '#apps/verify-page/verdict.ts';
import { ENGLISH } from '#apps/verify-page/words/languages.ts';
import { launchBrowser } from '../../support/browser.ts';
import { contractPdf } from '../../support/pdf.ts';
import { SEALED_AT, sealJob } from '../../support/seal-job.ts';

const NOTES = [
  { language: 'en', text: 'only here' },
  { language: 'de', text: 'nur hier' },
];

let folder: string;
let authority: Authority;
let sealed: Uint8Array;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-verify-page-'));
  authority = await localAuthority(join(folder, 'authority'), SEALED_AT);
  const sealing = sealer({ authority, offsetAt });
  const taken = await sealing.intake(await contractPdf());
  if (taken.verdict !== 'accept') throw new Error(taken.why);
  sealed = (await sealing.seal(sealJob(taken.presented))).bytes;
  await writeFile(join(folder, 'verify.html'), (await verifyPage({ anchors: [authority.caPem], notes: NOTES })).html);
  await writeFile(join(folder, 'trusting-nobody.html'), (await verifyPage({ anchors: [] })).html);
  browser = await launchBrowser();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

type Opened = { readonly page: Page; readonly problems: string[]; readonly asked: string[] };

async function opened(name = 'verify.html', locale = 'en-GB'): Promise<Opened> {
  const context = await browser.newContext({ offline: true, locale });
  const page = await context.newPage();
  const [problems, asked]: [string[], string[]] = [[], []];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(join(folder, name)).href);
  return { page, problems, asked };
}

type Shown = { readonly standing: string | null; readonly headline: string | null; readonly lines: readonly string[] };

async function check(page: Page, content: Uint8Array): Promise<Shown> {
  await page.setInputFiles('#file', { name: 'contract.pdf', mimeType: 'application/pdf', buffer: Buffer.from(content) });
  await page.waitForSelector('#lines dt', { timeout: 60_000 });
  return shownOn(page);
}

async function shownOn(page: Page): Promise<Shown> {
  return {
    standing: await page.getAttribute('#headline', 'class'),
    headline: await page.textContent('#headline'),
    lines: await page.locator('#lines dd').allTextContents(),
  };
}

function changed(at: number): Uint8Array {
  const copy = Uint8Array.from(sealed);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

test('a sealed file is genuine, and everything that was checked is said', { timeout: 90_000 }, async () => {
  const { page, problems, asked } = await opened();
  const shown = await check(page, sealed);
  expect(shown).toMatchObject({ standing: 'good', headline: 'Genuine: sealed, and unchanged since.' });
  for (const words of [
    'not a byte that it covers',
    'from its first byte',
    'authority that you trust',
    'shared events in one chain',
    'to the byte',
  ])
    expect(shown.lines.join('\n')).toContain(words);
  expect(problems).toEqual([]);
  expect(asked.filter((url) => !url.startsWith('blob:') && !url.startsWith('data:'))).toEqual([
    pathToFileURL(join(folder, 'verify.html')).href,
  ]);
});

test.each([
  ['of the document', () => changed(sealed.indexOf(0x6f, 200)), /changed/],
  ['of the record', () => changed(Buffer.from(sealed).indexOf('"headers"') + 3), /changed|record/],
  ['of the signature', () => changed(Buffer.from(sealed).indexOf('/Contents <3082') + 400), /seal|signature|certificate/i],
])('a byte changed %s is found', { timeout: 90_000 }, async (_, file, said) => {
  const { page } = await opened();
  const shown = await check(page, file());
  expect(shown).toMatchObject({ standing: 'bad', headline: expect.stringMatching(/do not rely on it|does not hold/) });
  expect(shown.lines.join('\n')).toMatch(said);
});

test('a file that was cut off, and bytes that are no PDF, are never called genuine', { timeout: 90_000 }, async () => {
  const { page } = await opened();
  expect((await check(page, sealed.subarray(0, sealed.length - 5000))).standing).not.toBe('good');
  const { page: another } = await opened();
  expect(await check(another, Buffer.from('no PDF'))).toMatchObject({ standing: 'open', headline: 'This PDF carries no seal.' });
});

test('something appended after the seal is named', { timeout: 90_000 }, async () => {
  const { page } = await opened();
  const shown = await check(page, Buffer.concat([sealed, Buffer.from('\n% more\n')]));
  expect(shown.standing).toBe('bad');
  expect(shown.lines.join('\n')).toMatch(/added to the file|after it was sealed|bytes/);
});

test('a seal of an authority that the page does not know is told apart, until its certificate is given', { timeout: 90_000 }, async () => {
  const { page } = await opened('trusting-nobody.html');
  expect(await check(page, sealed)).toMatchObject({ standing: 'open', headline: expect.stringContaining('by whom is not known') });
  const pem = { name: 'ca.pem', mimeType: 'application/x-pem-file', buffer: Buffer.from(authority.caPem) };
  await page.click('summary');
  await page.setInputFiles('#authority', pem);
  await page.waitForSelector('#headline.good', { timeout: 60_000 });
  expect(await page.textContent('#trusted')).toBe('ca.pem');
});

test('the page says of a file what the command finds out about it', { timeout: 90_000 }, async () => {
  const { page } = await opened();
  for (const file of [sealed, changed(2000), await contractPdf()]) {
    const said = await check(page, file);
    const found = verdictOf(await verify(file, { trust: [authority.caPem] }), { language: ENGLISH, where: 'page' });
    expect(said).toEqual({ standing: found.standing, headline: found.headline, lines: found.lines.map(({ sentence }) => sentence) });
    await page.reload();
  }
});

test(
  'the page speaks its reader’s language, says in it what it finds, and changes to another one on the spot',
  { timeout: 90_000 },
  async () => {
    const { page, problems } = await opened('verify.html', 'de-AT');
    expect(await page.textContent('h1')).toBe('Ein versiegeltes PDF prüfen');
    expect(await page.getAttribute('html', 'lang')).toBe('de');
    expect(await page.locator('.note:visible').allTextContents()).toEqual(['nur hier']);
    const shown = await check(page, changed(2000));
    expect(shown.headline).toBe('Nach dem Versiegeln geändert: Verlassen Sie sich nicht darauf.');
    expect(shown.lines[0]).toBe(
      'Die Datei wurde geändert, nachdem sie versiegelt war. Das Dokument in dieser Datei ist nicht das, von dem die Aufzeichnung spricht.',
    );
    await page.click('#languages button[lang=en]');
    await page.waitForSelector('#headline:has-text("Changed after")', { timeout: 60_000 });
    expect(await page.textContent('h1')).toBe('Check a sealed PDF');
    expect(await page.locator('main [data-say]').allTextContents()).not.toContain('');
    expect(problems).toEqual([]);
  },
);

test('nothing of the page may load, connect or post anywhere, and nothing runs but its own script', async () => {
  const { html, policy } = await verifyPage({ anchors: ['</script><script>alert(1)</script>'] });
  expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-\S+'; style-src 'sha256-\S+'/);
  expect(policy).not.toMatch(/unsafe|\*|https?:|connect-src/);
  expect(html).not.toContain('<script>alert');
  expect(html).not.toMatch(/<(?:link|img|script|iframe)[^>]+(?:src|href)="(?!data:)/);
  expect(await readFile(join(folder, 'verify.html'), 'utf8')).toContain(authority.caPem.split('\n')[1] ?? '-');
});
