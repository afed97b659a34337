// Forms that come twice, from elsewhere, too large, or whose processing was cut short: one act, or none.
import { describe, expect, it } from 'vitest';
import type { Commands } from '#core/ports.ts';
import { DANA, ENVELOPE, r, TENANT } from '#test/support/build.ts';
import { LEASE_MS } from '#test/support/store-kit.ts';
import { proven, textOf, webSite, type Site } from '#test/support/web-site.ts';

const DANA_ALONE = { recipients: [{ ...DANA, step: 1 }] };
const SIGNED = { typedName: 'Dana Fox', agreed: 'yes' };

async function typesOn(site: Site): Promise<string[]> {
  const { commits } = await site.ledger.load(TENANT, ENVELOPE);
  return commits.flatMap(({ stored }) => stored.map(({ text }) => JSON.parse(text).event.type));
}

async function countOf(site: Site, type: string): Promise<number> {
  return (await typesOn(site)).filter((one) => one === type).length;
}

describe('a form that is sent twice', () => {
  it('is one act with the same answer, one after the other', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await proven(site, r(1));
    const form = { ...dana.hidden('comment'), text: 'Which annex?' };
    const first = await dana.post('comment', form);
    site.pass({ minutes: 1 });
    const second = await dana.post('comment', form);
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect(textOf(await dana.get())).toContain('on their way to Olivia Park');
    expect(await countOf(site, 'commented')).toBe(1);
  });

  it('is one act when both come at once, and both are answered', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await proven(site, r(1));
    const form = { ...dana.hidden('sign'), ...SIGNED };
    const answers = await Promise.all([1, 2, 3].map(async (at) => dana.post('sign', { ...form, typedName: `Dana Fox ${at}` })));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect(await countOf(site, 'signed')).toBe(1);
    expect(textOf(await dana.get())).toContain('Recorded: you signed');
  });

  it('asks for one code only', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await site.visit(r(1));
    await dana.get();
    await dana.fill('open');
    const form = dana.hidden('code');
    for (let at = 0; at < 7; at += 1) await dana.post('code', form);
    const { html } = await (await dana.get(), dana.fill('code'));
    expect(textOf(html)).toContain('We have sent');
  });

  it('proves one moment only: the form of a right code makes no visit longer', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await site.visit(r(1));
    await dana.get();
    await dana.fill('open');
    const { nonce } = await dana.fill('code');
    const form = { ...dana.hidden('verify-code'), code: await site.code(nonce) };
    await dana.post('verify-code', form);
    site.pass({ minutes: 20 });
    await dana.post('verify-code', form);
    site.pass({ minutes: 20 });
    expect(await dana.get()).toContain('Open the document');
  });

  it('tells the same on every reload, and a reload acts on nothing', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await proven(site, r(1));
    const { html } = await dana.fill('sign', SIGNED);
    const before = await typesOn(site);
    expect(textOf(await dana.get())).toBe(textOf(html));
    expect(await typesOn(site)).toEqual(before);
  });
});

