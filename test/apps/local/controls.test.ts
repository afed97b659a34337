// The demo's controls over HTTP: their documented shapes, clear sentences for what they cannot do, and nobody but this machine's browser.
import { describe, expect, it, onTestFinished } from 'vitest';
import { fromProduct, localDemo } from '#test/support/local-demo.ts';
import { temporaryFolder } from '#test/support/temporary.ts';
import { seedCast } from '#apps/local/cast.ts';

const DANA = 'dana@fabrikam.test';

async function demo() {
  const one = await localDemo(temporaryFolder());
  onTestFinished(one.close);
  const post = async (path: string, body: unknown) =>
    one.app.request(`http://localhost:3000${path}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  const get = async (path: string, headers: Record<string, string> = {}) => one.app.request(`http://localhost:3000${path}`, { headers });
  return { ...one, get, post };
}

describe('the controls', () => {
  it('name the people, insiders with a tenant and outsiders without', async () => {
    const { get } = await demo();
    const people = (await (await get('/local/people')).json()) as { email: string }[];
    expect(people).toContainEqual({
      name: 'Olivia Hart',
      email: 'olivia@northwind.test',
      tenant: 'northwind',
      slack: { team: expect.any(String), user: expect.any(String) },
      teams: { tenant: expect.any(String), user: expect.any(String) },
    });
    expect(people).toContainEqual({ name: 'Dana Ruiz', email: DANA, tenant: null, slack: null, teams: null });
  });

  it('seed tenants before their people, and outsiders not at all', async () => {
    const added: string[] = [];
    await seedCast({
      addTenant: async ({ id }) => void added.push(id),
      addPerson: async ({ email }) => void added.push(email),
    });
    expect(added).toEqual([
      'northwind',
      'contoso',
      'olivia@northwind.test',
      'max@northwind.test',
      'ines@northwind.test',
      'lena@contoso.test',
    ]);
  });

  it('move the clock by a duration and to a time', async () => {
    const { get, post, clock } = await demo();
    const before = Date.parse(clock.now());
    const { now } = (await (await post('/local/clock', { advance: 'P3D' })).json()) as { now: string };
    expect(Date.parse(now) - before).toBeGreaterThanOrEqual(3 * 86_400_000);
    expect(await (await post('/local/clock', { to: '2050-12-24T18:00:00+01:00' })).json()).toEqual({
      now: expect.stringMatching(/^2050-12-24T17:00:/),
    });
    expect(await (await get('/local/clock')).json()).toMatchObject({ now: expect.stringMatching(/^2050-12-24T17:00/) });
  });

  it.each([
    [{ advance: 'P1M' }, 'no time that the clock understands'],
    [{ to: 'tomorrow' }, 'no time that the clock understands'],
    [{ to: '2026-01-01T00:00:00' }, 'no time that the clock understands'],
    [{ to: '2020-01-01T00:00:00Z' }, 'only goes forward'],
    [{ advance: 'P99999999999999D' }, 'The clock goes up to'],
    [{}, 'no way to set the clock'],
    [{ advance: 'P1D', to: '2050-01-01T00:00:00Z' }, 'no way to set the clock'],
    ['not JSON', 'no way to set the clock'],
  ])('answer 400 to %j and say what to send', async (body, sentence) => {
    const { post } = await demo();
    const response = await post('/local/clock', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: expect.stringContaining(sentence) });
  });

  it('settle', async () => {
    const { post } = await demo();
    expect(await (await post('/local/settle', '')).json()).toEqual({ undispatched: 0, effects: { done: 0, failed: 0 } });
  });

  it('pretend faults and remember them', async () => {
    const { get, post } = await demo();
    await post('/local/faults', { smtp: 'down', tsa: 'slow' });
    expect(await (await get('/local/faults')).json()).toEqual({ slack: 'ok', teams: 'ok', smtp: 'down', tsa: 'slow' });
  });

  it.each([{}, { smtp: 'broken' }, { fax: 'down' }, []])('answer 400 to the fault %j', async (body) => {
    const { post } = await demo();
    const response = await post('/local/faults', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: expect.stringContaining('{"smtp":"down"}') });
  });

  it('do not exist for channels that are not there yet', async () => {
    const { get, post } = await demo();
    expect((await get('/local/slack/messages?user=U1')).status).toBe(404);
    expect((await post('/local/teams/messages', {})).status).toBe(404);
  });
});

describe('mail as JSON', () => {
  it('lists a person’s mail in the documented shape, with links that work as they are', async () => {
    const { get, mailbox, origin } = await demo();
    const pdf = { filename: 'a b.pdf', content: Buffer.from('%PDF-1.7'), contentType: 'application/pdf' };
    const id = await fromProduct(mailbox, { to: DANA, kind: 'sign-request', subject: 'Please sign', text: 'x', attachments: [pdf] });
    const [mail] = (await (await get(`/local/mail?to=${DANA}`)).json()) as Record<string, unknown>[];
    expect(Object.keys(mail ?? {})).toEqual(['id', 'from', 'to', 'subject', 'text', 'html', 'headers', 'attachments']);
    expect(mail).toMatchObject({ id, to: DANA, subject: 'Please sign', html: null, headers: { 'reply-to': 'r-0123456789@sign.test' } });
    const listed = (await (await fetch(`${origin}/local/mail?to=${DANA}`)).json()) as { attachments: { url: string }[] }[];
    const response = await fetch(listed[0]?.attachments[0]?.url ?? '');
    expect(await response.text()).toBe('%PDF-1.7');
    expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''a%20b.pdf");
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
  });

  it('gives the raw mail, and 404 for what is not there', async () => {
    const { get, mailbox } = await demo();
    const id = await fromProduct(mailbox, { to: DANA, kind: 'draft', subject: 'Raw', text: 'x' });
    const response = await get(`/local/mail/${id}.eml`);
    expect(response.headers.get('content-type')).toBe('message/rfc822');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(await mailbox.raw(id));
    expect((await get('/local/mail/..%2Fsecret.eml')).status).toBe(404);
    expect((await get(`/local/mail/${id}/attachments/7`)).status).toBe(404);
  });
});

describe('the guard', () => {
  it.each(['/', '/local/people', '/local/mailbox/dana@fabrikam.test', '/local/static/local.css'])(
    'answers %s to this machine only',
    async (path) => {
      const { get } = await demo();
      for (const host of ['localhost:3000', '127.0.0.1:80', '[::1]:3000']) expect((await get(path, { host })).status, host).toBe(200);
      for (const host of ['evil.example', 'localhost.evil.example', '192.168.0.7:3000', 'localhost@evil.example']) {
        const response = await get(path, { host });
        expect(response.status, host).toBe(403);
        expect(await response.json()).toEqual({ error: expect.stringContaining('local demo') });
      }
    },
  );

  it.each(['https://evil.example', 'null', 'http://localhost:4000', 'https://localhost:3000'])(
    'refuses requests of pages at %s',
    async (origin) => {
      const { get } = await demo();
      expect((await get('/local/clock', { host: 'localhost:3000', origin })).status).toBe(403);
    },
  );

  it('lets its own pages post', async () => {
    const { get } = await demo();
    expect((await get('/local/clock', { host: 'localhost:3000', origin: 'http://localhost:3000' })).status).toBe(200);
  });
});
