// LibreOffice, run once per document in a folder of its own: no macros, no network as far as it can be told, and an end after a minute.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OfficeFormat } from './inspect.ts';
import { PROFILE } from './profile.ts';

/** `searchPath`: where the program, which may be a script, finds what it calls. */
export type Soffice = { readonly program: string; readonly searchPath: string; readonly timeoutMs?: number };
type Job = { readonly bytes: Uint8Array; readonly format: OfficeFormat };

const TIMEOUT_MS = 60_000;
const MOST_PDF_BYTES = 25 * 1024 * 1024;

export function sofficeAt({ program, searchPath, timeoutMs = TIMEOUT_MS }: Soffice): { toPdf(job: Job): Promise<Uint8Array | undefined> } {
  return {
    async toPdf({ bytes, format }) {
      const folder = await mkdtemp(join(tmpdir(), 'countersign-office-'));
      try {
        // Nothing of the file's own name reaches the command line.
        const input = join(folder, `document.${format}`);
        await mkdir(join(folder, 'profile', 'user'), { recursive: true });
        await writeFile(join(folder, 'profile', 'user', 'registrymodifications.xcu'), PROFILE);
        await writeFile(input, bytes);
        const isDone = await run({ program, searchPath, folder, input, timeoutMs });
        return isDone ? await pdfAt(join(folder, 'out', 'document.pdf')) : undefined;
      } finally {
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      }
    },
  };
}

type Run = Required<Soffice> & { readonly folder: string; readonly input: string };

/** The program starts others, so the whole group is ended with it. */
async function run({ program, searchPath, folder, input, timeoutMs }: Run): Promise<boolean> {
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`;
  const flags = ['--headless', '--norestore', '--nolockcheck', '--nodefault', '--nofirststartwizard', profile];
  const isGroup = process.platform !== 'win32';
  const child = spawn(program, [...flags, '--convert-to', 'pdf', '--outdir', join(folder, 'out'), input], {
    cwd: folder,
    detached: isGroup,
    stdio: 'ignore',
    env: { PATH: searchPath, HOME: folder, TMPDIR: folder, http_proxy: NOWHERE, https_proxy: NOWHERE, ftp_proxy: NOWHERE },
  });
  return new Promise((resolve, fail) => {
    const timer = setTimeout(() => end(child.pid, isGroup), timeoutMs);
    child.once('error', (cause) => {
      clearTimeout(timer);
      fail(new Error(`Could not start ${program} to convert a document. Check SOFFICE_PATH.`, { cause }));
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      end(child.pid, isGroup);
      resolve(code === 0);
    });
  });
}

/** The port of the discard protocol, on which nothing listens. */
const NOWHERE = 'http://127.0.0.1:9';

function end(pid: number | undefined, isGroup: boolean): void {
  if (pid === undefined) return;
  try {
    process.kill(isGroup ? -pid : pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

async function pdfAt(path: string): Promise<Uint8Array | undefined> {
  try {
    return (await stat(path)).size > MOST_PDF_BYTES ? undefined : new Uint8Array(await readFile(path));
  } catch {
    return undefined;
  }
}
