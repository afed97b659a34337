// The mails of a run as files that several processes read: the same bytes for each.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Incoming } from './mail-world.ts';

export type Mail = Incoming & { readonly raw: Buffer };

export async function keepMail(folder: string, at: number, { raw, from, to }: Mail): Promise<void> {
  await writeFile(join(folder, `${at}.eml`), raw);
  await writeFile(join(folder, `${at}.json`), JSON.stringify({ from, to }));
}

export async function mailsFrom(
  folder: string,
  { first, count }: { readonly first: number; readonly count: number },
): Promise<readonly Mail[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const { from, to } = JSON.parse(await readFile(join(folder, `${first + at}.json`), 'utf8')) as Incoming;
      return { from, to, raw: await readFile(join(folder, `${first + at}.eml`)) };
    }),
  );
}

export type Turn = { readonly first: number; readonly count: number; readonly atOnce: number };
export type Took = { readonly ms: number; readonly cpuMs: number };

/** Reading the files is no part of the time. */
export async function timedOver(folder: string, { first, count, atOnce }: Turn, work: (mail: Mail) => Promise<void>): Promise<Took> {
  const mails = await mailsFrom(folder, { first, count });
  const before = process.cpuUsage();
  const start = performance.now();
  const queue = mails.values();
  const worker = async () => {
    for (const mail of queue) await work(mail);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { ms, cpuMs: (user + system) / 1_000 };
}
