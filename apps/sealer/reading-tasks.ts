// What the worker does in which strangers' files are opened: one that makes a PDF library hang or eat memory takes only that thread with it.
import { parentPort } from 'node:worker_threads';
import { judge } from './judge.ts';

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
      return judge(request.file);
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
