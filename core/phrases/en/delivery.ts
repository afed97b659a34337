// English: what mail systems said later of messages that they had taken, and what the sender can do about it.
import type { BounceReason } from '../../terms.ts';

type Names = { readonly who: string; readonly title: string };
type Until = { readonly who: string; readonly until: string };

const REASONS: Readonly<Record<BounceReason, string>> = {
  'no-such-person': 'Their mail system knows no such address.',
  'no-such-domain': 'There is no mail system under the domain of the address.',
  moved: 'The person has another address now.',
  'mailbox-closed': 'The mailbox is closed or switched off.',
  'mailbox-full': 'The mailbox is full.',
  'too-large': 'The message is too large for their mail system.',
  'taken-for-spam': 'Their mail system took the message for spam, or blocks the way it came.',
  'against-policy': 'The rules of their mail system do not let the message in.',
  'content-refused': 'Their mail system did not accept the content of the message.',
  'too-many': 'Their mail system takes no more messages at present.',
  unreachable: 'Their mail system could not be reached.',
  'asks-confirmation': 'Their mail system asks us to confirm that a person wrote, which we never do.',
  suppressed: 'The address is on a list of those to which nothing is sent, since mail to it came back or was called spam before.',
  unknown: 'Their mail system gave no reason that we understand.',
};

export const enDelivery = {
  reasons: REASONS,
  because: ({ reason }: { reason: BounceReason }) => `The reason: ${REASONS[reason]}`,
  otherWay: 'You can also tell them another way that the document waits for them.',
  delayed: {
    subject: ({ who, title }: Names) => `Not yet delivered to ${who}: ${title}`,
    heading: ({ who }: { who: string }) => `Our message has not reached ${who} yet`,
    status: 'Delivery delayed',
    tried: ({ who, title }: Names) =>
      `Our message to ${who} about “${title}” was taken by a mail system hours ago and is still being tried.`,
    over: ({ who, title }: Names) =>
      `Our message to ${who} about “${title}” did not arrive, and is no longer tried. Another time it might be.`,
    how: 'To send it anew, answer “RESEND TO ana@example.com” with their address; “CORRECT ana@example.com TO anna@example.com” mends a wrong one; “REASSIGN ana@example.com TO bob@example.com” asks someone else.',
  },
  complained: {
    subject: ({ who, title }: Names) => `${who} wants no more mail: ${title}`,
    heading: ({ who }: { who: string }) => `${who} marked our message as spam`,
    status: 'Reminders are off',
    lead: ({ who, title }: Names) =>
      `${who}, or their mailbox, marked our message about “${title}” as spam. We remind them no more; nothing else has changed, and they can still answer.`,
  },
  away: {
    subject: ({ who, title }: Names) => `${who} is away: ${title}`,
    heading: ({ who }: { who: string }) => `${who} is away`,
    status: 'Away',
    until: ({ who, until }: Until) => `${who} is away until ${until}, as their mailbox says.`,
    open: ({ who }: { who: string }) => `${who} is away, as their mailbox says; it does not say until when.`,
    rested: 'Reminders wait until then.',
    goOn: 'Reminders go on as planned.',
    standsIn: ({ who, standIn }: { who: string; standIn: string }) => `${standIn} stands in for ${who}.`,
    askThem: ({ standIn, from, to }: { standIn: string; from: string; to: string }) =>
      `To ask ${standIn} instead, answer “REASSIGN ${from} TO ${to}”.`,
    how: 'To ask someone else instead, answer “REASSIGN ana@example.com TO bob@example.com” with both addresses.',
  },
};
