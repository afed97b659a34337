// English: what a signer fills in on the page of a document, beside the pages and over them.

type Where = { readonly what: string; readonly page: number; readonly isRequired: boolean };

export const enFilling = {
  /** The name of a field in the form. */
  asked: ({ what, page, isRequired }: Where) => `${what} (page ${page}${isRequired ? '' : ', optional'})`,
  /** On its place in the page. */
  ofReader: (what: string) => `${what}: yours`,
  ofOther: ({ what, who }: { what: string; who: string }) => `${what}: ${who}`,
  dates: 'Dates are filled in with the day on which you sign.',
  pages: (numbers: string) => `Goes to: ${numbers}`,
  pageAt: (page: number) => `page ${page}`,
  typed: 'As I type my name',
  typedInitials: 'The initials of my name',
  drawn: 'I draw it',
  pad: { signature: 'Draw your signature in this box', initials: 'Draw your initials in this box' },
  padHint: 'With mouse, finger or pen. Typing counts the same.',
  undo: 'Undo',
  clear: 'Clear',
  next: 'Next field',
  /** Above the button that signs; the names follow. */
  missing: 'Still to fill in:',
  complete: 'Everything that is needed is filled in.',
  fillThis: 'This must be filled in before you sign.',
  tickThis: 'This must be ticked before you sign.',
};
