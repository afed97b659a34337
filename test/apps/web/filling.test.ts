// A signer's fields on the page: shown in their places and in the form, taken with the signature, and kept when it is refused.
import { describe, expect, it } from 'vitest';
import type { DraftContent } from '#core/command.ts';
import { body, command, DANA, ENVELOPE, INES, OLIVIA, r, TENANT } from '#test/support/build.ts';
import { DRAWING, placing, put } from '#test/support/fields.ts';
import { PDF, proven, textOf, webSite } from '#test/support/web-site.ts';

const SIGNED = { typedName: 'Dana Fox', agreed: 'yes' };
const TITLE = put('text', 1, { label: 'Job title' });
const TICK = put('checkbox', 1, { label: 'I have read Annex A' });
const DANA_ALONE = { recipients: [{ ...DANA, step: 1 }] };
const BOTH = { recipients: [{ ...DANA, step: 1 }, INES] };

type Fields = Parameters<typeof placing>;

async function danasPage(fields: Fields, change: Partial<DraftContent> = DANA_ALONE) {
  const site = webSite();
  await site.drafted(change, PDF);
  await site.run(command(OLIVIA, placing(...fields)), command(OLIVIA, body.send));
  return { site, dana: await proven(site, r(1)) };
}

/** The tag of an element, by what stands in it. */
function tag(html: string, mark: string): string {
  const found = html
    .replace(/\s+/g, ' ')
    .match(/<[a-z]+\s[^>]*>/g)
    ?.find((one) => one.includes(mark));
  if (found === undefined) throw new Error(`The page has no tag with ${mark}.`);
  return found;
}

describe('what is to be filled in', () => {
  it('stands in the form by name and page, and says what must be filled in', async () => {
    const optional = put('text', 1, { label: 'Cost centre', isRequired: false });
    const { dana } = await danasPage([TITLE, TICK, optional, put('signature', 1), put('date', 1)]);
    const html = await dana.get();
    expect(textOf(html)).toContain('Job title (page 2)');
    expect(textOf(html)).toContain('Cost centre (page 2, optional)');
    expect(tag(html, 'name="entry-f1"')).toMatch(/ required /);
    expect(tag(html, 'name="entry-f2"')).toMatch(/type="checkbox".* required /);
    expect(tag(html, 'name="entry-f3"')).not.toContain('required');
    expect(textOf(html)).toContain('Dates are filled in with the day on which you sign.');
  });

  it('asks for nothing where all of it fills itself', async () => {
    const { dana } = await danasPage([put('signature', 1), put('initials', 1)]);
    const html = await dana.get();
    expect(textOf(html)).not.toContain('To fill in');
    expect(html).not.toContain('data-does="next"');
  });

  it('is only what is this signer’s', async () => {
    const { dana } = await danasPage([TITLE, put('text', 2, { label: 'Department' })], BOTH);
    const html = await dana.get();
    expect(html).not.toContain('name="entry-f2"');
    expect(tag(html, 'data-field="f1" data-left')).toMatch(/class="spot own text".*aria-label="Job title: yours"/);
    expect(tag(html, 'data-field="f2" data-left')).toMatch(/class="spot others text".*aria-label="Department: Ines"/);
  });

  it('goes with the place when it is handed over', async () => {
    const { site, dana } = await danasPage([TITLE]);
    await dana.fill('delegate', { name: 'Ada Byron', email: 'ada@fabrikam.test' });
    expect(tag(await dana.get(), 'data-field="f1" data-left')).toContain('class="spot others text" ');
    const ada = await proven(site, r(2));
    expect(tag(await ada.get(), 'data-field="f1" data-left')).toContain('class="spot own text"');
    await ada.fill('sign', { typedName: 'Ada Byron', agreed: 'yes', 'entry-f1': 'Buyer' });
    expect(await site.state()).toMatchObject({ status: 'completed', entered: { f1: 'Buyer' } });
  });

  it('is gone from the page once the signature is taken back', async () => {
    const { site, dana } = await danasPage([TITLE], BOTH);
    await dana.fill('sign', { ...SIGNED, 'entry-f1': 'Head of Sales' });
    const { html } = await dana.fill('withdraw', { reason: 'Too early' });
    expect(html).not.toContain('Head of Sales');
    expect(await site.state()).toMatchObject({ entered: {} });
  });

  it('lies on its page in points, and needs no inline style', async () => {
    const { dana } = await danasPage([TITLE]);
    const html = await dana.get();
    expect(tag(html, 'data-field="f1" data-left')).toContain('data-left="72.5" data-top="600" data-width="180" data-height="36"');
    expect(html.split('class="page"')[2]).toContain('data-field="f1"');
    expect(html).not.toContain('style=');
  });

  it('loads nothing more where a document has no fields', async () => {
    const site = webSite();
    await site.sent(DANA_ALONE);
    expect(await (await proven(site, r(1))).get()).not.toContain('filling');
  });

  it('is asked for in German of a German reader', async () => {
    const { dana } = await danasPage([TITLE], { recipients: [{ ...DANA, step: 1, language: 'de' }] });
    expect(textOf(await dana.get())).toContain('Job title (Seite 2)');
  });

  it('escapes what its sender wrote', async () => {
    const { dana } = await danasPage([put('text', 1, { label: '<b onclick="x">' })]);
    expect(await dana.get()).not.toContain('<b onclick');
  });
});

