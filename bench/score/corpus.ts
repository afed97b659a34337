// The corpus of real mails: its manifest says of each file what it is, and which score it counts for. It stays where it is.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const attachment = z.object({ filename: z.string().nullable(), content_type: z.string(), sha256_lf: z.string().optional() });
const recipient = z.object({ reason: z.string(), hard_bounce: z.boolean(), dsn_status: z.string().optional() });
const expected = z.object({
  reply_text: z.string().optional(),
  also_accept: z.array(z.string()).optional(),
  elided_text: z.string().optional(),
  reply_matches_regex: z.array(z.string()).optional(),
  reply_must_not_match: z.array(z.string()).optional(),
  reply_starts_with: z.string().optional(),
  class: z.string().optional(),
  failed_recipients: z.array(z.string()).nullish(),
  recipients: z.array(recipient).optional(),
  attachments: z.array(attachment).optional(),
});
const item = z.object({
  path: z.string(),
  benchmark: z.array(z.string()).nullish(),
  expected: expected.nullish(),
});
const manifest = z.object({ items: z.array(item) });

export type Expected = z.infer<typeof expected>;
export type CorpusItem = {
  readonly path: string;
  readonly scores: readonly string[];
  readonly expected: Expected;
  readonly bytes: () => Promise<Buffer>;
};

/** @param folder that of all corpora, or the one with mails */
export async function mailsOf(folder: string): Promise<readonly CorpusItem[]> {
  const all = await readFile(join(folder, 'email', 'manifest.json'), 'utf8').catch(() => undefined);
  const home = all === undefined ? folder : join(folder, 'email');
  const text = all ?? (await readFile(join(folder, 'manifest.json'), 'utf8'));
  return manifest.parse(JSON.parse(text)).items.map(({ path, benchmark, expected: label }) => ({
    path,
    scores: benchmark ?? [],
    expected: label ?? {},
    bytes: () => readFile(join(home, path)),
  }));
}
