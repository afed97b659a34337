// What Teams sends, as far as it is read here. The body of a delivery is not signed: nothing in it is believed before its token is.
import { z } from 'zod';

const text = z.string().max(2_000);
const party = z.looseObject({ id: text.min(1), name: z.string().optional(), aadObjectId: z.string().optional() });

const attachment = z.looseObject({
  contentType: z.string().nullish(),
  name: z.string().nullish(),
  content: z.unknown().optional(),
});

const mention = z.looseObject({ type: z.string().optional(), text: z.string().optional(), mentioned: party.optional() });

const activitySchema = z.looseObject({
  type: text.min(1),
  id: text.optional(),
  name: z.string().optional(),
  action: z.string().optional(),
  channelId: z.literal('msteams'),
  serviceUrl: text.min(1),
  from: party,
  recipient: z.looseObject({ id: text, name: z.string().optional() }).optional(),
  conversation: z.looseObject({
    id: text.min(1),
    tenantId: z.string().optional(),
    conversationType: z.string().optional(),
    isGroup: z.boolean().optional(),
  }),
  channelData: z
    .looseObject({ tenant: z.looseObject({ id: z.string().optional() }).optional() })
    .nullish()
    .catch(undefined),
  text: z.string().nullish(),
  locale: z.string().optional().catch(undefined),
  replyToId: text.nullish(),
  attachments: z.array(attachment).nullish(),
  entities: z.array(mention).nullish().catch(undefined),
  membersAdded: z.array(party).nullish(),
  membersRemoved: z.array(party).nullish(),
  value: z.unknown().optional(),
});

export type Activity = z.output<typeof activitySchema>;

/** @returns a sentence about the first thing that is wrong, for the log */
export function readActivity(body: unknown): { ok: true; activity: Activity } | { ok: false; why: string } {
  const read = activitySchema.safeParse(body);
  if (read.success) return { ok: true, activity: read.data };
  const [first] = read.error.issues;
  return { ok: false, why: `The activity is not one of Teams: ${first?.path.join('.') ?? ''} ${first?.message ?? ''}`.trim() };
}

/** Entra's ids are GUIDs, which come in either case. */
export function tenantOf({ conversation, channelData }: Activity): string | undefined {
  return (conversation.tenantId ?? channelData?.tenant?.id)?.toLowerCase();
}
