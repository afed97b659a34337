// The page as a person uses it in a real browser, in the running demo with its guard: opened from the mail, code asked for, signed.
import { expect, onTestFinished, test } from 'vitest';
import { pageLinkIn } from '#apps/cli/demo-story.ts';
import { launchBrowser } from '../support/browser.ts';
import { LINES, sendContract, startedDemo, subjects } from '../support/demo.ts';

test('an outsider opens the document from her mail, enters the code she was mailed, and signs', { timeout: 90_000 }, async () => {
  const demo = await startedDemo();
  await sendContract(demo, LINES.dana);
  const browser = await launchBrowser();
  onTestFinished(async () => browser.close());
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });

  await page.goto(pageLinkIn(await demo.dana.newest(/asks you to sign/)));
  await page.waitForSelector('canvas');
  await page.click('.form-open button');
  await page.click('.form-code button');
  const { subject } = await demo.dana.newest(/is your code/);
  await page.fill('input[name=code]', /\d{6}/.exec(subject)?.[0] ?? '');
  await page.click('.form-verify-code button');
  await page.fill('input[name=typedName]', 'Dana Ruiz');
  await page.check('input[name=agreed]');
  await page.click('.form-sign button');
  await page.waitForSelector('text=Recorded: you signed');
  await demo.settle();
  await page.reload();
  await page.waitForSelector('text=Download the sealed PDF');
  expect(await subjects(demo.dana)).toContainEqual(expect.stringMatching(/^Completed/));
  expect(problems).toEqual([]);
});
