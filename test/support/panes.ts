// The demo's chat panes in a real browser: one person's pane, its newest card by its title, and whatever went wrong in the page meanwhile.
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { LocalPerson } from '#apps/local/cast.ts';
import { chatPath } from '#apps/local/paths.ts';
import type { Platform } from '#core/people.ts';

export type Pane = {
  readonly page: Page;
  /** Errors in the console, thrown faults, answers from 400 on, and requests to anything but the demo. */
  readonly problems: readonly string[];
  /** The newest message with a heading that matches. */
  card(title: string | RegExp): Locator;
  /** What is open in front of the pane: a question, a form. */
  readonly dialog: Locator;
  /** Typed into the message box and sent, with files from disk or memory. */
  say(text: string, files?: readonly PaneFile[]): Promise<void>;
};

export type PaneFile = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };
type Shown = {
  readonly web: string;
  readonly platform: Platform;
  readonly person: Pick<LocalPerson, 'email'>;
  readonly look?: BrowserContextOptions;
};

export async function openPane(browser: Browser, { web, platform, person, look = {} }: Shown): Promise<Pane> {
  const page = await browser.newPage(look);
  const problems = problemsOn(page, web);
  await page.goto(`${web}${chatPath(platform, person.email)}`);
  return {
    page,
    problems,
    card: (title) => page.locator('.line', { has: page.getByRole('heading', { name: title }) }).last(),
    dialog: page.locator('dialog[open]'),
    async say(text, files = []) {
      await page.locator('#say-text').fill(text);
      if (files.length > 0) await page.locator('#say-files').setInputFiles([...files]);
      const taken = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.locator('[data-say] button[type=submit]').click();
      await taken;
    },
  };
}

function problemsOn(page: Page, web: string): string[] {
  const problems: string[] = [];
  page.on('pageerror', (fault) => problems.push(fault.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('response', (response) => response.status() >= 400 && problems.push(`${response.status()} ${response.url()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${web}/`) && !/^(?:data|blob):/.test(request.url())) problems.push(`asked ${request.url()}`);
  });
  return problems;
}
