// The page on which the sender of a draft places fields: who may, how it is proven, what is saved, and that nothing entered is lost.
import { describe, expect, it } from 'vitest';
import type { Field, FieldPlan } from '#core/fields.ts';
import type { RecipientId } from '#core/ids.ts';
import { body, command, content, CARL, DANA, ENVELOPE, INES, OLIVIA, r, SENDER, T0, TENANT } from '#test/support/build.ts';
import { countingTable, type CountingTable } from '#test/support/counting-table.ts';
import { textOf, webSite, type Site } from '#test/support/web-site.ts';
import { plus } from '#core/time.ts';

const TWO = { recipients: [{ ...INES, step: 1 }, { ...DANA, step: 1 }, CARL] };
const SIGNATURE = {
  kind: 'signature',
  who: 'r2',
  document: 'd1',
  page: '2',
  left: '20',
  top: '240,5',
  width: '60',
  height: '15',
  label: '',
  required: 'yes',
};
const ROLE = {
  kind: 'text',
  who: 'r1',
  document: 'd1',
  page: '1',
  left: '30',
  top: '50',
  width: '60',
  height: '7',
  label: 'Job title',
  required: 'yes',
};

type Entered = Readonly<Record<string, string>>;

/** As a browser names what stands in the rows. */
function rows(...entered: readonly Entered[]): Record<string, string> {
  return Object.fromEntries(
    entered.flatMap((row, n) => Object.entries({ id: '', ...row }).map(([name, value]) => [`${name}.${n}`, value])),
  );
}

async function page(site: Site) {
  const visit = await site.visit('sender');
  const path = `${visit.path}/place`;
  let cookie = '';
  let html = '';
  async function take(answer: Response): Promise<Response> {
    html = await answer.text();
    keep(answer);
    return answer;
  }
  function keep(answer: Response): void {
    const set = answer.headers.get('set-cookie');
    if (set !== null) cookie = set.split(';')[0] ?? '';
  }
  const headers = () => ({ cookie, 'sec-fetch-site': 'same-origin', origin: 'null' });
  return {
    path,
    html: () => html,
    text: () => textOf(html),
    nonce: () => /name="nonce" value="(\w+)"/.exec(html)?.[1] ?? '',
    get: async () => take(await site.web.app.request(path, { headers: headers() })),
    async save(fields: Entered, more: Record<string, string> = {}) {
      const hidden = Object.fromEntries(
        Array.from(html.matchAll(/name="(nonce|proof|draftedAt)" value="([^"]*)"/g), ([, name = '', value = '']) => [name, value]),
      );
      const form = new URLSearchParams({ ...hidden, ...fields }).toString();
      const sent = { method: 'POST', headers: { ...headers(), 'content-type': 'application/x-www-form-urlencoded', ...more }, body: form };
      const answer = await site.web.app.request(path, sent);
      if (answer.status !== 303) return take(answer);
      keep(answer);
      await take(await site.web.app.request((answer.headers.get('location') ?? '').replace('#notice', ''), { headers: headers() }));
      return answer;
    },
  };
}

/** A page on which the sender's mailbox is proven. */
async function provenPage(site: Site) {
  const sender = await page(site);
  await sender.get();
  const nonce = sender.nonce();
  await sender.save({});
  await sender.save({ code: await site.code(nonce) });
  return sender;
}

async function fields(site: Site): Promise<readonly Field[]> {
  const state = await site.state();
  return state.status === 'none' ? [] : state.fields;
}

async function place(site: Site, ...planned: readonly (FieldPlan & { recipient: RecipientId })[]): Promise<void> {
  await site.run(command(OLIVIA, { type: 'place', fields: planned }));
}

const ANCHORED = {
  document: 'd1',
  kind: 'signature',
  label: '',
  isRequired: true,
  placedBy: 'anchor',
  recipient: r(2),
  place: { page: 2, left: 56.71, top: 681.73, width: 170.08, height: 42.52 },
  covers: { page: 2, left: 56, top: 690, width: 60, height: 12 },
} as const;

