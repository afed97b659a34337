// A real browser for tests: Chromium from an npm package, one per test file, on machines without one and without its system libraries.
import { existsSync } from 'node:fs';
import { chromium as playwright, type Browser } from 'playwright-core';

/** Its own list turns web security off and runs everything in one process; ours does not. */
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const LIBRARIES = ['libnss3.so', 'libnspr4.so'];
const FOLDERS = [
  '/lib/x86_64-linux-gnu',
  '/usr/lib/x86_64-linux-gnu',
  '/lib/aarch64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
];

export async function launchBrowser(): Promise<Browser> {
  const hasLibraries = LIBRARIES.every((name) => FOLDERS.some((folder) => existsSync(`${folder}/${name}`)));
  // Read when the package is loaded: on a Lambda it unpacks the libraries that it brings.
  if (!hasLibraries) process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  return playwright.launch({ executablePath: await chromium.executablePath(), args: ARGS, headless: true });
}
