// English: what people read, by kind of message. A further language is one more file with the same keys.
import type { RecipientStatus } from '../envelope.ts';
import type { Role } from '../events.ts';
import type { Instant } from '../time.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

type Names = { readonly who: string; readonly title: string };

export const en = {
  /** From wall-clock text `2026-11-24 19:20` and a zone's name. */
  dateTime: (wall: string, zone: string) =>
    `${Number(wall.slice(8, 10))} ${MONTHS[Number(wall.slice(5, 7)) - 1] ?? ''} ${wall.slice(0, 4)}, ${wall.slice(11)} (${zone})`,
  labels: {
    title: 'Document',
    from: 'From',
    fingerprint: 'Fingerprint (SHA-256)',
    reference: 'Reference',
    closes: 'Closes',
    order: 'Order',
    copies: 'Copies',
    people: 'People',
    reminders: 'Reminders',
    reason: 'Reason',
    recordedAt: 'Recorded',
    proof: 'How we know',
  },
  roles: { signer: 'signs', approver: 'approves', cc: 'receives a copy' } satisfies Record<Role, string>,
  statuses: {
    waiting: 'not asked yet',
    notified: 'asked',
    viewed: 'has opened it',
    signed: 'signed',
    approved: 'approved',
    declined: 'declined',
    expired: 'did not answer in time',
    undeliverable: 'could not be reached',
  } satisfies Record<RecipientStatus, string>,
  pages: (count: number) => (count === 1 ? '1 page' : `${count} pages`),
  step: (step: number) => `step ${step}`,
  everyDays: (after: number, every: number, most: number) =>
    after === 0 ? 'none' : `after ${after} days, then every ${every}, at most ${most}`,
  nothingRecorded: 'Nothing has been recorded.',
  nothingSent: 'Nothing has been sent to anyone.',
  nothingChanged: 'Nothing was changed.',
  openAndSign: 'Read and sign',
  openAndApprove: 'Read and decide',
  open: 'Open the document',
  toSign: 'To sign, answer this mail with the two words “I SIGN” and nothing else, or use the page.',
  toSignOnPage: 'To sign, open the page: it asks for a one-time code that we send to this address.',
  toApprove: 'To approve, answer this mail with the two words “I APPROVE” and nothing else, or use the page.',
  toDecline: 'To decline, answer with “DECLINE:” and your reason after it.',
  toAsk: (who: string) => `Anything else that you write goes to ${who} as a question.`,
  senderHow: [
    'To remind those who are waited for, answer with the word “REMIND”.',
    'To void it, answer with “VOID:” and your reason after it.',
    'To see where it stands, answer with the word “STATUS”. Anything else goes to whoever asked you last.',
  ],
  approvalMeaning: (organisation: string) =>
    `An approval is recorded inside ${organisation}’s process. It is not a signature on behalf of anyone.`,
  notExpected: 'Not you, or not expected? Ignore this message, or decline it.',
  draft: {
    subject: ({ title }: { title: string }) => `Draft ready: ${title}`,
    heading: 'Draft ready. Nothing has been sent.',
    status: 'Waiting for you',
    lead: 'We read your mail as follows. Please check it, then send it.',
    how: [
      'To send it, answer with the word “SEND” and nothing else.',
      'To change it, answer with changed lines, for example “signers: dana@example.com” or “expires: 30 days”.',
      'To drop it, answer with the word “VOID”; a draft that is not sent is dropped by itself after 48 hours.',
    ],
    nobody: 'Nobody is named yet. Answer with a line such as “signers: dana@example.com”.',
  },
  signRequest: {
    subject: ({ who, title }: Names) => `${who} asks you to sign: ${title}`,
    heading: ({ title }: { title: string }) => `Please sign: ${title}`,
    status: 'Waiting for your signature',
    lead: ({ who, organisation, title }: Names & { organisation: string }) =>
      `${who} (${organisation}) asks you to sign “${title}”. Read the document first; it is attached or on the page.`,
  },
  approveRequest: {
    subject: ({ who, title }: Names) => `${who} asks you to approve: ${title}`,
    heading: ({ title }: { title: string }) => `Please approve: ${title}`,
    status: 'Waiting for your approval',
    lead: ({ who, organisation, title }: Names & { organisation: string }) =>
      `${who} (${organisation}) asks you to approve “${title}”. Those who come after you are asked only once you have approved.`,
  },
  reminder: {
    subject: ({ title }: { title: string }) => `Reminder: ${title}`,
    status: 'Still waiting for you',
    lead: ({ who, title }: Names) => `${who} is still waiting for your answer on “${title}”.`,
  },
  recorded: {
    signed: ({ title }: { title: string }) => `Recorded: you signed “${title}”`,
    approved: ({ title }: { title: string }) => `Recorded: you approved “${title}”`,
    declined: ({ title }: { title: string }) => `Recorded: you declined “${title}”`,
    status: 'Recorded',
    lead: ({ when }: { when: string }) => `Your answer was recorded on ${when}.`,
    next: 'When everyone has acted you receive the sealed document with its certificate.',
    over: 'The envelope is over, and nobody else is asked any more.',
    notYou: 'If this was not you, answer this mail at once: your words reach the sender.',
  },
  confirm: {
    subject: ({ title }: { title: string }) => `One more step to sign: ${title}`,
    heading: 'One more step',
    status: 'Not recorded yet',
    lead: 'Your answer arrived, but for this document a reply by mail is not proof enough. It counts for nothing until you confirm it.',
    how: 'Open the page, ask for a one-time code, enter it, and sign there. It takes a minute; the answer you sent lapses after 24 hours.',
  },
  question: {
    subject: ({ who, title }: Names) => `Question from ${who}: ${title}`,
    heading: ({ who }: { who: string }) => `${who} asks`,
    status: 'A question for you',
    lead: ({ who, title }: Names) => `${who} wrote about “${title}”. It changes nothing in the envelope.`,
    how: ({ who }: { who: string }) => `Answer this mail, and we pass your words on to ${who}.`,
  },
  answer: {
    subject: ({ who, title }: Names) => `${who} answers: ${title}`,
    heading: ({ who }: { who: string }) => `${who} answers`,
    status: 'An answer for you',
    lead: ({ who, title }: Names) => `${who} wrote to you about “${title}”.`,
  },
  declined: {
    subject: ({ who, title }: Names) => `Declined by ${who}: ${title}`,
    heading: ({ who }: { who: string }) => `${who} declined`,
    status: 'Declined',
    lead: ({ who, title }: Names) =>
      `${who} declined “${title}”. The envelope is over; nobody is asked any more, and no sealed document will be made.`,
    toSender: 'To go on, change what is needed and mail the document to the signing address again.',
  },
  voided: {
    subject: ({ title }: { title: string }) => `Voided: ${title}`,
    heading: 'The sender has voided this envelope',
    headingOwn: 'You have voided this envelope',
    status: 'Voided',
    lead: ({ who, title }: Names) => `${who} voided “${title}”. You need not do anything; nothing can be signed in it any more.`,
    leadOwn: ({ title }: { title: string }) => `“${title}” is voided. Everyone who had been asked is told.`,
    draft: {
      subject: ({ title }: { title: string }) => `Draft dropped: ${title}`,
      heading: 'You have dropped this draft',
      lead: ({ title }: { title: string }) => `Your draft “${title}” is dropped. Nobody else had heard of it.`,
    },
  },
  expired: {
    subject: ({ title }: { title: string }) => `Closed without all answers: ${title}`,
    heading: 'The deadline has passed',
    status: 'Expired',
    lead: ({ title, when }: { title: string; when: string }) => `“${title}” closed on ${when} before everyone had acted.`,
    draft: {
      subject: ({ title }: { title: string }) => `Draft dropped: ${title}`,
      heading: 'Your draft was not sent in time',
      lead: ({ title }: { title: string }) =>
        `Your draft “${title}” was not sent within 48 hours and is dropped. Nobody else had heard of it.`,
    },
    toSender: 'To go on, mail the document to the signing address again.',
  },
  completed: {
    subject: ({ title }: { title: string }) => `Completed: ${title}`,
    heading: 'Everyone has acted',
    status: 'Completed and sealed',
    lead: ({ title }: { title: string }) =>
      `“${title}” is completed. The sealed PDF holds the document, the signatures and the certificate of completion; keep it.`,
    attached: 'It is attached to this mail.',
    linked: 'It is too large for a mail; you find it on the page.',
  },
  sealFailed: {
    subject: ({ title }: { title: string }) => `Signed, not sealed yet: ${title}`,
    heading: 'Everyone has acted; the seal is delayed',
    status: 'Being repaired',
    lead: ({ title }: { title: string }) =>
      `All acts in “${title}” are recorded and safe, but the sealed PDF could not be made. We keep trying and send it as soon as it is there.`,
  },
  undeliverable: {
    subject: ({ who, title }: Names) => `Could not reach ${who}: ${title}`,
    heading: ({ who }: { who: string }) => `We could not reach ${who}`,
    status: 'Not delivered',
    lead: ({ who, title }: Names) =>
      `Our message to ${who} about “${title}” was refused for good by their mail system. Check the address; void this envelope and send it again if it is wrong.`,
  },
} as const;

export type Phrases = typeof en;
export type When = (at: Instant) => string;
