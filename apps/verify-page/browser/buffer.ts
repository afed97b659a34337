// The checks know Node's Buffer; browsers have none. The build puts this in wherever one is used, and the package `buffer` in the place of
// `node:buffer`.
import { Buffer } from 'node:buffer';

/** The package compares a Buffer with Buffers only, node with any bytes. */
Object.defineProperty(Buffer.prototype, 'equals', {
  value(this: Uint8Array, other: Uint8Array): boolean {
    return Buffer.compare(this, other) === 0;
  },
});

export { Buffer };
