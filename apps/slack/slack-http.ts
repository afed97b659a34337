// Slack beside its Web API: answers to `response_url`, files up and down. A token goes to Slack's own hosts and nowhere else, whatever
// an address says that came with a request.
import type { types } from '@slack/bolt';
import { busyFault, denied, slackFault, type Denied, type Told } from './slack-fault.ts';

export type Whispered = { readonly text: string; readonly blocks?: readonly types.KnownBlock[] };
export type Downloaded = { readonly bytes: Uint8Array; readonly contentType: string };

/** A file's bytes take longer than a call. */
const FILE_TIMES = 6;
const MOST_REDIRECTS = 3;
export const MOST_FILE_BYTES = 25 * 1024 * 1024;

/** @param base the Web API's address, whose host is Slack for us */
export function slackHttp({ base, timeoutMs }: { readonly base: URL; readonly timeoutMs: number }) {
  /** A workspace's files come from a host below Slack's own. */
  function isSlacks({ origin, protocol, hostname, port, username }: URL): boolean {
    if (username !== '') return false;
    if (origin === base.origin) return true;
    return protocol === 'https:' && port === '' && ['slack.com', base.hostname].some((host) => `.${hostname}`.endsWith(`.${host}`));
  }

  function slackUrl(text: string, from?: URL): URL | undefined {
    const url = URL.canParse(text, from?.href) ? new URL(text, from) : undefined;
    return url && isSlacks(url) ? url : undefined;
  }

  async function send(doing: string, url: URL, init: RequestInit & { readonly times?: number }): Promise<Response> {
    const { times = 1, ...request } = init;
    let response: Response;
    try {
      response = await fetch(url, { ...request, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs * times) });
    } catch (cause) {
      throw slackFault(doing, cause);
    }
    if (response.status === 429) throw busyFault(doing, response.headers.get('retry-after'));
    if (response.status >= 500) throw slackFault(doing, new Error(`HTTP ${response.status}`));
    return response;
  }

  return {
    /** Only the one who asked sees it. Slack takes five answers in half an hour. */
    async respond(respondTo: string, { text, blocks }: Whispered): Promise<Told<undefined>> {
      const url = slackUrl(respondTo);
      if (!url) return denied('elsewhere', 'not_slack');
      const body = JSON.stringify({ response_type: 'ephemeral', replace_original: false, text, blocks });
      const response = await send('answer a request', url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      await response.body?.cancel();
      return response.ok ? { ok: true, value: undefined } : denied('gone', `http_${response.status}`);
    },

    async download(address: string, token: string): Promise<Told<Downloaded>> {
      const doing = 'fetch a file';
      let url = slackUrl(address);
      for (let hop = 0; url && hop <= MOST_REDIRECTS; hop += 1) {
        const response = await send(doing, url, { headers: { authorization: `Bearer ${token}` }, times: FILE_TIMES });
        const location = response.headers.get('location');
        if (response.status < 300 || response.status >= 400 || location === null) return fileIn(doing, response);
        await response.body?.cancel();
        url = slackUrl(location, url);
      }
      return denied('elsewhere', 'not_slack');
    },

    /** @param address as Slack gave it for this file; it is its own authority */
    async upload(address: string, bytes: Uint8Array<ArrayBuffer>): Promise<Told<undefined>> {
      const url = slackUrl(address);
      if (!url) return denied('elsewhere', 'not_slack');
      const headers = { 'content-type': 'application/octet-stream' };
      const response = await send('upload a file', url, { method: 'POST', headers, body: bytes, times: FILE_TIMES });
      await response.body?.cancel();
      if (!response.ok) throw slackFault('upload a file', new Error(`HTTP ${response.status}`));
      return { ok: true, value: undefined };
    },
  };
}

async function fileIn(doing: string, response: Response): Promise<Told<Downloaded>> {
  const contentType = response.headers.get('content-type') ?? '';
  const refused = refusalOf(response, contentType);
  if (refused) {
    await response.body?.cancel();
    return refused;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const body: AsyncIterable<Uint8Array> | readonly Uint8Array[] = response.body ?? [];
    for await (const chunk of body) {
      size += chunk.length;
      if (size > MOST_FILE_BYTES) return denied('elsewhere', 'too_big');
      chunks.push(chunk);
    }
  } catch (cause) {
    throw slackFault(doing, cause);
  }
  return { ok: true, value: { bytes: Buffer.concat(chunks), contentType } };
}

function refusalOf({ status, headers }: Response, contentType: string): Denied | undefined {
  if (status === 404 || status === 410) return denied('gone', `http_${status}`);
  if (status !== 200) return denied('elsewhere', `http_${status}`);
  // Without the scope, or with another workspace's token, Slack answers 200 with its login page (slackapi/bolt-js#2585).
  if (/^text\/html/i.test(contentType)) return denied('elsewhere', 'login_page');
  return Number(headers.get('content-length') ?? 0) > MOST_FILE_BYTES ? denied('elsewhere', 'too_big') : undefined;
}
