// What all judges have in common: each is a program of other people's that looks at every sealed file and says of which it does not hold.
import { execFile } from 'node:child_process';
import type { Miss } from '../score/verdict.ts';
import type { Sealed } from './sealed-corpus.ts';

/** @property judge undefined where the program is not on this machine */
export type Judge = {
  readonly name: string;
  readonly judge: (files: readonly Sealed[]) => Promise<readonly Miss[] | undefined>;
};

type Told = { readonly code: number; readonly said: string };

const LIMIT_MS = 60_000;
const MOST_SAID = 64 * 1024 * 1024;

/** @returns undefined where there is no such program. What it says of a file may be on either of its outputs. */
export async function told(program: string, args: readonly string[]): Promise<Told | undefined> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: LIMIT_MS, maxBuffer: MOST_SAID, encoding: 'latin1' }, (fault, out, errors) => {
      if (fault && fault.code === 'ENOENT') resolve(undefined);
      else resolve({ code: fault ? Number(fault.code ?? 1) : 0, said: out + errors });
    });
  });
}

type Programme = {
  readonly name: string;
  readonly program: string;
  readonly args: (path: string) => readonly string[];
  /** @returns what is wrong with a sealed file, the same program's word on the original beside it */
  readonly wrong: (after: Told, before: Told) => string | undefined;
};

/** A judge that is asked about one file at a time. */
export function judgeOf({ name, program, args, wrong }: Programme): Judge {
  return {
    name,
    async judge(files) {
      const misses: Miss[] = [];
      for (const { path, original, sealed } of files) {
        const [after, before] = await Promise.all([told(program, args(sealed)), told(program, args(original))]);
        if (!after || !before) return undefined;
        const why = wrong(after, before);
        if (why !== undefined) misses.push({ path, why });
      }
      return misses;
    },
  };
}