describe('saving', () => {
  it('proves the mailbox first and keeps what was entered, then records every field at its place', async () => {
    const site = webSite();
    await site.drafted(TWO);
    const sender = await page(site);
    await sender.get();
    const nonce = sender.nonce();
    const entered = rows(SIGNATURE, ROLE);
    await sender.save(entered);
    expect(sender.text()).toContain(`we have sent a six-digit code to ${SENDER.email}`);
    expect(sender.html()).toContain('value="240,5"');
    expect(await fields(site)).toEqual([]);

    const answer = await sender.save({ ...entered, code: await site.code(nonce) });
    expect(answer.status).toBe(303);
    expect(sender.text()).toContain('Saved: 2 fields.');
    const mm = (number: number) => Math.round((number * 7200) / 25.4) / 100;
    expect(await fields(site)).toEqual([
      {
        id: 'f1',
        document: 'd1',
        kind: 'signature',
        recipient: r(2),
        label: '',
        isRequired: true,
        placedBy: 'sender',
        place: { page: 2, left: mm(20), top: mm(240.5), width: mm(60), height: mm(15) },
      },
      {
        id: 'f2',
        document: 'd1',
        kind: 'text',
        recipient: r(1),
        label: 'Job title',
        isRequired: true,
        placedBy: 'sender',
        place: { page: 1, left: mm(30), top: mm(50), width: mm(60), height: mm(7) },
      },
    ]);
    const { commits } = await site.ledger.load(TENANT, ENVELOPE);
    expect(commits.at(-1)?.stored.map(({ text }) => /"type":"([a-z-]+)"/.exec(text)?.[1])).toEqual([
      'fields-cleared',
      'field-placed',
      'field-placed',
    ]);
  });

  it('asks for no further code within the visit, and for another one after it, with everything entered still there', async () => {
    const site = webSite();
    await site.drafted(TWO);
    const sender = await provenPage(site);
    await sender.save(rows(ROLE));
    expect(await fields(site)).toHaveLength(1);
    site.pass({ minutes: 31 });
    await sender.save(rows(ROLE, { ...SIGNATURE, left: '33.3' }));
    expect(sender.text()).toContain('One more step');
    expect(sender.html()).toContain('value="33.3"');
    expect(await fields(site)).toHaveLength(1);
  });

  it('says that a code is wrong, and saves nothing', async () => {
    const site = webSite();
    await site.drafted(TWO);
    const sender = await page(site);
    await sender.get();
    await sender.save(rows(ROLE));
    await sender.save({ ...rows(ROLE), code: '000000' });
    expect(sender.text()).toContain('That is not the code');
    expect(sender.html()).toContain('value="Job title"');
    expect(await fields(site)).toEqual([]);
  });

  it('is one act however often the form is sent', async () => {
    const site = webSite();
    await site.drafted(TWO);
    const sender = await provenPage(site);
    const form = sender.html();
    const before = (await site.inbox.pending()).length;
    await sender.save(rows(ROLE));
    const { version } = await site.ledger.load(TENANT, ENVELOPE);
    const nonce = /name="nonce" value="(\w+)"/.exec(form)?.[1] ?? '';
    const proof = /name="proof" value="([^"]+)"/.exec(form)?.[1] ?? '';
    const draftedAt = /name="draftedAt" value="([^"]+)"/.exec(form)?.[1] ?? '';
    await sender.save({ ...rows(ROLE), nonce, proof, draftedAt });
    expect((await site.ledger.load(TENANT, ENVELOPE)).version).toBe(version);
    expect(await site.inbox.pending()).toHaveLength(before);
  });

  it('takes away what was taken away, and leaves out what has no kind', async () => {
    const site = webSite();
    await site.drafted(TWO);
    const sender = await provenPage(site);
    await sender.save(rows(SIGNATURE, { ...ROLE, remove: 'yes' }, { ...ROLE, kind: '' }));
    expect((await fields(site)).map(({ kind }) => kind)).toEqual(['signature']);
    await sender.save(rows());
    expect(await fields(site)).toEqual([]);
    expect(sender.text()).toContain('Saved: there are no fields');
  });
});

