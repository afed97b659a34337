// What Slack's refusals mean for us: what was addressed is gone, the person is not to be reached here, or it may pass and is thrown.
import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';

/**
 * `gone`: what was addressed is not there any more. `elsewhere`: the person, or we, cannot be here; another channel may do.
 * @property code Slack's own word for it, or one of ours
 */
export type Denied = { readonly ok: false; readonly as: 'gone' | 'elsewhere'; readonly code: string };
/** What a call of Slack came to. A passing failure is thrown, with `retryAfterMs` where Slack said so. */
export type Told<T> = { readonly ok: true; readonly value: T } | Denied;

const GONE: ReadonlySet<string> = new Set([
  'message_not_found',
  'channel_not_found',
  'thread_not_found',
  'is_archived',
  'is_inactive',
  'cant_update_message',
  'edit_window_closed',
  'no_such_subscription',
  'file_not_found',
  'file_deleted',
  'view_not_found',
  'not_found',
  'hash_conflict',
  // What was pressed is too long ago to open anything.
  'expired_trigger_id',
  'exchanged_trigger_id',
  'trigger_expired',
  'used_url',
  'expired_url',
]);

const ELSEWHERE: ReadonlySet<string> = new Set([
  'account_inactive',
  'token_revoked',
  'not_authed',
  'invalid_auth',
  'app_uninstalled',
  'user_disabled',
  'user_not_found',
  'users_not_found',
  'user_not_visible',
  'user_not_in_channel',
  'cannot_dm_bot',
  'cannot_message_user',
  'messages_tab_disabled',
  'not_in_channel',
  'no_permission',
  'access_denied',
  'missing_scope',
  'not_allowed_token_type',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'ekm_access_denied',
  'team_access_not_granted',
  'team_not_found',
  'file_uploads_disabled',
  'file_uploads_except_images_disabled',
  'storage_limit_reached',
]);

/** A busy Slack that does not say how long. */
const BUSY_MS = 30_000;

export function denied(as: Denied['as'], code: string): Denied {
  return { ok: false, as, code };
}

/** What Slack said, where it is for good. */
function denialOf(code: string): Denied | undefined {
  if (GONE.has(code)) return denied('gone', code);
  return ELSEWHERE.has(code) ? denied('elsewhere', code) : undefined;
}

export function denialIn(fault: unknown): Denied | undefined {
  return fault instanceof WebAPIPlatformError ? denialOf(fault.data.error) : undefined;
}

/** @param doing what was attempted, with ids and without secrets */
export function slackFault(doing: string, cause: unknown): Error {
  const code = cause instanceof WebAPIPlatformError ? ` Slack says ${cause.data.error}.` : '';
  const fault = new Error(`Could not ${doing} on Slack.${code} It is tried again; look at status.slack.com if this goes on.`, { cause });
  const retryAfterMs = retryAfterOf(cause);
  return retryAfterMs === undefined ? fault : Object.assign(fault, { retryAfterMs });
}

export function busyFault(doing: string, retryAfter: string | null): Error {
  const seconds = Number(retryAfter ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : BUSY_MS;
  return Object.assign(new Error(`Could not ${doing} on Slack, which asks for fewer requests. It is tried again.`), { retryAfterMs });
}

function retryAfterOf(cause: unknown): number | undefined {
  if (cause instanceof WebAPIRateLimitedError) return cause.retryAfter * 1000;
  if (!(cause instanceof WebAPIPlatformError) || !/^rate_?limited$/.test(cause.data.error)) return undefined;
  return (cause.data.response_metadata?.retryAfter ?? BUSY_MS / 1000) * 1000;
}
