// What a file is, without keeping it: the verdict behind `countersign inspect` and the first look at every attachment.
import type { Inspection } from './judge.ts';
import { readApart } from './reading.ts';

export type { Inspection } from './judge.ts';

export async function inspect(file: Uint8Array): Promise<Inspection> {
  return (await readApart<Inspection>({ task: 'inspect', file })) ?? { ...NOT_READ, why: TOO_MUCH_WHY };
}

export const TOO_MUCH_WHY = 'It could not be read within reasonable time and memory. Please print it to PDF again and send that.';

export const NOT_READ: Omit<Inspection, 'why'> = {
  verdict: 'reject',
  pages: 0,
  signatures: 0,
  encrypted: false,
  javascript: false,
  embeddedFiles: 0,
  xfa: false,
};
