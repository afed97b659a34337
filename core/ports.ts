// What the rest of the product asks of its surroundings: small interfaces, each with one contract suite that every implementation passes.
import type { Answer } from './answer.ts';
import type { Command } from './command.ts';
import type { Refusal } from './refusal.ts';
import type { Channel } from './terms.ts';
import type { EnvelopeId, RecipientId, TenantId } from './ids.ts';
import type { Commit, Stream } from './record.ts';
import type { Instant } from './time.ts';

// ── Storage engines ─────────────────────────────────────────────────────────────────────────────────────────────────

export type Key = { readonly pk: string; readonly sk: string };
/** `body` is JSON text; `version` is the writer's own counter (1 for a row that never changes). */
export type Item = Key & { readonly version: number; readonly body: string };

export type PartitionQuery = {
  readonly pk: string;
  readonly prefix?: string;
  /** Exclusive, in the direction of travel: the `sk` after which to go on. */
  readonly after?: string;
  /** Inclusive upper bound. */
  readonly to?: string;
  readonly reverse?: boolean;
  /** Most items per page; a page may hold fewer even when more follow. */
  readonly limit?: number;
};
/** `next` is the `after` of the following page; absent when there is none. */
export type Page = { readonly items: readonly Item[]; readonly next?: string };

/** Rows with one conditional write each; every read is strongly consistent; `sk` sorts by UTF-8 bytes. */
export interface Table {
  get(key: Key): Promise<Item | undefined>;
  /** @returns false when the row exists; it is then untouched. */
  putIfAbsent(item: Item): Promise<boolean>;
  /** Replaces the row if its version is `expected`. @returns false otherwise, also when there is no row. */
  putIfVersion(item: Item, expected: number): Promise<boolean>;
  /** Writes unless a row with the same or a higher version is there. @returns whether it wrote. */
  putIfNewer(item: Item): Promise<boolean>;
  /** Absent rows are no error. */
  delete(key: Key): Promise<void>;
  queryPartition(query: PartitionQuery): Promise<Page>;
  close(): Promise<void>;
}

export type BlobHead = { readonly bytes: number };

