// The folder that keeps everything on one machine: checked before anything is written, marked as a demo's or a live one's, its secrets made once.
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, link, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ConfigProblem } from '#apps/config.ts';
import type { Secrets } from '#apps/world/secrets.ts';
import { isCode, writeDurably } from '#stores/durable-files.ts';

export type Mode = 'demo' | 'live';

export type DataDir = {
  readonly path: string;
  readonly table: string;
  readonly blobs: string;
  readonly authority: string;
  /** Only the demo has one. */
  readonly timeAuthority: string;
  /** The demo's stand-ins keep their things apart. */
  readonly local: string;
  readonly secrets: Secrets;
};

const SECRET_BYTES = 32;
const secret = z
  .string()
  .length(SECRET_BYTES * 2)
  .regex(/^[0-9a-f]+$/)
  .transform((hex) => Buffer.from(hex, 'hex'));
const marker = z.object({ mode: z.enum(['demo', 'live']), secrets: z.object({ token: secret, code: secret, web: secret, id: secret }) });

/** Opens the folder, making it at the first start. @throws ConfigProblem in one sentence when it cannot be used. */
export async function openDataDir(path: string, mode: Mode): Promise<DataDir> {
  try {
    await mkdir(path, { recursive: true });
    await access(path, constants.W_OK | constants.R_OK);
  } catch (cause) {
    throw new ConfigProblem(`The data folder ${path} cannot be written. Choose another with DATA_DIR, or change its rights.`, { cause });
  }
  const found = (await readMarker(path)) ?? (await makeMarker(path, mode));
  if (found.mode !== mode) {
    const hint = mode === 'live' ? 'Live work needs a folder of its own' : 'The demo needs a folder of its own';
    throw new ConfigProblem(
      `The data folder ${path} belongs to ${found.mode === 'demo' ? 'the demo' : 'a live installation'}. ${hint}: set DATA_DIR.`,
    );
  }
  return { ...dataPaths(path), secrets: found.secrets };
}

/** Opens the folder to read it, as the command line does while the product runs. */
export async function readDataDir(path: string): Promise<DataDir & { readonly mode: Mode }> {
  const found = await readMarker(path);
  if (!found) throw new ConfigProblem(`There is nothing in the data folder ${path}. Start the product first, or set DATA_DIR.`);
  return { ...dataPaths(path), secrets: found.secrets, mode: found.mode };
}

/** Where things lie in the folder, whether it is there or not. */
export function dataPaths(path: string): Omit<DataDir, 'secrets'> {
  const inside = (name: string) => join(path, name);
  return {
    path,
    table: inside('table.sqlite'),
    blobs: inside('blobs'),
    authority: inside('authority'),
    timeAuthority: inside('time-authority'),
    local: inside('local'),
  };
}

async function readMarker(path: string): Promise<z.infer<typeof marker> | undefined> {
  let text: string;
  try {
    text = await readFile(join(path, 'countersign.json'), 'utf8');
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return undefined;
    throw new ConfigProblem(`The data folder ${path} cannot be read. Check its rights.`, { cause });
  }
  const parsed = marker.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  throw new ConfigProblem(`${join(path, 'countersign.json')} is damaged. Restore it from a backup: without its secrets no link works.`);
}

/** Written whole and linked into place, so that two first starts cannot each have secrets of their own. */
async function makeMarker(path: string, mode: Mode): Promise<z.infer<typeof marker>> {
  const hex = () => randomBytes(SECRET_BYTES).toString('hex');
  const draft = join(path, `countersign.json.${hex().slice(0, 8)}`);
  try {
    const secrets = { token: hex(), code: hex(), web: hex(), id: hex() };
    await writeDurably(draft, Buffer.from(JSON.stringify({ mode, secrets })));
    await link(draft, join(path, 'countersign.json')).catch((cause: unknown) => {
      if (!isCode(cause, 'EEXIST')) throw cause;
    });
  } catch (cause) {
    throw new ConfigProblem(`The data folder ${path} cannot be written: the disk may be full. Nothing was started.`, { cause });
  } finally {
    await rm(draft, { force: true });
  }
  const made = await readMarker(path);
  if (!made) throw new ConfigProblem(`The data folder ${path} lost a file that was just written. Check the disk.`);
  return made;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
