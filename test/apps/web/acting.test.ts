// Opening, proving the mailbox and deciding on the page.
import { describe, expect, it } from 'vitest';
import { canonical } from '#core/canonical.ts';
import { evidenceKey } from '#apps/web/evidence.ts';
import type { Sha256 } from '#core/ids.ts';
import { CARL, command, DANA, ENVELOPE, person, body, INES, MAX, r, sha256, TENANT } from '#test/support/build.ts';
import { keyOf } from '#apps/web/forms.ts';
import { proven, textOf, webSite } from '#test/support/web-site.ts';

const DANA_ALONE = { recipients: [{ ...DANA, step: 1 }] };
const SIGNED = { typedName: 'Dana Fox', agreed: 'yes' };

describe('the deliberate Open', () => {
  it('records the view once and makes a session of this page alone', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await site.visit(r(1));
    await dana.get();
    const { answer, html } = await dana.fill('open');
    expect(answer.status).toBe(303);
    expect(answer.headers.get('set-cookie')).toMatch(new RegExp(`Path=${dana.path}; HttpOnly; SameSite=Strict$`));
    expect(textOf(html)).toContain('The document is open for you.');
    expect(await site.state()).toMatchObject({ recipients: [{ status: 'viewed', viewedAt: site.ports.clock() }] });
  });

  it('marks the cookie Secure where the site is https', async () => {
    const site = webSite({
      ports: { site: { publicUrl: 'https://sign.test', mailDomain: 'sign.test', signAddress: 'sign@sign.test', isLocal: false } },
    });
    await site.sent(DANA_ALONE);
    const dana = await site.visit(r(1));
    await dana.get();
    const { answer } = await dana.fill('open');
    expect(answer.headers.get('set-cookie')).toMatch(/; Secure/);
    expect(answer.headers.get('strict-transport-security')).toContain('max-age=');
  });

  it('ends after half an hour, and nothing is recorded then', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await proven(site, r(1));
    site.pass({ minutes: 31 });
    const { answer, html } = await dana.fill('sign', SIGNED);
    expect(answer.status).toBe(403);
    expect(textOf(html)).toContain('Your visit had ended for safety');
    expect(await site.state()).toMatchObject({ status: 'sent' });
  });
});

describe('signing on the page', () => {
  it('asks for a code first, mails it, and then records the signature with its evidence', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await site.visit(r(1));
    await dana.get();
    const opened = await dana.fill('open');
    expect(opened.html).not.toContain(`${dana.path}/sign"`);
    const asked = await dana.fill('code');
    expect(textOf(asked.html)).toContain('We have sent a six-digit code to dana@fabrikam.test');
    expect(await site.inbox.answers('web', `web/${asked.nonce}`)).toMatchObject([
      { to: { email: 'dana@fabrikam.test' }, channel: 'email', about: { seat: 'r1' }, say: { kind: 'code' } },
    ]);
    const entered = await dana.fill('verify-code', { code: await site.code(asked.nonce) });
    expect(textOf(entered.html)).toContain('The code is right.');
    const signed = await dana.fill('sign', SIGNED);
    expect(textOf(signed.html)).toContain('Recorded: you signed “Mutual NDA”');

    const state = await site.state();
    expect(state).toMatchObject({
      status: 'completed',
      recipients: [{ act: { type: 'signed', typedName: 'Dana Fox', assurance: 'L2', via: 'web' } }],
    });
    const act = state.status === 'completed' ? state.recipients[0]?.act : undefined;
    expect(act?.consent?.id).toBe('sign/en/2');
    expect(act?.evidence.kind).toBe('page');
    expect(act?.evidence.proof).toMatch(
      /^Signed on the document’s page after opening the document; a one-time code sent to dana@fabrikam\.test was entered\. The code re-proves the mailbox; it is no second factor\.$/,
    );
  });

  it('keeps the request as a blob under its own hash', async () => {
    const site = webSite({ ports: { remoteAddress: () => '203.0.113.9' } });
    await site.sent(DANA_ALONE);
    const dana = await proven(site, r(1));
    await dana.post('sign', { ...dana.hidden('sign'), ...SIGNED }, { 'user-agent': 'Tests/1' });
    const state = await site.state();
    const reference = state.status === 'completed' ? (state.recipients[0]?.act?.evidence.reference ?? '') : '';
    const chunks = await Array.fromAsync((await site.ports.blobs.get(evidenceKey(TENANT, reference as Sha256))) ?? []);
    const record = Buffer.concat(chunks).toString();
    expect(sha256(record)).toBe(reference);
    expect(canonical(JSON.parse(record))).toBe(record);
    expect(JSON.parse(record)).toMatchObject({
      from: { ip: '203.0.113.9', userAgent: 'Tests/1' },
      session: { level: 'L2' },
      act: { type: 'sign', typedName: 'Dana Fox', hasAgreed: true },
    });
  });

  it.each([
    ['the name is missing', { typedName: '   ', agreed: 'yes' }, 'Your name is missing'],
    ['the sentence is not ticked', { typedName: 'Dana Fox' }, 'Tick the sentence'],
    ['another document was shown', { ...SIGNED, fingerprint: 'f'.repeat(64) }, 'is not the one in the envelope'],
    ['the consent words are not ours', { ...SIGNED, consent: 'made-up/1' }, 'The page had changed'],
    ['the name is far too long', { typedName: 'x'.repeat(201), agreed: 'yes' }, 'could not be read, or was too long'],
  ])('records nothing when %s', async (_, fields, sentence) => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await proven(site, r(1));
    const { html } = await dana.fill('sign', fields);
    expect(textOf(html)).toContain(sentence);
    expect(await site.state()).toMatchObject({ status: 'sent' });
  });

  it('takes no form over from another visit', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const form = (await proven(site, r(1))).hidden('sign');
    const stranger = await site.visit(r(1));
    await stranger.get();
    await stranger.fill('open');
    expect((await stranger.post('sign', { ...form, ...SIGNED })).status).toBe(403);
    expect(await site.state()).toMatchObject({ status: 'sent', recipients: [{ status: 'viewed' }] });
  });

  it('holds what a bare link asks for, and lets the evidence say so', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const state = await site.state();
    const request = {
      format: 'web-request/1',
      tenant: TENANT,
      envelope: ENVELOPE,
      seat: r(1),
      receivedAt: site.ports.clock(),
      act: {
        type: 'sign',
        fingerprint: state.status === 'sent' ? state.fingerprint : '',
        typedName: 'Dana Fox',
        consent: 'sign/en/2',
        hasAgreed: true,
        words: 'I sign.',
      },
      session: { id: 's', level: 'L0', openedAt: site.ports.clock(), provenAt: null },
      from: { ip: '', userAgent: '' },
    };
    await site.inbox.accept('web', keyOf('held'), request);
    const claimed = await site.inbox.claim('web', keyOf('held'));
    if (!claimed) throw new Error('Not claimed.');
    const { outcome } = await site.web.process(claimed.request, claimed.lease);
    expect(outcome).toMatchObject({ kind: 'done', result: { ok: true } });
    expect(await site.state()).toMatchObject({ status: 'sent', recipients: [{ held: { act: 'sign', needs: 'L2' } }] });
    expect(JSON.stringify((await site.ledger.load(TENANT, ENVELOPE)).commits.at(-1))).toContain('no one-time code was entered');
  });

  it('says of an answer that is held that it is not recorded yet, and takes it after a code', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const state = await site.state();
    await site.run(command(person(DANA.email, 'L1'), body.sign(r(1), state.status === 'sent' ? state.fingerprint : '')));
    const dana = await site.visit(r(1));
    expect(textOf(await dana.get())).toMatch(/Not recorded yet.*counts for nothing yet. Enter a one-time code/);
    const proved = await proven(site, r(1));
    await proved.fill('sign', SIGNED);
    expect(await site.state()).toMatchObject({ status: 'completed' });
  });
});