describe('a signature with entries', () => {
  it('records each, and the page then shows them in their places', async () => {
    const { site, dana } = await danasPage([TITLE, TICK, put('signature', 1), put('initials', 1), put('date', 1)], BOTH);
    const { html } = await dana.fill('sign', { ...SIGNED, 'entry-f1': '  Head of\tSales ', 'entry-f2': 'yes', 'entry-f3': DRAWING });
    expect(textOf(html)).toContain('Recorded: you signed');
    expect(await site.state()).toMatchObject({
      entered: { f1: 'Head of Sales', f2: 'yes', f3: DRAWING, f4: 'DF', f5: '2026-11-24' },
    });
    expect(html).toContain(`<path d="${DRAWING}"`);
    const ines = await (await site.visit(r(2))).get();
    expect(tag(ines, 'data-field="f1" data-left')).toContain('class="spot others text filled"');
    expect(textOf(ines)).toMatch(/Head of Sales.*✓.*DF.*24 November 2026/);
  });

  it('puts one event on record for each field', async () => {
    const { site, dana } = await danasPage([TITLE]);
    await dana.fill('sign', { ...SIGNED, 'entry-f1': 'Buyer' });
    const { commits } = await site.ledger.load(TENANT, ENVELOPE);
    const entered = commits.flatMap(({ stored }) => stored).filter(({ text }) => text.includes('"type":"field-entered"'));
    expect(entered).toHaveLength(1);
  });

  it('may be as large as the rules let it be', async () => {
    const most = `M0 0${'L1000 400'.repeat(660)}`;
    const pads = Array.from({ length: 38 }, () => put('signature', 1));
    const { site, dana } = await danasPage(pads);
    await dana.fill('sign', { ...SIGNED, ...Object.fromEntries(pads.map((_, at) => [`entry-f${at + 1}`, most])) });
    expect(await site.state()).toMatchObject({ status: 'completed' });
  });
});

