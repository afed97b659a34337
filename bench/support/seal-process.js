// One seal in a process of its own. The product's is set up as the product's is; the two that are compared are left as Node makes them.
import { stayingSmall } from '../../apps/cli/small-process.js';

if (JSON.parse(process.argv[2] ?? '{}').who === 'job') stayingSmall();
await import('./seal-process.ts');
