// What a message says, before any channel gives it a look: the same view becomes a mail, a Slack card, a Teams card or a page.
import type { Say } from '../answer.ts';
import type { NotificationKind } from '../notify.ts';

export type Fact = { readonly label: string; readonly value: string };

/** A link the channel resolves for this reader; `primary` is the one thing to do. `placing`: where the sender of a draft places fields. */
export type ViewLink = { readonly label: string; readonly to: 'page' | 'placing'; readonly primary: boolean };

export type View = {
  readonly kind: NotificationKind | Say['kind'];
  readonly subject: string;
  readonly heading: string;
  /** By word, never by colour alone. */
  readonly status: { readonly word: string; readonly tone: 'waiting' | 'done' | 'stopped' | 'attention' };
  readonly paragraphs: readonly string[];
  /** Someone's own words, shown as theirs. */
  readonly quote?: { readonly who: string; readonly text: string };
  readonly facts: readonly Fact[];
  readonly links: readonly ViewLink[];
  /** How to answer in the channel; phrases stand inside sentences, never alone on a line. */
  readonly how: readonly string[];
  readonly small: readonly string[];
  /** A one-time code to show large; filled in by the channel that derives it. */
  readonly hasCode?: boolean;
};
