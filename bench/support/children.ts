// Servers in processes of their own, so that none is slowed by another's work or garbage: started, asked by messages, and ended.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export type Child = {
  /** The first message of the process: it is ready. */
  readonly ready: unknown;
  ask(question: object): Promise<unknown>;
  /** How long it has worked so far: milliseconds of a processor, of whatever else the machine does none. */
  cpuMs(): Promise<number>;
  end(): Promise<void>;
};

type Started = { readonly file: string; readonly args: readonly string[] };

/** @param file beside this one */
export async function childOf({ file, args }: Started): Promise<Child> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [...args], {
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const next = async () =>
    Promise.race([
      once(child, 'message').then(([message]: unknown[]) => message),
      ended.then(() => {
        throw new Error(`${file} ended before it answered; its last words are above.`);
      }),
    ]);
  async function ask(question: object): Promise<unknown> {
    const answer = next();
    child.send(question);
    return answer;
  }
  return {
    ready: await next(),
    ask,
    cpuMs: async () => Number(await ask(HOW_LONG)),
    async end() {
      child.disconnect();
      await ended;
    },
  };
}

const HOW_LONG = { cpu: true } as const;

async function workedMs(): Promise<number> {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

type Service = { readonly answer: (question: object) => Promise<unknown>; readonly close: () => Promise<void> };

/** For the child: says that it is ready, answers each question, and ends when its parent lets go of it. */
export function serveParent(ready: object, { answer, close }: Service): void {
  process.on('message', (question: object) => {
    const answering = 'cpu' in question ? workedMs() : answer(question);
    answering.then(
      (answered) => process.send?.(answered ?? null),
      (fault: unknown) => {
        console.error(fault);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', () => {
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
  process.send?.(ready);
}
