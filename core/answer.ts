// What is said back to a person outside any envelope's events: why nothing was recorded, what to do instead, a one-time code.
import type { Card } from './cards/card.ts';
import type { Refusal } from './refusal.ts';
import type { Channel, Role } from './terms.ts';
import type { EnvelopeId, RecipientId, TenantId } from './ids.ts';
import type { Instant } from './time.ts';

export type Answer = {
  readonly to: { readonly name: string; readonly email: string };
  readonly channel: Channel;
  readonly tenant: TenantId;
  /** Where the answer belongs to an envelope and a seat: its reply address and page link come from there. */
  readonly about?: { readonly envelope: EnvelopeId; readonly seat: 'sender' | RecipientId };
  /** Where it was asked, in the channel's own words: it is answered there while that can be, else where the person is reached. */
  readonly place?: string;
  readonly say: Say;
};

export type Say =
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly tried: string }
  /** The reply could not be read as a decision. */
  | { readonly kind: 'ask'; readonly why: AskReason; readonly wrote: string; readonly role: Role | 'sender' }
  /** The sender is told that someone's answers could not be read, though they were asked again. */
  | { readonly kind: 'not-understood'; readonly name: string; readonly wrote: string }
  /** The sender is told that someone is not answered any more for a while: a program may be at work there. */
  | { readonly kind: 'quiet'; readonly email: string }
  /** A mail was set aside unread, by what the mail provider found. `name`: who is asked at its address; null: it was to start something. */
  | { readonly kind: 'quarantined'; readonly why: 'virus' | 'spam'; readonly name: string | null }
  /** The registered person is told that someone else answered. Never sent to the someone. */
  | { readonly kind: 'wrong-person'; readonly from: string }
  /** The registered person is told that a message claiming to be theirs could not be trusted. */
  | { readonly kind: 'not-authenticated'; readonly why: string; readonly started: boolean }
  | { readonly kind: 'no-document'; readonly ignored: readonly { filename: string; why: string }[] }
  | { readonly kind: 'unusable-document'; readonly filename: string; readonly verdict: 'needs-password' | 'reject'; readonly why: string }
  | { readonly kind: 'draft-problems'; readonly problems: readonly string[] }
  | { readonly kind: 'not-a-member' }
  /** `to: null` = to everyone who has been asked. */
  | { readonly kind: 'relayed'; readonly to: string | null }
  | { readonly kind: 'status' }
  /** A card that was made when the question was asked. */
  | { readonly kind: 'shown'; readonly card: Card }
  /** Title and progress for everyone at the place, kept true from then on. */
  | { readonly kind: 'shared' }
  | { readonly kind: 'code'; readonly nonce: string; readonly expiresAt: Instant };

export type AskReason = 'empty' | 'unclear' | 'parts-differ' | 'hidden-text' | 'mixed' | 'automatic-looking' | 'reason-missing';
