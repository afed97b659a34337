// English: what a person is told when a message of theirs recorded nothing, or was passed on.
import type { AskReason } from '../../answer.ts';

export const enAnswers = {
  askSubject: 'Nothing recorded: please answer again',
  askHeading: 'We could not read your answer as a decision',
  ask: {
    empty: 'Your mail held no words of your own.',
    unclear: 'Your words could be meant as a decision, but they are not one of the exact phrases.',
    'parts-differ': 'The plain-text part and the formatted part of your mail say different things.',
    'hidden-text': 'Your mail holds hidden text, so we cannot be sure what you meant.',
    mixed: 'Your mail holds a decision together with other words, and we record no decision with conditions.',
    'automatic-looking': 'Your mail looks like an automatic reply.',
    'reason-missing': 'A reason is missing. Write it after the word and a colon, for example “DECLINE: wrong amount”.',
  } satisfies Record<AskReason, string>,
  youWrote: 'You wrote',
  refusedSubject: 'Not done',
  refusedHeading: 'This could not be done',
  notUnderstoodSubject: (name: string) => `${name} answers, but not with a decision`,
  notUnderstood: (name: string) =>
    `${name} has answered by mail several times, and none of it could be read as a decision, though we explained twice how to decide. We ask no further.`,
  notUnderstoodNext: 'You could call them, send them a new link to the document’s page, or withdraw the request.',
  quiet: {
    subject: 'Too many mails from one address',
    lead: (email: string) =>
      `${email} writes again and again, as programs do that answer every mail. For now we do not answer that address by ourselves any more.`,
    next: 'Requests, reminders and decisions go on as before. If a person writes there, reach them another way.',
  },
  quarantined: {
    subject: 'A mail was set aside unread',
    lead: {
      virus: (name: string) => `An answer for ${name} came in, and our mail system found a virus in it. We did not open it.`,
      spam: (name: string) => `An answer for ${name} came in, and our mail system takes it for spam. It was set aside unread.`,
    },
    own: {
      virus: 'A mail in your name came to start a request, and our mail system found a virus in it. We did not open it.',
      spam: 'A mail in your name came to start a request, and our mail system takes it for spam. It was set aside unread.',
    },
    next: {
      virus: (name: string) => `Tell ${name} another way, and ask them to answer on the document’s page.`,
      spam: (name: string) => `If you expect an answer, ask ${name} to give it on the document’s page.`,
    },
    nextOwn: {
      virus: 'If it was you, have your computer checked, and send the document again from a clean one.',
      spam: 'If it was you, send it again with a plain subject and a few words of text, or start the request in your chat.',
    },
  },
  wrongPersonSubject: 'Someone else answered in your place',
  wrongPersonHeading: 'Someone else answered your request',
  wrongPerson: (from: string) =>
    `A message from ${from} came to the address that was made for you alone. Being asked cannot be passed on by forwarding a mail, so it counts for nothing.`,
  wrongPersonNext: 'If it is your decision, answer from your own address. If someone else should act, tell the sender.',
  wrongPersonDelegate: (from: string) => `If ${from} should act in your place, answer this mail with “DELEGATE TO ${from}”.`,
  wrongPersonAlias: ({ who, from }: { who: string; from: string }) =>
    `If ${from} is an address of yours as well, ask ${who} to put yours right: only they can change whom a request is for.`,
  wrongPersonCorrect: ({ from, to }: { from: string; to: string }) =>
    `To do so, they answer one of our mails with “CORRECT ${to} TO ${from}”.`,
  notAuthenticatedSubject: 'A message in your name was not accepted',
  notAuthenticatedHeading: 'A message in your name was not accepted',
  notAuthenticated: (why: string) =>
    `We received a message that says it is from you, but your mail system’s signature does not prove it (${why}). It counts for nothing.`,
  notAuthenticatedNext: 'If it was you, use the page, or send it again from your usual mailbox. If it was not, you need not do anything.',
  notAuthenticatedStart: 'If it was you, send it again from your organisation’s mailbox. If it was not, you need not do anything.',
  noDocumentSubject: 'No document found',
  noDocumentHeading: 'Your mail held no document',
  noDocument: 'We found no PDF in your mail. Attach the PDF itself (a link is not enough) and send it again.',
  unusableSubject: (filename: string) => `We cannot use ${filename}`,
  unusableHeading: 'This document cannot be sent for signature',
  needsPassword: (filename: string) =>
    `“${filename}” asks for a password to be opened. Save a copy without a password and send it again; never mail us the password.`,
  unusable: (filename: string, why: string) => `“${filename}” cannot be used: ${why}`,
  problemsSubject: 'Please correct your request',
  problemsHeading: 'We did not understand all of it',
  notAMemberSubject: 'This address cannot send',
  notAMemberHeading: 'This address cannot send documents',
  notAMember:
    'Only members of an organisation that is registered here can send documents for signature, and this address belongs to none. Ask your administrator to add it, or write from your organisation’s address.',
  relayedSubject: 'Passed on',
  relayedHeading: (to: string) => `We passed your message on to ${to}`,
  relayedToAll: 'We passed your message on to everyone who has been asked',
  relayed: 'It is a comment and decides nothing: to decide, answer with one of the exact phrases.',
  relayedBySender: 'It is a comment and changes nothing in the envelope.',
  statusSubject: (title: string) => `Status: ${title}`,
  statusHeading: 'Where it stands',
  codeSubject: (code: string) => `${code} is your code`,
  codeHeading: 'Your one-time code',
  code: ({ when }: { when: string }) =>
    `Enter this code on the document’s page. It is valid until ${when}, for one use. Nobody will ever ask you for it by phone or mail.`,
  codeNotYou: 'If you did not ask for it, ignore this message; nobody can sign without it.',
};
