// What a line of the grammar can mean. The adapters switch over this; a part that was not said is null or empty, for a form to ask for.
import type { EnvelopeId } from '../ids.ts';
import type { Mailbox } from './people.ts';
import type { Expiry } from './when.ts';

/**
 * People are never looked up by name here.
 * @property id of a mention: what the platform wrote between the marks, or the name where it writes no id
 */
export type Person =
  | { readonly kind: 'mention' | 'group'; readonly id: string; readonly name: string }
  | ({ readonly kind: 'mailbox' } & Mailbox)
  /** Whoever writes, when the context does not say who that is. */
  | { readonly kind: 'me' };

export type Target =
  | { readonly kind: 'ids'; readonly ids: readonly EnvelopeId[] }
  /** The request that the thread is about. */
  | { readonly kind: 'this' }
  | { readonly kind: 'last' }
  /** Never the first match: several are listed for the person to choose. */
  | { readonly kind: 'title'; readonly title: string };

export type What =
  | { readonly kind: 'this' }
  | { readonly kind: 'last' }
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'template'; readonly name: string };

type About<T = Target | null> = { readonly target: T };
type Reason = { readonly reason: string };

export type LineCommand =
  | { readonly verb: 'home' | 'settings' | 'link' }
  | { readonly verb: 'help'; readonly about: Verb | null }
  /** @property by the deadline's day, `YYYY-MM-DD` */
  | {
      readonly verb: 'send';
      readonly what: What | null;
      readonly steps: readonly (readonly Person[])[];
      readonly cc: readonly Person[];
      readonly by: string | null;
      readonly message: string;
    }
  | { readonly verb: 'list'; readonly which: ListWhich | null; readonly text: string }
  | { readonly verb: 'templates'; readonly text: string }
  | ({ readonly verb: LookVerb } & About)
  /** `words` as they were typed, for the record. */
  | ({ readonly verb: ActVerb; readonly words: string } & About<Target>)
  | ({ readonly verb: ReasonVerb } & About & Reason)
  | ({ readonly verb: 'comment'; readonly text: string } & About)
  | ({ readonly verb: 'delegate'; readonly to: Person | null } & About & Reason)
  | ({ readonly verb: ReplaceVerb; readonly from: Person | null; readonly to: Person | null } & About & Reason)
  /** `person: null` = everyone whose turn it is. */
  | ({ readonly verb: 'remind'; readonly person: Person | null } & About<Target | { readonly kind: 'all' } | null>)
  | ({ readonly verb: 'resend'; readonly person: Person | null } & About)
  | ({ readonly verb: TimeVerb; readonly until: Expiry | null } & About);

export type ListWhich = 'mine' | 'sent' | 'done' | 'overdue';
/** Show, or change nothing that binds. */
export type LookVerb = 'status' | 'why' | 'download' | 'verify' | 'mute' | 'resume' | 'share';
/** Count only as a whole line. */
export type ActVerb = 'sign' | 'approve' | 'acknowledge';
export type ReasonVerb = 'decline' | 'void' | 'withdraw' | 'dispute';
/** `correct` mends the address of the same person, `reassign` puts another in their place. */
export type ReplaceVerb = 'reassign' | 'correct';
export type TimeVerb = 'snooze' | 'extend';
export type Verb = Exclude<LineCommand['verb'], 'home'>;

/** Why nothing is done yet, in the field `ambiguous`. */
export type LineDoubt =
  /** A decision with anything beside it: a condition, a negation, a question, a quotation. */
  | 'approval'
  /** A decision that does not say about which request, where none is at hand. */
  | 'no-thread'
  /** Looks like an id, but its check character says that it was mistyped. */
  | 'id-check'
  /** Asks whether to do it, or asks somebody else to. */
  | 'question'
  /** Somebody is named in a way that tells nobody for certain. */
  | 'who'
  | 'when'
  /** More is said than this command takes. */
  | 'extra';

export type LineIntent =
  | LineCommand
  /** @property text the part that is in doubt */
  | { readonly ambiguous: LineDoubt; readonly text: string; readonly suggestions: readonly Verb[] }
  /** No command. Near misses are only suggested, never run. */
  | { readonly unknown: string; readonly suggestions: readonly Verb[] };

/**
 * @property thread `bound` where the line answers one request: a mail's own address, a message below a card
 * @property today the writer's date, `YYYY-MM-DD`
 * @property locale of the writer, such as `de-AT`; English always works beside it
 * @property bots ids and names under which we are mentioned; a mention of anyone else in front makes it their line, not ours
 */
export type LineContext = {
  readonly thread: 'bound' | 'none';
  readonly today: string;
  readonly me: Mailbox | undefined;
  readonly locale?: string;
  readonly bots?: readonly string[];
};