/** Write-once files under content-addressed keys (`tenant/kind/sha256`). */
export interface Blobs {
  /** First write wins; a second put under the same key is a no-op. @returns whether this call wrote. */
  put(key: string, content: Uint8Array | AsyncIterable<Uint8Array>): Promise<boolean>;
  /** @returns undefined when absent. */
  get(key: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  head(key: string): Promise<BlobHead | undefined>;
  delete(key: string): Promise<void>;
  /**
   * A link that ends at `expiresAt` and saves under `filename`, or undefined where the engine can give none (disk: the product's own
   * pages serve it). Whether the blob exists is not looked up.
   */
  link(key: string, terms: { readonly expiresAt: Instant; readonly filename: string }): Promise<string | undefined>;
}

// ── Written once on top of the engines ──────────────────────────────────────────────────────────────────────────────

export interface Ledger {
  /** @returns version 0 and no commits for an envelope that does not exist. */
  load(tenant: TenantId, envelope: EnvelopeId): Promise<Stream>;
  /** `commit.version` is the expected version + 1. */
  append(tenant: TenantId, envelope: EnvelopeId, commit: Commit): Promise<'stored' | 'someone-was-first'>;
}

export type Tenant = {
  readonly id: TenantId;
  readonly name: string;
  /** Lower-case A-labels; people with an address there are the tenant's own. */
  readonly domains: readonly string[];
  readonly zone: string;
};

export type Person = { readonly email: string; readonly name: string; readonly tenant: TenantId };

export interface Directory {
  tenant(id: TenantId): Promise<Tenant | undefined>;
  tenantOfDomain(domain: string): Promise<Tenant | undefined>;
  /** A member of a tenant by address (lower-case); undefined for everyone outside. */
  member(email: string): Promise<Person | undefined>;
}

/** What a token says when its holder comes back: intent and place, never authority. */
export type TokenClaim = {
  readonly tenant: TenantId;
  readonly envelope: EnvelopeId;
  readonly seat: 'sender' | RecipientId;
  /** `reply`: the local part of a reply address. `page`: the path of the hosted document. */
  readonly purpose: 'reply' | 'page';
  readonly generation: number;
};

export interface Tokens {
  /** Derives the token and makes it findable; the same claim gives the same token every time. */
  issue(claim: TokenClaim): Promise<string>;
  /** @returns undefined for junk, which is refused by its check characters without a look-up, and for unknown tokens. */
  resolve(token: string): Promise<TokenClaim | undefined>;
}

/** One-time codes that prove the mailbox again; never stored, derived from the nonce when the message is made. */
export interface Codes {
  /** @returns undefined when this seat asked too often lately. */
  issue(seat: CodeSeat): Promise<{ readonly nonce: string; readonly expiresAt: Instant } | undefined>;
  /** Six digits. */
  codeOf(seat: CodeSeat, nonce: string): string;
  /** A right code is used up by being checked. */
  check(seat: CodeSeat, typed: string): Promise<'right' | 'wrong' | 'expired' | 'locked' | 'none'>;
}

export type CodeSeat = { readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly seat: 'sender' | RecipientId };

/** What was sent to a seat so far, oldest first: for threading, and to tell an answer from its quotation. */
export interface Correspondence {
  with(tenant: TenantId, envelope: EnvelopeId, seat: 'sender' | RecipientId): Promise<readonly SentMessage[]>;
}

export type SentMessage = {
  readonly threadId?: string;
  readonly sentText?: string;
  /** The effect that it was sent for, by its name. */
  readonly effect?: string;
  /** The event behind it, `version.index`; none behind an answer. */
  readonly event?: string;
  readonly channel?: Channel;
};

/** The outcome of a command, kept and given again to every redelivery of it. */
export type CommandOutcome =
  | { readonly ok: true; readonly tenant: TenantId; readonly envelope: EnvelopeId; readonly version: number }
  | { readonly ok: false; readonly refusal: Refusal };

export interface Commands {
  /** Loads, folds, decides and appends with one conditional write; retries when someone was first. */
  run(tenant: TenantId, envelope: EnvelopeId, command: Command, lease?: Lease): Promise<CommandOutcome>;
}

/** A claim on an inbox row; work goes on only while it holds. */
export type Lease = { readonly channel: Channel; readonly key: string; readonly generation: number };

/** What became of an inbound request. */
export type InboxOutcome =
  | { readonly kind: 'done'; readonly result: CommandOutcome }
  | { readonly kind: 'answered'; readonly code: string }
  | { readonly kind: 'dropped'; readonly why: string };

export interface Inbox {
  /** Stores the request before the transport is acknowledged. A different request under a known key is a fault. */
  accept(channel: Channel, key: string, request: unknown): Promise<'new' | 'seen'>;
  /** The same where the key says all that makes the request: the first one stays, and what comes later is its redelivery. */
  acceptFirst(channel: Channel, key: string, request: unknown): Promise<'new' | 'seen'>;
  /** @returns undefined while another runner's lease holds or once there is an outcome. */
  claim(channel: Channel, key: string): Promise<{ lease: Lease; request: unknown } | undefined>;
  holds(lease: Lease): Promise<boolean>;
  /** Gives a claim back after a fault; the request may be claimed again after a pause. */
  release(lease: Lease): Promise<void>;
  /** Stores outcome and answers together; the answers are then delivered like any effect. */
  settle(lease: Lease, outcome: InboxOutcome, answers: readonly Answer[]): Promise<void>;
  outcome(channel: Channel, key: string): Promise<InboxOutcome | undefined>;
  /** Requests without an outcome, oldest first. */
  pending(): Promise<readonly { channel: Channel; key: string }[]>;
}

// ── The world outside ───────────────────────────────────────────────────────────────────────────────────

/** One message to one recipient, ready for the wire (RFC 5322 bytes). */
export type OutgoingMail = {
  /** The envelope's sender: where a mail system reports that it could not deliver. */
  readonly from: string;
  readonly to: string;
  readonly raw: Uint8Array;
  /** Opaque ids for the provider's event stream; no personal data. */
  readonly tags: Readonly<Record<string, string>>;
};

/** Hands a message to a mail system: the demo's mailbox, an SMTP relay, SES. */
export interface MailTransport {
  /** @returns the provider's id and the Message-ID that is really on the wire (SES replaces ours). */
  send(mail: OutgoingMail): Promise<{ readonly providerId: string; readonly wireMessageId: string }>;
}

/** A message as it came in, whatever brought it (SMTP, SES, a mailbox that is polled). `recipients` is the envelope's, never the header's. */
export type InboundMail = {
  /** Key of the raw message among the blobs. */
  readonly blob: string;
  readonly mailFrom: string;
  readonly recipient: string;
  readonly receivedAt: Instant;
  readonly remoteIp: string;
  readonly helo: string;
  /** What a provider that took it for us found; absent where we took it ourselves. */
  readonly provider?: ProviderVerdicts;
};

/**
 * A mail provider's own view, read from its notification and never from the mail. `id` is its name for the message. `none`: it did not or
 * could not look, which is never a pass.
 */
export type ProviderVerdicts = {
  readonly id: string;
  readonly virus: 'pass' | 'fail' | 'none';
  readonly spam: 'pass' | 'fail' | 'none';
  readonly dmarc: 'pass' | 'fail' | 'none';
};

/** DNS as mail authentication needs it; throws an error with `code: 'ENOTFOUND'` for a miss. */
export type DnsResolver = (name: string, type: string) => Promise<string[][] | string[]>;
