// In whose place someone is asked, and how it came to that: handed over by them, replaced by the sender, or asked besides someone silent.

export type Place = { readonly as: 'on-behalf' | 'in-place' | 'besides'; readonly whom: string };

/** One person on one line, as a sender reads it: who, what for, in whose place, and how far. */
export type PersonLine = {
  readonly who: string;
  readonly does: string;
  readonly place?: Place | undefined;
  readonly standing?: string | undefined;
};
