// The page in the language of whoever it is for, and what goes on record then: the words that they were shown.
import { describe, expect, it } from 'vitest';
import { DANA, r } from '../../support/build.ts';
import { proven, textOf, webSite } from '../../support/web-site.ts';

const seats = { recipients: [{ ...DANA, step: 1, language: 'de-AT' }] };

describe('the page of someone who reads German', () => {
  it('is German throughout', async () => {
    const site = webSite();
    await site.sent(seats);
    const html = await (await site.visit(r(1))).get();
    expect(html).toContain('<html lang="de">');
    expect(textOf(html)).toContain('bittet um Ihre Unterschrift');
    expect(textOf(html)).toContain('Möglich bis 8. Dezember 2026, 10:00 Uhr (Europe/Berlin).');
    expect(textOf(html)).not.toMatch(/\b(?:the|you|your|and)\b/i);
  });
  it('is English for the sender of the same envelope', async () => {
    const site = webSite();
    await site.sent(seats);
    expect(textOf(await (await site.visit('sender')).get())).toContain('Your document is out');
  });
  it('is German on a link that leads nowhere, where the browser asks for German', async () => {
    const site = webSite();
    const answer = await site.web.app.request('/s/nowhere', { headers: { 'accept-language': 'de-DE,de;q=0.9,en;q=0.8' } });
    expect(await answer.text()).toContain('Dieser Link führt nirgendwohin');
    expect(await (await site.web.app.request('/s/nowhere')).text()).toContain('This link leads nowhere');
  });
});

describe('signing in German', () => {
  it('records the German statement and the German consent', async () => {
    const site = webSite();
    await site.sent(seats);
    const dana = await proven(site, r(1));
    await dana.fill('sign', { typedName: 'Dana', agreed: 'yes' });
    const state = await site.state();
    const act = state.status === 'completed' ? state.recipients[0]?.act : undefined;
    expect(act?.consent?.id).toBe('sign/de/1');
    expect(act?.words).toBe('Ich habe das Dokument gelesen und unterschreibe es mit dem Namen, den ich eingegeben habe.');
  });
});