describe('a field that the document itself asked for', () => {
  it('stays the document’s, to the point, where it is left as it was', async () => {
    const site = webSite();
    await site.drafted(TWO);
    const sender = await provenPage(site);
    await place(site, ANCHORED);
    await sender.save(rows({ ...SIGNATURE, id: 'f1', left: '20', top: '240.5', width: '60', height: '15' }));
    expect(await fields(site)).toEqual([{ id: 'f1', ...ANCHORED }]);
  });

  it.each([
    ['moved', { left: '25' }],
    ['given to someone else', { who: 'r1' }],
    ['named', { label: 'For the buyer' }],
  ])('is the sender’s once it is %s, and still covers the words of the document', async (_, change) => {
    const site = webSite();
    await site.drafted(TWO);
    const sender = await provenPage(site);
    await place(site, ANCHORED);
    await sender.save(rows({ ...SIGNATURE, id: 'f1', ...change }));
    expect(await fields(site)).toMatchObject([{ placedBy: 'sender', covers: ANCHORED.covers }]);
  });

  it('covers nothing on another page, and a browser cannot say what is covered', async () => {
    const site = webSite();
    await site.drafted(TWO);
    const sender = await provenPage(site);
    await place(site, ANCHORED);
    await sender.save(rows({ ...SIGNATURE, id: 'f1', page: '1', covers: '{"page":1}' }, { ...ROLE, covers: '1 1 500 500' }));
    expect((await fields(site)).map((field) => 'covers' in field)).toEqual([false, false]);
  });
});

describe('what cannot be saved', () => {
  it.each([
    ['no number', { left: 'left' }],
    ['an empty one', { width: '' }],
    ['a page and a half', { page: '1.5' }],
  ])('%s is named, and comes back as it was typed', async (_, change) => {
    const site = webSite();
    await site.drafted(TWO);
    const sender = await provenPage(site);
    const answer = await sender.save(rows(SIGNATURE, { ...ROLE, ...change }));
    expect(answer.status).toBe(400);
    expect(sender.text()).toContain('Nothing was saved');
    for (const value of Object.values(change)) expect(sender.html()).toContain(`value="${value}"`);
    expect(await fields(site)).toEqual([]);
  });

  it.each([
    ['a page that is not there', { page: '9' }, 'does not lie on a page'],
    ['someone who signs nothing', { who: 'r3' }, 'for someone who does not sign'],
  ])('%s is refused by the rules, and nothing entered is lost', async (_, change, sentence) => {
    const site = webSite();
    await site.drafted(TWO);
    const sender = await provenPage(site);
    const answer = await sender.save(rows({ ...ROLE, ...change }));
    expect(answer.status).toBe(409);
    expect(sender.text()).toContain(sentence);
    expect(sender.html()).toContain('value="Job title"');
  });

  it('says when the draft was changed meanwhile, and takes the same fields for the new one on the next press', async () => {
    const site = webSite();
    await site.drafted(TWO);
    const sender = await provenPage(site);
    const later = { ...command(OLIVIA, body.draft(content(TWO))), at: plus(T0, { minutes: 5 }) };
    await site.run(later);
    expect((await sender.save(rows(SIGNATURE, ROLE))).status).toBe(409);
    expect(sender.text()).toContain('the draft was changed on');
    expect(await fields(site)).toEqual([]);
    expect((await sender.save(rows(SIGNATURE, ROLE))).status).toBe(303);
    expect(await fields(site)).toHaveLength(2);
  });

  it('two hundred fields are taken, one more is not', async () => {
    const site = webSite();
    await site.drafted(TWO);
    const sender = await provenPage(site);
    await sender.save(rows(...Array.from({ length: 201 }, () => ROLE)));
    expect(sender.text()).toContain('200 fields at most');
    await sender.save(rows(...Array.from({ length: 200 }, () => ({ ...ROLE, label: 'ü'.repeat(200) }))));
    expect(await fields(site)).toHaveLength(200);
  });

  it('a form from elsewhere, or one that was not ours, saves nothing', async () => {
    const site = webSite();
    await site.drafted(TWO);
    const sender = await provenPage(site);
    const draft = sender.html();
    expect((await sender.save(rows(ROLE), { origin: 'https://evil.test' })).status).toBe(403);
    await sender.get();
    expect((await sender.save({ ...rows(ROLE), proof: 'x'.repeat(43) })).status).toBe(403);
    expect(draft).toContain('action=');
    expect(await fields(site)).toEqual([]);
  });
});

