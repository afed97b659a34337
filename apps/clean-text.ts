// Text by others on its way into our mails: no control and no bidirectional characters, which can make it read as something else.

/** C0, C1, bidirectional embeddings and isolates, zero-width characters, soft hyphen, byte-order mark. */
const UNSEEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/** One line. */
export function cleanLine(text: string): string {
  return text.replace(UNSEEN, '').replace(/\s+/gu, ' ').trim();
}

/** Several lines, each trimmed at its end. */
export function cleanBlock(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(UNSEEN, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}

const MOST_NAME_CHARS = 120;

/** A file name without a path, as it may be shown and attached. */
export function cleanFilename(name: string | undefined): string {
  const base = cleanLine((name ?? '').split(/[\\/]/).at(-1) ?? '')
    .replace(/["<>|:*?]/g, '_')
    .replace(/^\.+/, '');
  if (base.length <= MOST_NAME_CHARS) return base === '' ? 'document.pdf' : base;
  const dot = base.lastIndexOf('.');
  const ending = dot > 0 && base.length - dot <= 8 ? base.slice(dot) : '';
  return base.slice(0, MOST_NAME_CHARS - ending.length) + ending;
}
