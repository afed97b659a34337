// The words to which a signer consents, versioned: a text that anyone ever saw never changes, a better one gets the next number.
import type { Consent } from './events.ts';
import type { HashText } from './ids.ts';

/** Says what signing means, that a copy can be kept, and the ways not to sign (15 USC 7001, UETA §5(b)). */
const TEXTS = {
  'sign/en/1':
    'By signing, whether by answering with the words “I SIGN” or by pressing Sign on the document’s page, you agree to use electronic ' +
    'records and signatures for this document, you confirm that you have opened it and can keep a copy, and your act is your signature ' +
    'on the document identified by its fingerprint. You do not have to sign electronically: you may decline, ask a question, or ask the ' +
    'sender for paper.',
} as const;

export type ConsentId = keyof typeof TEXTS;

export const CONSENT_ID: ConsentId = 'sign/en/1';

export function consentText(id: string): string | undefined {
  return Object.entries(TEXTS).find(([known]) => known === id)?.[1];
}

export function currentConsent(sha256: HashText): Consent {
  return { id: CONSENT_ID, sha256: sha256(TEXTS[CONSENT_ID]) };
}
