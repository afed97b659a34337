// What is printed may hold words by strangers: file names, a certificate's name, a mail. A terminal takes some characters for commands,
// and others turn the order of what follows; neither reaches it.

/** C0 but tab and line feed, DEL, C1 (U+009B begins a command as ESC does), bidirectional marks, embeddings and isolates. */
const COMMANDING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

export function print(text: string): void {
  console.log(text.replace(COMMANDING, '\ufffd'));
}

/** One line, and the very same value to whatever reads it: there they are written as escapes. */
export function printJson(value: object): void {
  console.log(JSON.stringify(value).replace(COMMANDING, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`));
}
