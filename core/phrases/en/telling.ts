// English: what tells someone of what happened: to their own answer, to who is asked, to the envelope.
import type { ActType } from '../../envelope.ts';
import type { Channel } from '../../terms.ts';
import { listed } from './common.ts';

type Title = { readonly title: string };
type Names = { readonly who: string; readonly title: string };

/** Where someone is written to. */
const PLACES: Readonly<Record<Channel, string>> = { email: 'by e-mail', web: 'on the page', slack: 'in Slack', teams: 'in Teams' };

export const enTelling = {
  recorded: {
    subject: {
      signed: ({ title }: Title) => `Recorded: you signed “${title}”`,
      approved: ({ title }: Title) => `Recorded: you approved “${title}”`,
      acknowledged: ({ title }: Title) => `Recorded: you have read “${title}”`,
      prepared: ({ title }: Title) => `Recorded: you filled in “${title}”`,
      declined: ({ title }: Title) => `Recorded: you declined “${title}”`,
    } satisfies Record<ActType, (names: Title) => string>,
    status: 'Recorded',
    lead: ({ when }: { when: string }) => `Your answer was recorded on ${when}.`,
    next: 'When everyone has acted you receive the sealed document with its certificate.',
    over: 'The envelope is over, and nobody else is asked any more.',
    goesOn: 'You are not asked any more. The others may still answer, so the envelope goes on.',
    notYou: 'If this was not you, answer this mail at once: your words reach the sender.',
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
    leadGoesOn: ({ who, title }: Names) => `${who} declined “${title}”. Enough others can still answer, so the envelope goes on.`,
    toSender: 'To go on, change what is needed and mail the document to the signing address again.',
  },
  released: {
    subject: ({ title }: Title) => `Not needed: ${title}`,
    heading: 'You need not do anything',
    status: 'Nothing to do',
    lead: ({ title }: Title) => `Your answer on “${title}” is not needed for now. If that changes, we write to you again.`,
    replaced: ({ title }: Title) => `Your answer on “${title}” is no longer needed: someone else is asked in your place.`,
  },
  handedOver: {
    subject: ({ title }: Title) => `Handed over: ${title}`,
    status: 'Handed over',
    own: {
      heading: ({ to }: { to: string }) => `${to} decides now`,
      lead: ({ title, to }: { title: string; to: string }) =>
        `“${title}” was handed over to ${to}, who is asked in your place. That you were asked first stays on record; you need not do anything.`,
      notYou: 'If you did not want this, answer this mail at once: your words reach the sender.',
    },
    delegated: {
      heading: ({ who, to }: { who: string; to: string }) => `${who} handed over to ${to}`,
      lead: ({ who, to, title }: Names & { to: string }) => `${who} handed “${title}” over to ${to}, who is asked on behalf of ${who}.`,
    },
    reassigned: {
      heading: ({ to, whom }: { to: string; whom: string }) => `${to} is asked in place of ${whom}`,
      lead: ({ to, whom, title }: { to: string; whom: string; title: string }) =>
        `In “${title}”, ${to} now has the place of ${whom}, whose link no longer decides anything.`,
    },
  },
  escalated: {
    subject: ({ who, title }: Names) => `No answer from ${who}: ${title}`,
    heading: ({ who }: { who: string }) => `${who} has not answered`,
    status: 'Still waiting',
    lead: ({ who, to, title }: Names & { to: string }) =>
      `${who} has not answered about “${title}”, so ${to} is asked as well. Whoever of them answers first decides.`,
    nobody: ({ who, title }: Names) => `${who} has not answered about “${title}”, and there was nobody who could be asked as well.`,
  },
  withdrawn: {
    subject: ({ who, title }: Names) => `Withdrawn by ${who}: ${title}`,
    subjectOwn: ({ title }: Title) => `You have withdrawn your answer: ${title}`,
    heading: ({ who }: { who: string }) => `${who} withdrew`,
    headingOwn: 'Your answer is withdrawn',
    status: 'Withdrawn',
    lead: ({ who, title }: Names) =>
      `${who} took back the answer on “${title}”. It counts no longer; ${who} is asked again, and so is everyone after.`,
    leadOwn: ({ title }: Title) =>
      `Your answer on “${title}” counts no longer; both are on record. You can answer again, or decline, until the deadline.`,
  },
  disputed: {
    subject: ({ who, title }: Names) => `Disputed by ${who}: ${title}`,
    subjectOwn: ({ title }: Title) => `Your objection is recorded: ${title}`,
    heading: ({ who }: { who: string }) => `${who} disputes this envelope`,
    headingOwn: 'Your objection is recorded',
    status: 'On hold',
    statusOver: 'On record',
    lead: ({ who, title }: Names) =>
      `${who} disputes “${title}”. Until you settle it nobody can answer, no reminder goes out, no deadline passes, and nothing is sealed.`,
    leadOver: ({ who, title }: Names) => `${who} disputes “${title}”, which is over. The objection is on record with everything else.`,
    leadOwn: ({ title, who }: Names) =>
      `“${title}” is on hold until ${who} settles the matter. Nobody can answer, and what is on record is kept. We write to you then.`,
    leadOwnOver: ({ title, who }: Names) => `“${title}” is over. Your objection is on record with it, and ${who} has been told.`,
    how: 'To go on with it, answer with the word “RESUME”; to end it, with “VOID:” and a reason.',
    howOver: 'To say that the matter is settled, answer with the word “RESUME”.',
    howAsk: ({ who }: { who: string }) => `Anything else that you write goes to ${who}.`,
  },
  resumed: {
    subject: ({ title }: Title) => `No longer on hold: ${title}`,
    heading: 'The dispute is settled',
    status: 'Goes on',
    lead: ({ who, title }: Names) => `${who} says that your objection to “${title}” is settled. It stays on record.`,
    deadline: ({ when }: { when: string }) => `The envelope goes on; it closes on ${when}.`,
  },
  deadline: {
    subject: ({ title }: Title) => `More time: ${title}`,
    heading: 'The deadline has moved',
    status: 'Waiting for you',
    lead: ({ title, when }: { title: string; when: string }) => `“${title}” now closes on ${when}.`,
  },
  expiryWarning: {
    subject: ({ title }: Title) => `Closes soon: ${title}`,
    heading: ({ when }: { when: string }) => `It closes on ${when}`,
    status: 'Closes soon',
    lead: ({ title, names }: { title: string; names: readonly string[] }) => `“${title}” is still waiting for ${listed(names)}.`,
    how: [
      'To give more time, answer “EXTEND 14 days”.',
      'To remind those who are waited for, answer with the word “REMIND”; “REASSIGN ana@example.com TO bob@example.com” asks someone else.',
    ],
  },
  voided: {
    subject: ({ title }: Title) => `Voided: ${title}`,
    heading: 'The sender has voided this envelope',
    headingOwn: 'You have voided this envelope',
    headingByAdmin: 'An administrator has voided this envelope',
    status: 'Voided',
    lead: ({ who, title }: Names) => `“${title}” by ${who} is voided. You need not do anything; nothing can be signed in it any more.`,
    leadOwn: ({ title }: Title) => `“${title}” is voided. Everyone who had been asked is told.`,
    draft: {
      subject: ({ title }: Title) => `Draft dropped: ${title}`,
      heading: 'You have dropped this draft',
      lead: ({ title }: Title) => `Your draft “${title}” is dropped. Nobody else had heard of it.`,
    },
  },
  expired: {
    subject: ({ title }: Title) => `Closed without all answers: ${title}`,
    heading: 'The deadline has passed',
    status: 'Expired',
    lead: ({ title, when }: { title: string; when: string }) => `“${title}” closed on ${when} before everyone had acted.`,
    draft: {
      subject: ({ title }: Title) => `Draft dropped: ${title}`,
      heading: 'Your draft was not sent in time',
      lead: ({ title }: Title) => `Your draft “${title}” was not sent within 48 hours and is dropped. Nobody else had heard of it.`,
    },
    toSender: 'To go on, mail the document to the signing address again.',
  },
  completed: {
    subject: ({ title }: Title) => `Completed: ${title}`,
    heading: 'Everyone has acted',
    status: 'Completed and sealed',
    lead: ({ title }: Title) =>
      `“${title}” is completed. The sealed PDF holds the document, the signatures and the certificate of completion; keep it.`,
    attached: 'It is attached to this mail.',
    linked: 'It is too large for a mail; you find it on the page.',
  },
  sealFailed: {
    subject: ({ title }: Title) => `Signed, not sealed yet: ${title}`,
    heading: 'Everyone has acted; the seal is delayed',
    status: 'Being repaired',
    lead: ({ title }: Title) =>
      `All acts in “${title}” are recorded and safe, but the sealed PDF could not be made. We keep trying and send it as soon as it is there.`,
  },
  undeliverable: {
    subject: ({ who, title }: Names) => `Could not reach ${who}: ${title}`,
    heading: ({ who }: { who: string }) => `We could not reach ${who}`,
    status: 'Not delivered',
    lead: ({ who, title }: Names) => `Our message to ${who} about “${title}” was refused for good by their mail system.`,
    how: 'If the address is wrong, answer “CORRECT ana@example.com TO anna@example.com” with the old and the right one; “REASSIGN” instead asks someone else.',
  },
  rerouted: {
    subject: ({ who, title }: Names) => `${who} is written to elsewhere: ${title}`,
    heading: ({ who, next }: { who: string; next: Channel }) => `We write to ${who} ${PLACES[next]} now`,
    status: 'Sent another way',
    lead: ({ who, title, from, next }: Names & { from: Channel; next: Channel }) =>
      `${who} could not be reached ${PLACES[from]}, so everything about “${title}” goes to them ${PLACES[next]}. You need not do anything.`,
    why: ({ why }: { why: string }) => `The reason: ${why}`,
  },
};
