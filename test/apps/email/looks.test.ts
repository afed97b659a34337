// How every mail looks, as far as it can be computed: nothing is fetched, light and dark are legible, one thing to do stands out.
import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { blobKeys } from '#apps/ports.ts';
import { COLOURS, DARK, DARK_TONES, TONES } from '#apps/email/styles.ts';
import { DOCUMENT } from '#test/support/build.ts';
import { emailKit, PDF } from './kit.ts';
import { everyMessage } from './letters.ts';

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
