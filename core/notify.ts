// Who must hear what of a stored event. Derived, never fired: a crash can repeat a message, it cannot lose one.
import type { RecipientId } from './ids.ts';

export type NotificationKind =
  | 'draft'
  | 'sign-request'
  | 'approve-request'
  | 'reminder'
  | 'recorded'
  | 'confirm'
  | 'question'
  | 'answer'
  | 'declined'
  | 'voided'
  | 'expired'
  | 'completed'
  | 'seal-failed'
  | 'undeliverable';

export type Notification = {
  readonly kind: NotificationKind;
  readonly to: 'sender' | RecipientId;
  /** The event behind it: `version.index`. */
  readonly event: string;
  /** Whose doing the message is about, where it is about someone else. */
  readonly about?: 'sender' | RecipientId;
  /** A question's or answer's text, a decline's reason as far as this person may see it. */
  readonly text?: string;
};