describe('a code', () => {
  it('that is wrong lifts nothing', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await site.visit(r(1));
    await dana.get();
    await dana.fill('open');
    const { nonce } = await dana.fill('code');
    const right = await site.code(nonce);
    const { html } = await dana.fill('verify-code', { code: right === '000000' ? '000001' : '000000' });
    expect(textOf(html)).toContain('That is not the code.');
    expect(html).not.toContain(`${dana.path}/sign"`);
  });

  it('is sent five times an hour at most, and the page says so', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await site.visit(r(1));
    await dana.get();
    await dana.fill('open');
    for (let at = 0; at < 5; at += 1) await dana.fill('code');
    const sixth = await dana.fill('code');
    expect(textOf(sixth.html)).toContain('too many codes lately');
    expect(await site.inbox.answers('web', `web/${sixth.nonce}`)).toEqual([]);
  });
});

describe('approving, declining, asking', () => {
  it('an approver approves, which begins the next turn', async () => {
    const site = webSite();
    await site.sent({ recipients: [MAX, INES] });
    const max = await proven(site, r(1));
    const { html } = await max.fill('approve');
    expect(textOf(html)).toContain('Recorded: you approved “Mutual NDA”');
    expect(await site.state()).toMatchObject({ recipients: [{ status: 'approved' }, { askedAt: site.ports.clock() }] });
  });

  it('a decline needs a reason, and then ends the envelope', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await proven(site, r(1));
    expect(textOf((await dana.fill('decline', { reason: ' ' })).html)).toContain('A reason is needed');
    const { html } = await dana.fill('decline', { reason: 'Wrong amount' });
    expect(textOf(html)).toContain('Recorded: you declined “Mutual NDA”');
    expect(await site.state()).toMatchObject({ status: 'declined', recipients: [{ act: { words: 'Wrong amount' } }] });
  });

  it('a question needs no code, goes to the sender and decides nothing', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await site.visit(r(1));
    await dana.get();
    await dana.fill('open');
    const { html } = await dana.fill('comment', { text: 'Which Annex?' });
    expect(textOf(html)).toContain('on their way to Olivia Park');
    const { commits } = await site.ledger.load(TENANT, ENVELOPE);
    expect(commits.at(-1)?.stored.map(({ text }) => text)).toEqual([expect.stringContaining('"type":"commented"')]);
    expect(await site.state()).toMatchObject({ status: 'sent', recipients: [{ status: 'viewed' }] });
  });

  it('who gets a copy has nothing to decide', async () => {
    const site = webSite();
    await site.sent({ recipients: [{ ...DANA, step: 1 }, CARL] });
    const carl = await site.visit(r(2));
    const html = await carl.get();
    expect(textOf(html)).toContain('You receive a copy');
    expect(html).not.toContain('Your decision');
  });
});
