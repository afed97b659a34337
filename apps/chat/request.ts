// The stored request of a chat: who did what, as the platform's authenticated delivery said it. Written before the delivery is acknowledged.
import { z } from 'zod';
import type { Instant } from '#core/time.ts';

const inputs = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const schema = z.object({
  platform: z.enum(['slack', 'teams']),
  /** The Slack workspace or Entra tenant in which `user` is somebody. */
  install: z.string(),
  user: z.string(),
  at: z.custom<Instant>((value) => typeof value === 'string'),
  /** Where they are answered, in the channel's own words. */
  place: z.string(),
  did: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('press'),
      /** As we sealed it. */
      intent: z.string(),
      /** By field id, of a form that was handed in: text, users of the platform for `people`, files for `files`. */
      inputs,
      /** The card that they pressed on. */
      on: z.string().optional(),
    }),
    z.object({
      kind: z.literal('say'),
      text: z.string(),
      on: z.string().optional(),
      bots: z.array(z.string()).default([]),
      files: z.array(z.string()).default([]),
    }),
  ]),
  /** What the delivery says of itself, for the evidence: no token, no secret. */
  proof: z.record(z.string(), z.string()),
});

export type ChatRequest = z.output<typeof schema>;
export type Inputs = z.output<typeof inputs>;

export function readChatRequest(request: unknown): ChatRequest {
  return schema.parse(request);
}
