// What the channels that are chats have in common: what they are given, and what each platform gives in return.
import type { Card, Form, Intent, Place } from '#core/cards/card.ts';
import type { Lease } from '#core/ports.ts';
import type { Account, Accounts, Platform } from '#core/people.ts';
import type { CardFinder } from '#core/messages.ts';
import type { TenantId } from '#core/ids.ts';
import type { Instant } from '#core/time.ts';
import type { PersonRow } from '#stores/person-rows.ts';
import type { Ports, Processed } from '#apps/ports.ts';
import type { ChatRequest } from './request.ts';

export type ChatPorts = Ports & {
  readonly accounts: Accounts;
  readonly cards: CardFinder;
  readonly intents: Intents;
  /** Has a card drawn anew on which someone pressed what was no longer so. Without it, the next event does. */
  readonly repair?: (channel: Platform, ref: string) => Promise<void>;
  /** What a person has to do with. */
  readonly desk: (tenant: TenantId, email: string) => Promise<readonly PersonRow[]>;
};

/** Puts an intent into a button and takes it out again, so that only what we put there comes back. */
export type Intents = {
  /** At most 400 characters of A–Z, a–z, 0–9, `-`, `_`, `.`; the same intent gives the same text. */
  seal(intent: Intent): string;
  /** @returns undefined for anything that we did not seal */
  open(text: string): Intent | undefined;
};

/** What a channel can find out on its platform. A passing failure is thrown. */
export type ChatPlatform = {
  readonly platform: Platform;
  /** As the platform describes them now, or did at most some minutes ago; undefined where it knows nobody so called. */
  readonly account: (install: string, user: string) => Promise<Account | undefined>;
  /** @param file as the request named it */
  readonly file: (install: string, file: string) => Promise<ChatFile>;
};

export type ChatFile =
  | { readonly ok: true; readonly filename: string; readonly contentType: string; readonly bytes: Uint8Array }
  /** @property why a sentence for whoever sent it */
  | { readonly ok: false; readonly filename: string; readonly why: string };

/** Who speaks, as the platform authenticated them. */
export type Who = { readonly install: string; readonly user: string };

/** @property on the card below which, or on whose button; in the channel's own words, as `Posted.ref` */
export type Said = Who & { readonly at: Instant; readonly text: string; readonly on?: string; readonly bots?: readonly string[] };

/**
 * What is shown at once, without anything being changed.
 * `later`: it changes something, so it goes through the inbox as a request; `nothing`: it was not for us.
 */
export type Shown =
  | { readonly show: 'card'; readonly card: Card }
  | { readonly show: 'form'; readonly form: Form }
  | { readonly show: 'later' }
  | { readonly show: 'nothing' };

/** A chat, whatever the platform: lines and presses in, cards and forms out. Holds no state and no rule. */
export type Chat = {
  /** A line of the product's language. Reads only. */
  hear(said: Said): Promise<Shown>;
  /** What stands behind a button that asks or shows: a form to fill in, or a card with the truth where that is no longer to be had. Reads only. */
  open(who: Who & { readonly at: Instant; readonly intent: string }): Promise<Shown>;
  /** The card as it stands now for this person: after a press, or when the platform asks for it anew. Reads only. */
  see(who: Who & { readonly at: Instant; readonly place: Place }): Promise<Card>;
  /** A stored request, to its outcome. */
  process(request: ChatRequest, lease: Lease): Promise<Processed>;
};
