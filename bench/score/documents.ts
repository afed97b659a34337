// Attached files: as many as two other parsers agree on, by the same names, with the same bytes. A name is compared as it is shown, without
// a path; bytes with line ends as LF, as the labels were made.
import { cleanFilename } from '#apps/clean-text.ts';
import type { File } from '#apps/email/explain-files.ts';
import type { Expected } from './corpus.ts';
import type { Read } from './run.ts';
import { scored, type Miss, type Verdict } from './verdict.ts';

type Label = NonNullable<Expected['attachments']>[number];

export function scoreDocuments(reads: readonly Read[]): Verdict {
  const mine = reads.filter(({ item }) => item.scores.includes('attachment-extraction'));
  const misses = mine.flatMap(({ item, explained }): Miss[] => {
    const why = whyNot(item.expected.attachments ?? [], explained?.documents ?? []);
    return why === undefined ? [] : [{ path: item.path, why }];
  });
  return { scores: [scored({ name: 'documents', n: mine.length, target: 1, best: '78 % (postal-mime, of files)', misses })], nevers: [] };
}

function whyNot(labels: readonly Label[], files: readonly File[]): string | undefined {
  if (labels.length !== files.length) return `${files.length} files were found (${namesOf(files)}), expected ${labels.length}`;
  for (const [at, { filename, sha256_lf: hash }] of labels.entries()) {
    const file = files[at];
    if (filename !== null && file?.filename !== cleanFilename(filename)) return `a file is called ${file?.filename}, expected ${filename}`;
    if (hash !== undefined && file?.sha256Lf !== hash) return `the bytes of ${file?.filename} are not those that were attached`;
  }
  return undefined;
}

function namesOf(files: readonly File[]): string {
  return files.map(({ filename }) => filename).join(', ') || 'none';
}
