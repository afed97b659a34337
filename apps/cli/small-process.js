// How the process uses memory, set before anything large is loaded: it is meant to run beside other things on small machines. Not in
// TypeScript, since the compiler for it, once loaded, would stay.
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

export function stayingSmall() {
  // Compiled code is kept for the next start, which then loads no compiler. Where it cannot be kept, it is not. In a folder of the user's
  // own: the usual one is open to everybody on the machine.
  enableCompileCache(join(homedir(), '.cache', 'countersign'));
  // New objects are collected often and in little room. Left to itself, the engine takes some 50 MB for them on large machines.
  setFlagsFromString('--semi-space-growth-factor=1');
}
