// How the kit reaches the connector: one request, one try. The kit's own client would wait and try again by itself, which posts twice and
// holds a Lambda; here whatever is not a success is thrown at once, with its kind, and the effect queue does the waiting.
import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { z } from 'zod';
import { teamsFault, type FaultKind } from './transport.ts';

type Options = NonNullable<ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[4]>;
type HttpClient = NonNullable<Options['httpClient']>;

const TIMEOUT_MS = 10_000;

const faultSchema = z.object({ error: z.object({ code: z.string() }) });

/** What the connector says of a person or place that takes nothing from us. */
const UNREACHABLE = new Set(['BotNotInConversationRoster', 'MessageWritesBlocked', 'ConversationBlockedByUser', 'BotDisabledByAdmin']);

export function connectorHttp(): HttpClient {
  return {
    async sendRequest(request) {
      const body: unknown = request.body;
      const response = await fetch(request.url, {
        method: request.method,
        headers: request.headers.toJson({ preserveCase: true }),
        // Neither the token nor the message goes anywhere but where it was addressed.
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(typeof body === 'string' ? { body } : {}),
      });
      const text = await response.text();
      if (!response.ok) throw faultOf(response, text, `${request.method} ${new URL(request.url).pathname}`);
      const headers = request.headers.clone();
      for (const { name } of headers.headersArray()) headers.remove(name);
      for (const [name, value] of response.headers) headers.set(name, value);
      return { request, status: response.status, headers, bodyAsText: text };
    },
  };
}

function faultOf({ status, headers }: Response, text: string, what: string): Error {
  const code = codeIn(text);
  const retryAfterMs = secondsIn(headers.get('retry-after')) * 1000;
  return teamsFault({
    kind: kindOf(status, code),
    status,
    message: `Teams answered ${status}${code === '' ? '' : ` ${code}`} to ${what}.`,
    ...(retryAfterMs > 0 ? { retryAfterMs } : {}),
  });
}

function kindOf(status: number, code: string): FaultKind {
  if (status === 404) return 'missing';
  return status === 403 && UNREACHABLE.has(code) ? 'unreachable' : 'other';
}

function codeIn(text: string): string {
  try {
    return faultSchema.safeParse(JSON.parse(text)).data?.error.code.slice(0, 80) ?? '';
  } catch {
    return '';
  }
}

function secondsIn(header: string | null): number {
  const seconds = Number(header ?? '');
  return Number.isFinite(seconds) ? seconds : 0;
}
