// Views as nobody draws them and somebody gets them: endless words, words from right to left, many people, nothing but a heading, text
// that is a command in the language of the organisation.
import type { LocalPhrases } from '#core/grammar/reply-phrases.ts';
import type { View } from '#core/views/view.ts';

/** A tenant may choose any words, also those of a button of ours. */
export const ACTING: LocalPhrases = {
  'ICH UNTERSCHREIBE': 'sign',
  'Read and sign': 'sign',
  'Please read this': 'approve',
  'ICH LEHNE AB': 'decline',
};

const PLAIN: View = {
  kind: 'sign-request',
  subject: 'Please sign: Agreement',
  heading: 'Please sign: Agreement',
  status: { word: 'Waiting for your signature', tone: 'waiting' },
  paragraphs: ['Olivia Park asks you to sign “Agreement”.'],
  facts: [
    { label: 'Document', value: 'agreement.pdf (4 pages)' },
    { label: 'Fingerprint (SHA-256)', value: 'ab'.repeat(32) },
    { label: 'Reference', value: 'CS-00000-00000' },
  ],
  links: [{ label: 'Open the document', to: 'page', primary: true }],
  how: ['To sign, answer this mail with the two words “I SIGN” and nothing else.'],
  small: [],
};
const ENDLESS = 'Donaudampfschifffahrtsgesellschaft'.repeat(9);
const HEBREW = 'שרה כהן-לוי';
const ARABIC = 'اتفاقية الخدمات ٢٠٢٧';

export const ODD_VIEWS: Readonly<Record<string, View>> = {
  'of words without an end': {
    ...PLAIN,
    heading: `Please sign: ${ENDLESS}`,
    paragraphs: [`${ENDLESS} asks you to sign “${ENDLESS}”.`],
    quote: { who: ENDLESS, text: `${ENDLESS}\n${'word '.repeat(400)}` },
    facts: [{ label: 'Document', value: `${ENDLESS}.pdf (999 pages)` }, ...PLAIN.facts.slice(1), { label: ENDLESS, value: ENDLESS }],
    how: [`Anything else that you write goes to ${ENDLESS} as a question.`],
  },
  'with names from right to left': {
    ...PLAIN,
    heading: `Please sign: ${ARABIC}`,
    paragraphs: [`${HEBREW} (Northwind Traders) asks you to sign “${ARABIC}”.`],
    quote: { who: HEBREW, text: `${ARABIC}\n\nשלום, נא לחתום עד 9.12.2026.\nThank you` },
    facts: [
      { label: 'Document', value: `${ARABIC}.pdf (4 pages)` },
      ...PLAIN.facts.slice(1),
      { label: 'From', value: `${HEBREW} <sara@northwind.test>` },
    ],
  },
  'about many people and documents': {
    ...PLAIN,
    facts: [
      ...Array.from({ length: 20 }, (_, at) => [
        { label: 'Document', value: `annex-${at}.pdf (${at + 1} pages)` },
        { label: 'Fingerprint (SHA-256)', value: `${at % 10}f`.repeat(32) },
      ]).flat(),
      ...Array.from({ length: 50 }, (_, at) => ({ label: `Step ${at + 1}`, value: `Person ${at} <person-${at}@fabrikam.test> signs` })),
    ],
  },
  'with hashes that belong to nothing': {
    ...PLAIN,
    facts: [
      { label: 'First', value: '0a'.repeat(32) },
      { label: 'Second', value: '0b'.repeat(32) },
      { label: 'Third', value: '0c'.repeat(32) },
    ],
  },
  'of nothing but a heading': { ...PLAIN, paragraphs: [], facts: [], links: [], how: [] },
  'with two links': { ...PLAIN, links: [...PLAIN.links, { label: 'See the history', to: 'page', primary: false }] },
  'whose every word is a command in the language of the organisation': {
    ...PLAIN,
    heading: 'Ich unterschreibe!',
    status: { word: 'ICH UNTERSCHREIBE', tone: 'attention' },
    paragraphs: ['please READ this', 'Ich lehne ab: zu teuer'],
    quote: { who: 'Ich lehne ab', text: 'ICH UNTERSCHREIBE\n> ich unterschreibe.\n- ICH LEHNE AB – nein' },
    facts: [{ label: 'Title', value: 'Ich unterschreibe' }],
    links: [{ label: 'Read and sign', to: 'page', primary: true }],
    how: ['ICH UNTERSCHREIBE'],
    small: ['Ich lehne ab'],
  },
};
