// English: what the page says beyond the phrases that all channels share. Words that become part of an act are marked; they go on record.

/** On record: the statement that the signer ticks. */
export const SIGN_WORDS = 'I have read the document and sign it with the name that I typed.';
/** On record: the statement over the Approve button. */
export const APPROVE_WORDS = 'I have read the document and approve it.';

export const words = {
  product: 'Countersign',
  local: 'This is a local demonstration: no mail leaves this machine, and nothing here binds anyone.',
  skip: 'Skip to the document',
  document: 'Document',
  asPdf: 'View as PDF',
  noScript: 'The pages are drawn by a small script. Without it, open the document as PDF; everything else works all the same.',
  pageOf: (page: number, pages: number) => `Page ${page} of ${pages}`,
  withheld: 'The sender has withdrawn this document, so it is not shown any more.',
  open: 'Open the document',
  openWhy: 'You can then decide, and the sender learns that you have seen it.',
  openToWrite: 'Write to the sender',
  step: { decide: 'Your decision', code: 'Confirm that it is you' },
  codeLead: (email: string) => `We send a six-digit code to ${email}. Entering it proves once more that you can read that mailbox.`,
  codeAsk: 'Send me a code',
  codeAgain: 'Send another code',
  codeLabel: 'Six-digit code',
  codeEnter: 'Confirm the code',
  thenSign: 'Then you type your name and sign, or decline.',
  thenApprove: 'Then you approve or decline.',
  consentTitle: 'What signing means',
  approvalTitle: 'What approving means',
  typedName: 'Type your full name',
  typedNameHint: (name: string) => `As your signature; you are asked as ${name}.`,
  sign: 'Sign',
  approve: 'Approve',
  signWords: SIGN_WORDS,
  approveWords: APPROVE_WORDS,
  decline: 'Decline',
  declineOpen: 'Decline instead',
  declineLabel: 'Your reason, for the sender',
  declineHint: 'Declining ends the envelope for everyone.',
  comment: (sender: string) => `Ask ${sender} a question`,
  commentLabel: 'Your question or comment',
  commentHint: 'It goes to the sender and decides nothing.',
  commentSend: 'Send',
  decideBar: { sign: 'Sign or decline', approve: 'Approve or decline', code: 'Confirm that it is you' },
  download: 'Download the sealed PDF',
  about: 'About this document',
  people: 'Who takes part',
  beingAsked: 'is being asked',
  verifyLink: 'Check a sealed PDF',
  whose: 'This page is for you alone. Passing on its link passes on no right to decide.',
} as const;

export const pages = {
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
} as const;