describe('the page', () => {
  it('is the sender’s, and only of a draft', async () => {
    const site = webSite();
    await site.drafted(TWO);
    const sender = await page(site);
    expect((await sender.get()).status).toBe(200);
    await site.run(command(OLIVIA, body.send));
    const answer = await sender.get();
    expect([answer.status, answer.headers.get('location')]).toEqual([303, sender.path.replace('/place', '')]);
    expect((await site.web.app.request(`${await site.link(r(2))}/place`)).status).toBe(404);
    expect((await site.web.app.request('/s/nonsense/place')).status).toBe(404);
  });

  it('a signer cannot save there either, whatever they send', async () => {
    const site = webSite();
    await site.drafted(TWO);
    const sender = await provenPage(site);
    await site.run(command(OLIVIA, body.send));
    const answer = await site.web.app.request(`${await site.link(r(2))}/place`, { method: 'POST', body: new URLSearchParams(rows(ROLE)) });
    expect(answer.status).toBe(404);
    expect((await sender.save(rows(ROLE))).status).toBe(409);
    expect(sender.text()).toContain('already');
    expect(await fields(site)).toEqual([]);
  });

  it('shows what anchors and form fields gave, in the rows that can be changed', async () => {
    const site = webSite();
    await site.drafted(TWO);
    await place(site, { ...ANCHORED, label: 'The buyer' });
    const sender = await page(site);
    await sender.get();
    expect(sender.html()).toMatch(/name="left.0"\s+value="20"/);
    expect(sender.html()).toMatch(/name="label.0"\s+value="The buyer"/);
    expect(sender.text()).toContain('Signature, Dana, page 2');
  });

  it('says what to do where nobody signs yet', async () => {
    const site = webSite();
    await site.drafted({ recipients: [] });
    const sender = await page(site);
    await sender.get();
    expect(sender.text()).toContain('Nobody is named yet who signs');
    expect(sender.html()).not.toContain('<form');
    expect(textOf(await (await site.visit('sender')).get())).not.toContain('Place fields');
  });

  it('is linked from the page of the draft, speaks German, and has neither inline script nor inline style', async () => {
    const site = webSite();
    await site.drafted({ ...TWO, language: 'de' });
    const draft = await (await site.visit('sender')).get();
    expect(draft).toMatch(/href="\/s\/\w+\/place"[^>]*>Felder auf die Seiten setzen/);
    const sender = await page(site);
    const answer = await sender.get();
    expect(sender.text()).toContain('Felder speichern');
    expect(sender.html()).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it.each(['GET', 'HEAD'])('%s writes no row', async (method) => {
    let counting: CountingTable | undefined;
    const site = webSite({ wrap: (table) => (counting = countingTable(table)).table });
    await site.drafted(TWO);
    const { path } = await page(site);
    counting?.reset();
    await (await site.web.app.request(path, { method })).arrayBuffer();
    const { putIfAbsent, putIfVersion, putIfNewer, delete: deleted } = counting?.counts ?? {};
    expect([putIfAbsent, putIfVersion, putIfNewer, deleted]).toEqual([0, 0, 0, 0]);
  });
});
