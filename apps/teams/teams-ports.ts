// What the Teams channel is given besides the ports that every chat has.
import type { Installations } from '#core/people.ts';
import type { Chat, ChatPlatform, ChatPorts } from '#apps/chat/chat-ports.ts';
import type { Endpoints } from './endpoints.ts';
import type { TeamsPlace } from './place.ts';
import type { TeamsTransport } from './transport.ts';

export type TeamsPorts = ChatPorts & {
  readonly installations: Installations;
  readonly transport: TeamsTransport;
  readonly endpoints: Endpoints;
  /** Told of refused deliveries and of faults after which the person could still be answered. */
  readonly report: (fault: unknown, doing: string) => void;
  /** How long whoever presses is kept waiting; Teams itself gives up after five seconds. */
  readonly waitMs?: number;
};

/** @property saw notes in which conversation someone was met, where they can be asked about */
export type TeamsPlatform = ChatPlatform & { readonly saw: (place: TeamsPlace, user: string) => void };

export type TeamsParts = { readonly ports: TeamsPorts; readonly chat: Chat; readonly platform: TeamsPlatform };
