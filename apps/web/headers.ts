// What browsers are told about every page: nothing is cached, framed, indexed or sent on, and only our own files run.
import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import type { Site } from '#apps/ports.ts';

const SELF = ["'self'"];
const NONE = ["'none'"];

/** @param filesAt the origin from which large files come, where they do not come from here */
export function pageHeaders({ publicUrl }: Pick<Site, 'publicUrl'>, filesAt?: string) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: NONE,
      // pdf.js decodes some image formats with WebAssembly.
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
      styleSrc: SELF,
      imgSrc: ["'self'", 'data:', 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: filesAt === undefined ? SELF : [...SELF, filesAt],
      workerSrc: SELF,
      formAction: SELF,
      baseUri: NONE,
      frameAncestors: NONE,
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    strictTransportSecurity: publicUrl.startsWith('https:') ? 'max-age=31536000; includeSubDomains' : false,
  });
}

/** A link is for one person: no store, no index, no referrer keeps it. */
export const privately = createMiddleware(async (c, next) => {
  await next();
  c.header('Cache-Control', 'no-store');
  c.header('X-Robots-Tag', 'noindex, nofollow, noarchive');
});

/**
 * Whether another site caused this request. `Origin: null` is what browsers send for our own forms under `Referrer-Policy: no-referrer`
 * (Fetch, "append a request Origin header"), so it says nothing; the proof in the form is what counts in the end.
 */
export function isFromElsewhere(headers: { origin: string | undefined; fetchSite: string | undefined }, ours: readonly string[]): boolean {
  const { origin, fetchSite } = headers;
  if (fetchSite !== undefined && fetchSite !== 'same-origin' && fetchSite !== 'none') return true;
  return origin !== undefined && origin !== 'null' && !ours.includes(origin);
}
