// How every mail looks, as far as it can be computed: nothing is fetched, light and dark are legible, one thing to do stands out.
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { readReplyIn } from '#core/grammar/reply.ts';
import { DEFAULT_POLICY } from '#core/policy/policy.ts';
import { phrasesFor } from '#core/phrases/languages.ts';
import { cleanLine } from '#apps/clean-text.ts';
import { blobKeys } from '#apps/ports.ts';
import { htmlToText } from '#apps/email/answering/html-text.ts';
import { renderMail } from '#apps/email/render.ts';
import { COLOURS, DARK, DARK_TONES, TONES } from '#apps/email/letter/styles.ts';
import { DOCUMENT } from '#test/support/build.ts';
import { emailKit, PDF } from './kit.ts';
import { everyMessage } from './letters.ts';
import { ACTING, ODD_VIEWS } from './odd-views.ts';

const PAGE = 'http://localhost:3000/s/0123456789abcdefghjkmnpqrstvwx';

describe.each(['en', 'de'].flatMap((language) => everyMessage(language)))('a mail of kind %s', (_kind, message) => {
  it('fetches nothing, runs nothing, is made of tables that say they are none, and has a light and a dark look', async () => {
    const email = await emailKit();
    await email.ports.blobs.put(blobKeys.presented(message.tenant.id, DOCUMENT.sha256), PDF);
    await email.ports.blobs.put(blobKeys.sealed(message.tenant.id, DOCUMENT.sha256), PDF);
    await email.channel.outbound.deliver(message);
    const { html } = await simpleParser(Buffer.from(email.outbox.at(-1)?.raw ?? []));
    const page = typeof html === 'string' ? html : '';
    expect(page).not.toMatch(/<(?:script|img|link|iframe|form|object|video|audio|base)\b|\bsrc=|url\(|@import|\bon[a-z]+=/i);
    const tables = page.match(/<table\b[^>]*>/g) ?? [];
    expect(tables.length).toBeGreaterThan(0);
    for (const table of tables) expect(table).toContain('role="presentation"');
    expect(page).toContain('name="color-scheme" content="light dark"');
    expect(page).toContain('prefers-color-scheme:dark');
    expect((page.match(/class="[^"]*\bcs-button\b/g) ?? []).length).toBeLessThanOrEqual(1);
  });
});

describe.each(
  Object.entries(ODD_VIEWS).flatMap(([name, view]) =>
    ['en', 'de'].flatMap((language) => [PAGE, undefined].map((page) => ({ name, view, language, page }))),
  ),
)('a mail $name, in $language, with the page $page', ({ view, language, page }) => {
  const { text, html } = renderMail(view, {
    reader: { name: 'Ines Duarte', email: 'ines@northwind.test' },
    organisation: 'Northwind Traders',
    site: { isLocal: false, signAddress: 'sign@in.countersign.test' },
    page,
    phrases: phrasesFor(language),
    acting: ACTING,
  });
  const shown = htmlToText(html);

  it('is small, says its language, and begins with a line for the list of mails', () => {
    expect(Buffer.byteLength(html)).toBeLessThan(100_000);
    expect(html).toContain(`<html lang="${language}" dir="ltr"`);
    expect(shown.hidden.replaceAll('“', '')).toContain(cleanLine(view.paragraphs[0] ?? view.heading).replaceAll('“', ''));
  });

  it('says every fact in both parts', () => {
    for (const { label, value } of view.facts) {
      for (const part of [text, shown.text]) for (const words of [label, value]) expect(part).toContain(cleanLine(words));
    }
  });

  it('has one button at most, whose whole address the text says too', () => {
    const buttons = html.match(/class="cs-button" href="[^"]*"/g) ?? [];
    const links = page === undefined ? [] : view.links;
    expect(buttons).toEqual(links.filter(({ primary }) => primary).map(() => `class="cs-button" href="${page}"`));
    for (const { label } of links) expect(text.replace(/[“”]/g, '')).toContain(`${label}: ${page}\n`);
  });

  it('has no line that acts, not even by a phrase of the organisation', () => {
    for (const line of [...text.split('\n'), ...shown.text.split('\n'), shown.hidden]) {
      for (const role of ['signer', 'approver', 'viewer', 'preparer', 'sender'] as const) {
        const intent = readReplyIn({ reply: line.replace(/^[>\s|•-]+/, ''), role, names: ['Ines Duarte'], phrases: ACTING });
        expect('verb' in intent && !['comment', 'change'].includes(intent.verb) ? line : '').toBe('');
      }
    }
  });
});

it('what an organisation lets act never stands alone on a line of its mails', async () => {
  const email = await emailKit({ policy: { ...DEFAULT_POLICY, phrases: { 'READ AND SIGN': 'sign' } } });
  const [, message] = everyMessage().find(([kind]) => kind === 'sign-request') ?? [];
  if (!message) throw new Error('There is no request to sign.');
  await email.ports.blobs.put(blobKeys.presented(message.tenant.id, DOCUMENT.sha256), PDF);
  await email.channel.outbound.deliver(message);
  const { html } = await simpleParser(Buffer.from(email.outbox.at(-1)?.raw ?? []));
  const lines = htmlToText(typeof html === 'string' ? html : '').text.split('\n');
  expect(lines.filter((line) => /read and sign/i.test(line))).toEqual(['“Read and sign”']);
});

describe('words can be read', () => {
  // WCAG 2.2, 1.4.3: 4.5:1 for text.
  it.each([
    ['in the light', COLOURS, TONES],
    ['in the dark', DARK, DARK_TONES],
  ])('%s', (_name, colours, tones) => {
    for (const ground of [colours.page, colours.card, colours.tint])
      for (const ink of [colours.ink, colours.soft, colours.brand])
        expect(contrast(ink, ground), `${ink} on ${ground}`).toBeGreaterThan(4.5);
    expect(contrast(colours.onButton, colours.button)).toBeGreaterThan(4.5);
    for (const { ink, fill } of Object.values(tones)) expect(contrast(ink, fill), `${ink} on ${fill}`).toBeGreaterThan(4.5);
    expect(contrast(colours.button, colours.card)).toBeGreaterThan(4.5);
  });

  it('and no ground or ink is pure white or black, which programs that invert colours make glaring', () => {
    for (const colour of [...Object.values(COLOURS), ...Object.values(DARK)]) expect(colour).not.toMatch(/^#(?:0{6}|f{6})$/i);
  });
});

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
