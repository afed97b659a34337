// What a modal remembers until it is handed in, in its `private_metadata`: Slack keeps it and shows it to nobody, but a modal can be opened
// long before, so it holds intent and place and never authority.
import { z } from 'zod';

const schema = z.object({
  /** Sealed. */
  intent: z.string(),
  /** Where the person is answered. */
  place: z.string(),
  /** The card from which it was opened. */
  on: z.string().optional(),
  /** Of the message on which the shortcut was used. */
  files: z.array(z.string()).optional(),
});

export type Metadata = z.output<typeof schema>;

/** https://docs.slack.dev/reference/views/modal-views */
const MOST_CHARS = 3000;

export function writeMetadata(metadata: Metadata): string {
  const text = JSON.stringify(metadata);
  if (text.length <= MOST_CHARS) return text;
  throw new Error('A form could not be opened in Slack: what it must remember is too long. Send fewer files at once.');
}

/** @returns undefined for a modal that is none of ours */
export function readMetadata(text: string): Metadata | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
