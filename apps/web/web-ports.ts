// What the web channel is given besides the ports that every channel has.
import type { Ports } from '#apps/ports.ts';
import type { VerifyPage } from './verify-page.ts';

export type WebPorts = Ports & {
  /** Signs sessions and forms. */
  readonly webSecret: Uint8Array;
  /** Makes the page that checks sealed PDFs; without it that page says that it is not available here. */
  readonly verifyPage?: () => Promise<VerifyPage>;
  /** Where an answer can hold so much only, what is larger comes by a link to the store of blobs itself, which is at this origin. */
  readonly largeFiles?: { readonly overBytes: number; readonly origin: string };
  readonly isReady: () => boolean;
  /** The address of the other end, from what the server passes along as the request's environment. */
  readonly remoteAddress?: (env: unknown) => string | undefined;
  /** Told of faults after which the person could still be answered. */
  readonly report?: (fault: unknown, doing: string) => void;
};
