// How a workspace is connected: an administrator of a tenant makes a link, whoever administers the workspace follows it to Slack and comes
// back. The link says which tenant of ours; only coming back with Slack's code uses it up, so that a preview of it breaks nothing.
import { Hono, type Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { TenantId } from '#core/ids.ts';
import type { Directory } from '#core/ports.ts';
import type { Installations } from '#core/people.ts';
import { instantOf } from '#core/time.ts';
import type { SecretBox } from '#apps/secret-box.ts';
import { installPage, type PageKind, type PageNames } from './install-page.ts';
import { installationOf, type SlackInstalls } from './installs.ts';
import { SCOPES, type Granted, type SlackOauth } from './oauth.ts';
import { REDIRECT_PATH } from './surface.ts';

/** One-time codes, each of which stands for a tenant. */
export type States = {
  make(tenant: TenantId): Promise<string>;
  take(state: string): Promise<TenantId | undefined>;
};

export type InstallParts = {
  readonly publicUrl: string;
  readonly oauth: SlackOauth;
  readonly states: States;
  readonly installations: Installations;
  readonly installs: Pick<SlackInstalls, 'forget'>;
  readonly directory: Pick<Directory, 'tenant'>;
  readonly box: SecretBox;
  /** The machine's clock. */
  readonly now: () => number;
  readonly report: (fault: unknown, doing: string) => void;
  readonly authorizeUrl?: string;
};

const INSTALL_PATH = '/slack/install';
const COOKIE = 'countersign-slack';
const COOKIE_SECONDS = 10 * 60;
const STATE = /^[\w-]{16,200}$/;

/** For whoever administers the workspace; good for one installation. */
export async function installLink({ publicUrl, states }: Pick<InstallParts, 'publicUrl' | 'states'>, tenant: TenantId): Promise<string> {
  return `${publicUrl}${INSTALL_PATH}?state=${encodeURIComponent(await states.make(tenant))}`;
}

export function installRoutes(parts: InstallParts): Hono {
  const app = new Hono();
  app.get(INSTALL_PATH, async (c) => {
    const state = c.req.query('state') ?? '';
    if (!STATE.test(state)) return page(c, 'no-link');
    const secure = parts.publicUrl.startsWith('https:');
    // The browser that set out must be the one that comes back.
    setCookie(c, COOKIE, state, { httpOnly: true, sameSite: 'Lax', path: '/slack', maxAge: COOKIE_SECONDS, secure });
    quiet(c);
    return c.redirect(authorizeUrl(parts, state));
  });
  app.get(REDIRECT_PATH, async (c) => comeBack(parts, c));
  return app;
}

function authorizeUrl({ oauth, publicUrl, authorizeUrl = 'https://slack.com/oauth/v2/authorize' }: InstallParts, state: string): string {
  const url = new URL(authorizeUrl);
  const query = { client_id: oauth.clientId, scope: SCOPES.join(','), user_scope: '', state, redirect_uri: `${publicUrl}${REDIRECT_PATH}` };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

async function comeBack(parts: InstallParts, c: Context): Promise<Response> {
  const { code, state = '', error } = c.req.query();
  if (error !== undefined) return page(c, 'denied');
  // From Slack's own pages an installation may start without a state: nobody has said to which tenant it belongs.
  if (code === undefined || code === '' || !STATE.test(state)) return page(c, 'no-link');
  if (getCookie(c, COOKIE) !== state) return page(c, 'other-browser');
  const tenant = await parts.states.take(state);
  if (tenant === undefined) return page(c, 'used');
  const connected = await connectBy(parts, tenant, code);
  return page(c, connected.kind, connected.names);
}

type Connected = { readonly kind: PageKind; readonly names?: PageNames };

async function connectBy(parts: InstallParts, tenant: TenantId, code: string): Promise<Connected> {
  try {
    const granted = await parts.oauth.install(code);
    const isOurs = await connect(parts, tenant, granted);
    const name = (await parts.directory.tenant(tenant))?.name ?? tenant;
    return { kind: isOurs ? 'connected' : 'other-tenant', names: { workspace: granted.name, tenant: isOurs ? name : '' } };
  } catch (fault) {
    parts.report(fault, `connecting a Slack workspace to tenant ${tenant}`);
    return { kind: 'failed' };
  }
}

/** A workspace is one tenant's: otherwise a second one could make itself the organisation of all its people. */
async function connect({ installations, installs, box, now }: InstallParts, tenant: TenantId, granted: Granted): Promise<boolean> {
  const known = await installations.get('slack', granted.install);
  if (known && known.tenant !== tenant) return false;
  await installations.put(installationOf({ ...granted, tenant, installedAt: instantOf(now()) }, box));
  installs.forget(granted.install);
  return true;
}

/** The address holds the link's secret, and later Slack's code. */
function quiet(c: Context): void {
  c.header('Cache-Control', 'no-store');
  c.header('Referrer-Policy', 'no-referrer');
}

async function page(c: Context, kind: PageKind, names: PageNames = { workspace: '', tenant: '' }): Promise<Response> {
  const { status, body } = await installPage(kind, names);
  quiet(c);
  c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
  return c.html(body, status);
}
