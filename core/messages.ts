// What the dispatcher brings to people through a channel, what became of it, and the cards that stand somewhere since.
import type { Answer } from './answer.ts';
import type { Envelope } from './envelope.ts';
import type { EnvelopeId, RecipientId, Sha256, TenantId } from './ids.ts';
import type { Notification } from './notify.ts';
import type { Tenant } from './ports.ts';
import type { Channel } from './terms.ts';
import type { Instant } from './time.ts';

export type StandIn = { readonly name: string; readonly email: string };
export type Waits = { readonly envelope: EnvelopeId; readonly title: string };

/** What the dispatcher wants a channel to bring to someone. */
export type Message = {
  /** From 1; above it, an earlier attempt may have reached the vendor without our knowing. */
  readonly attempt: number;
  readonly effect: string;
  readonly tenant: Tenant;
} & (
  | {
      readonly notification: Notification;
      readonly envelope: Exclude<Envelope, { status: 'none' }>;
      /** What else waits for the reader, where one message speaks of several envelopes. */
      readonly alsoWaits?: readonly Waits[];
      /** Who stands in for whom the message is about, by a standing delegation. */
      readonly standIn?: StandIn;
      /** Of the record that `envelope` was folded from. */
      readonly version: number;
    }
  | {
      readonly answer: Answer;
      readonly envelope?: Exclude<Envelope, { status: 'none' }>;
      readonly version?: number;
    }
);

export type Receipt =
  | {
      readonly outcome: 'accepted';
      readonly providerId: string;
      /** What threads the next message under this one: a mail's wire Message-ID, a chat message's timestamp. */
      readonly threadId?: string;
      /** The text as sent, kept so that an answer can be told from its quotation. */
      readonly sentText?: string;
      /** Key of the blob that holds what was sent. */
      readonly copy?: string;
      /** Where it can be kept true from now on; mail never can. */
      readonly card?: Posted;
    }
  /** Not on this channel, but the person may be reached on another: not installed, blocked, no account. */
  | { readonly outcome: 'elsewhere'; readonly why: string }
  /** For good: the address does not exist or refuses. A passing failure is thrown, and tried again. */
  | { readonly outcome: 'undeliverable'; readonly why: string };

/**
 * A card that stands somewhere. `ref` is the channel's own address of it; `hash` is of what is shown, so that nothing is sent that
 * changes nothing; `copy` is the blob with exactly that, kept as evidence of what people saw.
 */
export type Posted = { readonly ref: string; readonly hash: Sha256; readonly copy?: string };

/** A posted card to be made true. */
export type Refresh = {
  readonly posted: Posted;
  readonly shows: CardSource;
  readonly envelope: Exclude<Envelope, { status: 'none' }>;
  readonly version: number;
  readonly tenant: Tenant;
};

/** What a card is about: what its reader was told, or what was shared with everyone at a place. */
export type CardSource =
  | { readonly as: 'told'; readonly notification: Notification }
  | { readonly as: 'shared'; readonly language: string };

/** A card that stands somewhere, as the register of cards knows it. `version`: of the record that it shows. */
export type StandingCard = {
  readonly tenant: TenantId;
  readonly envelope: EnvelopeId;
  readonly channel: Channel;
  readonly shows: CardSource;
  readonly posted: Posted;
  readonly version: number;
  readonly isGone: boolean;
};

/** Finds a card by where it stands: what someone saw when they pressed, what a thread is about. */
export interface CardFinder {
  at(channel: Channel, ref: string): Promise<StandingCard | undefined>;
}

/**
 * What a mail system said later of a message that it had taken: a bounce, a warning, a complaint, an absence notice. `effect` is the
 * SHA-256 of the effect that it was sent for, where the system repeats it; without it, the last message to that seat is meant.
 */
export type DeliveryReport = {
  readonly tenant: TenantId;
  readonly envelope: EnvelopeId;
  readonly seat: 'sender' | RecipientId;
  readonly effect?: string;
  readonly at: Instant;
} & (
  | { readonly kind: 'delivered' }
  /** Still being tried. */
  | { readonly kind: 'delayed'; readonly why: string }
  /** `isForGood`: trying again would not help (RFC 3463 class 5, a suppressed address). */
  | { readonly kind: 'bounced'; readonly isForGood: boolean; readonly why: string }
  /** The reader called it spam (RFC 5965). */
  | { readonly kind: 'complained' }
  /** Nobody reads it at present. `until` is the first day back, `YYYY-MM-DD`, where the notice says so. */
  | { readonly kind: 'away'; readonly until?: string }
);

/** The outbound side of a channel folder. */
export interface Outbound {
  deliver(message: Message): Promise<Receipt>;
  /** `gone`: deleted, archived, or its place left; never looked at again. A passing failure is thrown. */
  refresh?(refresh: Refresh): Promise<Posted | 'gone'>;
}
