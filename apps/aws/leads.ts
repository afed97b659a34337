// What led to work, as it travels through queues. A queue keeps the messages of one group in order and one at a time, so whatever concerns
// one envelope is looked at by one process; and it drops what it was given twice within some minutes.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Lead } from '#apps/dispatch/dispatcher.ts';
import { pointerSchema } from '#stores/pointers.ts';
import type { Channel } from '#core/terms.ts';

const channel = z.custom<Channel>((value) => typeof value === 'string');
const schema = z.union([z.object({ request: z.object({ channel, key: z.string() }) }), z.object({ pointer: pointerSchema })]);

/** @property dedupe what makes two messages the same */
export type FifoMessage = { readonly body: string; readonly group: string; readonly dedupe: string };

/** @param why what makes this look at it another one than the last: the version of what changed, or the minute */
export function leadMessage(lead: Lead, why: string): FifoMessage {
  const body = JSON.stringify(lead);
  return { body, group: nameFor(groupOf(lead)), dedupe: nameFor(`${body} ${why}`) };
}

/** @throws where the message is none of ours: it ends in the dead letter queue, for a person to look at */
export function readLead(body: string): Lead {
  return schema.parse(JSON.parse(body));
}

/** 128 characters at most, of a few kinds; what stands in a key may be longer. */
export function nameFor(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function groupOf(lead: Lead): string {
  if ('request' in lead) return `${lead.request.channel} ${lead.request.key}`;
  const { pointer } = lead;
  if (pointer.kind === 'answers') return `${pointer.channel} ${pointer.key}`;
  const isOfNone = pointer.kind === 'redrive' && pointer.envelope === null;
  return isOfNone ? `${pointer.effect.pk} ${pointer.effect.sk}` : `${pointer.tenant} ${pointer.envelope}`;
}
