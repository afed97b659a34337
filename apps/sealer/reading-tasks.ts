// What the worker does in which strangers' files are opened: one that makes a PDF library hang or eat memory takes only that thread with it.
import { parentPort } from 'node:worker_threads';
import { judge, type Inspection } from './judge.ts';

export type ReadingRequest =
  | { readonly task: 'inspect' | 'intake' | 'record'; readonly file: Uint8Array }
  | { readonly task: 'verify'; readonly file: Uint8Array; readonly trust: readonly string[] };

parentPort?.on('message', (request: ReadingRequest) => {
  void answer(request).then((result) => parentPort?.postMessage(result));
});

/** The writing and checking libraries are loaded only when needed: a look at a file does without. */
async function answer(request: ReadingRequest): Promise<unknown> {
  switch (request.task) {
    case 'inspect':
      return inspected(request.file);
    case 'intake': {
      const { present } = await import('./present.ts');
      return present(request.file);
    }
    case 'record': {
      const { recordOf } = await import('./embedded-record.ts');
      return (await recordOf(request.file)) ?? null;
    }
    case 'verify': {
      const { checkSeal } = await import('./check-seal.ts');
      return checkSeal(request.file, request.trust);
    }
  }
}

/** What opens is not always taken: whoever asks before sending is told as much as whoever sends. */
async function inspected(file: Uint8Array): Promise<Inspection> {
  const inspection = await judge(file);
  if (inspection.verdict !== 'accept') return inspection;
  const { taken } = await import('./present.ts');
  const intake = await taken(file, inspection);
  return intake.verdict === 'accept' ? inspection : { ...inspection, why: `It opens, but is not taken for signing. ${intake.why}` };
}
