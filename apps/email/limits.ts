// How much of a message is read. What is beyond is refused as a value, before anything expensive looks at it.

/** What Amazon SES takes for one message, headers and encoding included. */
export const MOST_MESSAGE_BYTES = 40 * 1024 * 1024;
export const MOST_HEADER_BYTES = 256 * 1024;
export const MOST_HEADER_FIELDS = 200;
export const MOST_FIELD_BYTES = 16 * 1024;
export const MOST_ADDRESSES = 100;
export const MOST_PARTS = 200;
export const MOST_ATTACHMENTS = 20;
export const MOST_FILE_BYTES = 25 * 1024 * 1024;
export const MOST_KEPT_BYTES = 28 * 1024 * 1024;
/** Mails inside the mail that starts an envelope: how deep, and how many in all. */
export const MOST_DEPTH = 2;
export const MOST_NESTED_MAILS = 10;
export const MOST_HTML_CHARS = 512 * 1024;
/** How often one address is answered: beyond it two programs that answer each other are at work. */
export const MOST_ANSWERS_PER_HOUR = 5;
export const MOST_ANSWERS_PER_DAY = 20;
/** Fingerprints of notices and asks: at most so many a day to one person about one thing. */
export const MOST_ASKS_PER_DAY = 2;
