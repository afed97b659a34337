// English: what became of a form that was sent from the page, and pages that are nothing but a message.

type Card = { readonly title: string; readonly text: readonly string[] };
type Cards = { readonly [C in 'unknown' | 'elsewhere' | 'tooLarge' | 'fault']: Card };

const cards: Cards = {
  unknown: {
    title: 'This link leads nowhere',
    text: [
      'It may be cut short, mistyped, or no longer valid. Nothing has been recorded.',
      'Open the newest mail about the document and use the link there, or copy it whole into the address bar. If that does not help, answer that mail: your words reach the sender.',
    ],
  },
  elsewhere: {
    title: 'That did not come from this page',
    text: ['Nothing has been recorded. Open the document’s page from your mail and try again there.'],
  },
  tooLarge: {
    title: 'That is too much to send',
    text: ['Nothing has been recorded. Go back, shorten your text, and send it again.'],
  },
  fault: {
    title: 'That did not work just now',
    text: ['The fault is ours. Nothing is lost: what is on record stays. Please try again in a minute.'],
  },
};

export const enNotices = {
  cards,
  working: 'We have received what you sent and are still working on it. Reload this page in a moment; you need not send it again.',
  opened: 'The document is open for you. Read it, then decide.',
  commented: ({ who }: { who: string }) => `Your words are on their way to ${who}. They decide nothing.`,
  done: 'Done, and on record.',
  held: 'Not recorded yet: your answer was not proven well enough. Enter a one-time code, then decide again.',
  codeSent: ({ email }: { email: string }) => `We have sent a six-digit code to ${email}. It is valid for ten minutes.`,
  tooManyCodes: 'You have asked for too many codes lately, so no further one was sent. Use the newest, or wait a while.',
  noCodeNeeded: 'Nothing can be decided here at present, so no code was sent.',
  codeRight: 'The code is right. You can decide now.',
  codeWrong: 'That is not the code. Look in the newest mail from us and try again.',
  codeLocked: 'That was the fifth wrong try, so this code works no more. Ask for another one.',
  codeExpired: 'That code is older than ten minutes. Ask for another one.',
  codeNone: 'There is no code to enter, or it was used already. Ask for another one.',
  consentMissing: 'Nothing has been recorded. Tick the sentence above the button if you agree, and press Sign again.',
  formOutdated: 'Nothing has been recorded. The page had changed; please look at it again and repeat your answer.',
  visitOver: 'Nothing has been recorded. Your visit had ended for safety. Open the document again to go on.',
  unreadable: 'Nothing has been recorded. What you entered could not be read, or was too long. Please try again.',
};
