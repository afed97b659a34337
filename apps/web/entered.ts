// From the fields of a form to the act that it asks for; the words that become part of an act are ours, never the browser's,
// and those that its reader was shown.
import type { Phrases } from '#core/phrases/phrases.ts';
import { readAct, type WebAct, type WebActType } from './request.ts';
import { tidy } from './tidy.ts';

/** Reads what the person entered. @returns undefined when it is not what our own form sends, or far too long. */
export function actOf(type: WebActType, fields: Readonly<Record<string, string>>, { page }: Phrases): WebAct | undefined {
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
        words: page.statements.sign,
      });
    case 'approve':
      return readAct({ type, fingerprint: field('fingerprint'), words: page.statements.approve });
    case 'acknowledge':
      return readAct({ type, fingerprint: field('fingerprint'), words: page.statements.acknowledge });
    case 'disclose':
      return readAct({ type, disclosure: field('disclosure'), hasAgreed: fields['agreed'] === 'yes' });
    case 'decline':
    case 'withdraw':
    case 'dispute':
      return readAct({ type, reason: field('reason') });
    case 'delegate':
      return readAct({ type, name: field('name'), email: field('email').toLowerCase(), reason: field('reason') });
    case 'comment':
      return readAct({ type, text: field('text') });
  }
}
