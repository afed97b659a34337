// Who wrote a message, as far as the mail itself proves it. DKIM attests that the From domain handled exactly this text;
// that it was this person is then the reply address's part, which was made for them alone.
import { authenticateMail, type Authentication, type Connection, type DKIMResult, type DnsAnswer } from './gate/authenticate.ts';
import { addressOf, domainOf } from '#apps/address.ts';
import { onlyMailbox, type Mailbox } from './raw/mailbox.ts';
import { valueOf, type Field } from './raw/raw-header.ts';
import type { MailBytes } from './raw/raw-mail.ts';
import type { DnsResolver } from '#core/ports.ts';
import { epochMs, type Instant } from '#core/time.ts';

export type MailEvidence = {
  readonly dkim: { readonly domain: string; readonly selector: string; readonly algorithm: string; readonly signedHeaders: string };
  readonly dmarc: { readonly result: string; readonly policy: string };
  readonly dns: readonly DnsAnswer[];
  /** Names every signature that proves it, since whoever caught it can take one away: each is used for one of our addresses only. */
  readonly signatures: readonly string[];
};
export type Identity =
  | { readonly trusted: true; readonly from: Mailbox; readonly evidence: MailEvidence }
  | { readonly trusted: false; readonly why: string; readonly claimed?: string; readonly isPassing?: boolean };

export type IdentityInput = {
  readonly raw: MailBytes;
  readonly fields: readonly Field[];
  readonly resolver: DnsResolver;
  readonly receivedAt: Instant;
  readonly connection?: Connection;
  readonly mta: string;
};

/** Clocks differ; a signature from further ahead was not made now. */
const CLOCK_SKEW_MS = 10 * 60_000;
const ALGORITHMS = ['rsa-sha256', 'ed25519-sha256'];
/** A signature that leaves one of these out does not fix who wrote or about what. */
const MUST_BE_SIGNED = ['from', 'subject'];

export async function identityOf(input: IdentityInput): Promise<Identity> {
  const from = onlyMailbox(valueOf(input.fields, 'from') ?? '');
  if (!from) return { trusted: false, why: 'its From is not exactly one address' };
  const claimed = from.email;
  const sender = valueOf(input.fields, 'sender');
  if (sender !== undefined && onlyMailbox(sender)?.email !== claimed) {
    return { trusted: false, claimed, why: 'it was sent on behalf of someone else' };
  }
  const authentication = await authenticateMail(input);
  const { result } = authentication;
  const [headerFrom, ...others] = result.dkim.headerFrom;
  if (others.length > 0 || addressOf(headerFrom ?? '') !== claimed) {
    return { trusted: false, claimed, why: 'its From can be read in more than one way' };
  }
  return judge(authentication, { from, receivedAt: input.receivedAt });
}

function judge({ result, dns }: Authentication, { from, receivedAt }: { from: Mailbox; receivedAt: Instant }): Identity {
  const claimed = from.email;
  const untrusted = (why: string, isPassing = false): Identity => ({ trusted: false, claimed, why, ...(isPassing ? { isPassing } : {}) });
  const signatures = result.dkim.results.map((one) => ({ one, flaw: flawOf(one, receivedAt) }));
  if (signatures.length === 0) return untrusted('it carries no DKIM signature');
  const dmarc = result.dmarc === false || result.dmarc === undefined ? undefined : result.dmarc;
  if (!dmarc || dmarc.status.result === 'fail') return untrusted('its DMARC check failed');
  const isPassing = signatures.some(({ one }) => one.status.result === 'temperror') || dmarc.status.result === 'temperror';
  const aligned = signatures.filter(({ one }) => isAligned(one, from, dmarc.status.result));
  const sound = aligned.filter(({ flaw }) => flaw === undefined).map(({ one }) => one);
  const [good] = sound;
  if (!good) return untrusted(aligned[0]?.flaw ?? `no DKIM signature of ${domainOf(claimed)} is on it`, isPassing);
  if (isPassing && dmarc.status.result !== 'pass') return untrusted('its DMARC check could not be made', true);
  const dkim = {
    domain: good.signingDomain ?? '',
    selector: good.selector ?? '',
    algorithm: good.algo ?? '',
    signedHeaders: good.signingHeaders?.keys ?? '',
  };
  const evidence = {
    dkim,
    dmarc: { result: dmarc.status.result, policy: dmarc.policy ?? '' },
    dns,
    signatures: sound.map(({ id }) => id ?? ''),
  };
  return { trusted: true, from, evidence };
}

/** What is wrong with a signature that mailauth may well call a pass. */
export function flawOf(one: DKIMResult, receivedAt: Instant): string | undefined {
  const { status } = one;
  if (status.result === 'temperror') return 'its DKIM key could not be looked up';
  if (status.result !== 'pass') return 'its DKIM signature does not match its content, or has expired';
  if (!ALGORITHMS.includes(one.algo ?? '')) return 'its DKIM signature uses an outdated method';
  if (one.canonBodyLengthLimited === true || (status.underSized ?? 0) > 0) return 'its DKIM signature covers only part of it';
  if (status.testing === true) return 'its domain only tests DKIM';
  if (one.signTime && Date.parse(one.signTime) > epochMs(receivedAt) + CLOCK_SKEW_MS) return 'its DKIM signature is from the future';
  const signed = (one.signingHeaders?.keys ?? '').toLowerCase().split(/[:\s]+/);
  return MUST_BE_SIGNED.every((name) => signed.includes(name)) ? undefined : 'its DKIM signature leaves out the sender or the subject';
}

/** Whether the signer speaks for the From domain. Where no DMARC record says what aligns, only the very same domain does. */
export function isAligned(one: DKIMResult, from: Mailbox, dmarc: string): boolean {
  return dmarc === 'pass' ? Boolean(one.status.aligned) : isDomain(one, from);
}

function isDomain({ signingDomain }: DKIMResult, { email }: Mailbox): boolean {
  return addressOf(`x@${signingDomain ?? ''}`) === `x@${domainOf(email)}`;
}
