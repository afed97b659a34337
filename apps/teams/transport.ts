// What is asked of the way to and from Teams, so that the kit behind it can be exchanged: five methods, and how its faults are told apart.
import type { Activity } from './activity.ts';
import type { AdaptiveCard } from './adaptive-card.ts';
import type { TeamsPlace } from './place.ts';

/** A request as it came in, before anything of it is believed. Header names are lower-case. */
export type Delivery = { readonly headers: Readonly<Record<string, string | undefined>>; readonly body: Uint8Array };

/** @property why for the log: never with a token in it */
export type Refused = { readonly ok: false; readonly status: 400 | 401 | 403 | 413 | 503; readonly why: string };

/** @property proof what the token says of itself, for the evidence */
export type Received = { readonly ok: true; readonly activity: Activity; readonly proof: Readonly<Record<string, string>> } | Refused;

/** @property summary what a notification and a screen reader say */
export type Outgoing = { readonly summary: string; readonly card: AdaptiveCard };

export type Address = TeamsPlace & { readonly serviceUrl: string };

/** Someone in a conversation, as the connector tells it. */
export type Member = {
  readonly id: string;
  readonly aadObjectId?: string | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly userPrincipalName?: string | undefined;
  readonly tenantId?: string | undefined;
  readonly userRole?: string | undefined;
};

/** Whatever fails in passing is thrown; `retryAfterMs` is on it where Teams said how long to stay away. */
export type TeamsTransport = {
  /** Whether the delivery is from Teams and for us. */
  receive(delivery: Delivery): Promise<Received>;
  /** @returns the id of what was posted */
  send(address: Address, message: Outgoing): Promise<string>;
  update(address: Address, id: string, message: Outgoing): Promise<void>;
  /** The conversation with one person, begun if need be. */
  open(person: { readonly tenant: string; readonly user: string; readonly serviceUrl: string }): Promise<Address>;
  /** @param user their Entra object id, or what the conversation calls them. @returns undefined for whoever is not there */
  member(address: Address, user: string): Promise<Member | undefined>;
};

/**
 * `unreachable`: this person or conversation takes nothing from us, or never did. `missing`: what was to be changed or asked for is not
 * there. `other`: passing, or our own mistake.
 */
export type FaultKind = 'unreachable' | 'missing' | 'other';

export type TeamsFault = Error & { readonly kind: FaultKind; readonly status: number; readonly retryAfterMs?: number };

type Told = { readonly kind: FaultKind; readonly status: number; readonly message: string; readonly retryAfterMs?: number };

export function teamsFault({ message, ...facts }: Told): TeamsFault {
  return Object.assign(new Error(message), facts);
}

/** Also where a kit has wrapped it. */
export function faultKind(fault: unknown): FaultKind {
  for (let at: unknown = fault, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    if ('kind' in at && (at.kind === 'unreachable' || at.kind === 'missing')) return at.kind;
  }
  return 'other';
}
