// Opens strangers' files in a worker of their own, within limits of time and memory. A worker that did well is kept a while for the next file.
import { getCompileCacheDir } from 'node:module';
import { Worker } from 'node:worker_threads';
import { watchMemory } from './memory-watch.ts';
import type { ReadingRequest } from './reading-tasks.ts';

const LIMIT_MS = 30_000;
const IDLE_MS = 10_000;
const HEAP_MB = 1024;
const MIB = 1024 * 1024;
/**
 * Beside the heap, where what is unpacked lies. The guard against bombs lets that much of pictures pass, and opening a large file takes some
 * six times its size.
 */
const UNPACKED = { least: 512 * MIB, times: 8 };
/** Libraries keep caches; a fresh worker now and then keeps them small. */
const MOST_FILES = 50;
/** Each may take its memory to the full; the others wait, and their time counts from when they are opened. */
const MOST_AT_ONCE = 2;

type Reader = { readonly worker: Worker; readonly files: number };

/** Files to be checked come from anyone; those to be taken in do not wait behind them. */
type Lane = { reading: number; readonly waiting: (() => void)[] };
const lanes: Readonly<Record<'checking' | 'taking-in', Lane>> = {
  checking: { reading: 0, waiting: [] },
  'taking-in': { reading: 0, waiting: [] },
};
let idle: (Reader & { readonly timer: NodeJS.Timeout }) | undefined;

/** @returns undefined when the file was too much for the reader: too slow, too large, or it broke the library. */
export async function readApart<Result>(request: ReadingRequest): Promise<Result | undefined> {
  const lane = lanes[request.task === 'verify' || request.task === 'record' ? 'checking' : 'taking-in'];
  await turn(lane);
  try {
    const { worker, files } = takeReader();
    const result = await answerOf<Result>(worker, request);
    if (result === undefined || files + 1 >= MOST_FILES || idle) {
      await worker.terminate();
    } else {
      keep({ worker, files: files + 1 });
    }
    return result;
  } finally {
    pass(lane);
  }
}

async function turn(lane: Lane): Promise<void> {
  if (lane.reading < MOST_AT_ONCE) lane.reading += 1;
  else await new Promise<void>((begin) => lane.waiting.push(begin));
}

/** A place that is given up goes to whoever waits longest, so that the number of readers does not change in between. */
function pass(lane: Lane): void {
  const next = lane.waiting.shift();
  if (next) next();
  else lane.reading -= 1;
}

function takeReader(): Reader {
  if (!idle) return { worker: newWorker(), files: 0 };
  const { worker, files, timer } = idle;
  clearTimeout(timer);
  idle = undefined;
  worker.ref();
  return { worker, files };
}

/** Neither the waiting worker nor its timer keeps the process alive. */
function keep({ worker, files }: Reader): void {
  const timer = setTimeout(() => {
    idle = undefined;
    void worker.terminate();
  }, IDLE_MS);
  timer.unref();
  worker.unref();
  idle = { worker, files, timer };
}

function newWorker(): Worker {
  const url = new URL('./reading-worker.js', import.meta.url);
  const compiled = getCompileCacheDir();
  const worker = new Worker(url, {
    ...(compiled !== undefined && { argv: [compiled] }),
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    // Swallowed: PDF libraries complain about damaged files on the console.
    stdout: true,
    stderr: true,
  });
  // An error is followed by the exit, which is what counts; without a listener it would end the process.
  worker.on('error', () => {});
  worker.on('exit', () => {
    if (idle?.worker === worker) idle = undefined;
  });
  return worker;
}

function answerOf<Result>(worker: Worker, request: ReadingRequest): Promise<Result | undefined> {
  return new Promise((resolve) => {
    const broken = () => finish(undefined);
    const timer = setTimeout(broken, LIMIT_MS);
    const unwatch = watchMemory(worker, { most: UNPACKED.least + UNPACKED.times * request.file.length, exceeded: broken });
    const finish = (result: Result | undefined) => {
      clearTimeout(timer);
      unwatch();
      worker.off('message', finish).off('exit', broken);
      resolve(result);
    };
    worker.on('message', finish).on('exit', broken);
    // One copy, which the worker is given; passed along as it is, a file would be copied into the message and out of it again.
    const file = Uint8Array.from(request.file);
    worker.postMessage({ ...request, file }, [file.buffer]);
  });
}
