// The functions of the estate, each a process that runs the very bundle that is deployed, started when it is first called.
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import type { DnsResolver } from '#core/ports.ts';
import { bundle } from '../../../infra/bundle.ts';
import type { FunctionName } from '../../../infra/functions.ts';

type Parts = {
  /** For what they write. */
  readonly folder: string;
  readonly settings: (name: FunctionName) => Readonly<Record<string, string>>;
  readonly resolver: DnsResolver;
};

type ToldFault = { readonly errorType: string; readonly errorMessage: string };

/** What a function threw. */
export class FunctionFault extends Error {
  readonly told: ToldFault;

  constructor(why: string, told: ToldFault) {
    super(why);
    this.told = told;
  }
}

type Waiting = { readonly settle: (value: unknown) => void; readonly fail: (fault: Error) => void };
type Running = { readonly child: ChildProcess; readonly waiting: Map<number, Waiting>; serial: number };

export type Functions = {
  /** @throws what the function threw */
  call(name: FunctionName, event: unknown): Promise<unknown>;
  /** What it wrote to its log. */
  log(name: FunctionName): string;
  logs(): string;
  /** As when Lambda lets a process go, or it dies: what it was called with ends with a fault, and the next call starts another. */
  end(name: FunctionName): Promise<void>;
  /** Sets the clocks of all so much before this machine's. */
  setLater(ms: number): Promise<void>;
};

const HOST = fileURLToPath(new URL('function-host.js', import.meta.url));

/** Made once for a test file. */
const bundled = new Map<FunctionName, Promise<string>>();
let shelf: string | undefined;
afterAll(() => {
  if (shelf !== undefined) rmSync(shelf, { recursive: true, force: true });
});

async function bundleOf(name: FunctionName): Promise<string> {
  shelf ??= mkdtempSync(join(tmpdir(), 'countersign-bundles-'));
  const made = bundled.get(name) ?? bundle(name, shelf).then((one) => join(one.folder, 'index.js'));
  bundled.set(name, made);
  return made;
}

export function functionsHere({ folder, settings, resolver }: Parts): Functions {
  const running = new Map<FunctionName, Promise<Running>>();
  const logs = new Map<FunctionName, string>();
  let later = 0;
  onTestFinished(async () => {
    for (const one of running.values()) (await one).child.kill('SIGKILL');
  });

  async function start(name: FunctionName): Promise<Running> {
    const child = fork(HOST, [pathToFileURL(await bundleOf(name)).href, String(later)], {
      env: { PATH: process.env['PATH'] ?? '', TMPDIR: folder, ...settings(name) },
      silent: true,
      serialization: 'advanced',
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => logs.set(name, `${logs.get(name) ?? ''}${chunk.toString('utf8')}`));
    const waiting = new Map<number, Waiting>();
    const ready = Promise.withResolvers<undefined>();
    child.on('message', (message: Told) => {
      if (message.is === 'ready') return ready.resolve(undefined);
      if (message.is === 'name') return void lookUp(child, resolver, message);
      const one = waiting.get(message.id);
      waiting.delete(message.id);
      return message.is === 'answer' ? one?.settle(message.value) : one?.fail(new FunctionFault(message.why, message.told));
    });
    child.once('exit', (code) => {
      const fault = new Error(`The function ${name} ended (${code}). ${logs.get(name) ?? ''}`);
      ready.reject(fault);
      for (const one of waiting.values()) one.fail(fault);
      running.delete(name);
    });
    await ready.promise;
    return { child, waiting, serial: 0 };
  }

  return {
    async call(name, event) {
      const started = running.get(name) ?? start(name);
      running.set(name, started);
      const one = await started;
      one.serial += 1;
      const id = one.serial;
      return new Promise((settle, fail) => {
        one.waiting.set(id, { settle, fail });
        one.child.send({ is: 'call', id, event });
      });
    },
    log: (name) => logs.get(name) ?? '',
    logs: () => [...logs].map(([name, text]) => `${name}: ${text}`).join('\n'),
    async end(name) {
      const one = await running.get(name);
      if (!one) return;
      const gone = new Promise((exited) => one.child.once('exit', exited));
      one.child.kill('SIGKILL');
      await gone;
    },
    async setLater(ms) {
      later = ms;
      for (const one of running.values()) (await one).child.send({ is: 'later', ms });
    },
  };
}

type Named = { readonly is: 'name'; readonly id: number; readonly name: string; readonly type: string };
type Told =
  | { readonly is: 'ready' }
  | Named
  | { readonly is: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly is: 'fault'; readonly id: number; readonly why: string; readonly told: ToldFault };

async function lookUp(child: ChildProcess, resolver: DnsResolver, { id, name, type }: Named): Promise<void> {
  try {
    child.send({ is: 'name', id, records: await resolver(name, type) });
  } catch (fault) {
    const { code = 'ENOTFOUND', message } = fault as Error & { readonly code?: string };
    child.send({ is: 'name', id, code, why: message });
  }
}
