// What the page shows to whom, and that looking changes nothing.
import { describe, expect, it } from 'vitest';
import { blobKeys } from '#apps/ports.ts';
import { sha256Of } from '#apps/world/hashing.ts';
import type { Blobs } from '#core/ports.ts';
import { diskBlobs } from '#stores/disk-blobs.ts';
import { body, CARL, command, content, DANA, DOCUMENT, INES, MAX, OLIVIA, person, r, SYSTEM, TENANT } from '#test/support/build.ts';
import { countingTable, type CountingTable } from '#test/support/counting-table.ts';
import { temporaryFolder } from '#test/support/temporary.ts';
import { PDF, proven, textOf, webSite, type Site } from '#test/support/web-site.ts';

const DANA_ALONE = { recipients: [{ ...DANA, step: 1 }] };
const SEALER = { kind: 'system', via: 'sealer' } as const;
const SEALED = Buffer.from('%PDF-1.7\nsealed\n%%EOF\n');

async function signedByDana(site: Site): Promise<void> {
  const dana = await proven(site, r(1));
  await dana.fill('sign', { typedName: 'Dana Fox', agreed: 'yes' });
}

async function sealed(site: Site): Promise<void> {
  await signedByDana(site);
  const sha256 = sha256Of(SEALED);
  await site.ports.blobs.put(blobKeys.sealed(TENANT, sha256), SEALED);
  await site.run(command(SEALER, { type: 'record-seal', documents: [{ document: 'd1', sha256, bytes: SEALED.length, pages: 5 }] }));
}

describe('looking', () => {
  it.each(['GET', 'HEAD', 'OPTIONS'])('%s writes no row, whatever the address and whoever prefetches', async (method) => {
    let counting: CountingTable | undefined;
    const site = webSite({ wrap: (table) => (counting = countingTable(table)).table });
    await site.sent(DANA_ALONE);
    const dana = await proven(site, r(1));
    const sender = await site.link('sender');
    counting?.reset();
    const paths = [
      ...['', '/open', '/code', '/verify-code', '/sign', '/approve', '/decline', '/comment', '/documents/1.pdf', '/sealed/1.pdf'].map(
        (end) => dana.path + end,
      ),
      `${dana.path}?open=1&code=123456&typedName=Dana`,
      sender,
      '/s/nonsense',
      '/verify',
      '/healthz',
    ];
    for (const path of paths) {
      for (const headers of [{}, { purpose: 'prefetch', 'sec-purpose': 'prefetch' }, { cookie: dana.cookie() }]) {
        const answer = await site.web.app.request(path, { method, headers });
        await answer.arrayBuffer();
        expect(answer.headers.get('set-cookie')).toBeNull();
      }
    }
    const { putIfAbsent, putIfVersion, putIfNewer, delete: deleted } = counting?.counts ?? {};
    expect({ putIfAbsent, putIfVersion, putIfNewer, deleted }).toEqual({ putIfAbsent: 0, putIfVersion: 0, putIfNewer: 0, deleted: 0 });
    expect(await site.inbox.pending()).toEqual([]);
  });

  it('a query string says nothing', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const path = await site.link(r(1));
    const plain = await (await site.web.app.request(path)).text();
    const dressed = await (await site.web.app.request(`${path}?notice=signed&level=L2`)).text();
    const unsealed = (html: string) => html.replace(/name="(nonce|proof)" value="[^"]*"/g, '');
    expect(unsealed(dressed)).toBe(unsealed(plain));
  });

  it('comes from the store of files where it is too large for an answer, and may be fetched from there alone', async () => {
    const blobs: Blobs = { ...diskBlobs(temporaryFolder()), link: async (key, { filename }) => `https://files.test/${key}?as=${filename}` };
    const asked = async (overBytes: number) => {
      const site = webSite({ ports: { blobs, largeFiles: { overBytes, origin: 'https://files.test' } } });
      await site.sent(DANA_ALONE);
      return site.web.app.request(`${await site.link(r(1))}/documents/1.pdf`);
    };
    const large = await asked(2);
    expect(large.status).toBe(307);
    expect(large.headers.get('location')).toMatch(/^https:\/\/files\.test\/northwind\/presented\/[0-9a-f]{64}\?as=.*\.pdf$/);
    expect(large.headers.get('content-security-policy')).toContain("connect-src 'self' https://files.test;");
    expect((await asked(1_000_000)).status).toBe(200);
  });

  it('is kept private by its headers', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const path = await site.link(r(1));
    for (const address of [path, `${path}/documents/1.pdf`, '/s/nonsense', '/verify']) {
      const { headers } = await site.web.app.request(address);
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-robots-tag')).toContain('noindex');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers.get('content-security-policy')).not.toContain('unsafe-inline');
    }
  });

  it('has neither inline script nor inline style', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const html = await (await site.visit(r(1))).get();
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
  });
});

