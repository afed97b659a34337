// From a form of the page to the command that it is. Whether it may is for the rules.
import type { CommandBody } from '#core/command.ts';
import { consentText } from '#core/consent.ts';
import { disclosureText } from '#core/disclosure.ts';
import type { Existing, Recipient } from '#core/envelope.ts';
import { successorIn } from '#apps/drafting/candidate.ts';
import type { Ports } from '#apps/ports.ts';
import { evidenceOf } from './evidence.ts';
import type { WebAct, WebRequest } from './request.ts';

type Seated = { readonly state: Existing; readonly recipient: Recipient };

/** @returns undefined for a form that the page does not hold any more */
export async function bodyOf(ports: Ports, request: WebRequest, seated: Seated): Promise<CommandBody | 'consent-missing' | undefined> {
  const { act } = request;
  const { id: recipient, email } = seated.recipient;
  const evidence = async () => evidenceOf(ports, { request, email });
  switch (act.type) {
    case 'open':
      return { type: 'view', recipient };
    case 'comment':
      return { type: 'comment', from: recipient, to: null, text: act.text };
    case 'decline':
    case 'withdraw':
    case 'dispute':
      return { type: act.type, recipient, reason: act.reason, evidence: await evidence() };
    case 'approve':
    case 'acknowledge':
      return { type: act.type, recipient, fingerprint: act.fingerprint, words: act.words, evidence: await evidence() };
    case 'disclose': {
      const shown = disclosureText(act.disclosure);
      if (shown === undefined) return undefined;
      if (!act.hasAgreed) return 'consent-missing';
      const disclosure = { id: act.disclosure, sha256: ports.sha256(shown) };
      return { type: 'accept-disclosure', recipient, disclosure, evidence: await evidence() };
    }
    case 'sign': {
      const { fingerprint, typedName, words, entries = [] } = act;
      const agreedTo = consentText(act.consent);
      if (agreedTo === undefined) return undefined;
      if (!act.hasAgreed) return 'consent-missing';
      const consent = { id: act.consent, sha256: ports.sha256(agreedTo) };
      return { type: 'sign', recipient, fingerprint, typedName, words, consent, entries, evidence: await evidence() };
    }
    case 'delegate':
      return delegation(ports, act, seated);
    // Nothing of a recipient's.
    case 'place':
    case 'code':
    case 'verify-code':
      return undefined;
  }
}

async function delegation(ports: Ports, act: Extract<WebAct, { type: 'delegate' }>, { state, recipient }: Seated): Promise<CommandBody> {
  const { name, email, reason } = act;
  const { role, id } = recipient;
  return { type: 'delegate', recipient: id, to: await successorIn(ports, state, { name, email, role }), reason };
}
