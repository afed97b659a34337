// Signature page and certificate as people and courts read them: what stands on which page, in which language, of whom, and what never does.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SealJob, SealLevel } from '#core/sealing.ts';
import { offsetAt } from '#apps/world/hashing.ts';
import { completionPages } from '#apps/sealer/completion/completion-pages.ts';
import { grouped } from '#apps/sealer/completion/written.ts';
import { FROM_ALL_OVER, fromAllOver, twoPeople } from '../../../support/certificate-stories.ts';
import { edgesOfText, textOfPages } from '../../../support/pdf.ts';
import { attestation, instant, sealJob } from '../../../support/seal-job.ts';

type Over = { readonly isLocal?: boolean; readonly attached?: boolean; readonly level?: SealLevel };

async function made(job: SealJob, { isLocal = false, attached = false, level = 'B-B' }: Over = {}): Promise<Uint8Array> {
  return completionPages(job, { authority: { name: 'Contoso AG seal', isLocal }, attached, paper: 'A4', level, offsetAt });
}

/** Blanks as a reader sees them: PDF.js puts some between runs. */
async function read(job: SealJob, over: Over = {}): Promise<string[]> {
  return (await textOfPages(await made(job, over))).map((page) => page.replace(/\s+/g, ' '));
}

describe('the pages', () => {
  it('are one for the signatures, one for people, one for the process, one for whoever checks', async () => {
    const [signatures, people, process, checking, ...rest] = await read(twoPeople('en'), { level: 'B-T' });
    expect(rest).toEqual([]);
    for (const page of [signatures, people, process, checking]) expect(page).toContain('CS-00000-00000');

    expect(signatures).toContain('The 2 people below have signed this document electronically.');
    expect(people).toContain('Master Services Agreement 2027');
    expect(people).toContain('Completed');
    expect(people).toContain('2 people signed.');
    expect(people).toContain('24 Nov 2026, 11:04:11 (Europe/Berlin, UTC+1) · 10:04:11 UTC');
    expect(people).toContain('“I SIGN”');
    expect(people).toContain('Typed name: Łukasz Żółć');
    expect(people).toContain('a one-time code sent to dana.novak@fabrikam.test was entered');

    expect(process).toContain('Dana Novak <dana.novak@fabrikam.test> opened the document.');
    expect(process).toContain('2026-11-24 10:47:30 UTC+1');
    expect(process).toContain('09:47:30 UTC');
    expect(process).toContain('Agreed to by Dana Novak and Łukasz Żółć:');

    expect(checking).toContain('PAdES B-T (ETSI EN 319 142-1), SHA-256');
    expect(checking).toContain('An independent time-stamping authority confirms when the seal was made.');
    expect(checking).toContain('https://sign.contoso.test/verify?e=CS-00000-00000');
    expect(checking).toContain('What this certificate does not show');
  });

  it('print the fingerprint and the head of the chain as they are, in groups that the eye can compare', async () => {
    const job = twoPeople('en');
    const pages = (await read(job)).map((page) => page.replaceAll(' ', ''));
    const sha256 = createHash('sha256').update(job.presented).digest('hex');
    expect(pages[1]).toContain(sha256);
    expect(pages[3]).toContain(sha256);
    expect(pages[3]).toContain(job.record.headers.at(-1)?.hash);
    expect(grouped('0123456789abcdef'.repeat(4))).toBe('01234567 89abcdef 01234567 89abcdef\n01234567 89abcdef 01234567 89abcdef');
  });

  it('are in the language of the envelope', async () => {
    const [signatures, people, process, checking, ...rest] = await read(twoPeople('de'), { isLocal: true });
    expect(rest).toEqual([]);
    expect(signatures).toContain('Die 2 unten genannten Personen haben dieses Dokument elektronisch unterschrieben.');
    expect(people).toContain('24. November 2026, 11:04:11 Uhr (Europe/Berlin, UTC+1)');
    expect(people).toContain('„I SIGN“');
    expect(people).toContain('Dieses Siegel stammt von einer örtlich erzeugten Stelle');
    expect(process).toContain('Łukasz Żółć <lukasz@northwind.test> hat unterschrieben.');
    expect(checking).toContain('Als das Siegel entstand, hatte keine unabhängige Stelle die Zeit bestätigt.');
    expect([signatures, people, process, checking].join(' ')).not.toMatch(/\b(?:Signed|Page|Reference|of this|UTC stands)\b/);
  });

  it('say on whose behalf someone signed, and that a viewer has read it', async () => {
    const attestations = [
      attestation({ onBehalfOf: 'Max Weber' }),
      attestation({ name: 'Vera Lang', role: 'viewer', act: 'acknowledged', words: 'ACKNOWLEDGE', consentText: '' }),
    ];
    const [signatures, people, process] = await read(sealJob(new Uint8Array(9), { attestations }));
    expect(signatures).toContain('The person below has signed');
    expect(signatures).toContain('on behalf of Max Weber');
    expect(signatures).not.toContain('Vera');
    expect(people).toContain('1 person signed, 1 person confirmed to have read it.');
    expect(people).toContain('“ACKNOWLEDGE”');
    expect(people).not.toContain('Typed name: Vera');
    expect(process).not.toContain('Agreed to by Łukasz Żółć and');
  });

  it('have no signature page where nobody signed, and say so', async () => {
    const pages = await read(sealJob(new Uint8Array(9), { attestations: [] }));
    expect(pages).toHaveLength(3);
    expect(pages[0]).toContain('Nobody was asked to sign.');
    expect(pages[0]).not.toContain('Last act');
    expect(pages[1]).not.toContain('What was agreed to');
  });

  it('name what was signed before as left alone', async () => {
    const text = (await read(twoPeople('en'), { attached: true })).join(' ');
    expect(text).toContain('it was left exactly as it was, byte for byte');
    expect(text).toContain('The signatures that were in the document before remain valid');
  });

  it('send nobody to a page that there is not', async () => {
    const { verifyUrl: _, ...job } = twoPeople('en');
    const text = (await read(job)).join(' ');
    expect(text).not.toMatch(/https?:|Check this file/);
  });

  it('give the same bytes for the same envelope, and others for another language, zone or level', async () => {
    const job = twoPeople('en');
    const hash = async (one: SealJob, over: Over = {}) =>
      createHash('sha256')
        .update(await made(one, over))
        .digest('hex');
    const hashes = [
      await hash(job),
      await hash({ ...job, language: 'de' }),
      await hash({ ...job, zone: 'Asia/Tokyo' }),
      await hash(job, { level: 'B-LTA' }),
    ];
    expect(new Set(hashes).size).toBe(4);
    expect(await hash(job)).toBe(hashes[0]);
  });
});

