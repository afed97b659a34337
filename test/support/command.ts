// Runs the `countersign` command as a person would, and says what it printed and how it ended.
import { spawn } from 'node:child_process';

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

/** @param env beside a bare environment: nothing of this machine's settings comes along */
export async function countersign(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const child = spawn(process.execPath, ['apps/cli/countersign.js', ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString('utf8')));
  const code = await new Promise<number | null>((ended) => child.once('close', ended));
  return { code, out, err };
}
