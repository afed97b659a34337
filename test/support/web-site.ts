// The hosted document on stores in memory, with a cast, a clock that the test moves, and a visitor who fills in forms as a browser would.
import type { Hono } from 'hono';
import type { Command, DraftContent } from '#core/command.ts';
import { fold } from '#core/fold.ts';
import type { RecipientId } from '#core/ids.ts';
import { DEFAULT_POLICY } from '#core/policy/policy.ts';
import type { Table } from '#core/ports.ts';
import { plus, type Duration } from '#core/time.ts';
import { accounts } from '#stores/accounts.ts';
import { codes } from '#stores/codes.ts';
import { directory } from '#stores/directory.ts';
import { diskBlobs } from '#stores/disk-blobs.ts';
import { tokens } from '#stores/tokens.ts';
import { envelopeIds, offsetAt, random, sha256Of } from '#apps/world/hashing.ts';
import { blobKeys } from '#apps/ports.ts';
import { webChannel } from '#apps/web/lambda.ts';
import type { WebPorts } from '#apps/web/web-ports.ts';
import { body, command, content, DOCUMENT, ENVELOPE, OLIVIA, sha256, T0, TENANT } from './build.ts';
import { storeKit } from './store-kit.ts';
import { temporaryFolder } from './temporary.ts';

export const ORIGIN = 'http://localhost:3000';

type Change = { readonly wrap?: (table: Table) => Table; readonly ports?: Partial<WebPorts> };

export function webSite({ wrap, ports: changed }: Change = {}) {
  const kit = storeKit(wrap);
  const { table, ledger, inbox, commands } = kit;
  let now = T0;
  const clock = () => now;
  const ports: WebPorts = {
    site: { publicUrl: ORIGIN, mailDomain: 'sign.test', signAddress: 'sign@sign.test', isLocal: true },
    ledger,
    inbox,
    commands,
    directory: directory(table),
    accounts: accounts(table),
    tokens: tokens({ table, keys: [{ kid: 'k1', secret: Buffer.from('token key') }] }),
    codes: codes({ table, secret: Buffer.from('code key'), now: clock, randomHex: random }),
    correspondence: { with: async () => [] },
    blobs: diskBlobs(temporaryFolder()),
    sealer: { intake: unused, seal: unused },
    policyOf: async () => DEFAULT_POLICY,
    envelopeId: envelopeIds(Buffer.from('id key')),
    clock,
    offsetAt,
    random,
    sha256,
    sha256Of,
    wake: () => undefined,
    webSecret: Buffer.from('web key'),
    isReady: () => true,
    ...changed,
  };
  const web = webChannel(ports);

  async function run(...list: readonly Command[]): Promise<void> {
    for (const one of list) {
      const outcome = await commands.run(TENANT, ENVELOPE, one);
      if (!outcome.ok) throw new Error(`The history itself was refused at ${one.type}: ${outcome.refusal.code}`);
    }
  }

  /** A draft whose document is really there. */
  async function drafted(change: Partial<DraftContent> = {}, pdf: Uint8Array = PDF): Promise<void> {
    const digest = sha256Of(pdf);
    await ports.blobs.put(blobKeys.presented(TENANT, digest), pdf);
    const documents = change.documents ?? [{ ...DOCUMENT, sha256: digest, bytes: pdf.length }];
    await run(command(OLIVIA, body.draft(content({ ...change, documents }))));
  }

  return {
    ...kit,
    ports,
    web,
    run,
    pass: (by: Duration) => void (now = plus(now, by)),
    drafted,
    async sent(change: Partial<DraftContent> = {}, pdf: Uint8Array = PDF): Promise<void> {
      await drafted(change, pdf);
      await run(command(OLIVIA, body.send));
    },
    async state() {
      return fold(await ledger.load(TENANT, ENVELOPE));
    },
    async link(seat: 'sender' | RecipientId, generation = 0): Promise<string> {
      return `/s/${await ports.tokens.issue({ tenant: TENANT, envelope: ENVELOPE, seat, purpose: 'page', generation })}`;
    },
    async visit(seat: 'sender' | RecipientId, generation = 0) {
      return visitor(web.app, await this.link(seat, generation));
    },
    /** The code in the newest answer that the page's requests left to be mailed. */
    async code(nonce: string): Promise<string> {
      const [answer] = (await inbox.answers('web', `web/${nonce}`)) ?? [];
      if (answer?.say.kind !== 'code' || !answer.about) throw new Error('No code is on its way.');
      return ports.codes.codeOf({ tenant: answer.tenant, envelope: answer.about.envelope, seat: answer.about.seat }, answer.say.nonce);
    },
  };
}

export type Site = ReturnType<typeof webSite>;

export const PDF = Buffer.from('%PDF-1.7\nnot much of a document\n%%EOF\n');

/** Keeps the one cookie, follows redirects, reads hidden fields. */
function visitor(app: Hono, path: string) {
  let cookie = '';
  let html = '';
  const headers = () => ({ ...(cookie === '' ? {} : { cookie }), 'sec-fetch-site': 'same-origin', origin: 'null' });

  async function get(): Promise<string> {
    html = await (await app.request(path, { headers: headers() })).text();
    return html;
  }

  function hidden(type: string): Record<string, string> {
    const form = html.split('<form').find((part) => part.includes(`action="${path}/${type}"`));
    if (form === undefined) throw new Error(`The page has no form for ${type}.`);
    const own = form.slice(0, form.indexOf('</form>'));
    return Object.fromEntries(
      Array.from(own.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g), ([, name = '', value = '']) => [name, value]),
    );
  }

  async function post(type: string, fields: Record<string, string>, more: Record<string, string> = {}): Promise<Response> {
    const answer = await app.request(`${path}/${type}`, {
      method: 'POST',
      headers: { ...headers(), 'content-type': 'application/x-www-form-urlencoded', ...more },
      body: new URLSearchParams(fields).toString(),
    });
    const set = answer.headers.get('set-cookie');
    if (set !== null) cookie = set.split(';')[0] ?? '';
    return answer;
  }

  return {
    path,
    get,
    hidden,
    post,
    cookie: () => cookie,
    setCookie: (value: string) => void (cookie = value),
    /** Fills in the form on the page as it was last read, sends it, and reads the page that follows. */
    async fill(type: string, fields: Record<string, string> = {}) {
      const seal = hidden(type);
      const answer = await post(type, { ...seal, ...fields });
      if (answer.status === 303) await get();
      else html = await answer.text();
      return { answer, html, nonce: seal['nonce'] ?? '' };
    },
  };
}

/** Up to a proven session: open, ask for a code, enter it. */
export async function proven(site: Site, seat: RecipientId) {
  const dana = await site.visit(seat);
  await dana.get();
  await dana.fill('open');
  const { nonce } = await dana.fill('code');
  await dana.fill('verify-code', { code: await site.code(nonce) });
  return dana;
}

async function unused(): Promise<never> {
  throw new Error('The hosted document never seals.');
}

/** Text of a page without tags, blanks run together. */
export function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
}
