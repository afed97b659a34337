// Earlier versions of itself that a file carries: programs append what changed, so that what was there before can still be dug out.

/** How many were there before the one that is shown. */
export function earlierRevisions(file: Uint8Array): number {
  const text = Buffer.from(file.buffer, file.byteOffset, file.length).toString('latin1');
  const ends = text.match(/startxref\s+\d+\s+%%EOF/g)?.length ?? 0;
  // A file made for the web has a second end near its beginning (ISO 32000-1 annex F).
  const isLinearized = /\/Linearized\s/.test(text.slice(0, 1024));
  return Math.max(0, ends - (isLinearized ? 2 : 1));
}
