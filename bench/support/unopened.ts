// A sealer that takes every PDF as it is: opening it is work of a worker beside, of which bare mail libraries do nothing.
import type { Sealer } from '#core/sealing.ts';

export const UNOPENED: Sealer = {
  intake: async (file) => ({ verdict: 'accept', presented: file, pages: 1, changes: [] }),
  seal: async ({ envelope }) => {
    throw new Error(`${envelope} was to be sealed, which nothing here asks for.`);
  },
};
