// What the demo's controls and pages are given by the composition root.
import type { Instant } from '#core/time.ts';
import type { Recipient } from '#core/envelope.ts';
import type { Channel } from '#core/terms.ts';
import type { Site } from '#apps/ports.ts';
import type { CastMember, LocalPerson } from './cast.ts';
import type { Faults } from './faults.ts';
import type { SlackDriver } from './slack/slack-driver.ts';
import type { SlackStandIn } from './slack/slack-stand-in.ts';
import type { TeamsDriver } from './teams/teams-driver.ts';
import type { DemoMailbox } from './mailbox.ts';

/** What the guided story looks at; every envelope of the core fits. */
export type StoryEnvelope = {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly sender: { readonly email: string };
  /** Where its sender began it. */
  readonly origin?: { readonly channel: Channel };
  readonly recipients: readonly (Pick<Recipient, 'name' | 'email' | 'role' | 'status'> & Partial<Pick<Recipient, 'channel'>>)[];
  readonly draftedAt: Instant;
  readonly sealing?: { readonly state: string };
};

export type Settled = { readonly undispatched: number; readonly effects: { readonly done: number; readonly failed: number } };

export type LocalParts = {
  readonly site: Site;
  readonly clock: () => Instant;
  /** Moves the product clock, stopping at each due time on the way. @returns the time it then is */
  readonly advance: (to: Instant) => Promise<Instant>;
  /** Waits until nothing is pending, or all that is left waits for a later attempt. */
  readonly settle: () => Promise<Settled>;
  readonly mailbox: DemoMailbox;
  readonly faults: Faults;
  readonly people: readonly LocalPerson[];
  readonly cast: readonly CastMember[];
  /** Of the tenant whose member sends in the guided story. */
  readonly envelopes: () => Promise<readonly StoryEnvelope[]>;
  /** Where the demo's mail provider takes mail. */
  readonly smtp: { readonly host: string; readonly port: number };
  /** How people act in their chats. */
  readonly chats?: { readonly slack: SlackDriver; readonly teams: TeamsDriver; readonly slackStandIn: SlackStandIn };
  readonly sampleContract: () => Promise<{ readonly filename: string; readonly content: Uint8Array }>;
};
