// How the process uses memory, set before anything large is loaded: it is meant to run beside other things on small machines. Not in
// TypeScript, since the compiler for it, once loaded, would stay.
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

export function stayingSmall() {
  keepCompiled();
  // New objects are collected often and in little room. Left to itself, the engine takes some 50 MB for them on large machines.
  setFlagsFromString('--semi-space-growth-factor=1');
}

/** For the next start, which then loads no compiler; in a folder of the user's own, since the usual one is open to everybody on the machine. */
function keepCompiled() {
  try {
    enableCompileCache(join(homedir(), '.cache', 'countersign'));
  } catch {
    // A user without a home, as in some containers, compiles at each start.
  }
}
