// The web channel's other edges: checking a sealed PDF, health, files for browsers, faults, and its entry for the dispatcher.
import { describe, expect, it } from 'vitest';
import type { Verification } from '#apps/web/verification.ts';
import { DANA, ENVELOPE, r, TENANT } from '#test/support/build.ts';
import { ORIGIN, PDF, textOf, webSite } from '#test/support/web-site.ts';

const GENUINE: Verification = {
  sealed: true,
  intact: true,
  coversWholeFile: true,
  signer: 'Countersign seal',
  trust: 'trusted',
  level: 'B-B',
  timestamp: null,
  claimedTime: '2026-11-24T09:00:00.000Z',
  ledger: { events: 7, chain: 'ok' },
  changesAfterSeal: [],
  why: null,
};

async function check(found: Verification, file: Blob = new File([PDF], 'nda <1>.pdf')) {
  const seen: Uint8Array[] = [];
  const site = webSite({
    ports: {
      verify: async (pdf) => {
        seen.push(pdf);
        return found;
      },
    },
  });
  const body = new FormData();
  body.set('file', file);
  const answer = await site.web.app.request('/verify', { method: 'POST', body, headers: { origin: ORIGIN } });
  return { status: answer.status, text: textOf(await answer.text()), seen };
}

describe('checking a sealed PDF', () => {
  it('has a form for it', async () => {
    const answer = await webSite().web.app.request('/verify');
    expect(answer.status).toBe(200);
    expect(await answer.text()).toMatch(/<form method="post" action="\/verify" enctype="multipart\/form-data"/);
  });

  it('says in plain words that a file is genuine', async () => {
    const { status, text, seen } = await check(GENUINE);
    expect(status).toBe(200);
    expect(Buffer.from(seen[0] ?? [])).toEqual(PDF);
    expect(text).toContain('Genuine: sealed here and unchanged since.');
    expect(text).toContain('7 shared events; chain holds');
    expect(text).toContain('nda <1>.pdf');
  });

  it.each<[string, Partial<Verification>, string]>([
    ['carries no seal', { sealed: false, intact: false, why: 'The file carries no seal.' }, 'This PDF carries no seal.'],
    ['was changed', { intact: false, why: 'The bytes differ.' }, 'Changed after it was sealed: do not rely on it.'],
    ['has another issuer', { trust: 'unknown-issuer' }, 'we do not know who made it'],
    ['grew after the seal', { coversWholeFile: false }, 'not everything about this file does'],
    ['has a broken record', { ledger: { events: 7, chain: 'broken@3' } }, 'chain broken@3'],
  ])('says so when a file %s', async (_, change, sentence) => {
    const { text } = await check({ ...GENUINE, ...change });
    expect(text).toContain(sentence);
    expect(text).not.toContain('Genuine:');
  });

  it('refuses what is no PDF, nothing at all, too large, or from elsewhere, without reading it', async () => {
    expect(await check(GENUINE, new File(['hello'], 'a.pdf'))).toMatchObject({ status: 400, seen: [] });
    expect(await check(GENUINE, new File([], 'a.pdf'))).toMatchObject({ status: 400, seen: [] });
    expect(await check(GENUINE, new File([PDF, new Uint8Array(41 * 1024 * 1024)], 'a.pdf'))).toMatchObject({ status: 413, seen: [] });
    const answer = await webSite().web.app.request('/verify', { method: 'POST', headers: { origin: 'https://evil.test' } });
    expect(answer.status).toBe(403);
  });

  it('says where else to go when there is no verifier', async () => {
    const answer = await webSite().web.app.request('/verify', { method: 'POST', body: new FormData() });
    expect(answer.status).toBe(503);
  });
});

describe('health', () => {
  it('is good when ready and names the signing address', async () => {
    const answer = await webSite().web.app.request('/healthz');
    expect([answer.status, await answer.json()]).toEqual([200, { ok: true, signAddress: 'sign@sign.test' }]);
  });

  it('is not good before', async () => {
    const answer = await webSite({ ports: { isReady: () => false } }).web.app.request('/healthz');
    expect([answer.status, await answer.json()]).toEqual([503, { ok: false, signAddress: 'sign@sign.test' }]);
  });
});

describe('files for browsers', () => {
  it('are found where the page says, may be kept for a year, and have the right type', async () => {
    const site = webSite();
    await site.sent({ recipients: [{ ...DANA, step: 1 }] });
    const html = await (await site.visit(r(1))).get();
    const addresses = Array.from(
      html.matchAll(/(?:href|src|data-library|data-worker)="(\/assets\/[^"]+)"/g),
      ([, address = '']) => address,
    );
    expect(addresses).toHaveLength(4);
    const base = /data-base="([^"]+)"/.exec(html)?.[1] ?? '';
    for (const address of [
      ...addresses,
      `${base}cmaps/78-EUC-H.bcmap`,
      `${base}standard_fonts/FoxitDingbats.pfb`,
      '/assets/signature.ttf',
    ]) {
      const answer = await site.web.app.request(address);
      expect([address, answer.status]).toEqual([address, 200]);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      if (address.endsWith('js')) expect(answer.headers.get('content-type')).toContain('text/javascript');
    }
  });

  it.each(['package.json', 'cmaps/../package.json', 'cmaps/..%2fpackage.json', 'build/pdf.sandbox.mjs', 'cmaps/none.bcmap'])(
    'nothing else of the library is given away: %s',
    async (name) => {
      const { web, sent, visit } = webSite();
      await sent({ recipients: [{ ...DANA, step: 1 }] });
      expect(visit).toBeDefined();
      const answer = await web.app.request(`/assets/pdfjs-6.5.438/${name}`);
      expect(answer.status).toBe(404);
    },
  );
});

describe('a fault of ours', () => {
  it('is reported, and told to the person without its insides', async () => {
    const faults: string[] = [];
    const site = webSite({
      ports: {
        tokens: {
          issue: async () => '',
          resolve: async () => {
            throw new Error('disk on fire');
          },
        },
        report: (_, doing) => void faults.push(doing),
      },
    });
    const answer = await site.web.app.request('/s/anything');
    expect(answer.status).toBe(500);
    expect(textOf(await answer.text())).toMatch(/The fault is ours.*(?!disk)/);
    expect(faults).toEqual(['answering GET /s/:token']);
  });
});

describe('the entry for the dispatcher', () => {
  it('delivers nothing by itself: people come to the page', async () => {
    const site = webSite();
    const tenant = { id: TENANT, name: 'Northwind', domains: [], zone: 'UTC' };
    const answer = { to: { name: 'Dana', email: DANA.email }, channel: 'web', tenant: TENANT, say: { kind: 'status' } } as const;
    expect(await site.web.outbound.deliver({ effect: 'e1', attempt: 1, answer, tenant })).toEqual({
      outcome: 'accepted',
      providerId: 'page',
    });
  });

  it('drops a request for an envelope that is not there, and faults on a row that is not its own', async () => {
    const site = webSite();
    const lease = { channel: 'web', key: 'web/x', generation: 1 } as const;
    const session = { id: 's', level: 'L0', openedAt: 'x', provenAt: null };
    const from = { ip: '', userAgent: '' };
    const request = {
      format: 'web-request/1',
      tenant: TENANT,
      envelope: ENVELOPE,
      seat: r(1),
      act: { type: 'open' },
      receivedAt: 'x',
      session,
      from,
    };
    expect(await site.web.process(request, lease)).toMatchObject({ outcome: { kind: 'dropped' }, answers: [] });
    await expect(site.web.process({ hello: 1 }, lease)).rejects.toThrow('Could not read a stored request of the web channel');
  });
});
