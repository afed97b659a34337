// The record: commits of one envelope, hash-chained. The ledger is the audit trail; this file says what is in it and how it is proven.
import type { EnvelopeEvent } from './events.ts';
import type { EnvelopeId, Sha256, TenantId } from './ids.ts';
import type { Instant } from './time.ts';

/** A personal value beside its leaf: its salted hash is in the leaf, value and salt can be erased. */
export type BesideValue = { readonly value: string; readonly salt: string };

/** One event as stored. `text` is an RFC 8785 string, hashed exactly as it stands. */
export type Leaf = {
  readonly text: string;
  /** By salted hash. An erased value is simply gone. */
  readonly beside: Readonly<Record<string, BesideValue>>;
};

/** What of a commit is hashed: enough to check the chain without seeing a leaf. */
export type CommitHeader = {
  readonly version: number;
  readonly previous: Sha256 | null;
  readonly leaves: readonly Sha256[];
  /** sha256 of RFC 8785 `{leaves, previous, version}`. */
  readonly hash: Sha256;
};

/** The events of one command: one item, one conditional write. */
export type Commit = CommitHeader & {
  /** The command's key: a redelivered request finds its commit. */
  readonly key: string;
  /** Tells after an ambiguous failure whether it was this writer who was first. */
  readonly writer: string;
  readonly recordedAt: Instant;
  readonly stored: readonly Leaf[];
};

export type StoredEvent = {
  readonly version: number;
  /** Position within its commit, from 0. */
  readonly index: number;
  readonly event: EnvelopeEvent;
};

export type Stream = {
  readonly version: number;
  readonly commits: readonly Commit[];
};

/** A leaf that a sealed PDF carries: the acts that everyone concerned may see. */
export type SharedLeaf = Leaf & { readonly version: number; readonly index: number };

/** What a sealed PDF embeds as `countersign-record.json`: every header, the shared leaves. */
export type PublicRecord = {
  readonly format: 'countersign-record/1';
  readonly envelope: EnvelopeId;
  readonly tenant: TenantId;
  readonly headers: readonly CommitHeader[];
  readonly shared: readonly SharedLeaf[];
};

export type RecordCheck = { readonly events: number; readonly chain: 'ok' | `broken@${number}` };