describe('the page', () => {
  it('tells a recipient who asks, what, until when, and under which fingerprint', async () => {
    const site = webSite();
    await site.sent({ ...DANA_ALONE, message: 'As discussed.' });
    const text = textOf(await (await site.visit(r(1))).get());
    for (const part of [
      'Olivia Park',
      'olivia@northwind.test',
      'Northwind Traders',
      'Mutual NDA',
      'As discussed.',
      '4 pages',
      sha256Of(PDF),
      '8 Dec 2026',
      'you agree to use electronic records',
      'local demonstration',
    ])
      expect(text).toContain(part);
  });

  it('shows the sender how far everyone is, and a recipient only their own part', async () => {
    const site = webSite();
    await site.sent();
    const sender = textOf(await (await site.visit('sender')).get());
    for (const name of ['Max', 'Ines', 'Dana', 'Carl']) expect(sender).toContain(`${name.toLowerCase()}@`);
    expect(sender).toContain('step 1: approves; is being asked');
    const ines = textOf(await (await site.visit(r(2))).get());
    expect(ines).toContain('Others are asked first');
    for (const name of ['Max', 'Dana', 'Carl']) expect(ines).not.toContain(name);
  });

  it.each([
    ['signed', [], 'You signed'],
    ['completed, being sealed', [], 'The sealed PDF is being made'],
  ])('%s', async (which, _, sentence) => {
    const site = webSite();
    await site.sent(
      which === 'signed'
        ? {
            recipients: [
              { ...DANA, step: 1 },
              { ...INES, step: 2 },
            ],
          }
        : DANA_ALONE,
    );
    await signedByDana(site);
    expect(textOf(await (await site.visit(r(1))).get())).toContain(sentence);
  });

  it('says that the seal is delayed when it failed', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    await signedByDana(site);
    await site.run(command(SEALER, { type: 'record-seal-failure', why: 'The key is away.' }));
    expect(textOf(await (await site.visit(r(1))).get())).toContain('the seal is delayed');
  });

  it('says that the deadline has passed, before and after that is on record', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    site.pass({ days: 15 });
    expect(textOf(await (await site.visit(r(1))).get())).toContain('The deadline has passed');
    await site.run({ ...command(SYSTEM, { type: 'expire' }), at: site.ports.clock() });
    const text = textOf(await (await site.visit(r(1))).get());
    expect(text).toContain('before everyone had acted');
    expect(text).not.toContain('Open the document');
  });

  it('withholds from recipients what the sender withdrew, and tells them why', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    await site.run(command(OLIVIA, { type: 'void', reason: 'Wrong file' }));
    const dana = await site.visit(r(1));
    expect(textOf(await dana.get())).toMatch(/Olivia Park voided this envelope.*Wrong file/);
    expect((await site.web.app.request(`${dana.path}/documents/1.pdf`)).status).toBe(404);
    expect((await site.web.app.request(`${await site.link('sender')}/documents/1.pdf`)).status).toBe(200);
  });

  it('says that it was declined', async () => {
    const site = webSite();
    await site.sent({ recipients: [MAX, INES] });
    await site.run(command(person(MAX.email), body.decline(r(1))));
    expect(textOf(await (await site.visit(r(1))).get())).toContain('This document was declined');
  });

  it('a draft is known to its sender alone, also after it was dropped', async () => {
    const site = webSite();
    await site.run(command(OLIVIA, body.draft(content({ ...DANA_ALONE, documents: [DOCUMENT] }))));
    expect((await site.web.app.request(await site.link(r(1)))).status).toBe(404);
    expect(textOf(await (await site.visit('sender')).get())).toContain('Nothing has been sent');
    await site.run(command(OLIVIA, { type: 'void', reason: '' }));
    expect((await site.web.app.request(await site.link(r(1)))).status).toBe(404);
  });

  it('an unknown link, and a reply address used as a link, say what to do', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const { id, tenant } = { id: (await site.link(r(1))).slice(3), tenant: TENANT };
    const reply = await site.ports.tokens.issue({
      tenant,
      envelope: (await site.ports.tokens.resolve(id))?.envelope ?? ('' as never),
      seat: r(1),
      purpose: 'reply',
      generation: 1,
    });
    for (const token of ['nonsense', reply]) {
      const answer = await site.web.app.request(`/s/${token}`);
      expect(answer.status).toBe(404);
      expect(textOf(await answer.text())).toContain('Open the newest mail about the document');
    }
  });

  it('escapes what others wrote, and takes out what turns or hides text', async () => {
    const site = webSite();
    await site.sent({
      recipients: [{ ...DANA, step: 1 }, CARL],
      title: '<script>alert(1)</script> \u202efdp.exe',
      message: '"><img src=x>',
    });
    const html = await (await site.visit(r(1))).get();
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img');
    expect(html).not.toContain('\u202e');
    expect(html).toContain('&lt;script&gt;');
  });
});

describe('the files', () => {
  it('the presented document comes byte for byte, also to HEAD without its bytes', async () => {
    const site = webSite();
    await site.sent({ ...DANA_ALONE, documents: [{ ...DOCUMENT, filename: '../Vertrag „Ä“ "x".pdf\r\nX: y', sha256: sha256Of(PDF) }] });
    const address = `${await site.link(r(1))}/documents/1.pdf`;
    const answer = await site.web.app.request(address);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PDF);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^inline; filename="Vertrag _+ [^"\r\n]*\.pdf"; filename\*=UTF-8''Vertrag%20[^\r\n]*\.pdf$/,
    );
    const head = await site.web.app.request(address, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(PDF.length));
    expect(await head.text()).toBe('');
    expect((await site.web.app.request(address.replace('1.pdf', '2.pdf'))).status).toBe(404);
  });

  it('the sealed PDF can be kept by everyone once it is there', async () => {
    const site = webSite();
    await site.sent({ recipients: [{ ...DANA, step: 1 }, CARL] });
    const address = `${await site.link(r(1))}/sealed/1.pdf`;
    expect((await site.web.app.request(address)).status).toBe(404);
    await sealed(site);
    const page = await (await site.visit(r(2))).get();
    expect(textOf(page)).toContain('Download the sealed PDF');
    const answer = await site.web.app.request(address);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(SEALED);
    expect(answer.headers.get('content-disposition')).toContain('attachment; filename="nda-sealed.pdf"');
  });
});
