// Where on Slack something stands, as text that the rest of the product keeps without reading it: a place to answer at, a card's address.
import { z } from 'zod';
import { parseInstant, type Instant } from '#core/time.ts';

const instant = z.string().transform((text, problem): Instant => {
  const read = parseInstant(text);
  if (read !== undefined) return read;
  problem.addIssue('must be a time');
  return z.NEVER;
});

const schema = z.object({
  /** The workspace, or the organisation where the app is installed for all of it. */
  install: z.string().min(1),
  channel: z.string().min(1),
  /** Who is answered, where others may read the channel too. */
  user: z.string().min(1).exactOptional(),
  thread: z.string().min(1).exactOptional(),
  /** Slack's `response_url`, good for half an hour and five answers. */
  respondTo: z.string().min(1).exactOptional(),
  /** Until when it is good. */
  until: instant.exactOptional(),
});

export type SlackPlace = z.output<typeof schema>;

/** A message's address: the workspace, the channel, and the timestamp that is its id there. */
export type CardAddress = { readonly install: string; readonly channel: string; readonly ts: string };

export function writePlace(place: SlackPlace): string {
  return JSON.stringify(schema.parse(place));
}

/** @returns undefined for anything that is not a place of ours */
export function readPlace(text: string): SlackPlace | undefined {
  return schema.safeParse(jsonIn(text)).data;
}

export function cardRef({ install, channel, ts }: CardAddress): string {
  return `${install}/${channel}/${ts}`;
}

/** @returns undefined for anything that is not a card's address */
export function readCardRef(ref: string): CardAddress | undefined {
  const [, install, channel, ts] = /^([A-Z0-9]+)\/([A-Z0-9]+)\/(\d+\.\d+)$/.exec(ref) ?? [];
  return install !== undefined && channel !== undefined && ts !== undefined ? { install, channel, ts } : undefined;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
