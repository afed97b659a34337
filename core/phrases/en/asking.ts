// English: what asks someone for something, and how they can answer. Command phrases stand inside sentences, never alone on a line: quoted
// back to us, a line must never read as its reader's decision.
import type { Delegation } from '../../terms.ts';
import type { Place } from '../place.ts';

type Title = { readonly title: string };
type Names = { readonly who: string; readonly title: string };
type Asker = Names & { readonly organisation: string };

const PLACES: Record<Place['as'], (whom: string) => string> = {
  'on-behalf': (whom) => `You are asked on behalf of ${whom}, who has handed this over to you.`,
  'in-place': (whom) => `You are asked in place of ${whom}.`,
  besides: (whom) => `${whom} has not answered so far, so you are asked as well: whoever of you answers first decides.`,
};
const DELEGATION: Record<Delegation, string> = {
  never: '',
  'own-people': '“DELEGATE TO” and an address of your organisation hands it over, ',
  anyone: '“DELEGATE TO” and an address hands it over, ',
};

export const enAsking = {
  asks: {
    signer: {
      subject: ({ who, title }: Names) => `${who} asks you to sign: ${title}`,
      heading: ({ title }: Title) => `Please sign: ${title}`,
      status: 'Waiting for your signature',
      lead: ({ who, organisation, title }: Asker) =>
        `${who} (${organisation}) asks you to sign “${title}”. Read the document first; it is attached or on the page.`,
      button: 'Read and sign',
      how: 'To sign, answer this mail with the two words “I SIGN” and nothing else, or use the page.',
      onPage: 'To sign, open the page: it asks for a one-time code that we send to this address.',
    },
    approver: {
      subject: ({ who, title }: Names) => `${who} asks you to approve: ${title}`,
      heading: ({ title }: Title) => `Please approve: ${title}`,
      status: 'Waiting for your approval',
      lead: ({ who, organisation, title }: Asker) =>
        `${who} (${organisation}) asks you to approve “${title}”. Those who come after you are asked only once you have approved.`,
      button: 'Read and decide',
      how: 'To approve, answer this mail with the two words “I APPROVE” and nothing else, or use the page.',
      onPage: 'To approve, open the page: it asks for a one-time code that we send to this address.',
    },
    viewer: {
      subject: ({ who, title }: Names) => `${who} asks you to read: ${title}`,
      heading: ({ title }: Title) => `Please read and confirm: ${title}`,
      status: 'Waiting for you to confirm',
      lead: ({ who, organisation, title }: Asker) =>
        `${who} (${organisation}) asks you to read “${title}” and to confirm that you have. You sign nothing by that.`,
      button: 'Read and confirm',
      how: 'Once you have read it, answer this mail with the two words “I ACKNOWLEDGE” and nothing else, or use the page.',
      onPage: 'Once you have read it, confirm on the page: it asks for a one-time code that we send to this address.',
    },
    preparer: {
      subject: ({ who, title }: Names) => `${who} asks you to fill in: ${title}`,
      heading: ({ title }: Title) => `Please fill in: ${title}`,
      status: 'Waiting for your data',
      lead: ({ who, organisation, title }: Asker) =>
        `${who} (${organisation}) asks you to fill in the data of “${title}”. Everyone else is asked only once you have done so.`,
      button: 'Fill in the data',
      how: 'To fill in the data, open the page; an answer by mail cannot do it.',
      onPage: 'To fill in the data, open the page: it asks for a one-time code that we send to this address.',
    },
  },
  place: ({ as, whom }: Place) => PLACES[as](whom),
  consumer: ({ who }: { who: string }) =>
    `Before you sign, the page shows what it means to receive and sign this electronically. You may ask ${who} for paper instead, free of charge, or decline.`,
  toDecline: 'To decline, answer with “DECLINE:” and your reason after it.',
  toAsk: ({ who }: { who: string }) => `Anything else that you write goes to ${who} as a question.`,
  otherWays: ({ delegation, muted }: { delegation: Delegation; muted: boolean }) =>
    `Not for you, or not now? ${DELEGATION[delegation]}“SNOOZE 3 days” puts reminders off, ${muted ? '“REMIND ME” begins them again' : '“STOP” ends them'}.`,
  afterwards: ({ canWithdraw }: { canWithdraw: boolean }) =>
    `${canWithdraw ? 'To take your answer back while others are still asked, answer “WITHDRAW:” and a reason. ' : ''}If something is wrong with it, “DISPUTE:” and a reason puts everything on hold.`,
  onHold: 'The envelope is on hold because it is disputed. Nothing can be decided until its sender goes on with it.',
  senderHow: [
    'To remind those who are waited for, answer with the word “REMIND”; to see where it stands, with the word “STATUS”.',
    'To change who is asked: “REASSIGN ana@example.com TO bob@example.com” gives a place to someone else, “CORRECT ana@example.com TO anna@example.com” mends an address, “RESEND TO ana@example.com” sends a new link, “EXTEND 14 days” moves the deadline.',
    'To void it, answer with “VOID:” and your reason after it. Anything else goes to whoever asked you last.',
  ],
  senderHowOnHold: [
    'To go on with it, answer with the word “RESUME”; to end it, with “VOID:” and a reason.',
    'Anything else goes to whoever asked you last.',
  ],
  approvalMeaning: (organisation: string) =>
    `An approval is recorded inside ${organisation}’s process. It is not a signature on behalf of anyone.`,
  acknowledgeMeaning: 'Your confirmation says that you have read the document. It is not a signature, and binds you to nothing.',
  notExpected: 'Not you, or not expected? Ignore this message, or decline it.',
  draft: {
    subject: ({ title }: Title) => `Draft ready: ${title}`,
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
  reminder: {
    subject: ({ title }: Title) => `Reminder: ${title}`,
    status: 'Still waiting for you',
    lead: ({ who, title }: Names) => `${who} is still waiting for your answer on “${title}”.`,
    alsoWaits: ({ titles }: { titles: readonly string[] }) =>
      `Also waiting for you, each in a mail of its own: ${titles.join('; ')}. We remind you of them here only.`,
  },
  confirm: {
    subject: ({ title }: Title) => `One more step: ${title}`,
    heading: 'One more step',
    status: 'Not recorded yet',
    lead: 'Your answer arrived, but the way it came is not proof enough for this document. It counts for nothing until you confirm it.',
    how: 'Open the page, ask for a one-time code, enter it, and answer there. It takes a minute; the answer you sent lapses after 24 hours.',
  },
};
