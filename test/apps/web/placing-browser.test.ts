// Placing fields in a real browser: put, dragged, sized, moved by keys, undone, saved; and without a script, by numbers.
import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Field } from '#core/fields.ts';
import { contractPdf } from '#apps/local/sample-contract.ts';
import { sha256Of } from '#apps/world/hashing.ts';
import { launchBrowser } from '#test/support/browser.ts';
import { command, DANA, INES, OLIVIA, r } from '#test/support/build.ts';
import { watchedPage } from '#test/support/watched-page.ts';
import { webSite, type Site } from '#test/support/web-site.ts';

const CHECKS = readFileSync(new URL('../../support/page-checks.js', import.meta.url), 'utf8');
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1200, height: 900 };
const SIGNATURE = { kind: 'signature', label: '', isRequired: true, placedBy: 'anchor', recipient: r(1), document: 'd1' } as const;

let browser: Browser;
let pdf: Uint8Array;
beforeAll(async () => {
  [browser, pdf] = await Promise.all([launchBrowser(), contractPdf({ pages: 2 })]);
}, 120_000);
afterAll(async () => browser.close());

type Settings = NonNullable<Parameters<Browser['newContext']>[0]>;

/** The placing page of a draft with two signers, and with one field that the document gave. */
async function placingPage(settings: Settings, { file = pdf, pages = 2 }: { readonly file?: Uint8Array; readonly pages?: number } = {}) {
  const site = webSite();
  const sha256 = sha256Of(file);
  const document = { id: 'd1', filename: 'services-agreement.pdf', sha256, originalSha256: sha256, pages, bytes: file.length };
  const recipients = [
    { ...INES, name: 'Ines Roth', step: 1 },
    { ...DANA, name: 'Dana Fox', step: 1 },
  ];
  await site.drafted({ recipients, documents: [document] }, file);
  const given = { ...SIGNATURE, place: { page: 1, left: 60, top: 700, width: 170, height: 42 } };
  await site.run(command(OLIVIA, { type: 'place', fields: [given] }));
  const { page, troubles, origin, close } = await watchedPage(browser, site, settings);
  onTestFinished(close);
  await page.goto(`${origin}${await site.link('sender')}/place`);
  if (settings.javaScriptEnabled !== false) await page.locator('.page canvas').first().waitFor({ state: 'attached' });
  return { site, page, troubles };
}

async function fields(site: Site): Promise<readonly Field[]> {
  const state = await site.state();
  return state.status === 'none' ? [] : state.fields;
}

