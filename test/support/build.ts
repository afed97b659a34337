// The cast and the things of core tests: small builders with telling defaults.
import { hash } from 'node:crypto';
import type { Card } from '#core/cards/card.ts';
import type { Actor, Command, CommandBody, DraftContent, DraftRecipient } from '#core/command.ts';
import { currentConsent } from '#core/consent.ts';
import type { Assurance, Channel, EvidenceRef, Role } from '#core/terms.ts';
import { envelopeIdOf, recipientIdOf, type HashText, type RecipientId, type Sha256, type TenantId } from '#core/ids.ts';
import { pinned } from '#core/policy/pinned.ts';
import { DEFAULT_POLICY } from '#core/policy/policy.ts';
import { parseInstant, plus, type Duration, type Instant } from '#core/time.ts';

export const sha256: HashText = (text) => hash('sha256', text, 'hex') as Sha256;

export const T0 = at('2026-11-24T09:00:00Z');
export const TENANT = 'northwind' as TenantId;
export const ENVELOPE = envelopeIdOf(Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]));
export const POLICY = pinned(DEFAULT_POLICY, sha256);
export const DOCUMENT = {
  id: 'd1',
  filename: 'nda.pdf',
  sha256: sha256('nda'),
  originalSha256: sha256('nda as it arrived'),
  pages: 4,
  bytes: 40_000,
} as const;
export const SENDER = { name: 'Olivia Park', email: 'olivia@northwind.test', organisation: 'Northwind Traders' };
export const EVIDENCE: EvidenceRef = { kind: 'mail', reference: 'inbound/mail/0', proof: 'Replied by e-mail.' };
export const SYSTEM: Actor = { kind: 'system', via: 'schedule' };

export function at(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Error(`Not a time: ${text}`);
  return instant;
}

export function r(ordinal: number): RecipientId {
  return recipientIdOf(ordinal);
}

export function person(email: string, assurance: Assurance = 'L1', via: Channel = 'email'): Actor {
  return { kind: 'person', email, via, assurance };
}

export const OLIVIA = person(SENDER.email);

export function seat(name: string, role: Role, step: number, more: Partial<DraftRecipient> = {}): DraftRecipient {
  const email = `${name.toLowerCase()}@northwind.test`;
  return { name, email, role, step, internal: true, needs: role === 'cc' ? 'L0' : 'L1', channel: 'email', ...more };
}

/** Max approves, then Ines (simple) and Dana (standard, from outside) sign; Carl gets a copy. */
export const MAX = seat('Max', 'approver', 1);
export const INES = seat('Ines', 'signer', 2);
export const DANA = seat('Dana', 'signer', 2, { email: 'dana@fabrikam.test', internal: false, needs: 'L2' });
export const CARL = seat('Carl', 'cc', 0);

export function content(change: Partial<DraftContent> = {}): DraftContent {
  return {
    title: 'Mutual NDA',
    message: '',
    sender: SENDER,
    zone: 'Europe/Berlin',
    expiresAt: plus(T0, { days: 14 }),
    documents: [DOCUMENT],
    recipients: [MAX, INES, DANA, CARL],
    policy: POLICY,
    origin: { channel: 'email', reference: '<first@northwind.test>' },
    remarks: [],
    ...change,
  };
}

let serial = 0;

/** A command at T0 plus `after`, with a key of its own. */
export function command(by: Actor, body: CommandBody, after: Duration = {}): Command {
  serial += 1;
  return { at: plus(T0, after), by, key: `k${serial}`, ...body };
}

export const body = {
  draft: (change: Partial<DraftContent> = {}) => ({ type: 'draft', id: ENVELOPE, tenant: TENANT, content: content(change) }) as const,
  send: { type: 'send' } as const,
  approve: (recipient: RecipientId, fingerprint: string = DOCUMENT.sha256) =>
    ({ type: 'approve', recipient, fingerprint, words: 'I APPROVE', evidence: EVIDENCE }) as const,
  sign: (recipient: RecipientId, fingerprint: string = DOCUMENT.sha256, typedName = 'A Name') =>
    ({ type: 'sign', recipient, fingerprint, typedName, words: 'I SIGN', consent: currentConsent(sha256), evidence: EVIDENCE }) as const,
  decline: (recipient: RecipientId, reason = 'Wrong amount') => ({ type: 'decline', recipient, reason, evidence: EVIDENCE }) as const,
};

/** A card with the same words wherever words may stand. */
export function shownCard(words: string): Card {
  return {
    kind: 'status',
    language: 'en',
    title: words,
    status: { word: words, tone: 'waiting' },
    summary: words,
    paragraphs: [words],
    facts: [{ label: words, value: words }],
    people: [],
    actions: [],
    small: [],
  };
}
