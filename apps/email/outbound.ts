// What the dispatcher wants told, told by mail: one message to one person, with a reply address and a page of their own.
import type { Existing } from '#core/envelope.ts';
import type { RecipientId, TenantId } from '#core/ids.ts';
import type { MailTransport, OutgoingMail, TokenClaim } from '#core/ports.ts';
import type { Message, Outbound, Receipt } from '#core/messages.ts';
import { epochMs } from '#core/time.ts';
import { MARKER } from '#core/grammar/extract.ts';
import { answerView } from '#core/views/answer.ts';
import { languageOf, settingFor, type Setting } from '#core/views/facts.ts';
import { notificationView } from '#core/views/notification.ts';
import type { View } from '#core/views/view.ts';
import { blobKeys, type Ports } from '#apps/ports.ts';
import { bufferOf } from './raw/blob-bytes.ts';
import { cleanLine } from '#apps/clean-text.ts';
import { compose } from './letter/compose.ts';
import { enclosuresFor, sealedWay } from './letter/enclosures.ts';
import { addressOf, domainOf } from '#apps/address.ts';
import type { Mailbox } from './raw/mailbox.ts';
import { htmlToText } from './answering/html-text.ts';
import { isRefusalForGood } from './refusal-for-good.ts';
import { renderMail } from './render.ts';
import { replyAddressOf, returnAddressOf } from './reply-address.ts';
import { referencesOf } from './letter/thread.ts';

export type OutboundParts = { readonly ports: Ports; readonly transport: MailTransport };
type Seat = 'sender' | RecipientId;

/** A message with its reader found: who reads it, from which seat, in which state. */
export type Addressed = {
  readonly message: Message;
  readonly reader: Mailbox;
  readonly seat: Seat | undefined;
  readonly state: Existing | undefined;
};

export function emailOutbound({ ports, transport }: OutboundParts): Outbound {
  return {
    async deliver(message) {
      const addressed = addressedOf(message);
      const unreachable = whyNot(addressed.reader, ports);
      if (unreachable !== undefined) return { outcome: 'undeliverable', why: unreachable };
      const { mail, text } = await written(ports, addressed);
      // A one-time code is kept nowhere: neither in the copy of the mail nor in its text.
      if ('answer' in message && message.answer.say.kind === 'code') return send(transport, mail);
      return kept(ports, { mail, tenant: message.tenant.id, text, deliver: async () => send(transport, mail) });
    },
  };
}

type Kept = {
  readonly mail: OutgoingMail;
  readonly tenant: TenantId;
  readonly text: string;
  readonly deliver: () => Promise<Receipt>;
};

/** The copy is there before the mail is out. That of an attempt that failed goes: no record would name it, so nobody could erase it. */
async function kept({ blobs, sha256Of }: Ports, { mail, tenant, text, deliver }: Kept): Promise<Receipt> {
  const copy = blobKeys.sentMail(tenant, sha256Of(mail.raw));
  await blobs.put(copy, mail.raw);
  let receipt: Receipt | undefined;
  try {
    receipt = await deliver();
  } finally {
    if (receipt?.outcome !== 'accepted') await blobs.delete(copy);
  }
  return receipt.outcome === 'accepted' ? { ...receipt, sentText: text, copy } : receipt;
}

async function send(transport: MailTransport, mail: OutgoingMail): Promise<Receipt> {
  try {
    const { providerId, wireMessageId } = await transport.send(mail);
    return { outcome: 'accepted', providerId, threadId: wireMessageId };
  } catch (fault) {
    if (isRefusalForGood(fault)) return { outcome: 'undeliverable', why: fault.message };
    throw fault;
  }
}

function addressedOf(message: Message): Addressed {
  if ('answer' in message) {
    const { answer, envelope } = message;
    return { message, reader: answer.to, seat: envelope && answer.about?.seat, state: envelope };
  }
  const { envelope, notification } = message;
  if (notification.to === 'sender') return { message, reader: envelope.sender, seat: 'sender', state: envelope };
  const recipient = envelope.recipients.find(({ id }) => id === notification.to);
  if (recipient) return { message, reader: recipient, seat: recipient.id, state: envelope };
  throw new Error(`A mail about ${envelope.id} is for the seat ${notification.to}, which the envelope does not have. Nothing was sent.`);
}

/** Links to a recipient are renewed by a resend or a corrected address; the sender's never are. */
function generationOf({ recipients }: Existing, seat: Seat): number {
  return recipients.find(({ id }) => id === seat)?.generation ?? 0;
}

