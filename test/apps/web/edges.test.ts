// The web channel's other edges: checking a sealed PDF, health, files for browsers, faults, and its entry for the dispatcher.
import { describe, expect, it } from 'vitest';
import { DANA, ENVELOPE, r, TENANT } from '#test/support/build.ts';
import { ORIGIN, PDF, textOf, webSite } from '#test/support/web-site.ts';

describe('checking a sealed PDF', () => {
  const PAGE = { html: '<!doctype html><title>Check</title>', policy: "default-src 'none'; frame-ancestors 'none'" };

  it('hands out the page that does it in the browser, under the page’s own policy, made once', async () => {
    let made = 0;
    const site = webSite({ ports: { verifyPage: async () => ((made += 1), PAGE) } });
    for (const address of ['/verify', '/verify?e=CS-7K3F2-QXA9B']) {
      const answer = await site.web.app.request(address);
      expect([answer.status, await answer.text()]).toEqual([200, PAGE.html]);
      expect(answer.headers.get('content-security-policy')).toBe(PAGE.policy);
      expect(answer.headers.get('x-frame-options')).toBe('DENY');
    }
    expect(made).toBe(1);
  });

  it('takes no file', async () => {
    const site = webSite({ ports: { verifyPage: async () => PAGE } });
    const body = new FormData();
    body.set('file', new File([PDF], 'nda.pdf'));
    expect((await site.web.app.request('/verify', { method: 'POST', body, headers: { origin: ORIGIN } })).status).toBe(404);
  });

  it('says where else to go when the page cannot be made, and makes it when it can again', async () => {
    const answer = await webSite().web.app.request('/verify');
    expect([answer.status, textOf(await answer.text())]).toEqual([503, expect.stringContaining('countersign verify')]);
    const faults: string[] = [];
    let isBroken = true;
    const verifyPage = async () => {
      if (isBroken) throw new Error('no bundler');
      return PAGE;
    };
    const site = webSite({ ports: { verifyPage, report: (fault) => faults.push(String(fault)) } });
    expect((await site.web.app.request('/verify')).status).toBe(503);
    expect(faults).toEqual(['Error: no bundler']);
    isBroken = false;
    expect((await site.web.app.request('/verify')).status).toBe(200);
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
