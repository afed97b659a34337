// The home page in a real browser: a newcomer opens a mailbox, reads a mail, answers it, and the answer arrives through SMTP.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '#test/support/browser.ts';
import { fromProduct, localDemo, SIGN, type Demo } from '#test/support/local-demo.ts';
import { temporaryFolder } from '#test/support/temporary.ts';

const INES = 'ines@northwind.test';
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => browser.close());

async function visiting({ width = 1280, scheme = 'light' }: { width?: number; scheme?: 'light' | 'dark' } = {}): Promise<{
  demo: Demo;
  page: Page;
  faults: string[];
}> {
  const demo = await localDemo(temporaryFolder());
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme, baseURL: demo.origin });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (fault) => faults.push(String(fault)));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  onTestFinished(async () => {
    await context.close();
    await demo.close();
  });
  return { demo, page, faults };
}

function request(demo: Demo, html?: string): Promise<string> {
  return fromProduct(demo.mailbox, {
    to: INES,
    kind: 'sign-request',
    subject: 'Please sign the agreement',
    text: 'Please sign.',
    ...(html === undefined ? {} : { html }),
  });
}

async function storedText({ blobs, accepted }: Demo): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await blobs.get(accepted[0]?.blob ?? '')) ?? []) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('the home page', () => {
  it('leads from the cast to a mail and its answer, which arrives signed by the person’s provider', async () => {
    const { demo, page, faults } = await visiting();
    await request(demo, '<p>Please sign.</p>');
    await page.goto('/');
    await page.getByRole('link', { name: /Ines Duarte/ }).click();
    await page.getByRole('link', { name: /Please sign the agreement/ }).click();
    await page.getByRole('button', { name: 'I SIGN' }).click();
    expect(await page.getByRole('textbox').inputValue()).toBe('I SIGN');
    expect(demo.accepted).toEqual([]);
    await page.getByRole('button', { name: 'Send as Ines' }).click();
    await page.getByText('Sent. What follows').waitFor();
    expect(demo.accepted).toMatchObject([{ recipient: 'r-0123456789@sign.test', mailFrom: INES }]);
    expect(await storedText(demo)).toMatch(/^DKIM-Signature: [^]*\r\n\r\nI SIGN\r\n/);
    expect(faults).toEqual([]);
  });

  it('writes the story’s first mail, filled in, with the contract attached', async () => {
    const { demo, page } = await visiting();
    await page.goto('/');
    await page.getByRole('link', { name: 'Write as Olivia' }).click();
    expect(await page.getByLabel('To', { exact: true }).inputValue()).toBe(SIGN);
    await page.getByRole('button', { name: 'Send as Olivia' }).click();
    await page.getByText('Sent. What follows').waitFor();
    const text = await storedText(demo);
    expect(text).toContain('signers: Ines Duarte <ines@northwind.test>, Dana Ruiz <dana@fabrikam.test>');
    expect(text).toContain('Content-Type: application/pdf');
  });

  it('shows new mail and the story’s progress by themselves', async () => {
    const { demo, page } = await visiting();
    await page.goto(`/local/mailbox/${INES}`);
    await page.getByText('Nothing here yet').waitFor();
    await request(demo);
    demo.envelopes.push({
      id: 'CS-7K3F2-QXA9B',
      title: 'x',
      status: 'draft',
      sender: { email: 'olivia@northwind.test' },
      draftedAt: demo.clock.now(),
      recipients: [],
    });
    await page.getByRole('link', { name: /Please sign the agreement/ }).waitFor();
    await page.locator('[data-step="confirm"].current').waitFor();
    expect(await page.locator('[data-step="mail"]').getAttribute('class')).toBe('step done');
  });

  it('moves the clock', async () => {
    const { demo, page } = await visiting();
    await page.goto('/');
    const before = Date.parse(demo.clock.now());
    await page.getByRole('button', { name: '+3 days' }).click();
    await page.locator('[data-advance="P3D"]:enabled').waitFor();
    await expect.poll(() => Date.parse(demo.clock.now()) - before).toBeGreaterThanOrEqual(3 * 86_400_000);
  });

  it('runs nothing that a mail brings, and loads nothing from elsewhere', async () => {
    const { demo, page } = await visiting();
    let visits = 0;
    const elsewhere = createServer((_, response) => {
      visits += 1;
      response.end();
    });
    await new Promise<void>((ready) => elsewhere.listen(0, '127.0.0.1', ready));
    onTestFinished(() => void elsewhere.close());
    const { port } = elsewhere.address() as AddressInfo;
    const id = await request(
      demo,
      `<img src="http://127.0.0.1:${port}/track.png"><script>parent.document.title = "owned"</script><p onclick="1">Read me</p>`,
    );
    await page.goto(`/local/mailbox/${INES}/${id}`, { waitUntil: 'networkidle' });
    await page.frameLocator('iframe').getByText('Read me').waitFor();
    expect(await page.title()).toBe('Please sign the agreement · Countersign demo');
    expect(visits).toBe(0);
  });

  it('says that it is local, and fits a phone, on every page', async () => {
    const { demo, page } = await visiting({ width: 360, scheme: 'dark' });
    const id = await request(demo);
    for (const path of [
      '/',
      `/local/mailbox/${INES}`,
      `/local/mailbox/${INES}/${id}`,
      '/local/mailbox/olivia@northwind.test/new',
      '/local/mailbox/nobody@example.com',
    ]) {
      await page.goto(path);
      expect(await page.getByRole('note').innerText(), path).toContain('Local demo');
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), path).toBe(0);
    }
  });

  it('keeps what was typed when the mail could not be sent, and says why', async () => {
    const { demo, page } = await visiting();
    await page.goto('/local/mailbox/olivia@northwind.test/new');
    await page.getByLabel('To', { exact: true }).fill('someone@example.com');
    await page.getByRole('button', { name: 'Send as Olivia' }).click();
    expect(await page.getByRole('alert').innerText()).toContain('nothing leaves this machine');
    expect(await page.getByLabel('To', { exact: true }).inputValue()).toBe('someone@example.com');
    expect(demo.accepted).toEqual([]);
  });

  it('is played with the keyboard alone', async () => {
    const { demo, page } = await visiting();
    const id = await request(demo);
    await page.goto(`/local/mailbox/${INES}/${id}`);
    await page.getByRole('button', { name: 'I SIGN' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Sent. What follows').waitFor();
    expect(demo.accepted).toHaveLength(1);
  });
});
