// An invitation as we send it, and answers to it: what people who decide write, and what people write who do not.
import { MARKER } from '#core/grammar/extract.ts';

export const INVITATION = `${MARKER}

Omar Haddad (Acme) asks you to sign “Mutual NDA”. Read the document first; it is attached or on the page.

Document: nda-2026.pdf (4 pages)
Fingerprint (SHA-256): 9f2c4e1b77aa b013
Closes: 19 Jan 2026, 23:59 (Europe/Berlin)
Reference: CS-7K3F2-QXA9B

If you answer with the words I SIGN, you agree to use electronic records and signatures for this document, and your answer is your signature on it.
To sign, answer this mail with the two words “I SIGN” and nothing else, or use the page.
To decline, answer with “DECLINE:” and your reason after it.
Anything else that you write goes to Omar Haddad as a question.

Read and sign: https://sign.example.com/s/abc123

Not you, or not expected? Ignore this message, or decline it.
Acme Ltd, 1 Example Street, Springfield`;

export const NAMES = ['Dana Ruiz', 'dana.ruiz@fabrikam.example'];

export const SIGNS = [
  'I SIGN',
  'i sign',
  'I sign.',
  'I SIGN!',
  '  I  SIGN  ',
  'Hi Omar,\n\nI SIGN\n\nBest regards,\nDana Ruiz',
  'Hello,\n\nI SIGN\n\nThanks\nDana',
  'I SIGN\n\n-- \nDana Ruiz\nHead of Legal\nFabrikam Logistics BV\n+31 20 555 0199',
  'I SIGN\n\nMit freundlichen Grüßen\nDana Ruiz\nFabrikam GmbH',
  'I SIGN\n\nDana Ruiz, CFO\ndana.ruiz@fabrikam.example\nwww.fabrikam.example',
];

export const DECLINES = [
  'DECLINE: clause 4 is missing',
  'Decline - wrong amount',
  'decline: sent to the wrong person',
  'DECLINE:\nwe have no budget for it\n\nDana',
  'Hi,\nDECLINE: not our entity, it should be Fabrikam BV.\nRegards,\nDana Ruiz',
];

/** None of these may be recorded as a signature, an approval or a decline. */
export const NO_ACTS = [
  '',
  'yes',
  'Yes.',
  'ok',
  'OK!',
  'approved',
  'Approved, thanks',
  'lgtm',
  '+1',
  '👍',
  'agreed',
  'signed',
  'I signed',
  'I AGREE',
  'I ACCEPT',
  'Looks good to me',
  'go ahead',
  'sign',
  'SIGN',
  'ISIGN',
  'I-SIGN',
  'I SIGNED',
  'I SIGN?',
  '"I SIGN"',
  '“I SIGN”',
  '*I SIGN*',
  'I SIGN ✅',
  'I SIGN!!',
  'I will sign',
  'I sign tomorrow',
  'I SIGN if clause 4 goes',
  'I SIGN, but only with clause 4 removed',
  'I SIGN\n\nProvided that you pay first.',
  'I SIGN\nonly if you pay first',
  'I SIGN\n\nBest,\nDana\n\nPS: not before Friday',
  'I SIGN\n\nDana Ruiz\nnur wenn bezahlt wird',
  'I SIGN\n\nBest regards,\nOmar Haddad',
  'I SIGN\nfor Omar',
  'I SIGN\n\n-- \nonly valid if paid',
  'I do not sign',
  "I don't SIGN",
  'I SIGN nothing',
  'not I SIGN',
  'Should I answer I SIGN?',
  'Do I write I SIGN here?',
  'QUESTION: if I write I SIGN, is that final?',
  'OK, I will look tomorrow',
  'approved with changes',
  'approve? not yet',
  'I SIGN\nDECLINE: no',
  'DECLINE',
  'decline.',
  'DECLINE: but I SIGN if you change it',
  'DECLINE: why should I?',
  'Decline if they do not answer',
  'I am on approved leave until Monday',
  'I am out of the office and have limited access to mail.',
  'When does this expire?',
  'Where is the annex?',
  'Please send me the annex first.',
  'Can Bob sign instead?',
  '\u0406 SIGN',
  'I S\u0406GN',
  'I \u0405IGN',
  'Ｉ ＳＩＧＮ',
  'I SIGN\u0307',
  'ich unterschreibe',
  "D'accord",
  '同意',
  '> I SIGN',
  'You asked me to answer with the two words “I SIGN” and nothing else.',
  'Omar wrote: I SIGN',
];
