// Filling in fields in a real browser: what is entered stands in its place, a signature is drawn by hand, and nothing gets lost.
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { isDrawing } from '#core/entry.ts';
import { launchBrowser } from '#test/support/browser.ts';
import { signersBrowser } from '#test/support/signers-browser.ts';

const CHECKS = readFileSync(new URL('../../support/page-checks.js', import.meta.url), 'utf8');
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1200, height: 900 };

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => browser.close());

async function atPage(settings: Parameters<typeof signersBrowser>[1]) {
  const opened = await signersBrowser(browser, settings);
  onTestFinished(opened.close);
  return opened;
}

const spot = (page: Page, field: string) => page.locator(`.spot[data-field=${field}]`);
const stands = (page: Page, field: string) => spot(page, field).locator('.stands');
const sign = async (page: Page) => page.getByRole('button', { name: 'Sign', exact: true }).click();

async function draw(page: Page): Promise<void> {
  const pad = page.getByRole('img', { name: 'Draw your signature in this box' });
  await pad.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await pad.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width * 0.1, y + height * 0.7);
  await page.mouse.down();
  for (let step = 1; step <= 40; step += 1)
    await page.mouse.move(x + width * (0.1 + step * 0.02), y + height * (0.5 + 0.3 * Math.sin(step / 3)));
  await page.mouse.up();
}

