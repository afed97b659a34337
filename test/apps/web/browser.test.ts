// The hosted document in a real browser: what app.request() cannot show (pages drawn, policy obeyed, forms that a person fills in).
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { contractPdf } from '#apps/local/sample-contract.ts';
import { sha256Of } from '#apps/world/hashing.ts';
import { launchBrowser } from '#test/support/browser.ts';
import { DANA, ENVELOPE, r, TENANT } from '#test/support/build.ts';
import { watchedPage } from '#test/support/watched-page.ts';
import { proven, webSite, type Site } from '#test/support/web-site.ts';

const CHECKS = readFileSync(new URL('../../support/page-checks.js', import.meta.url), 'utf8');
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1200, height: 900 };

let browser: Browser;
let pdf: Uint8Array;
beforeAll(async () => {
  [browser, pdf] = await Promise.all([launchBrowser(), contractPdf({ pages: 2 })]);
}, 120_000);
afterAll(async () => browser.close());

/** A site on loopback with Dana's turn, and her browser at its page. */
async function danasBrowser(settings: Parameters<Browser['newContext']>[0]) {
  const site = webSite();
  const sha256 = sha256Of(pdf);
  const document = { id: 'd1', filename: 'Agreement.pdf', sha256, originalSha256: sha256, pages: 2, bytes: pdf.length };
  await site.sent({ recipients: [{ ...DANA, name: 'Dana Fox', step: 1 }], documents: [document] }, pdf);
  const { context, page, troubles, origin, close } = await watchedPage(browser, site, settings);
  onTestFinished(close);
  await page.goto(origin + (await site.link(r(1))));
  return { site, context, page, troubles };
}

/** The code of the mail that is on its way; its request is the last one of this browser's session. */
async function mailedCode(site: Site, context: BrowserContext): Promise<string> {
  const cookie = (await context.cookies()).find(({ name }) => name === 'countersign');
  const { last } = JSON.parse(Buffer.from(cookie?.value.split('.')[0] ?? '', 'base64url').toString());
  return site.code(last.nonce);
}

async function firstPageDrawn(page: Page): Promise<void> {
  await page.locator('.page canvas').first().waitFor({ state: 'attached' });
}

describe('in a browser', { timeout: 120_000 }, () => {
  it('the pages are drawn, and open, code and signature lead to a recorded act', async () => {
    const { site, context, page, troubles } = await danasBrowser({ viewport: DESK });
    await firstPageDrawn(page);
    const inks = await page.evaluate(`{
      const canvas = document.querySelector('.page canvas');
      new Set(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data).size
    }`);
    expect(inks).toBeGreaterThan(10);
    await page.locator('.page-text', { hasText: 'between Northwind GmbH' }).waitFor({ state: 'attached' });

    await page.getByRole('button', { name: 'Open the document' }).click();
    await page.getByRole('button', { name: 'Send me a code' }).click();
    await page.getByLabel('Six-digit code').fill(await mailedCode(site, context));
    await page.getByRole('button', { name: 'Confirm the code' }).click();
    await page.getByLabel('Type your full name').fill('Dana Fox');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByRole('status').filter({ hasText: 'Recorded: you signed' }).waitFor();
    expect(await site.state()).toMatchObject({ status: 'completed', recipients: [{ act: { typedName: 'Dana Fox', assurance: 'L2' } }] });
    const { version } = await site.ledger.load(TENANT, ENVELOPE);
    await page.reload();
    await page.getByRole('status').filter({ hasText: 'Recorded: you signed' }).waitFor();
    expect((await site.ledger.load(TENANT, ENVELOPE)).version).toBe(version);
    // Every violation of the content security policy would be an error on the console.
    expect(troubles).toEqual([]);
  });

  it('a phone shows who asks and the document first, one step at the lower edge, and never scrolls sideways', async () => {
    const { page } = await danasBrowser({ viewport: PHONE });
    await firstPageDrawn(page);
    const open = page.getByRole('button', { name: 'Open the document' });
    const boxes = {
      title: await page.locator('h1').boundingBox(),
      document: await page.locator('.page').first().boundingBox(),
      open: await open.boundingBox(),
    };
    expect(boxes.title?.y).toBeLessThan(boxes.document?.y ?? 0);
    expect(boxes.document?.y).toBeLessThan(PHONE.height);
    expect((boxes.open?.y ?? 0) + (boxes.open?.height ?? 0)).toBeLessThanOrEqual(PHONE.height);
    expect(boxes.open?.height).toBeGreaterThanOrEqual(44);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await open.click();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it.each(['light', 'dark'] as const)('every text stands out against its ground, every field has a name (%s)', async (colorScheme) => {
    const { site, context, page } = await danasBrowser({ viewport: DESK, colorScheme });
    const dana = await proven(site, r(1));
    const [name = '', value = ''] = dana.cookie().split('=');
    await context.addCookies([{ name, value, url: page.url() }]);
    await page.reload();
    await page.getByLabel('Type your full name').waitFor();
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await page.evaluate(`${CHECKS}; lowContrast()`)).toEqual([]);
    expect(await page.evaluate(`${CHECKS}; accessFaults()`)).toEqual([]);
    // And the judge is awake.
    await page.evaluate(`document.querySelector('.byline').style.color = 'rgb(112, 112, 112)'; document.querySelector('label').remove()`);
    expect(await page.evaluate(`${CHECKS}; lowContrast()`)).toHaveLength(1);
    expect(await page.evaluate(`${CHECKS}; accessFaults()`)).toEqual(['no label: typedName']);
  });

  it('a keyboard reaches the document and the act, and sees where it is', async () => {
    const { page } = await danasBrowser({ viewport: DESK });
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Skip to the document');
    const open = page.getByRole('button', { name: 'Open the document' });
    await open.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Send me a code' }).waitFor();
    await page.locator('#notice:focus').waitFor();
  });

  it('without scripts there is a link to the PDF, and the forms work', async () => {
    const { site, page } = await danasBrowser({ viewport: PHONE, javaScriptEnabled: false });
    expect(await page.getByRole('link', { name: 'View as PDF' }).getAttribute('href')).toMatch(/\/documents\/1\.pdf$/);
    expect(await page.locator('.pages').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Open the document' }).click();
    await page.getByRole('button', { name: 'Send me a code' }).waitFor();
    expect(await site.state()).toMatchObject({ recipients: [{ status: 'viewed' }] });
  });
});

async function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
