// What elements of formatted mail do: begin a line, hide what is in them, or show that it is quoted, as the mail programs mark it.

export type Attributes = Readonly<Record<string, string>>;

const NEVER_SHOWN = wordSet('head script style title template textarea noscript select object svg math');
const BLOCKS = wordSet(
  'address article aside blockquote center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table tr ul',
);
const VOID = wordSet('br hr img input meta link area base col embed source track wbr');

export const HIDING = [
  /display\s*:\s*none/i,
  /visibility\s*:\s*(?:hidden|collapse)/i,
  /(?<![-\w])opacity\s*:\s*(?:0|0?\.0+)\s*(?:;|!|$)/i,
  /(?<![-\w])font-size\s*:\s*[01](?:\.\d+)?(?:px|pt|em|%)?\s*(?:;|!|$)/i,
  /max-(?:height|width)\s*:\s*0/i,
  /mso-hide\s*:\s*all/i,
  /text-indent\s*:\s*-\d{3}/i,
  /clip\s*:\s*rect/i,
  /(?<![-\w])(?:left|top)\s*:\s*-\d{3}/i,
  // White on white is read by no one; on a dark ground it only means that we ask.
  /(?<![-\w])color\s*:\s*(?:transparent|white|#fff(?:fff)?)\b/i,
];
const UNREADABLE_COLOUR = /^#?(?:fff(?:fff)?|white)$/i;

const NAMED: Readonly<Record<string, string>> = { white: 'ffffff', black: '000000', red: 'ff0000', blue: '0000ff', gray: '808080' };

/** The quotation's wrapper in Gmail, Thunderbird, Yahoo, Proton, Zoho, Outlook on the web. */
const QUOTE_CLASS =
  /(?:^|\s)(?:gmail_quote(?:_container)?|gmail_attr|moz-cite-prefix|yahoo_quoted|protonmail_quote|zmail_extra|OutlookMessageHeader)(?:\s|$)/i;
/** Outlook marks only where its quotation begins. */
const QUOTE_FROM_HERE = /^(?:x_)*(?:appendonsend|divRplyFwdMsg|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION)$/i;
const OUTLOOK_RULE = /border-top\s*:\s*solid\s+#(?:E1E1E1|B5C4DF)/i;
const SIGNATURE_CLASS = /(?:^|\s)(?:gmail_signature|moz-signature|protonmail_signature_block)(?:\s|$)/i;

export function isBlock(name: string): boolean {
  return BLOCKS.has(name);
}

export function isCell(name: string): boolean {
  return name === 'td' || name === 'th';
}

/** Never has content, so no end is waited for. */
export function isVoid(name: string): boolean {
  return VOID.has(name);
}

export function isHidden(name: string, { style = '', color = '', hidden }: Attributes): boolean {
  return NEVER_SHOWN.has(name) || hidden !== undefined || UNREADABLE_COLOUR.test(color) || HIDING.some((rule) => rule.test(style));
}

/** The colour of the letters and of what is behind them, as far as the element says, in one spelling. */
export function coloursOf({ style = '', color = '', bgcolor = '' }: Attributes): { readonly ink?: string; readonly ground?: string } {
  const ink = colour(/(?<![-\w])color\s*:\s*([^;!]+)/i.exec(style)?.[1] ?? color);
  const ground = colour(/(?<![-\w])background(?:-color)?\s*:\s*([^;!]+)/i.exec(style)?.[1] ?? bgcolor);
  return { ...(ink && { ink }), ...(ground && { ground }) };
}

function colour(value: string): string {
  const text = value.replace(/\s+/g, '').toLowerCase();
  const [, hexadecimal = ''] = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/.exec(text) ?? [];
  const [, red, green, blue] = /^rgba?\((\d{1,3}),(\d{1,3}),(\d{1,3})/.exec(text) ?? [];
  if (red !== undefined) return [red, green, blue].map((part) => Number(part).toString(16).padStart(2, '0')).join('');
  return hexadecimal.length === 3 ? hexadecimal.replace(/./g, '$&$&') : hexadecimal || (NAMED[text] ?? text);
}

export function isQuote(name: string, { class: names = '' }: Attributes): boolean {
  return name === 'blockquote' || QUOTE_CLASS.test(names);
}

/** From here to the end everything is quoted. */
export function beginsQuotation({ id = '', style = '' }: Attributes): boolean {
  return QUOTE_FROM_HERE.test(id) || OUTLOOK_RULE.test(style);
}

export function isSignature({ class: names = '' }: Attributes): boolean {
  return SIGNATURE_CLASS.test(names);
}

function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}
