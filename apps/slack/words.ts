// The few sentences that the incoming side says by itself, before or instead of what the chat says about an envelope.
export type Words = {
  /** Nobody's language is known there. */
  readonly notInstalled: string;
  readonly slow: string;
  readonly fault: string;
  readonly isRequired: string;
  readonly isNoAddress: string;
  readonly noDocument: string;
  readonly withFiles: (names: readonly string[]) => string;
  readonly close: string;
};

const ENGLISH: Words = {
  notInstalled:
    'Countersign is not installed here, so nothing was done. Ask an administrator of this workspace to connect it, then try again.',
  slow: 'This takes longer than usual. Look with `/sign list` in a moment before you try again.',
  fault: 'Something went wrong on our side. Nothing was changed. Please try again in a moment.',
  isRequired: 'Please fill this in.',
  isNoAddress: 'This is not an e-mail address. Write it like name@example.com.',
  noDocument: 'There is no PDF in this message, so there is nothing to send. Attach a PDF, or use the shortcut on a message that has one.',
  withFiles: (names) => `To be sent: ${names.join(', ')}`,
  close: 'Close',
};

const GERMAN: Words = {
  notInstalled: ENGLISH.notInstalled,
  slow: 'Das dauert länger als sonst. Sehen Sie gleich mit `/sign list` nach, bevor Sie es noch einmal versuchen.',
  fault: 'Bei uns ist etwas schiefgegangen. Es wurde nichts geändert. Bitte versuchen Sie es gleich noch einmal.',
  isRequired: 'Bitte füllen Sie dieses Feld aus.',
  isNoAddress: 'Das ist keine E-Mail-Adresse. Schreiben Sie sie wie name@example.com.',
  noDocument:
    'In dieser Nachricht ist kein PDF, also gibt es nichts zu versenden. Hängen Sie ein PDF an, oder nehmen Sie eine Nachricht, die eines hat.',
  withFiles: (names) => `Versendet wird: ${names.join(', ')}`,
  close: 'Schließen',
};

export function wordsIn(language = ''): Words {
  return /^de\b/i.test(language) ? GERMAN : ENGLISH;
}
