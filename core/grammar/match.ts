// Reads from lists that may be shorter than asked for. One place, so that no caller carries a case of its own.

export function itemAt<T>(list: readonly T[], index: number, otherwise: T): T {
  return list[index] ?? otherwise;
}

/** The line at this place; empty before the first and after the last. */
export function lineAt(lines: readonly string[], index: number): string {
  return itemAt(lines, index, '');
}

/** What a group caught; empty when it took no part. */
export function caught(match: RegExpExecArray | null, group: number): string {
  return match === null ? '' : lineAt(match, group);
}
