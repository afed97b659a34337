// How a view hands phrases what the proof of an act shows.

/** What was done on the page; `other` where the sentence need not say. */
export type DoneOnPage = 'sign' | 'approve' | 'acknowledge' | 'disclose' | 'decline' | 'withdraw' | 'dispute' | 'other';

export type Proof =
  | { readonly how: 'reply'; readonly from: string; readonly domain: string }
  /** `code`: the address to which a one-time code went that was entered; null without one. */
  | { readonly how: 'page'; readonly done: DoneOnPage; readonly code: string | null }
  | {
      readonly how: 'chat';
      readonly platform: string;
      readonly email: string;
      readonly isMember: boolean;
      readonly isConfirmed: boolean;
      /** The beginning of its fingerprint; null where no card is known to have been seen. */
      readonly card: string | null;
    };
