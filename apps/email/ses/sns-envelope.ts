// What a queue that is subscribed to a topic holds: with raw delivery the topic's message itself, otherwise an envelope of Amazon SNS around it.
import { z } from 'zod';

const envelope = z.object({ Type: z.string(), TopicArn: z.string(), Message: z.string() });

export type Unwrapped = { readonly is: 'message'; readonly text: string } | { readonly is: 'control'; readonly what: string };

export function unwrapped(body: string): Unwrapped {
  const found = envelope.safeParse(parsed(body));
  if (!found.success) return { is: 'message', text: body };
  const { Type, TopicArn, Message } = found.data;
  // A queue is subscribed by whoever owns both. A confirmation that comes by itself is one that somebody else asked for.
  return Type === 'Notification' ? { is: 'message', text: Message } : { is: 'control', what: `${Type} of ${TopicArn}` };
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
