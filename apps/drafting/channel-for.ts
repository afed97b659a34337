// On which channel someone is asked: where they said they want to be reached, else in the chat where the request began if they have an
// account there, else in the chat where they have one, else by mail. What began by mail stays with mail.
import type { TenantId } from '#core/ids.ts';
import type { Channel } from '#core/terms.ts';
import type { Ports } from '#apps/ports.ts';

type Asked = { readonly tenant: TenantId; readonly email: string; readonly origin: Channel };

export async function channelFor({ accounts }: Pick<Ports, 'accounts'>, { tenant, email, origin }: Asked): Promise<Channel> {
  const preferred = await accounts.preference(tenant, email);
  const isChat = origin === 'slack' || origin === 'teams';
  if (preferred === 'email' || (preferred === undefined && !isChat)) return 'email';
  const usable = (await accounts.ofPerson(tenant, email)).filter(({ standing }) => standing === 'member' || standing === 'guest');
  const platforms = usable.map(({ platform }) => platform);
  const wished = [preferred, origin, ...platforms].find((channel) => platforms.some((platform) => platform === channel));
  return wished ?? 'email';
}

/** Where a sender is told, if not where the request began. */
export async function senderChannelFor(ports: Pick<Ports, 'accounts'>, asked: Asked): Promise<Channel | undefined> {
  const channel = await channelFor(ports, asked);
  return channel === asked.origin ? undefined : channel;
}

/** The channel after one that does not reach this person; mail is the last. */
export async function channelAfter(
  { accounts }: Pick<Ports, 'accounts'>,
  { tenant, email }: Omit<Asked, 'origin'>,
  after: Channel,
): Promise<Channel | undefined> {
  if (after === 'email') return undefined;
  // Of two chats the second is tried once, after the first in this order, so that no message runs in a circle.
  const platforms = (await accounts.ofPerson(tenant, email)).map(({ platform }) => platform);
  return after === 'slack' && platforms.includes('teams') ? 'teams' : 'email';
}
