// SQLite's error numbers as sentences with a way out. Numbers: https://www.sqlite.org/rescode.html (the low byte is the primary code).

const REASONS = new Map<number, string>([
  [5, 'another process has kept the file locked. Stop the other writer, or try again'],
  [6, 'the file is locked. Try again'],
  [8, 'the file is read-only. Check the permissions of the data directory'],
  [10, 'the disk reported an error. Check the disk and the file system'],
  [11, 'the file is damaged. Restore it from a backup'],
  [13, 'the disk is full. Free some space and try again'],
  [14, 'the file cannot be opened. Check that the data directory exists and is yours'],
  [26, 'the file is not a database. Move it away or choose another data directory'],
]);

/** @param attempt what was tried, as in "store 3 rows" */
export function sqliteFault(attempt: string, path: string, cause: unknown): Error {
  const reason = REASONS.get(primaryCode(cause)) ?? (cause instanceof Error ? cause.message : 'the reason is unknown');
  return new Error(`Could not ${attempt} in ${path}: ${reason}.`, { cause });
}

function primaryCode(cause: unknown): number {
  if (typeof cause !== 'object' || cause === null || !('errcode' in cause)) return 0;
  return typeof cause.errcode === 'number' ? cause.errcode & 0xff : 0;
}
