// The zip itself: the same members give the same bytes, and what is opened may come from anyone.
import { createHash } from 'node:crypto';
import { unzipSync, zipSync } from 'fflate';
import { FILES } from './layout.ts';

export type Members = ReadonlyMap<string, Uint8Array>;

/** The earliest that a zip can say, local time as zips have it: a time of making would make every bundle another one. */
const NO_TIME = new Date(1980, 0, 1);
/** Images and PDFs are compressed already; the rest is text. */
const LEVEL = 6;
const MOST_FILES = 20_000;
const MOST_BYTES = 1024 ** 3;

/** Adds the list of hashes. */
export function packed(members: Members): Uint8Array {
  const sorted = [...members].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const sums = sorted.map(([path, content]) => `${sha256Hex(content)}  ${path}\n`).join('');
  const all = [...sorted, [FILES.sums, new TextEncoder().encode(sums)] as const];
  return zipSync(Object.fromEntries(all), { mtime: NO_TIME, level: LEVEL });
}

export type Unpacked = { readonly ok: true; readonly members: Members } | { readonly ok: false; readonly why: string };

/** Never throws; what is inside is not believed yet. */
export function unpacked(file: Uint8Array): Unpacked {
  const names = new Set<string>();
  let bytes = 0;
  let why: string | undefined;
  try {
    const found = unzipSync(file, {
      filter: ({ name, originalSize }) => {
        bytes += originalSize;
        // Two files of one name: which of them a program shows is up to the program.
        if (names.has(name)) why = `The zip holds two files called ${name}.`;
        if (names.size >= MOST_FILES || bytes > MOST_BYTES) why = 'The zip is larger than any bundle that is made.';
        names.add(name);
        return why === undefined;
      },
    });
    return why === undefined ? { ok: true, members: new Map(Object.entries(found)) } : { ok: false, why };
  } catch {
    return { ok: false, why: 'The file is no zip that can be opened; it may have been cut off.' };
  }
}

/** One sentence for every file whose content is not the one listed, that is not listed, or that is listed and gone. */
export function sumFaults(members: Members): readonly { readonly path: string; readonly why: string }[] {
  const listed = new Map(
    textOf(members.get(FILES.sums))
      .split('\n')
      .flatMap((line) => {
        const [, hash, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
        return hash !== undefined && path !== undefined ? [[path, hash] as const] : [];
      }),
  );
  const others = [...members].flatMap(([path, content]) => {
    if (path === FILES.sums) return [];
    const hash = listed.get(path);
    if (hash === undefined) return [{ path, why: `${path} is not in the list of files.` }];
    return hash === sha256Hex(content) ? [] : [{ path, why: `${path} is not the file that was put into the bundle: it was changed.` }];
  });
  const gone = [...listed.keys()]
    .filter((path) => !members.has(path))
    .map((path) => ({ path, why: `${path} is listed and is not there.` }));
  return [...others, ...gone];
}

export function textOf(content: Uint8Array | undefined): string {
  return content === undefined ? '' : new TextDecoder().decode(content);
}

export function sha256Hex(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
