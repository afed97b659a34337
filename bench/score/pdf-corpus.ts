// The corpus of real PDFs: its manifest says of each whether several other readers open it, and what pdfsig makes of its signatures. It
// stays where it is.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const expected = z.object({
  accept: z.enum(['accept', 'needs-password', 'reject', 'ambiguous']),
  /** One verdict per signature, in words of pdfsig; empty where it lists only fields that nobody has signed. */
  pdfsig: z.object({ validation: z.array(z.string()) }).optional(),
});
const manifest = z.object({ items: z.array(z.object({ path: z.string(), benchmark: z.array(z.string()), expected })) });

export type PdfItem = {
  readonly path: string;
  readonly scores: readonly string[];
  readonly expected: z.infer<typeof expected>;
  readonly bytes: () => Promise<Buffer>;
};

/** @param folder that of all corpora, or the one with PDFs. @returns nothing where neither is there. */
export async function pdfsOf(folder: string): Promise<readonly PdfItem[]> {
  const home = await homeOf([join(folder, 'pdf'), folder]);
  if (home === undefined) return [];
  const { items } = manifest.parse(JSON.parse(await readFile(join(home, 'manifest.json'), 'utf8')));
  return items.map(({ path, benchmark, expected: label }) => ({
    path,
    scores: benchmark,
    expected: label,
    bytes: () => readFile(join(home, path)),
  }));
}

/** The manifest of mails is called the same, so that its labels tell which it is. */
async function homeOf(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => undefined);
    if (text !== undefined && manifest.safeParse(JSON.parse(text)).success) return folder;
  }
  return undefined;
}
