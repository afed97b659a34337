// How a person is reached on Slack: which account is theirs, and the direct message that is opened once and used from then on.
import type { TenantId } from '#core/ids.ts';
import type { Account } from '#core/people.ts';
import type { ChatPorts } from '#apps/chat/chat-ports.ts';
import { denied, type Told } from './slack-fault.ts';
import type { SlackApi } from './web-api.ts';

export type SlackParts = {
  readonly ports: ChatPorts;
  readonly api: SlackApi;
  /** Of an organisation's workspaces the one in which its people are told, where they are in several. */
  readonly install: (tenant: TenantId) => Promise<string | undefined>;
};

type Person = { readonly tenant: TenantId; readonly email: string };

/**
 * Someone's own account. Documents are shown to nobody whom another company vouches for, and to no address that Slack has not seen
 * confirmed: an administrator can type one in.
 */
export async function accountOf({ ports, install }: SlackParts, { tenant, email }: Person): Promise<Account | undefined> {
  const all = await ports.accounts.ofPerson(tenant, email);
  const theirs = all.filter(
    ({ platform, standing, isEmailConfirmed }) => platform === 'slack' && isEmailConfirmed && MAY_READ.has(standing),
  );
  if (theirs.length < 2) return theirs[0];
  const preferred = await install(tenant);
  return theirs.find((one) => one.install === preferred) ?? theirs[0];
}

const MAY_READ: ReadonlySet<Account['standing']> = new Set(['member', 'guest']);

/**
 * Does something in the account's direct message. The known one may have gone, as after the app was removed and came back: then it is
 * opened again, once.
 */
export async function inDirectMessage<T>(
  { ports, api }: SlackParts,
  account: Account,
  act: (channel: string) => Promise<Told<T>>,
): Promise<Told<T>> {
  if (account.address !== undefined) {
    const done = await act(account.address);
    if (done.ok || done.as !== 'gone') return done;
  }
  const opened = await api.openDm(account.install, account.user);
  if (!opened.ok) return opened;
  const { channel } = opened.value;
  if (channel === account.address) return denied('gone', 'channel_not_found');
  await ports.accounts.put({ ...account, address: channel });
  return act(channel);
}
