// Which document, from whom, until when, as a card has room for it.
import type { Existing } from '../envelope.ts';
import { documentFacts, type Setting } from '../views/facts.ts';
import type { Fact } from '../views/view.ts';

const FINGERPRINT_CHARS = 12;

/** Enough to compare by eye with the page and the certificate, which show it whole. */
export function shortFingerprint(sha256: string): string {
  return sha256.slice(0, FINGERPRINT_CHARS);
}

/** The deadline only while it is one. */
export function shortFacts(state: Existing, setting: Setting): Fact[] {
  const { labels } = setting.phrases;
  return documentFacts(state, setting)
    .filter(({ label }) => label !== labels.closes || state.status === 'sent' || state.status === 'draft')
    .map((fact) => (fact.label === labels.fingerprint ? { ...fact, value: `${shortFingerprint(fact.value)}…` } : fact));
}
