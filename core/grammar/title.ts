// A title out of a subject: what programs put in front of it is taken away.

/** Reply and forward marks of mail programs in many languages, also numbered ones such as `Re[2]:`. */
const MARK =
  /^(?:re|fwd?|aw|wg|tr|rv|ref|rif|r|i|sv|vs|vb|antw|doorst|enc|res|rép|odp|pd|ynt|ilt|atb|továbbítás|vá|回复|回覆|转发|轉寄|答复|返信|転送)\s?(?:\[\d{1,3}\])?\s?[:：]\s*/iu;
const TAG = /^\[(?:external|ext|extern|caution|spam)[^\]]{0,20}\]\s*/i;
const MOST_MARKS = 10;
const MOST_TITLE_CHARS = 200;

export function cleanTitle(subject: string): string {
  let title = subject
    .slice(0, 1000)
    .normalize('NFC')
    .replace(/[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  for (let count = 0; count < MOST_MARKS; count += 1) {
    const shorter = title.replace(TAG, '').replace(MARK, '');
    if (shorter === title) break;
    title = shorter;
  }
  return title.slice(0, MOST_TITLE_CHARS).trim();
}