/** One page of 595 × 842, cropped by 50 on every side and turned a quarter. */
function turnedPdf(): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /CropBox [50 50 545 792] /Rotate 90 /Resources << >> >>',
  ];
  let file = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const start = file.length;
  file += `xref\n0 4\n0000000000 65535 f \n${offsets.join('')}trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

/** Saves, and enters the code that is mailed. */
async function save(site: Site, page: Page): Promise<void> {
  const nonce = (await page.locator('[name=nonce]').getAttribute('value')) ?? '';
  await page.getByRole('button', { name: 'Save the fields' }).click();
  await page.getByLabel('Six-digit code').fill(await site.code(nonce));
  await page.getByRole('button', { name: 'Save the fields' }).click();
  await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not on the page.');
  return { ...box, middle: { x: box.x + box.width / 2, y: box.y + box.height / 2 } };
}

/** In hundredths of its page, wherever that was scrolled to. */
async function topOf(locator: Locator): Promise<number> {
  return Number(/top: ([\d.]+)%/.exec((await locator.getAttribute('style')) ?? '')?.[1]);
}

async function drag(page: Page, from: { x: number; y: number }, by: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2);
  await page.mouse.move(from.x + by.x, from.y + by.y);
  await page.mouse.up();
}

describe('placing fields in a browser', { timeout: 120_000 }, () => {
  it('two are put, one is dragged, all are saved, and the record has them where they were seen', async () => {
    const { site, page, troubles } = await placingPage({ viewport: DESK });
    const first = await boxOf(page.locator('.page').first());
    const pointsPerPixel = 595 / first.width;

    await page.getByRole('radio', { name: /Dana Fox/ }).check();
    await page.getByRole('button', { name: 'Signature', exact: true }).click();
    await page.mouse.click(first.x + 300, first.y + 200);
    await page.getByRole('radio', { name: /Ines Roth/ }).check();
    await page.getByRole('button', { name: 'Text', exact: true }).click();
    await page.mouse.click(first.x + 300, first.y + 320);
    await page.locator('.field-rows .chosen').getByLabel('What is asked for').fill('Job title');

    const signature = page.getByRole('button', { name: 'Signature, Dana Fox, page 1' }).and(page.locator('.placed'));
    const [before, topBefore] = [await boxOf(signature), await topOf(signature)];
    expect(Math.abs(before.middle.x - (first.x + 300))).toBeLessThan(3);
    await drag(page, before.middle, { x: 60, y: 90 });
    await save(site, page);

    const [given, placed, text] = await fields(site);
    expect(given).toMatchObject({ placedBy: 'anchor', place: { left: 60, top: 700, width: 170, height: 42 } });
    expect(placed).toMatchObject({ kind: 'signature', recipient: r(2), placedBy: 'sender', document: 'd1' });
    expect(text).toMatchObject({ kind: 'text', recipient: r(1), label: 'Job title' });
    const middle = {
      left: (placed?.place.left ?? 0) + (placed?.place.width ?? 0) / 2,
      top: (placed?.place.top ?? 0) + (placed?.place.height ?? 0) / 2,
    };
    expect(Math.abs(middle.left - 360 * pointsPerPixel)).toBeLessThan(3);
    expect(Math.abs(middle.top - 290 * pointsPerPixel)).toBeLessThan(3);
    // Shown again where they are on record. Every violation of the content security policy would be an error on the console.
    await page.locator('.placed').nth(2).waitFor();
    expect(Math.abs((await topOf(signature)) - topBefore - 9000 / first.height)).toBeLessThan(0.3);
    expect(troubles).toEqual([]);
  });

  it('on a page that is turned and cropped, points are those of the page as it is seen', async () => {
    const { site, page } = await placingPage({ viewport: DESK }, { file: turnedPdf(), pages: 1 });
    const sheet = await boxOf(page.locator('.page').first());
    await page.getByRole('button', { name: 'Initials', exact: true }).click();
    await page.mouse.click(sheet.x + sheet.width / 4, sheet.y + sheet.height / 2);
    await save(site, page);
    const place = (await fields(site))[1]?.place ?? { left: 0, top: 0, width: 0, height: 0 };
    expect(sheet.width / sheet.height).toBeCloseTo(742 / 495, 1);
    expect(Math.abs(place.left + place.width / 2 - 742 / 4)).toBeLessThan(2);
    expect(Math.abs(place.top + place.height / 2 - 495 / 2)).toBeLessThan(2);
  });

  it('a corner is pulled, a box is carried to the next page, and each step is undone', async () => {
    const { page } = await placingPage({ viewport: { width: 1200, height: 2600 } });
    const box = page.locator('.placed');
    const row = page.locator('.field-rows li');
    const value = async (name: string) => row.locator(`[name^="${name}."]`).inputValue();
    await box.click();
    const width = Number(await value('width'));
    const handle = await boxOf(box.locator('.handle.se'));
    await drag(page, handle.middle, { x: 40, y: 10 });
    expect(Number(await value('width'))).toBeGreaterThan(width + 5);

    const second = await boxOf(page.locator('.page').nth(1));
    const at = await boxOf(box);
    await drag(page, at.middle, { x: 0, y: second.y + 200 - at.middle.y });
    expect(await value('page')).toBe('2');
    expect(await page.locator('.page').nth(1).locator('.placed').count()).toBe(1);

    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.click();
    expect(await value('page')).toBe('1');
    await undo.click();
    expect(Number(await value('width'))).toBe(width);
    expect(await undo.isDisabled()).toBe(true);
    expect(await page.locator('.unsaved').isHidden()).toBe(true);
  });

  it('all of it goes by keyboard', async () => {
    const { page } = await placingPage({ viewport: DESK });
    await page.getByRole('button', { name: 'Date', exact: true }).focus();
    await page.keyboard.press('Enter');
    const box = page.locator('.placed:focus');
    expect(await box.getAttribute('aria-label')).toBe('Date, Ines Roth, page 1');
    const row = page.locator('.field-rows .chosen');
    const value = async (name: string) => Number(await row.locator(`[name^="${name}."]`).inputValue());
    const [left, width] = [await value('left'), await value('width')];
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    expect([await value('left'), await value('width')]).toEqual([left + 2, width + 1]);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    expect(await page.locator('.placed').count()).toBe(2);
    await page.locator('.placed').first().focus();
    await page.keyboard.press('Delete');
    expect(await page.locator('.placed').count()).toBe(1);
    expect(await page.locator('.count').textContent()).toBe('Fields: 1');
    await page.locator('.placed').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement?.name ?? ""')).toMatch(/^label\./);
  });

  it('what is typed in the list moves the box, and what is no number stays to be put right', async () => {
    const { site, page } = await placingPage({ viewport: DESK });
    await page.locator('.field-rows summary').click();
    const left = page.getByLabel('From the left (mm)');
    const before = await boxOf(page.locator('.placed'));
    await left.fill('60');
    await left.press('Tab');
    expect((await boxOf(page.locator('.placed'))).x).toBeGreaterThan(before.x + 50);
    await left.fill('six');
    await save(site, page).catch(() => undefined);
    await page.getByRole('alert').filter({ hasText: 'Nothing was saved' }).waitFor();
    expect(await page.locator('[name^="left."]').inputValue()).toBe('six');
  });

  it('a phone has the tools above the pages and saving below, never scrolls sideways, and places by touch', async () => {
    const { page } = await placingPage({ viewport: PHONE, hasTouch: true, isMobile: true });
    const tools = await boxOf(page.locator('.tools'));
    const saving = await boxOf(page.getByRole('button', { name: 'Save the fields' }));
    expect(tools.height).toBeLessThan(PHONE.height / 4);
    expect(saving.y + saving.height).toBeLessThanOrEqual(PHONE.height);
    await page.getByRole('button', { name: 'Checkbox', exact: true }).tap();
    const sheet = await boxOf(page.locator('.page').first());
    await page.touchscreen.tap(sheet.x + 100, Math.max(sheet.y, tools.y + tools.height) + 60);
    expect(await page.locator('.placed').count()).toBe(2);
    expect(await page.getByRole('button', { name: 'Take away' }).first().isVisible()).toBe(true);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBeLessThanOrEqual(0);
  });

  it.each(['light', 'dark'] as const)('every text stands out against its ground, every input has a name (%s)', async (colorScheme) => {
    const { page } = await placingPage({ viewport: DESK, colorScheme });
    await page.locator('.field-rows summary').click();
    expect(await page.evaluate(`${CHECKS}; lowContrast()`)).toEqual([]);
    expect(await page.evaluate(`${CHECKS}; accessFaults()`)).toEqual([]);
  });

  it('without scripts the fields are there as numbers, and more can be added', async () => {
    const { site, page } = await placingPage({ viewport: DESK, javaScriptEnabled: false });
    expect(await page.locator('.tools').isVisible()).toBe(false);
    const rows = page.locator('.field-rows li');
    await rows.first().locator('summary').click();
    await rows.first().getByLabel('From the top (mm)').fill('120,5');
    const spare = rows.nth(1);
    await spare.locator('summary').click();
    await spare.locator('[name^="kind."]').selectOption('Initials');
    await spare.locator('[name^="who."]').selectOption('Dana Fox');
    for (const [label, value] of [
      ['Page', '2'],
      ['From the left (mm)', '150'],
      ['From the top (mm)', '260'],
      ['Width (mm)', '20'],
      ['Height (mm)', '10'],
    ] as const)
      await spare.getByLabel(label, { exact: true }).fill(value);
    await save(site, page);
    expect(await fields(site)).toMatchObject([
      { kind: 'signature', placedBy: 'sender', place: { page: 1, top: Math.round((120.5 * 7200) / 25.4) / 100 } },
      { kind: 'initials', recipient: r(2), placedBy: 'sender', place: { page: 2 } },
    ]);
  });
});
