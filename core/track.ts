// What happened and where it stands, in words: the timeline of a certificate, and the trail that the tenant's own people may see.
import type { Existing } from './envelope.ts';
import type { EnvelopeEvent } from './events.ts';
import type { RecipientId } from './ids.ts';
import type { StoredEvent } from './record.ts';
import type { Instant } from './time.ts';

export type TimelineEntry = { readonly at: Instant; readonly sentence: string };

/** For everyone concerned: sending, what signers did, the end. What stays with the tenant is not in it. */
export function timeline(events: readonly StoredEvent[], state: Existing): TimelineEntry[] {
  return events.flatMap(({ event }) => {
    const sentence = sharedSentence(event, state);
    return sentence === undefined ? [] : [{ at: event.at, sentence }];
  });
}

function sharedSentence(event: EnvelopeEvent, state: Existing): string | undefined {
  switch (event.type) {
    case 'sent':
      return `${state.sender.name} <${state.sender.email}> sent the document.`;
    case 'turn-began':
      return forSigner(state, event.recipient, (who) => `${who} was asked to sign.`);
    case 'viewed':
      return forSigner(state, event.recipient, (who) => `${who} opened the document.`);
    case 'act-held':
      return forSigner(state, event.recipient, (who) => `${who} answered; more proof was asked for.`);
    case 'signed':
      return forSigner(state, event.recipient, (who) => `${who} signed.`);
    case 'completed':
      return 'The last needed act was recorded; the envelope is completed.';
    case 'sealed':
      return 'The documents were sealed.';
    case 'drafted':
    case 'document-added':
    case 'recipient-added':
    case 'reminded':
    case 'deliveries-recorded':
    case 'approved':
    case 'declined':
    case 'envelope-declined':
    case 'commented':
    case 'voided':
    case 'expired':
    case 'seal-failed':
      return undefined;
  }
}

function forSigner(state: Existing, id: RecipientId, sentence: (who: string) => string): string | undefined {
  const recipient = state.recipients.find((one) => one.id === id);
  return recipient?.role === 'signer' ? sentence(`${recipient.name} <${recipient.email}>`) : undefined;
}
