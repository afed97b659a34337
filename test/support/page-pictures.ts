// Pictures of the page on which a signer fills in fields, taken from the running demo: wide and on a phone, light and dark.
// For looking at and for the README: node test/support/page-pictures.ts FOLDER
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PdfKit from 'pdfkit';
import type { Browser, Page } from 'playwright-core';
import { asPerson, type Edges } from '#apps/cli/as-person.ts';
import { pageLinkIn } from '#apps/cli/demo-story.ts';
import { ROLES } from '#apps/local/cast.ts';
import { startDemo } from '#apps/local/start.ts';
import { FACES } from '#apps/sealer/text/fonts.ts';
import { launchBrowser } from './browser.ts';

const { sender, colleague, customer } = ROLES;
const DESK = { width: 1200, height: 900 };
const PHONE = { width: 360, height: 740 };
const LOOKS = [
  { name: 'page-fields', viewport: DESK, colorScheme: 'light' },
  { name: 'page-fields-dark', viewport: DESK, colorScheme: 'dark' },
  { name: 'page-fields-phone', viewport: PHONE, colorScheme: 'light', hasTouch: true, deviceScaleFactor: 2 },
] as const;

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('Say where the pictures go: node test/support/page-pictures.ts FOLDER');
await mkdir(folder, { recursive: true });
const dataDir = await mkdtemp(join(tmpdir(), 'countersign-page-'));
const product = await startDemo({ port: 0, smtpPort: 0, dataDir });
const browser = await launchBrowser();
try {
  const edges = { web: `http://127.0.0.1:${product.port}`, smtp: { host: '127.0.0.1', port: product.smtpPort } };
  const link = await askedToSign(edges);
  for (const look of LOOKS) await pictured(browser, { edges, link, look });
} finally {
  await browser.close();
  await product.close();
  await rm(dataDir, { recursive: true, force: true });
}

/** Of two signers the first has signed. @returns the link of the second */
async function askedToSign(edges: Edges): Promise<string> {
  const [olivia, ines, dana] = [asPerson(edges, sender), asPerson(edges, colleague), asPerson(edges, customer)];
  await olivia.mail({
    to: ['sign@countersign.test'],
    subject: 'Order 2027-114',
    text: `signers: ${colleague.email}, ${customer.name} <${customer.email}>\nmessage: The order as discussed.`,
    attachments: [{ filename: 'order-2027-114.pdf', contentType: 'application/pdf', content: await orderForm() }],
  });
  await olivia.reply(await olivia.newest(/^Draft ready/), 'SEND');
  await ines.reply(await ines.newest(/asks you to sign/), 'I SIGN');
  return pageLinkIn(await dana.newest(/asks you to sign/));
}

type Picture = { readonly edges: Edges; readonly link: string; readonly look: (typeof LOOKS)[number] };

async function pictured(chromium: Browser, { edges, link, look: { name, ...look } }: Picture): Promise<void> {
  const context = await chromium.newContext({ reducedMotion: 'reduce', ...look });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: 'Open the document' }).click();
  await page.getByRole('button', { name: 'Send me a code' }).click();
  const { subject } = await asPerson(edges, customer).newest(/is your code/);
  await page.getByLabel('Six-digit code').fill(/\d{6}/.exec(subject)?.[0] ?? '');
  await page.getByRole('button', { name: 'Confirm the code' }).click();
  await fillIn(page);
  await page.screenshot({ path: join(folder ?? '', `${name}.png`) });
  if (look.viewport === PHONE) {
    await page.locator('.spot.own').last().scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(folder ?? '', `${name}-document.png`) });
  }
  console.log(name);
  await context.close();
}

async function fillIn(page: Page): Promise<void> {
  await page.getByLabel('Job title (page 1)').fill('Head of Purchasing');
  await page.getByLabel('Type your full name').fill(customer.name);
  const pen = page.getByRole('group', { name: 'Signature' });
  await pen.getByLabel('I draw it').check();
  const pad = pen.getByRole('img');
  await pad.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await pad.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const swing = (t: number) => (0.32 - 0.2 * t) * Math.sin(t * 40);
  const point = (t: number) => [x + width * (0.08 + 0.8 * t + 0.05 * Math.cos(t * 40)), y + height * (0.5 + swing(t))] as const;
  await page.mouse.move(...point(0));
  await page.mouse.down();
  for (let step = 1; step <= 90; step += 1) await page.mouse.move(...point(step / 90));
  await page.mouse.up();
  await page.locator('.page canvas').first().waitFor();
  await page.getByLabel('Job title (page 1)').focus();
}

async function orderForm(): Promise<Uint8Array> {
  const doc = new PdfKit({ size: [595, 640], margin: 70 });
  const chunks: Uint8Array[] = [];
  doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  const ended = new Promise<void>((done) => doc.on('end', done));
  const at = (text: string, x: number, y: number) => doc.text(text, x, y, { lineBreak: false });
  // First, so that white letters lie beneath and not over what is read.
  doc.font(FACES.sans).fillColor('#fff').fontSize(9);
  at('{{check:2:I have read Annex A}}', 322, 375);
  at('{{text:2:Job title}}', 372, 413);
  for (const [index, left] of [70, 320].entries()) {
    at(`{{sign:${index + 1}}}`, left, 500);
    at(`{{date:${index + 1}}}`, left, 550);
  }
  doc.fontSize(22).fillColor('#22425f').text('Order 2027-114', 70, 70).fontSize(11).fillColor('#20262e').moveDown();
  doc.text('Northwind delivers 240 site licences as described in Annex A, for 12 months from the date of the last signature.');
  doc.moveDown().text('The Customer pays EUR 18,400 within thirty days of a proper invoice. Annex B holds the prices.');
  at('I have read Annex A', 344, 372);
  at('Job title:', 320, 410);
  for (const [who, left] of [70, 320].entries()) {
    doc
      .moveTo(left, 514)
      .lineTo(left + 190, 514)
      .lineWidth(0.6)
      .strokeColor('#6b7480')
      .stroke();
    at(who === 0 ? 'For Northwind' : 'For the Customer', left, 520);
  }
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}
