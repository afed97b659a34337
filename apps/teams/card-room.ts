// How much of a card is shown: all of an ordinary one, less of each part where there is too much, so that Teams takes whatever it is given.

/**
 * @property line UTF-16 units of a name, a label, a fact
 * @property block of a paragraph
 * @property hasForms whether forms unfold in the card; else they open as dialogs, which weigh nothing here
 */
export type Room = {
  readonly line: number;
  readonly block: number;
  readonly paragraphs: number;
  readonly facts: number;
  readonly people: number;
  readonly entries: number;
  readonly small: number;
  readonly hasForms: boolean;
};

const AMPLE: Room = { line: 250, block: 2000, paragraphs: 12, facts: 20, people: 40, entries: 25, small: 6, hasForms: true };
const NARROW: Room = { line: 150, block: 700, paragraphs: 8, facts: 12, people: 25, entries: 12, small: 4, hasForms: true };
/** Below the limit whatever is shown: what can be pressed weighs at most 45 KB (an intent has 400 characters), the rest 30 KB. */
const LEAST: Room = { line: 60, block: 200, paragraphs: 3, facts: 5, people: 5, entries: 4, small: 2, hasForms: false };

/** From the one that shows most. */
export const ROOMS = [AMPLE, NARROW, LEAST] as const;

/** Of Teams' 100 KB, since the message around the card counts too. */
export const MOST_BYTES = 80_000;

/** Teams shows six and hides the rest; a card of ours has five. */
export const MOST_ACTIONS = 5;

/** Those that Teams refreshes by itself at most. */
export const MOST_USERS = 60;
