// English: what only a card in Teams says, since no other channel lacks what it tells of.

export const enTeams = {
  more: (count: number) => `and ${count} more`,
  missing: (label: string) => `“${label}” is needed.`,
  /** A dialog there takes no file. */
  filesByChat: 'This form takes no file. Send the document to me as a PDF in our personal chat.',
  /** In place of the card, which follows by itself. */
  working: 'We have received this and are working on it. The card will show what came of it.',
};
