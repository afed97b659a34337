// What every channel is given. Built once by a composition root; a channel never reaches around it.
import type { Policy } from '#core/policy/policy.ts';
import type { Blobs, Codes, Commands, Correspondence, Directory, Inbox, InboxOutcome, Ledger, Lease, Tokens } from '#core/ports.ts';
import type { Accounts } from '#core/people.ts';
import type { Outbound } from '#core/messages.ts';
import type { Sealer } from '#core/sealing.ts';
import type { Answer } from '#core/answer.ts';
import type { EnvelopeId, HashText, Sha256, TenantId } from '#core/ids.ts';
import type { Instant, OffsetAt } from '#core/time.ts';
import type { Random } from '#core/chain.ts';
import type { OfficeConverter } from '#apps/drafting/office-converter.ts';

export type Site = {
  /** Without a trailing slash. */
  readonly publicUrl: string;
  /** The domain whose mail is ours: `sign@` and `r-<token>@`. */
  readonly mailDomain: string;
  /** `sign@<mailDomain>`. */
  readonly signAddress: string;
  /** Reply addresses are `sign+r-<token>@`: the mail domain has one mailbox and no catch-all. */
  readonly isPlusAddressed?: boolean;
  /** The demo: every page, mail and certificate says so. */
  readonly isLocal: boolean;
};

export type Ports = {
  readonly site: Site;
  readonly ledger: Ledger;
  readonly commands: Commands;
  readonly inbox: Inbox;
  readonly directory: Directory;
  /** Who people are on the chats. */
  readonly accounts: Accounts;
  readonly tokens: Tokens;
  readonly codes: Codes;
  readonly correspondence: Correspondence;
  readonly blobs: Blobs;
  readonly sealer: Sealer;
  /** Makes PDFs of office documents; absent where nothing is installed that can. */
  readonly office?: OfficeConverter | undefined;
  readonly policyOf: (tenant: TenantId) => Promise<Policy>;
  /** HMAC(tenant, key, attempt): a redelivered request finds its own envelope; `attempt` 0 first, the next after a collision. */
  readonly envelopeId: (tenant: TenantId, key: string, attempt: number) => EnvelopeId;
  /** The product's clock; the demo can move it. */
  readonly clock: () => Instant;
  readonly offsetAt: OffsetAt;
  readonly random: Random;
  readonly sha256: HashText;
  readonly sha256Of: (bytes: Uint8Array) => Sha256;
  /** A hint that something was stored and the dispatcher may run now; losing it only costs time. */
  readonly wake: () => void;
};

/** What became of an inbox row, and what the person is told. */
export type Processed = { readonly outcome: InboxOutcome; readonly answers: readonly Answer[] };

/** A channel as the dispatcher sees it. `process` is given the stored request, also after a crash, and holds no state of its own. */
export type ChannelEntry = {
  readonly process: (request: unknown, lease: Lease) => Promise<Processed>;
  readonly outbound: Outbound;
};

/** The time-stamp (RFC 3161 token) of a blob lies beside it. */
export function stampKey(key: string): string {
  return `${key}.tst`;
}

/** Where a document's bytes lie. */
export const blobKeys = {
  presented: (tenant: TenantId, sha256: Sha256) => `${tenant}/presented/${sha256}`,
  original: (tenant: TenantId, sha256: Sha256) => `${tenant}/original/${sha256}`,
  /** Where a document asks for signatures and the like: its form is in the file as it came only. */
  places: (tenant: TenantId, { sha256, originalSha256 }: { readonly sha256: Sha256; readonly originalSha256: Sha256 }) =>
    `${tenant}/presented/${sha256}.${originalSha256.slice(0, 32)}.places`,
  sealed: (tenant: TenantId, sha256: Sha256) => `${tenant}/sealed/${sha256}`,
  /** The time-stamp (RFC 3161 token) of a file that was sealed without one. */
  sealedToken: (tenant: TenantId, sha256: Sha256) => `${tenant}/sealed/${sha256}.tst`,
  inboundMail: (sha256: Sha256) => `inbound/mail/${sha256}`,
  /** How a mail was authenticated. */
  inboundVerdict: (sha256: string) => `inbound/verdicts/${sha256}`,
  evidence: (tenant: TenantId, reference: string) => `${tenant}/evidence/${reference}`,
  /** A chat card exactly as it was posted. */
  card: (tenant: TenantId, sha256: Sha256) => `${tenant}/cards/${sha256}`,
  sentMail: (tenant: TenantId, sha256: Sha256) => `${tenant}/sent/${sha256}`,
} as const;
