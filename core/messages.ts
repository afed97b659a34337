// What the dispatcher brings to people through a channel, what became of it, and the cards that stand somewhere since.
import type { Answer } from './answer.ts';
import type { Envelope } from './envelope.ts';
import type { EnvelopeId, Sha256, TenantId } from './ids.ts';
import type { Notification } from './notify.ts';
import type { Tenant } from './ports.ts';
import type { Channel } from './terms.ts';

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

/** The outbound side of a channel folder. */
export interface Outbound {
  deliver(message: Message): Promise<Receipt>;
  /** `gone`: deleted, archived, or its place left; never looked at again. A passing failure is thrown. */
  refresh?(refresh: Refresh): Promise<Posted | 'gone'>;
}
