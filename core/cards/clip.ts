// Text that must fit where a platform leaves little room: what a press asks before it counts. Everywhere else text goes through whole.

/** Never between the two halves of a character. */
export function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