function whyNot({ email }: Mailbox, { site }: Ports): string | undefined {
  const address = addressOf(email);
  if (address === undefined) return 'The address is not one that mail can be sent to.';
  return domainOf(address) === site.mailDomain ? 'The address is one of our own, which no person reads.' : undefined;
}

async function written(ports: Ports, addressed: Addressed): Promise<{ mail: OutgoingMail; text: string }> {
  const { message, reader, seat, state } = addressed;
  const { site } = ports;
  const setting = settingFor(await languageFor(ports, addressed), ports.offsetAt);
  const view = viewOf(ports, addressed, setting);
  const to = { name: cleanLine(reader.name), email: addressOf(reader.email) ?? '' };
  const token = (purpose: TokenClaim['purpose']) =>
    state && seat && ports.tokens.issue({ tenant: state.tenant, envelope: state.id, seat, purpose, generation: generationOf(state, seat) });
  const page = view.links.length > 0 ? await token('page') : undefined;
  const reply = await token('reply');
  const mail = renderMail(view, {
    reader: to,
    organisation: message.tenant.name,
    site,
    marker: reply === undefined ? undefined : MARKER,
    page: page && `${site.publicUrl}/s/${page}`,
    envelope: state?.id,
    phrases: setting.phrases,
    acting: (await ports.policyOf(message.tenant.id)).phrases,
  });
  const effect = ports.sha256(message.effect);
  const raw = await compose({
    mail,
    from: { name: fromName(addressed, setting), email: site.signAddress },
    to,
    replyTo: reply === undefined ? site.signAddress : replyAddressOf(site, reply),
    messageId: `<${effect.slice(0, 40)}@${site.mailDomain}>`,
    references: await referencesOf(ports, addressed),
    date: new Date(epochMs(ports.clock())),
    headers: headersOf(addressed, { effect, kind: view.kind }),
    enclosures: await enclosuresFor(addressed, async (key) => bufferOf(ports.blobs, key)),
  });
  return {
    mail: {
      // Whatever comes back is about this seat.
      from: reply === undefined ? site.signAddress : returnAddressOf(site, reply),
      to: to.email,
      raw,
      tags: { kind: view.kind, tenant: message.tenant.id, envelope: state?.id ?? 'none', seat: seat ?? 'none', effect },
    },
    // Both twins: programs quote the one or the other.
    text: `${mail.text}\n${htmlToText(mail.html).text}`,
  };
}

/** Outside any envelope, in the language of the organisation's policy. */
async function languageFor(ports: Ports, { message, seat, state }: Addressed): Promise<string> {
  return state && seat ? languageOf(state, seat) : (await ports.policyOf(message.tenant.id)).language;
}

function viewOf(ports: Ports, { message, state }: Addressed, setting: Setting): View {
  if ('notification' in message) {
    const { notification, envelope, alsoWaits = [], standIn } = message;
    return notificationView({ notification, state: envelope, setting, sealed: sealedWay(envelope), alsoWaits, standIn });
  }
  const { answer, tenant } = message;
  const about = answer.about;
  const code =
    answer.say.kind === 'code' && about
      ? ports.codes.codeOf({ tenant: answer.tenant, envelope: about.envelope, seat: about.seat }, answer.say.nonce)
      : undefined;
  return answerView({
    answer,
    setting,
    zone: state?.zone ?? tenant.zone,
    now: ports.clock(),
    ...(state === undefined ? {} : { state }),
    ...(code === undefined ? {} : { code }),
  });
}

/** Whoever is asked sees who asks; what the product says by itself it says in its own name. Never the sender's address: their domain is theirs. */
function fromName({ message, seat, state }: Addressed, { phrases }: Setting): string {
  const isFromSender = 'notification' in message && seat !== 'sender' && state !== undefined;
  return isFromSender ? phrases.letter.senderVia(cleanLine(state.sender.name)) : phrases.page.product;
}

/** Automatic mail says so (RFC 3834), so that absence notices do not answer it; a repeat is known by its effect. */
function headersOf({ state }: Addressed, { effect, kind }: { effect: string; kind: View['kind'] }): Record<string, string> {
  return {
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    'X-Countersign-Effect': effect,
    'X-Countersign-Kind': kind,
    ...(state === undefined ? {} : { 'X-Countersign-Envelope': state.id }),
  };
}
