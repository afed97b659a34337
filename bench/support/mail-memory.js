// A process that is set up as the product's is, and takes in one mail.
import { stayingSmall } from '../../apps/cli/small-process.js';

stayingSmall();
await import('./mail-memory-process.ts');
