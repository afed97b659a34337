// What the chat may find out through Slack: who somebody is, and what is in a file that they named.
import { epochMs, type Instant } from '#core/time.ts';
import type { Account, Accounts } from '#core/people.ts';
import type { ChatFile, ChatPlatform } from '#apps/chat/chat-ports.ts';
import { accountOf } from './account-of.ts';
import type { SlackInstalls } from './installs.ts';
import type { SlackApi } from './web-api.ts';

type Parts = {
  readonly accounts: Pick<Accounts, 'get' | 'put'>;
  readonly api: Pick<SlackApi, 'userInfo' | 'fileInfo' | 'download'>;
  readonly installs: Pick<SlackInstalls, 'find'>;
  readonly clock: () => Instant;
};

/** Slack tells of changes as well (`user_change`), but nobody's standing hangs on an event that may get lost. */
const FRESH_MS = 10 * 60_000;

export function slackPlatform(parts: Parts): ChatPlatform {
  return {
    platform: 'slack',
    account: async (install, user) => account(parts, install, user),
    file: async (install, file) => fileOf(parts, install, file),
  };
}

async function account({ accounts, api, installs, clock }: Parts, install: string, user: string): Promise<Account | undefined> {
  const now = clock();
  const known = await accounts.get('slack', install, user);
  if (known && isFresh(known, now)) return known;
  // Somebody of a workspace that has not installed us is nobody here, whatever the host of a shared channel says of them.
  const installation = await installs.find(install);
  if (!installation) return undefined;
  const told = await api.userInfo(install, user);
  if (!told.ok) return undefined;
  const described = accountOf({ ...told.value }, { install, tenant: installation.tenant, at: now });
  if (!described || described.user !== user) return undefined;
  const isSamePerson = known?.email === described.email;
  const current = { ...described, ...(isSamePerson && known?.address !== undefined && { address: known.address }) };
  await accounts.put(current);
  return current;
}

/** A clock that went back makes everything old. */
function isFresh({ checkedAt }: Account, now: Instant): boolean {
  const age = epochMs(now) - epochMs(checkedAt);
  return age >= 0 && age < FRESH_MS;
}

const WHY = {
  gone: 'it is not in Slack any more.',
  elsewhere: 'we may not read it. Send it to Countersign in a direct message.',
  external: 'it lies outside Slack, and Slack gives only a link to it.',
  tooBig: 'it is larger than 25 MB.',
} as const;

async function fileOf({ api }: Parts, install: string, file: string): Promise<ChatFile> {
  const told = await api.fileInfo(install, file);
  if (!told.ok) return { ok: false, filename: file, why: WHY[told.as] };
  const { name, title, mimetype = '', is_external, mode, url_private_download, url_private } = told.value;
  const filename = name ?? title ?? file;
  const url = url_private_download ?? url_private;
  if (is_external === true || mode === 'external' || url === undefined) return { ok: false, filename, why: WHY.external };
  const content = await api.download(install, url);
  if (content.ok) return { ok: true, filename, contentType: mimetype || content.value.contentType, bytes: content.value.bytes };
  return { ok: false, filename, why: content.code === 'too_big' ? WHY.tooBig : WHY[content.as] };
}
