// The demo's product clock: machine time plus an offset that a person may grow, so that reminders and deadlines can be watched.
// It never runs backwards, not even when the machine's own clock does: due times and the ledger's order rely on it.
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { epochMs, instantOf, later, parseInstant, type Instant } from '#core/time.ts';
import { isCode } from '#stores/durable-files.ts';

export type ProductClock = {
  now(): Instant;
  /** Kept on disk before it returns. An earlier time than now leaves the clock as it is. */
  set(to: Instant): void;
};

type Kept = { readonly offsetMs: number; readonly notBefore: Instant };

const keptSchema = z.object({
  offsetMs: z.number(),
  notBefore: z.string().transform((text, context) => {
    const at = parseInstant(text);
    if (!at) context.addIssue({ code: 'custom', message: 'not a time' });
    return at ?? z.NEVER;
  }),
});

/** @param machineNow milliseconds since 1970, as `Date.now` gives them */
export function productClock({ dir, machineNow = Date.now }: { dir: string; machineNow?: () => number }): ProductClock {
  const path = join(dir, 'clock.json');
  const kept = readKept(path);
  let offsetMs = kept?.offsetMs ?? 0;
  let latest = kept?.notBefore ?? instantOf(machineNow());

  function now(): Instant {
    latest = later(latest, instantOf(machineNow() + offsetMs));
    return latest;
  }

  return {
    now,
    set(to) {
      if (to <= now()) return;
      const offset = epochMs(to) - machineNow();
      keep(path, { offsetMs: offset, notBefore: to });
      offsetMs = offset;
      latest = to;
    },
  };
}

function readKept(path: string): Kept | undefined {
  try {
    return keptSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    if (isCode(cause, 'ENOENT')) return undefined;
    throw new Error(`Could not read the demo clock in ${path}. Delete the file to go back to the machine's time.`, { cause });
  }
}

/** Written aside, synced and renamed: a crash leaves the old time or the new one. Synchronous, since whoever sets it acts on it next. */
function keep(path: string, state: Kept): void {
  const draft = `${path}.${randomUUID()}`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, `${JSON.stringify(state)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}
