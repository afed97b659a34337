// Where something stands in Teams, as text that is stored: a conversation, a posted card, and what an installation says of its tenant.
import { z } from 'zod';

/**
 * @property tenant the Entra tenant
 * @property kind `personal`: one person and us
 * @property member how the conversation calls the person (`29:…`), where it is about one
 * @property serviceUrl the connector that serves it; where it is absent, the installation's
 */
export type TeamsPlace = {
  readonly tenant: string;
  readonly conversation: string;
  readonly kind: 'personal' | 'group' | 'channel';
  readonly member?: string | undefined;
  readonly serviceUrl?: string | undefined;
};

const placeSchema = z.object({
  tenant: z.string().min(1),
  conversation: z.string().min(1),
  kind: z.enum(['personal', 'group', 'channel']),
  member: z.string().optional(),
  serviceUrl: z.string().optional(),
});

export function writePlace({ tenant, conversation, kind, member, serviceUrl }: TeamsPlace): string {
  return JSON.stringify({ tenant, conversation, kind, member, serviceUrl });
}

/** @returns undefined for the place of another channel, or of a version that is no more */
export function readPlace(text: string): TeamsPlace | undefined {
  return placeSchema.safeParse(parsed(text)).data;
}

export type CardAt = { readonly tenant: string; readonly conversation: string; readonly activity: string };

/** The connector is no part of it: it may change, and the card stays the same. */
export function cardRef({ tenant, conversation, activity }: CardAt): string {
  return [tenant, conversation, activity].map(encodeURIComponent).join('/');
}

export function readCardRef(ref: string): CardAt | undefined {
  const [tenant, conversation, activity, ...more] = ref.split('/').map(decodeURIComponent);
  return tenant && conversation && activity && more.length === 0 ? { tenant, conversation, activity } : undefined;
}

const dataSchema = z.object({ serviceUrl: z.string().optional() });

/** `Installation.data` of Teams: holds no secret. */
export type InstallationData = z.output<typeof dataSchema>;

export function writeInstallationData(data: InstallationData): string {
  return JSON.stringify(data);
}

export function readInstallationData(text: string): InstallationData {
  return dataSchema.safeParse(parsed(text)).data ?? {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
