// On which channel someone is asked: where they said they want to be reached, else in the chat where the request began if they have an
// account there, else in the chat where they have one, else by mail. What began by mail stays with mail.
import type { TenantId } from '#core/ids.ts';
import type { Platform } from '#core/people.ts';
import type { Channel } from '#core/terms.ts';
import type { Ports } from '#apps/ports.ts';

type Asked = { readonly tenant: TenantId; readonly email: string; readonly origin: Channel };

export async function channelFor({ accounts }: Pick<Ports, 'accounts'>, { tenant, email, origin }: Asked): Promise<Channel> {
  const preferred = await accounts.preference(tenant, email);
  const isChat = origin === 'slack' || origin === 'teams';
  if (preferred === 'email' || (preferred === undefined && !isChat)) return 'email';
  const platforms = await platformsOf(accounts, tenant, email);
  const wished = [preferred, origin, ...platforms].find((channel) => platforms.some((platform) => platform === channel));
  return wished ?? 'email';
}

/** Where a sender is told, if not where the request began. */
export async function senderChannelFor(ports: Pick<Ports, 'accounts'>, asked: Asked): Promise<Channel | undefined> {
  const channel = await channelFor(ports, asked);
  return channel === asked.origin ? undefined : channel;
}

/** The channel after one that does not reach this person: the other chat if they have it, then mail. Whoever asks leaves out what was tried. */
export async function channelAfter(
  { accounts }: Pick<Ports, 'accounts'>,
  { tenant, email }: Omit<Asked, 'origin'>,
  after: Channel,
): Promise<Channel | undefined> {
  if (after === 'email') return undefined;
  const other = (await platformsOf(accounts, tenant, email)).find((platform) => platform !== after);
  return other ?? 'email';
}

/** The chat on which someone is reached whom mail does not reach; undefined where they have none. */
export async function chatOf(
  { accounts }: Pick<Ports, 'accounts'>,
  { tenant, email }: Omit<Asked, 'origin'>,
): Promise<Platform | undefined> {
  return (await platformsOf(accounts, tenant, email))[0];
}

/** Chats on which the platform vouches for who they are: a request goes to nobody else. */
async function platformsOf(accounts: Ports['accounts'], tenant: TenantId, email: string): Promise<readonly Platform[]> {
  const known = await accounts.ofPerson(tenant, email);
  const isUsable = ({ standing, isEmailConfirmed }: (typeof known)[number]) =>
    (standing === 'member' || standing === 'guest') && isEmailConfirmed;
  return known.filter(isUsable).map(({ platform }) => platform);
}