describe('fields in a browser', { timeout: 120_000 }, () => {
  it('lie on the page where they belong, and show what others entered', async () => {
    const { page } = await atPage({ viewport: DESK });
    await spot(page, 'f5').waitFor();
    const [box, sheet] = [await spot(page, 'f5').boundingBox(), await page.locator('.page').nth(1).boundingBox()];
    if (!box || !sheet) throw new Error('Nothing is drawn.');
    const scale = sheet.width / 595.28;
    expect([(box.x - sheet.x) / scale, (box.y - sheet.y) / scale, box.width / scale, box.height / scale].map(Math.round)).toEqual([
      330, 664, 170, 18,
    ]);
    expect(await spot(page, 'f1').locator('path').getAttribute('d')).toContain('L');
    expect(await spot(page, 'f2').textContent()).toContain('24 November 2026');
    // In letters small enough that nothing of it is cut off.
    const juts = (await page.evaluate(
      `[...document.querySelectorAll('.spot.filled .stands')].filter((one) => one.scrollWidth > one.clientWidth).length`,
    )) as number;
    expect(juts).toBe(0);
  });

  it('are filled in, a signature is drawn with the mouse, and its path goes on record', async () => {
    const { site, page, troubles } = await atPage({ viewport: DESK });
    await page.getByLabel('Job title (page 2)').fill('Head of Purchasing');
    expect(await stands(page, 'f5').textContent()).toBe('Head of Purchasing');
    await page.getByLabel('I have read Annex A (page 2)').check();
    await page.getByLabel('Type your full name').fill('Dana Fox-Ångström');
    expect(await stands(page, 'f3').textContent()).toBe('Dana Fox-Ångström');
    const initials = await stands(page, 'f7').textContent();
    await page.getByRole('group', { name: 'Signature' }).getByLabel('I draw it').check();
    await draw(page);
    const shown = await spot(page, 'f3').locator('path').getAttribute('d');
    await page.getByLabel('I have read the document and sign it').check();
    await sign(page);
    await page.getByRole('status').filter({ hasText: 'Recorded: you signed' }).waitFor();
    const state = await site.state();
    expect(state).toMatchObject({ status: 'completed', entered: { f5: 'Head of Purchasing', f6: 'yes', f8: '', f7: initials } });
    const drawn = state.status === 'completed' ? (state.entered['f3'] ?? '') : '';
    expect(isDrawing(drawn)).toBe(true);
    expect(drawn).toBe(shown);
    expect(drawn.length).toBeLessThan(600);
    expect(await spot(page, 'f3').locator('path').getAttribute('d')).toBe(drawn);
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    expect(troubles).toEqual([]);
  });

  it('are drawn anew after undo and clear, and typing is a press away', async () => {
    const { page } = await atPage({ viewport: DESK });
    const pen = page.getByRole('group', { name: 'Signature' });
    await page.getByLabel('Type your full name').fill('Dana Fox');
    await pen.getByLabel('I draw it').check();
    await draw(page);
    await draw(page);
    const strokes = async () => (await page.locator('[name=entry-f3]').inputValue()).split('M').length - 1;
    expect(await strokes()).toBe(2);
    await pen.getByRole('button', { name: 'Undo' }).click();
    expect(await strokes()).toBe(1);
    await pen.getByRole('button', { name: 'Clear' }).click();
    expect(await page.locator('[name=entry-f3]').inputValue()).toBe('');
    expect(await stands(page, 'f3').textContent()).toBe('Dana Fox');
    await draw(page);
    await pen.getByLabel('As I type my name').check();
    expect(await page.locator('[name=entry-f3]').inputValue()).toBe('');
    await pen.getByLabel('I draw it').check();
    expect(await strokes()).toBe(1);
  });

  it('are led through by one button, which names what is missing', async () => {
    const { page } = await atPage({ viewport: DESK });
    const focused = async () => page.evaluate('document.activeElement.id');
    expect(await page.locator('.missing').innerText()).toBe('Still to fill in: I have read Annex A (page 2), Job title (page 2)');
    const next = page.locator('.tally').getByRole('button', { name: 'Next field' });
    await next.click();
    expect(await focused()).toBe('entry-f6');
    await page.keyboard.press('Space');
    await next.click();
    expect(await focused()).toBe('entry-f5');
    await page.keyboard.type('Buyer');
    expect(await page.locator('.missing').innerText()).toBe('Everything that is needed is filled in.');
    await spot(page, 'f8').click();
    expect(await focused()).toBe('entry-f8');
  });

  it('that are missing are said at the field, and nothing is sent', async () => {
    const { site, page } = await atPage({ viewport: DESK });
    await page.getByLabel('Type your full name').fill('Dana Fox');
    await page.getByLabel('I have read the document and sign it').check();
    await sign(page);
    await page.getByText('This must be ticked before you sign.').waitFor();
    expect(await page.locator('#entry-f5-must').innerText()).toBe('This must be filled in before you sign.');
    await page.getByLabel('Job title (page 2)').fill('Buyer');
    expect(await page.locator('#entry-f5-must').isVisible()).toBe(false);
    expect(await site.state()).toMatchObject({ status: 'sent' });
  });

  it('keep what was entered when the page is loaded anew', async () => {
    const { page } = await atPage({ viewport: DESK });
    await page.getByLabel('Job title (page 2)').fill('Buyer');
    await page.getByRole('group', { name: 'Signature' }).getByLabel('I draw it').check();
    await draw(page);
    const drawn = await page.locator('[name=entry-f3]').inputValue();
    await page.reload();
    expect(await page.getByLabel('Job title (page 2)').inputValue()).toBe('Buyer');
    expect(await page.locator('[name=entry-f3]').inputValue()).toBe(drawn);
    await spot(page, 'f3').locator('path').waitFor({ state: 'attached' });
  });

  it('work without scripts: labelled inputs, and the typed name for the signature', async () => {
    const { site, page } = await atPage({ viewport: PHONE, javaScriptEnabled: false });
    await page.getByLabel('Job title (page 2)').fill('Buyer');
    await page.getByLabel('I have read Annex A (page 2)').check();
    await page.getByLabel('Type your full name').fill('Dana Fox');
    await page.getByLabel('I have read the document and sign it').check();
    expect(await page.getByText('I draw it').count()).toBe(2);
    expect(await page.getByText('I draw it').first().isVisible()).toBe(false);
    await sign(page);
    expect(await site.state()).toMatchObject({ status: 'completed', entered: { f3: 'Dana Fox', f5: 'Buyer', f7: 'DF' } });
  });

  it.each([
    ['desk', DESK, 'light'],
    ['phone', PHONE, 'dark'],
  ] as const)('stand out, have names and never scroll sideways (%s, %s)', async (_, viewport, colorScheme) => {
    const { page } = await atPage({ viewport, colorScheme });
    await sign(page);
    for (const one of await page.getByLabel('I draw it').all()) await one.check();
    expect(await page.evaluate(`${CHECKS}; lowContrast()`)).toEqual([]);
    expect(await page.evaluate(`${CHECKS}; accessFaults()`)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBeLessThanOrEqual(0);
  });
});
