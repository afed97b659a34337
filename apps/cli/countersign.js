#!/usr/bin/env node
// What the command `countersign` starts: the process is set up before the first line of the product is loaded.
import { stayingSmall } from './small-process.js';

stayingSmall();
await import('./main.ts');
