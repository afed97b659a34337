// From the fields of a form to the act that it asks for; the words that become part of an act are ours, never the browser's,
// and those that its reader was shown.
import type { Entry } from '#core/fields.ts';
import type { Phrases } from '#core/phrases/phrases.ts';
import { placingIn } from './placing-form.ts';
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
        entries: entriesIn(fields),
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
    case 'place':
      return placingIn(fields);
    case 'comment':
      return readAct({ type, text: field('text') });
  }
}

/** By the names of the form's inputs; a box that is not ticked sends nothing. */
function entriesIn(fields: Readonly<Record<string, string>>): readonly Entry[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    const [, field] = /^entry-(\w{1,20})$/.exec(name) ?? [];
    return field === undefined ? [] : [{ field, value: tidy(value).replace(/\s+/g, ' ').trim() }];
  });
}
