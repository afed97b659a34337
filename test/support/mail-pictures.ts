// Pictures of the mails that people get, taken from the running demo: each in light and dark beside each other, as wide as a desk and as a
// phone. For looking at and for the README: node test/support/mail-pictures.ts FOLDER
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { asPerson, settle, type Edges } from '#apps/cli/as-person.ts';
import { ROLES } from '#apps/local/cast.ts';
import { contractPdf } from '#apps/local/sample-contract.ts';
import type { LocalMail } from '#apps/local/mailbox.ts';
import { startDemo } from '#apps/local/start.ts';
import { launchBrowser } from './browser.ts';
import { smallPng, type Pixels } from './small-png.ts';

const BESIDE = await readFile(new URL('beside.js', import.meta.url), 'utf8');
const { sender, approver, colleague, customer } = ROLES;
const WIDTHS = { phone: 360, desk: 680 };
type Taken = Readonly<Record<string, LocalMail>>;

const [, , folder] = process.argv;
if (folder === undefined) throw new Error('Say where the pictures go: node test/support/mail-pictures.ts FOLDER');
await mkdir(folder, { recursive: true });
const dataDir = await mkdtemp(join(tmpdir(), 'countersign-mails-'));
const product = await startDemo({ port: 0, smtpPort: 0, dataDir });
const browser = await launchBrowser();
try {
  const mails = await story({ web: `http://127.0.0.1:${product.port}`, smtp: { host: '127.0.0.1', port: product.smtpPort } });
  for (const [name, { html }] of Object.entries(mails)) {
    for (const [device, width] of Object.entries(WIDTHS))
      await pictured(browser, {
        path: join(folder, device === 'phone' ? `mail-${name}-phone.png` : `mail-${name}.png`),
        html: html ?? '',
        width,
      });
    console.log(name);
  }
} finally {
  await browser.close();
  await product.close();
  await rm(dataDir, { recursive: true, force: true });
}

/** One mail of each kind that people see most. */
async function story(edges: Edges): Promise<Taken> {
  const [olivia, max, ines, dana] = [sender, approver, colleague, customer].map((one) => asPerson(edges, one));
  if (!olivia || !max || !ines || !dana) throw new Error('Somebody of the cast is missing.');
  const taken: Record<string, LocalMail> = {};
  await olivia.mail({
    to: ['sign@countersign.test'],
    subject: 'Services agreement 2027',
    text: `approver: ${approver.email}\nsigners: ${colleague.email}, ${customer.name} <${customer.email}>\nmessage: As discussed on Monday: the prices stay as they are.`,
    attachments: [{ filename: 'services-agreement-2027.pdf', contentType: 'application/pdf', content: await contractPdf({ pages: 4 }) }],
  });
  taken['draft'] = await olivia.newest(/^Draft ready/);
  await olivia.reply(taken['draft'], 'SEND');
  taken['approve'] = await max.newest(/asks you to approve/);
  await max.reply(taken['approve'], 'I APPROVE');
  taken['recorded'] = await max.newest(/^Recorded/);
  taken['sign'] = await ines.newest(/asks you to sign/);
  await ines.reply(taken['sign'], 'Yes, fine by me');
  taken['ask'] = await ines.newest(/^Nothing recorded/);
  await dana.reply(await dana.newest(/asks you to sign/), 'DECLINE: the notice period in clause 4 is too short');
  taken['declined'] = await olivia.newest(/declined/i);
  await olivia.mail({
    to: ['sign@countersign.test'],
    subject: 'Price list 2027',
    text: `signers: ${colleague.email}`,
    attachments: [{ filename: 'price-list.pdf', contentType: 'application/pdf', content: await contractPdf() }],
  });
  await olivia.reply(await olivia.newest(/^Draft ready/), 'SEND');
  await ines.reply(await ines.newest(/asks you to sign.*Price list/), 'I SIGN');
  await settle(edges.web);
  taken['completed'] = await ines.newest(/complete/i);
  return taken;
}

async function pictured(on: Browser, { path, html, width }: { path: string; html: string; width: number }): Promise<void> {
  const shots: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await on.newPage({ viewport: { width, height: 400 }, colorScheme });
    await page.setContent(html);
    shots.push((await page.screenshot({ fullPage: true })).toString('base64'));
    await page.close();
  }
  await writeFile(path, smallPng(await besideEachOther(on, shots)));
}

async function besideEachOther(on: Browser, shots: readonly string[]): Promise<Pixels> {
  const page = await on.newPage();
  const { width, height, base64 } = await page.evaluate<{ width: number; height: number; base64: string }>(
    `${BESIDE}; besideEachOther(${JSON.stringify(shots)})`,
  );
  await page.close();
  return { width, height, rgba: Buffer.from(base64, 'base64') };
}
