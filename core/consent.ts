// The words to which a signer consents, versioned: a text that anyone ever saw never changes, a better one gets the next number.
import type { HashText } from './ids.ts';
import type { Consent } from './terms.ts';

type Text = {
  readonly text: string;
  /** Whether the text lets the signer withdraw until everyone needed has acted. */
  readonly isWithdrawable: boolean;
};

/** Says what signing means, that a copy can be kept, and the ways not to sign (15 USC 7001, UETA §5(b)). */
const TEXTS = {
  'sign/en/1': {
    text:
      'By signing, whether by answering with the words “I SIGN” or by pressing Sign on the document’s page, you agree to use electronic ' +
      'records and signatures for this document, you confirm that you have opened it and can keep a copy, and your act is your signature ' +
      'on the document identified by its fingerprint. You do not have to sign electronically: you may decline, ask a question, or ask the ' +
      'sender for paper.',
    isWithdrawable: false,
  },
  'sign/en/2': {
    text:
      'By signing, whether by answering with the words “I SIGN” or by pressing Sign on the document’s page, you agree to use electronic ' +
      'records and signatures for this document, you confirm that you have opened it and can keep a copy, and your act is your signature ' +
      'on the document identified by its fingerprint. You do not have to sign electronically: you may decline, ask a question, or ask the ' +
      'sender for paper. Until everyone who is needed has acted you may withdraw your signature by answering “WITHDRAW:” and a reason.',
    isWithdrawable: true,
  },
  'sign/de/1': {
    text:
      'Wenn Sie unterschreiben, ob mit der Antwort „I SIGN“ oder mit „Unterschreiben“ auf der Seite des Dokuments, sind Sie mit ' +
      'elektronischen Aufzeichnungen und Unterschriften für dieses Dokument einverstanden, bestätigen, dass Sie es geöffnet haben und ' +
      'eine Kopie behalten können, und Ihre Handlung ist Ihre Unterschrift unter das Dokument mit dem angegebenen Fingerabdruck. Sie ' +
      'müssen nicht elektronisch unterschreiben: Sie können ablehnen, eine Frage stellen oder den Absender um Papier bitten. Solange ' +
      'nicht alle Nötigen gehandelt haben, können Sie Ihre Unterschrift mit „WITHDRAW:“ und einem Grund zurückziehen.',
    isWithdrawable: true,
  },
} as const satisfies Record<string, Text>;

export type ConsentId = keyof typeof TEXTS;

const CURRENT: ReadonlyMap<string, ConsentId> = new Map([
  ['en', 'sign/en/2'],
  ['de', 'sign/de/1'],
]);

/** What is shown to a signer in this language; English where there is no text in it. */
export function consentIdFor(language: string): ConsentId {
  return CURRENT.get(language.replace(/-.*/, '')) ?? 'sign/en/2';
}

export function consentText(id: string): string | undefined {
  return entryOf(id)?.text;
}

export function isWithdrawable(id: string): boolean {
  return entryOf(id)?.isWithdrawable ?? false;
}

export function currentConsent(sha256: HashText, language = 'en'): Consent {
  const id = consentIdFor(language);
  return { id, sha256: sha256(TEXTS[id].text) };
}

function entryOf(id: string): Text | undefined {
  return Object.entries(TEXTS).find(([known]) => known === id)?.[1];
}
