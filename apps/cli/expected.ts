// Which faults are the machine's, or AWS's answer, and not the program's: for those one sentence is enough, a stack would only hide it.
import { ConfigProblem } from '#apps/config.ts';
import { AwsFault } from '#stores/aws-fault.ts';

const MACHINE = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EADDRINUSE', 'EMFILE']);
/** Primary result codes of SQLite: PERM, BUSY, READONLY, IOERR, FULL, CANTOPEN. */
const SQLITE = new Set([3, 5, 8, 10, 13, 14]);

/** @returns the sentence for a fault of the machine or its settings; undefined for a fault of the program */
export function sentenceFor(fault: unknown): string | undefined {
  if (!(fault instanceof Error)) return undefined;
  if (fault instanceof ConfigProblem) return fault.message;
  for (let at: unknown = fault; at instanceof Error; at = at.cause) {
    if (at instanceof AwsFault) return at.message;
    if ('code' in at && MACHINE.has(String(at.code))) return fault.message;
    if ('errcode' in at && typeof at.errcode === 'number' && SQLITE.has(at.errcode & 0xff)) return fault.message;
  }
  return undefined;
}
