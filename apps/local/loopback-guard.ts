// The demo answers this machine's own browser only. Binding to loopback keeps other machines out; this keeps out foreign web pages, which
// could otherwise reach it through the visitor's browser (by a name that resolves to 127.0.0.1, or by a form that posts across).
import type { Context, MiddlewareHandler } from 'hono';

const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i;

export function loopbackGuard(): MiddlewareHandler {
  return async (context, next) => {
    const why = whyRefused(context);
    if (why !== undefined) return context.json({ error: why }, 403);
    await next();
  };
}

function whyRefused(context: Context): string | undefined {
  const host = context.req.header('host') ?? new URL(context.req.url).host;
  if (!LOOPBACK.test(host)) return 'This is a local demo: it answers at localhost, 127.0.0.1 and [::1] only.';
  const origin = context.req.header('origin');
  if (origin !== undefined && !isOwn(origin, host) && !isNamelessOwn(origin, context))
    return 'This is a local demo: other web sites may not use it.';
  return undefined;
}

/**
 * Under `Referrer-Policy: no-referrer`, as the document's page has it, browsers send `Origin: null` with our own forms (Fetch, "append a
 * request Origin header"). Sec-Fetch-Site, which no script can set, then says whose form it was.
 */
function isNamelessOwn(origin: string, context: Context): boolean {
  return origin === 'null' && context.req.header('sec-fetch-site') === 'same-origin';
}

function isOwn(origin: string, host: string): boolean {
  return origin.toLowerCase() === `http://${host.toLowerCase()}`;
}