describe('a form that was cut short', () => {
  /** Commands that fail as long as `down` says so. */
  function unreliable() {
    const fault = { down: false };
    const faults: unknown[] = [];
    const site = webSite({ ports: { report: (one) => void faults.push(one) } });
    const run: Commands['run'] = site.ports.commands.run;
    Object.assign(site.ports.commands, {
      run: async (...args: Parameters<Commands['run']>) => {
        if (fault.down) throw new Error('The power went.');
        return run(...args);
      },
    });
    return { site, fault, faults };
  }

  it('is finished by the sweeper from what was stored, at the level proven then', async () => {
    const { site, fault, faults } = unreliable();
    await site.sent(DANA_ALONE);
    const dana = await proven(site, r(1));
    fault.down = true;
    const { html, answer } = await dana.fill('sign', SIGNED);
    expect(answer.status).toBe(303);
    expect(textOf(html)).toContain('still working on it');
    expect(faults).toHaveLength(1);
    expect(await site.inbox.pending()).toHaveLength(1);

    fault.down = false;
    site.clock.machineNow += LEASE_MS + 1;
    for (const { channel, key } of await site.inbox.pending()) {
      const claimed = await site.inbox.claim(channel, key);
      if (!claimed) throw new Error('Not claimed.');
      const { outcome, answers } = await site.web.process(claimed.request, claimed.lease);
      await site.inbox.settle(claimed.lease, outcome, answers);
    }
    expect(await site.state()).toMatchObject({ status: 'completed', recipients: [{ act: { assurance: 'L2' } }] });
    expect(textOf(await dana.get())).toContain('Recorded: you signed');
  });

  it('is finished by the person who sends it again', async () => {
    const { site, fault } = unreliable();
    await site.sent(DANA_ALONE);
    const dana = await proven(site, r(1));
    const form = { ...dana.hidden('sign'), ...SIGNED };
    fault.down = true;
    await dana.post('sign', form);
    fault.down = false;
    site.clock.machineNow += LEASE_MS + 1;
    await dana.post('sign', { ...form, typedName: 'Somebody Else' });
    expect(await site.state()).toMatchObject({ status: 'completed', recipients: [{ act: { typedName: 'Dana Fox' } }] });
  });
});

describe('a form from elsewhere', () => {
  it.each([
    ['from another site by its fetch metadata', { 'sec-fetch-site': 'cross-site' }],
    ['from a neighbour of the site', { 'sec-fetch-site': 'same-site' }],
    ['from another origin', { origin: 'https://evil.test' }],
  ])('%s is not accepted', async (_, headers) => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await proven(site, r(1));
    const answer = await dana.post('sign', { ...dana.hidden('sign'), ...SIGNED }, headers);
    expect(answer.status).toBe(403);
    expect(await countOf(site, 'signed')).toBe(0);
    expect(await site.inbox.pending()).toEqual([]);
  });

  it.each(['nonce', 'proof'])('with a changed %s is not accepted', async (field) => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await proven(site, r(1));
    const form: Record<string, string> = { ...dana.hidden('sign'), ...SIGNED };
    const answer = await dana.post('sign', { ...form, [field]: (form[field] ?? '').replace(/^./, (char) => (char === '0' ? '1' : '0')) });
    expect(answer.status).toBe(403);
    expect(await site.state()).toMatchObject({ status: 'sent' });
  });

  it('with the proof of another form is not accepted', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await proven(site, r(1));
    expect((await dana.post('decline', { ...dana.hidden('comment'), reason: 'No' })).status).toBe(403);
  });

  it('a forged or foreign session is none', async () => {
    const site = webSite();
    await site.sent({
      recipients: [
        { ...DANA, step: 1 },
        { ...DANA, email: 'eve@fabrikam.test', name: 'Eve', step: 1 },
      ],
    });
    const eve = await proven(site, r(2));
    const dana = await site.visit(r(1));
    await dana.get();
    await dana.fill('open');
    const [name = '', value = ''] = dana.cookie().split('=');
    const [payload = '', mac = ''] = value.split('.');
    const lifted = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('"L0"', '"L2"')).toString('base64url');
    for (const cookie of [`${name}=${lifted}.${mac}`, eve.cookie(), `${name}=junk`, `${name}=`]) {
      dana.setCookie(cookie);
      expect(await dana.get()).toContain('Open the document');
    }
  });

  it('that is far too large is refused before it is read', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await proven(site, r(1));
    const answer = await dana.post('comment', { ...dana.hidden('comment'), text: 'x'.repeat(40_000) });
    expect(answer.status).toBe(413);
    expect(textOf(await answer.text())).toContain('Nothing has been recorded');
    expect((await dana.post('comment', { ...dana.hidden('comment'), text: 'x'.repeat(5000) })).status).toBe(400);
  });
});