describe('a signature that is refused', () => {
  it.each([
    ['a text is missing', { 'entry-f2': 'yes' }, '“Job title” (page 2) must be filled in'],
    ['a box is not ticked', { 'entry-f1': 'Buyer' }, '“I have read Annex A” (page 2) must be filled in'],
    ['a field is not of this signer', { 'entry-f1': 'Buyer', 'entry-f2': 'yes', 'entry-f9': 'x' }, 'does not belong to the fields'],
    ['a drawing is none', { 'entry-f1': 'Buyer', 'entry-f2': 'yes', 'entry-f3': '<svg>' }, 'could not be read'],
    ['a text is too long', { 'entry-f1': 'x'.repeat(501), 'entry-f2': 'yes' }, 'longer than 500 characters'],
    ['an entry is beyond all measure', { 'entry-f1': 'x'.repeat(7000) }, 'could not be read, or was too long'],
  ])('says what was wrong when %s', async (_, entries, sentence) => {
    const { site, dana } = await danasPage([TITLE, TICK, put('signature', 1)]);
    const { html } = await dana.fill('sign', { ...SIGNED, ...entries });
    expect(textOf(html)).toContain(sentence);
    expect(await site.state()).toMatchObject({ status: 'sent', entered: {} });
  });

  it('loses nothing that was entered, says at the field what is missing, and is taken once it is there', async () => {
    const { site, dana } = await danasPage([TITLE, TICK, put('signature', 1)]);
    const { answer, html } = await dana.fill('sign', { ...SIGNED, 'entry-f1': 'Häad "of" <Sales>', 'entry-f3': DRAWING });
    expect(answer.status).toBe(409);
    expect(tag(html, 'name="entry-f1"')).toContain('value="Häad &quot;of&quot; &lt;Sales&gt;"');
    expect(tag(html, 'name="entry-f1"')).not.toContain('aria-invalid');
    expect(tag(html, 'name="entry-f2"')).toContain('aria-invalid="true"');
    expect(tag(html, 'id="entry-f2-must"')).not.toContain('hidden');
    expect(tag(html, 'id="entry-f1-must"')).toContain('hidden');
    expect(tag(html, 'name="typedName"')).not.toContain('hidden');
    expect(html).toMatch(/name="typedName"[^>]*value="Dana Fox"/);
    expect(html).toContain(`name="entry-f3" value="${DRAWING}"`);
    const again = await dana.fill('sign', { ...SIGNED, 'entry-f1': 'Buyer', 'entry-f2': 'yes', 'entry-f3': DRAWING });
    expect(again.answer.status).toBe(303);
    expect(await site.state()).toMatchObject({ status: 'completed', entered: { f2: 'yes' } });
  });

  it('is one refusal when the same form is sent again', async () => {
    const { site, dana } = await danasPage([TITLE]);
    const form = dana.hidden('sign');
    const first = await (await dana.post('sign', { ...form, ...SIGNED })).text();
    const second = await (await dana.post('sign', { ...form, ...SIGNED, 'entry-f1': 'Buyer' })).text();
    expect(textOf(second)).toContain('must be filled in');
    expect(textOf(first)).toContain('must be filled in');
    expect(await site.state()).toMatchObject({ status: 'sent' });
  });

  it('keeps what was entered also when the sentence was not ticked', async () => {
    const { dana } = await danasPage([TITLE]);
    const { html } = await dana.fill('sign', { typedName: 'Dana Fox', 'entry-f1': 'Buyer' });
    expect(textOf(html)).toContain('Tick the sentence');
    expect(tag(html, 'name="entry-f1"')).toContain('value="Buyer"');
  });
});

it('a request that was stored before there were fields is still carried out', async () => {
  const { site } = await danasPage([put('signature', 1)]);
  const state = await site.state();
  const session = { id: 's', level: 'L2', openedAt: site.ports.clock(), provenAt: site.ports.clock() };
  const act = { type: 'sign', typedName: 'Dana Fox', consent: 'sign/en/2', hasAgreed: true, words: 'I sign.' };
  const fingerprint = state.status === 'sent' ? state.fingerprint : '';
  await site.inbox.accept('web', 'web/old', {
    format: 'web-request/1',
    tenant: TENANT,
    envelope: ENVELOPE,
    seat: r(1),
    receivedAt: site.ports.clock(),
    act: { ...act, fingerprint },
    session,
    from: { ip: '', userAgent: '' },
  });
  const claimed = await site.inbox.claim('web', 'web/old');
  if (!claimed) throw new Error('Not claimed.');
  await site.web.process(claimed.request, claimed.lease);
  expect(await site.state()).toMatchObject({ entered: { f1: 'Dana Fox' } });
});
