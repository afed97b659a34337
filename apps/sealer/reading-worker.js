// Starts the worker in which strangers' files are opened. Not in TypeScript: only so does it take compiled modules from the cache, its own
// and those of the libraries, which it would otherwise compile for each file anew.
import { enableCompileCache } from 'node:module';

const [, , compiled] = process.argv;
if (compiled !== undefined) enableCompileCache(compiled);
await import('./reading-tasks.ts');
