// Every way in which programs quote our mail, times what people answer: nothing but a decision is read as one, and decisions are understood.
import { describe, expect, it } from 'vitest';
import { extractReply } from '#core/grammar/extract.ts';
import { readReply } from '#core/grammar/reply.ts';
import { FROM, REPLY_TO, STYLES } from './client-styles.ts';
import { DECLINES, INVITATION, NAMES, NO_ACTS, SIGNS } from './our-mail.ts';

const read = (text: string, sentTexts: readonly string[]): string => {
  const { reply } = extractReply({ text, ownAddresses: [FROM, REPLY_TO], sentTexts });
  const intent = readReply(reply, 'signer', NAMES);
  return 'verb' in intent ? intent.verb : intent.ambiguous;
};

describe.each([
  ['knowing what we sent', [INVITATION], 0.97],
  ['not knowing what we sent', [], 0.85],
] as const)('replies out of %s ways of quoting', (_, sentTexts, threshold) => {
  it.each(STYLES)('record nothing that is no decision: $name', ({ quote }) => {
    const acted = NO_ACTS.filter((answer) =>
      ['sign', 'approve', 'decline', 'delegate'].includes(read(quote({ answer, ours: INVITATION }), sentTexts)),
    );
    expect(acted).toEqual([]);
  });

  it('are understood when they are decisions', () => {
    const cases = STYLES.flatMap(({ name, quote }) => [
      ...SIGNS.map((answer) => ({ name, answer, quote, means: 'sign' })),
      ...DECLINES.map((answer) => ({ name, answer, quote, means: 'decline' })),
    ]);
    const missed = cases.filter(({ quote, answer, means }) => read(quote({ answer, ours: INVITATION }), sentTexts) !== means);
    // The first ones are shown when the share is too small.
    expect(missed.length <= cases.length * (1 - threshold) ? [] : missed.slice(0, 5)).toEqual([]);
  });
});

it('there are at least 25 ways of quoting', () => {
  expect(STYLES.length).toBeGreaterThanOrEqual(25);
});

it.each([
  [
    'below a prefixed quotation',
    (ours: string) =>
      `I SIGN\n\nOn Mon, 5 Jan 2026 at 15:04, Acme <${FROM}> wrote:\n> ${ours.replaceAll('\n', '\n> ')}\n\nonly if clause 4 goes`,
  ],
  [
    'between the lines of a prefixed quotation',
    () => `I SIGN\n\nOn Mon, 5 Jan 2026 at 15:04, Acme <${FROM}> wrote:\n> Closes: 19 Jan 2026\nmake it the 30th\n> Reference`,
  ],
  [
    'below our mail without a prefix',
    (ours: string) => `I SIGN\n\nFrom: Acme <${FROM}>\nSent: 5 January 2026\nTo: Dana\nSubject: NDA\n\n${ours}\n\nonly if clause 4 goes`,
  ],
  [
    'between the lines of our mail without a prefix',
    (ours: string) =>
      `I SIGN\n\nFrom: Acme <${FROM}>\nSent: 5 January 2026\nTo: Dana\nSubject: NDA\n\n${ours.replace('Closes:', 'See my remark: make it 30 January.\nCloses:')}`,
  ],
  [
    'under a sentence that looks like the head of a quotation',
    () => 'I SIGN\n\nOn 5 January 2026 at 15:04 Omar wrote:\nclause 4 will be removed before it counts',
  ],
])('a condition %s keeps "I SIGN" from being a signature', (_, mail) => {
  expect(read(mail(INVITATION), [INVITATION])).toBe('mixed');
});
