// The doors of an installation, knocked at as anyone could: what is open answers, and what is closed refuses.
import { once } from 'node:events';
import { connect } from 'node:tls';
import { z } from 'zod';
import { EVENTS_PATH } from '#apps/slack/surface.ts';
import { MESSAGES_PATH } from '#apps/teams/surface.ts';
import { messageOf } from './arguments.ts';
import type { Finding } from './finding.ts';

const PATIENCE_MS = 20_000;
const LEAST_DAYS = 14;
const DAY_MS = 86_400_000;

type Where = { readonly url: string; readonly readApi?: string | undefined };

/** @returns the address to which documents are mailed as well, where the installation says it */
export async function doorFindings({ url, readApi }: Where): Promise<{ findings: readonly Finding[]; signAddress?: string }> {
  const base = url.replace(/\/+$/, '');
  const health = await healthOf(base);
  const rest = await Promise.all([
    ...(base.startsWith('https:') ? [certificate(base)] : []),
    page(base, '/verify', 200),
    page(base, '/s/nobody', 404),
    refuses(base, { check: 'Slack', path: EVENTS_PATH }),
    refuses(base, { check: 'Teams', path: MESSAGES_PATH }),
    ...(readApi === undefined ? [] : [readsNothing(readApi.replace(/\/+$/, ''))]),
  ]);
  return { findings: [health.finding, ...rest], ...(health.signAddress !== undefined && { signAddress: health.signAddress }) };
}

const healthy = z.object({ ok: z.literal(true), signAddress: z.email() });

async function healthOf(base: string): Promise<{ finding: Finding; signAddress?: string }> {
  const check = 'Health';
  try {
    const answer = await asked(`${base}/healthz`);
    const read = healthy.safeParse(await answer.json().catch(() => undefined));
    if (answer.status === 200 && read.success)
      return { finding: { check, ok: true, say: `ready; documents go to ${read.data.signAddress}` }, signAddress: read.data.signAddress };
    return {
      finding: { check, ok: false, say: `${base}/healthz answered ${answer.status} and is not ready. Look at the log of what serves it.` },
    };
  } catch (fault) {
    return {
      finding: { check, ok: false, say: `${base} cannot be reached (${reasonOf(fault)}). Check the address, DNS and the certificate.` },
    };
  }
}

/** fetch takes no certificate that does not hold; here it is looked at how long it will. */
async function certificate(base: string): Promise<Finding> {
  const { hostname, port } = new URL(base);
  const socket = connect({ host: hostname, port: port === '' ? 443 : Number(port), servername: hostname, timeout: PATIENCE_MS });
  try {
    await once(socket, 'secureConnect');
    const days = Math.floor((Date.parse(socket.getPeerCertificate().valid_to) - Date.now()) / DAY_MS);
    return { check: 'TLS', ok: days >= LEAST_DAYS, say: `the certificate of ${hostname} holds for ${days} more days` };
  } catch (fault) {
    return { check: 'TLS', ok: false, say: `${hostname} has no certificate that holds (${messageOf(fault)})` };
  } finally {
    socket.destroy();
  }
}

const HEADERS: readonly (readonly [string, RegExp])[] = [
  ['content-security-policy', /default-src 'none'(?!.*'unsafe-inline')/],
  ['x-content-type-options', /^nosniff$/],
  ['referrer-policy', /^no-referrer$/],
  ['cache-control', /no-store/],
];

async function page(base: string, path: string, status: number): Promise<Finding> {
  const check = `Page ${path}`;
  try {
    const answer = await asked(`${base}${path}`);
    const wrong = HEADERS.filter(([name, wanted]) => !wanted.test(answer.headers.get(name) ?? '')).map(([name]) => name);
    if (answer.status !== status) return { check, ok: false, say: `it answers ${answer.status} instead of ${status}` };
    if (wrong.length > 0)
      return { check, ok: false, say: `these headers are missing or weak: ${wrong.join(', ')}. Does something before it change them?` };
    return { check, ok: true, say: 'it answers, and is guarded' };
  } catch (fault) {
    return { check, ok: false, say: `it cannot be reached (${reasonOf(fault)})` };
  }
}

async function refuses(base: string, { check, path }: { readonly check: string; readonly path: string }): Promise<Finding> {
  try {
    const { status } = await asked(`${base}${path}`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    if (status === 404) return { check, ok: true, say: 'not set up' };
    const ok = status === 401 || status === 403;
    return {
      check,
      ok,
      say: ok ? `a delivery that proves nothing is refused (${status})` : `a delivery that proves nothing is answered ${status}`,
    };
  } catch (fault) {
    return { check, ok: false, say: `it cannot be reached (${reasonOf(fault)})` };
  }
}

async function readsNothing(api: string): Promise<Finding> {
  const check = 'Read API';
  try {
    const { status } = await asked(`${api}/mine`);
    const ok = status === 401 || status === 403;
    return { check, ok, say: ok ? `without a token it is refused (${status})` : `without a token it is answered ${status}` };
  } catch (fault) {
    return { check, ok: false, say: `it cannot be reached (${reasonOf(fault)})` };
  }
}

async function asked(url: string, more: RequestInit = {}): Promise<Response> {
  return fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS), ...more });
}

/** `fetch failed` says nothing; what lies behind it does. */
function reasonOf(fault: unknown): string {
  return fault instanceof Error && fault.cause !== undefined ? messageOf(fault.cause) : messageOf(fault);
}
