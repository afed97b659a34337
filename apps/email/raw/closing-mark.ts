// Whether a message closes its outermost boundary (RFC 2046 §5.1.1), found out while its bytes pass by. The boundary is known only once the
// header was read, so what passed before that is kept for a moment.

export type ClosingMark = {
  pass(chunk: Buffer): void;
  /** @param boundary undefined for a message of one part, which closes nothing */
  expect(boundary: string | undefined): void;
  isThere(): boolean;
};

export function closingMark(): ClosingMark {
  let waiting: Buffer[] | undefined = [];
  let mark: Buffer | undefined;
  let isFound = true;
  let last: Buffer = Buffer.alloc(0);

  function look(chunk: Buffer): void {
    if (!mark || isFound) return;
    const seam = Buffer.concat([last, chunk.subarray(0, mark.length)]);
    isFound = seam.includes(mark) || chunk.includes(mark);
    last = (chunk.length >= mark.length ? chunk : Buffer.concat([last, chunk])).subarray(-mark.length);
  }

  return {
    pass(chunk) {
      if (waiting) waiting.push(chunk);
      else look(chunk);
    },
    expect(boundary) {
      mark = boundary === undefined ? undefined : Buffer.from(`--${boundary}--`);
      isFound = mark === undefined;
      for (const chunk of waiting ?? []) look(chunk);
      waiting = undefined;
    },
    isThere: () => isFound,
  };
}
