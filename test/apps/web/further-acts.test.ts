// What else can be done on the page: confirming that one has read, a consumer's disclosure, handing over, objecting, taking back.
import { describe, expect, it } from 'vitest';
import type { DraftContent } from '#core/command.ts';
import { command, CARL, DANA, INES, person, r } from '#test/support/build.ts';
import { proven, textOf, webSite } from '#test/support/web-site.ts';

const SIGNED = { typedName: 'Dana Fox', agreed: 'yes' };
const DANA_ALONE: Partial<DraftContent> = { recipients: [DANA] };
const TWO_SIGNERS: Partial<DraftContent> = { recipients: [DANA, INES] };

describe('a viewer', () => {
  it('confirms that the document was read, which completes what waits for nothing else', async () => {
    const site = webSite();
    await site.sent({ recipients: [{ ...DANA, role: 'viewer', needs: 'L1' }] });
    const dana = await proven(site, r(1));
    const { html } = await dana.fill('acknowledge');
    expect(textOf(html)).toContain('Recorded: you have read “Mutual NDA”');
    expect(await site.state()).toMatchObject({
      status: 'completed',
      recipients: [{ act: { type: 'acknowledged', words: 'I have read the document.' } }],
    });
  });
});

describe('a consumer', () => {
  const CONSUMER = { ...DANA_ALONE, consumer: true };

  it('reads and accepts the disclosure before the page offers to sign', async () => {
    const site = webSite();
    await site.sent(CONSUMER);
    const dana = await proven(site, r(1));
    const page = await dana.get();
    expect(textOf(page)).toMatch(/You may have it on paper instead, free of charge/);
    expect(page).not.toContain('/sign"');
    const { html } = await dana.fill('disclose', { agreed: 'yes' });
    expect(html).toContain('/sign"');
    await dana.fill('sign', SIGNED);
    expect(await site.state()).toMatchObject({
      status: 'completed',
      recipients: [{ disclosure: { id: 'disclosure/en/1' }, act: { type: 'signed' } }],
    });
  });

  it('cannot go around the disclosure, and nothing is recorded without the tick', async () => {
    const site = webSite();
    await site.sent(CONSUMER);
    const dana = await proven(site, r(1));
    expect(textOf((await dana.fill('disclose', {})).html)).toContain('Nothing has been recorded.');
    expect(textOf((await dana.fill('disclose', { agreed: 'yes', disclosure: 'made-up/1' })).html)).toContain('The page had changed');
    expect(await site.state()).toMatchObject({ status: 'sent' });
  });
});

describe('handing over', () => {
  it('gives the place to a colleague, on record, and the page says who decides now', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await proven(site, r(1));
    const { html } = await dana.fill('delegate', { name: 'Lee Wong', email: 'LEE@fabrikam.test', reason: 'On leave' });
    expect(textOf(html)).toContain('Lee Wong decides now');
    expect(await site.state()).toMatchObject({
      recipients: [
        { status: 'delegated', closed: { as: 'delegated', to: 'r2' } },
        { email: 'lee@fabrikam.test', standsFor: 'r1', needs: 'L2', internal: false },
      ],
    });
  });

  it('to a stranger is refused with what to do, and changes nothing', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await proven(site, r(1));
    const { html } = await dana.fill('delegate', { name: '', email: 'someone@else.test', reason: '' });
    expect(textOf(html)).toContain('Nothing was changed.');
    expect(await site.state()).toMatchObject({ recipients: [{ id: 'r1' }] });
  });
});

describe('objecting and taking back', () => {
  it('a dispute puts everything on hold, and the page says so', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    const dana = await proven(site, r(1));
    const { html } = await dana.fill('dispute', { reason: 'Not what we agreed' });
    expect(textOf(html)).toContain('This document is on hold');
    expect(await site.state()).toMatchObject({ disputes: [{ by: 'r1' }] });
  });

  it('a signature can be taken back while others are still asked', async () => {
    const site = webSite();
    await site.sent(TWO_SIGNERS);
    const dana = await proven(site, r(1));
    const signed = await dana.fill('sign', SIGNED);
    expect(textOf(signed.html)).toContain('Take your answer back');
    const { html } = await dana.fill('withdraw', { reason: 'Too early' });
    expect(textOf(html)).toContain('Your signature');
    const state = await site.state();
    expect(state).toMatchObject({ status: 'sent' });
    expect(state.status === 'sent' && state.recipients[0]?.act).toBeUndefined();
  });
});

it('a link that a resend has replaced leads nowhere, and the new one works', async () => {
  const site = webSite();
  await site.sent({ recipients: [DANA, CARL] });
  const before = await site.visit(r(1));
  await site.run(command(person('olivia@northwind.test'), { type: 'resend', recipient: r(1) }, { hours: 1 }));
  expect(textOf(await before.get())).toContain('This link leads nowhere');
  const after = await site.visit(r(1), 1);
  expect(textOf(await after.get())).toContain('Your signature');
});
