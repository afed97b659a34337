// English: the page on which the sender of a draft says where signatures, dates and other entries go.

type Line = { readonly kind: string; readonly who: string; readonly page: string };

export const enPlacing = {
  open: 'Place fields on the pages',
  /** A button of a card: 24 characters at most. */
  button: 'Place fields',
  fact: 'Fields',
  title: 'Place fields',
  lead: 'Say where the signatures, dates and other entries go. Whoever has no place for a signature signs on a page at the end.',
  back: 'Back to the draft',
  noSigners: 'Nobody is named yet who signs. Change the draft first and name the signers; then their fields can be placed here.',
  whose: 'For whom',
  which: 'What',
  how: 'Press what is needed, then the place on a page. Drag a field to move it, pull a corner to size it.',
  keysTitle: 'By keyboard',
  keys: 'Enter on what is needed puts it in the middle of the page in view; arrows move it, with Shift they size it, Delete takes it away, Ctrl+Z undoes.',
  noScript:
    'Without the script of this page, fields are placed by numbers: in millimetres, from the upper left corner of the page as it is read.',
  list: 'The fields',
  line: ({ kind, who, page }: Line) => `${kind}, ${who}, page ${page}`,
  newField: 'Another field',
  nothing: 'none',
  document: 'Document',
  page: 'Page',
  label: 'What is asked for',
  labelHint: 'People read this beside the field, for example “Job title”.',
  required: 'Must be filled in',
  left: 'From the left (mm)',
  top: 'From the top (mm)',
  width: 'Width (mm)',
  height: 'Height (mm)',
  remove: 'Take away',
  undo: 'Undo',
  save: 'Save the fields',
  count: (count: string) => `Fields: ${count}`,
  unsaved: 'Not saved yet',
  howToSend:
    'Saving sends nothing. When all is in place, send the draft as before: answer our mail with the word “SEND”, or press Send in the chat.',
  saved: (count: number) =>
    count === 0
      ? 'Saved: there are no fields. Signatures stand on a page at the end.'
      : `Saved: ${count === 1 ? '1 field' : `${count} fields`}.`,
  codeFirst: ({ email }: { email: string }) =>
    `One more step: to be sure that it is you, we have sent a six-digit code to ${email}. Enter it, and save again. Nothing of what you placed is lost.`,
  changed: ({ when }: { when: string }) =>
    `Nothing was saved: the draft was changed on ${when}, after this page was opened. The fields as you placed them are below. Look at them with the draft as it is now, and save again.`,
  unreadable: (numbers: string) =>
    `Nothing was saved: a number could not be read, or is missing (field ${numbers}). Everything that you entered is below.`,
};