describe('names', () => {
  it('of people from all over stand there whole, without a box', async () => {
    const text = (await read(fromAllOver())).join(' ');
    for (const [name, email] of FROM_ALL_OVER) {
      expect(text).toContain(email);
      // From right to left, and where letters are reordered, PDF.js gives glyphs as they stand.
      if (!/[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Devanagari}]/u.test(name)) expect(text).toContain(name);
    }
    expect(text.replace('such as U+202E', '')).not.toMatch(/U\+[0-9A-F]{4}/);
  });

  it('that are long get smaller or break, and leave the page to no side', async () => {
    const long = 'Bartholomäus von Hohenlohe-Waldenburg-Schillingsfürst'.repeat(3);
    const job = sealJob(new Uint8Array(9), {
      title: 'Agreement on the supply of everything that is needed '.repeat(8),
      filename: `${'x'.repeat(180)}.pdf`,
      attestations: [attestation({ name: long, typedName: long, email: `${'y'.repeat(60)}@northwind.test`, words: 'z'.repeat(300) })],
    });
    const text = (await read(job)).join(' ');
    expect(text.replaceAll(' ', '')).toContain(long.replaceAll(' ', ''));
    for (const { x, end } of await edgesOfText(await made(job))) {
      expect(x).toBeGreaterThan(59);
      expect(end).toBeLessThan(595.28 - 58);
    }
  });

  it('of forty people each stand on both parts, under numbered pages', async () => {
    const attestations = Array.from({ length: 40 }, (_, index) =>
      attestation({ name: `Person ${index + 1} Żółć`, typedName: `Person ${index + 1}`, email: `p${index + 1}@northwind.test` }),
    );
    const timeline = attestations.map(({ name, email, at }) => ({ at, what: 'signed' as const, who: { name, email } }));
    const pages = await read(sealJob(new Uint8Array(9), { attestations, timeline }));
    const text = pages.join(' ');
    for (const { name, email } of attestations) {
      expect(text.split(email).length - 1).toBe(3);
      expect(text).toContain(name);
    }
    for (const [index, page] of pages.entries()) expect(page).toContain(`${index + 1} of ${pages.length}`);
  });

  it('and words that would hide, move or reorder what stands there are shown as what they are', async () => {
    const hostile = 'Anna\u202Egnol\u0007\u200Bx \u2066evil\u2069 ‹U+0041› <b>&amp;';
    const pages = await read(
      sealJob(new Uint8Array(9), {
        title: hostile,
        filename: hostile,
        sender: { name: hostile, email: hostile, organisation: hostile },
        attestations: [
          attestation({ name: hostile, email: hostile, typedName: hostile, words: hostile, proof: hostile, onBehalfOf: hostile }),
        ],
        timeline: [
          {
            at: instant('2026-11-24T09:00:00.000Z'),
            what: 'delegated',
            who: { name: hostile, email: hostile },
            whom: { name: hostile, email: hostile },
          },
        ],
      }),
    );
    const text = pages.join(' ');
    expect(text).toContain('U+202E');
    expect(text).toContain('U+0007');
    expect(text).toContain('<b>&amp;');
    expect(text).not.toMatch(/[\u0000-\u001f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u);
    expect(pages[2]).toMatch(/handed over to/);
  });
});
