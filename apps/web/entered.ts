// From the fields of a form to the act that it asks for; the words that become part of an act are ours, never the browser's.
import { readAct, type WebAct, type WebActType } from './request.ts';
import { tidy } from './tidy.ts';
import { APPROVE_WORDS, SIGN_WORDS } from './words.ts';

/** Reads what the person entered. @returns undefined when it is not what our own form sends, or far too long. */
export function actOf(type: WebActType, fields: Readonly<Record<string, string>>): WebAct | undefined {
  const field = (name: string) => tidy(fields[name] ?? '').trim();
  switch (type) {
    case 'open':
    case 'code':
      return readAct({ type });
    case 'verify-code':
      return readAct({ type, typed: field('code') });
    case 'sign':
      return readAct({
        type,
        fingerprint: field('fingerprint'),
        typedName: field('typedName').replace(/\s+/g, ' '),
        consent: field('consent'),
        hasAgreed: fields['agreed'] === 'yes',
        words: SIGN_WORDS,
      });
    case 'approve':
      return readAct({ type, fingerprint: field('fingerprint'), words: APPROVE_WORDS });
    case 'decline':
      return readAct({ type, reason: field('reason') });
    case 'comment':
      return readAct({ type, text: field('text') });
  }
}
