// What the web channel is given besides the ports that every channel has.
import type { Ports } from '#apps/ports.ts';
import type { Verification } from './verification.ts';

export type WebPorts = Ports & {
  /** Signs sessions and forms. */
  readonly webSecret: Uint8Array;
  /** Judges a sealed PDF; without it the page for that says that it is not available here. */
  readonly verify?: (pdf: Uint8Array) => Promise<Verification>;
  readonly isReady: () => boolean;
  /** The address of the other end, from what the server passes along as the request's environment. */
  readonly remoteAddress?: (env: unknown) => string | undefined;
  /** Told of faults after which the person could still be answered. */
  readonly report?: (fault: unknown, doing: string) => void;
};
