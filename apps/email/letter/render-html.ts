// The HTML twin: tables and inline styles, since that is what every mail program shows alike. One button, real text, no images.
import { escapeHtml } from '#apps/clean-text.ts';
import type { Letter } from './letter.ts';
import { COLOURS, FONT, HEAD_RULES, MONO, TONES } from './styles.ts';

const e = escapeHtml;
const BODY_TEXT = `font-family:${FONT};font-size:16px;line-height:25px`;
const SMALL_TEXT = `font-family:${FONT};font-size:13px;line-height:20px`;

export function htmlOf(letter: Letter): string {
  const edge = TONES[letter.status.tone].edge;
  const rows = [
    headingRow(letter),
    ...letter.paragraphs.map(paragraphRow),
    quoteRow(letter),
    buttonRow(letter),
    factsRow(letter),
    howRow(letter),
    smallRow(letter),
  ];
  return `<!DOCTYPE html>
<html lang="${e(letter.language)}" dir="ltr" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<title>${e(letter.subject)}</title>
<style>${HEAD_RULES}</style>
</head>
<body class="cs-page" style="margin:0;padding:0;background-color:${COLOURS.page}">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${e(letter.preheader)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="cs-page" style="background-color:${COLOURS.page}">
<tr><td align="center" class="cs-outer" style="padding:20px 12px 36px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px;word-break:break-word;overflow-wrap:anywhere">
${markerRow(letter)}
<tr><td>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="cs-card cs-top-${letter.status.tone}" style="background-color:${COLOURS.card};border:1px solid ${COLOURS.line};border-top:4px solid ${edge};border-radius:12px">
<tr><td class="cs-pad" style="padding:24px 36px 0">${brand()}</td></tr>
${rows.filter((row) => row !== '').join('\n')}
<tr><td style="height:30px;line-height:30px;font-size:1px">&nbsp;</td></tr>
</table>
</td></tr>
<tr><td class="cs-pad cs-soft" style="padding:18px 36px 0;${SMALL_TEXT};color:${COLOURS.soft}">${letter.footer.map(e).join('<br>')}</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

function row(content: string, above = 18): string {
  return `<tr><td class="cs-pad" style="padding:${above}px 36px 0">${content}</td></tr>`;
}

function markerRow({ marker }: Letter): string {
  const shown = marker === undefined ? '&nbsp;' : e(marker);
  return `<tr><td align="center" class="cs-soft" style="padding:4px 16px 14px;${SMALL_TEXT};color:${COLOURS.soft}">${shown}</td></tr>`;
}

function brand(): string {
  return `<div class="cs-brand" style="font-family:${FONT};font-size:15px;line-height:20px;font-weight:700;letter-spacing:.2px;color:${COLOURS.brand}">Countersign</div>`;
}

function headingRow({ heading, status, hasCode }: Letter): string {
  const { ink, fill } = TONES[status.tone];
  const pill = `<span class="cs-${status.tone}" style="display:inline-block;padding:5px 13px;border-radius:999px;background-color:${fill};color:${ink};font-family:${FONT};font-size:13px;line-height:18px;font-weight:600">${e(status.word)}</span>`;
  const code = `<div class="cs-tint cs-ink" style="padding:18px 12px;border:1px solid ${COLOURS.line};border-radius:10px;background-color:${COLOURS.tint};color:${COLOURS.ink};text-align:center;font-family:${MONO};font-size:38px;line-height:46px;font-weight:700;letter-spacing:9px">${e(status.word)}</div>`;
  const title = `<h1 class="cs-h1 cs-ink" style="margin:0;font-family:${FONT};font-size:26px;line-height:33px;font-weight:700;letter-spacing:-.2px;color:${COLOURS.ink}">${e(heading)}</h1>`;
  return hasCode ? row(title) + row(code) : row(pill) + row(title, 12);
}

function paragraphRow(paragraph: string): string {
  return row(`<p class="cs-ink" style="margin:0;${BODY_TEXT};color:${COLOURS.ink}">${e(paragraph)}</p>`, 14);
}

function quoteRow({ quote, status }: Letter): string {
  if (!quote) return '';
  const lines = quote.lines.map(
    (line) => `<div class="cs-ink" dir="auto" style="${BODY_TEXT};color:${COLOURS.ink}">${line === '' ? '&nbsp;' : e(line)}</div>`,
  );
  return row(
    `<div class="cs-tint cs-side-${status.tone}" style="padding:14px 18px;border-left:4px solid ${TONES[status.tone].edge};border-radius:4px;background-color:${COLOURS.tint}">` +
      `<div class="cs-soft" style="${SMALL_TEXT};font-weight:600;color:${COLOURS.soft}">${e(quote.who)}:</div>` +
      `${lines.join('')}</div>`,
  );
}

const HEXADECIMAL = /^[0-9a-f]{64}$/;

type Fact = Letter['facts'][number];

function factsRow({ facts }: Letter): string {
  if (facts.length === 0) return '';
  const shown = withFingerprints(facts);
  const rows = shown.map(({ fact, print }, at) => {
    const rule = at === shown.length - 1 ? '' : `border-bottom:1px solid ${COLOURS.line};`;
    const look = `font-family:${FONT};font-size:15px;line-height:22px${print ? ';font-weight:600' : ''}`;
    return (
      `<tr><td class="cs-label cs-row cs-soft" valign="top" width="120" style="width:120px;padding:10px 14px;${rule}${SMALL_TEXT};line-height:22px;color:${COLOURS.soft}">${e(fact.label)}</td>` +
      `<td class="cs-value cs-row cs-ink" valign="top" style="padding:10px 14px 10px 0;${rule}${look};color:${COLOURS.ink}">${e(fact.value)}${fingerprint(print)}</td></tr>`
    );
  });
  return row(
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="cs-tint" style="background-color:${COLOURS.tint};border:1px solid ${COLOURS.line};border-radius:10px">${rows.join('')}</table>`,
    24,
  );
}

/** A hash belongs to the fact that it follows. */
function withFingerprints(facts: readonly Fact[]): { fact: Fact; print?: Fact }[] {
  const rows: { fact: Fact; print?: Fact }[] = [];
  for (const fact of facts) {
    const before = rows.at(-1);
    if (before && !before.print && HEXADECIMAL.test(fact.value)) before.print = fact;
    else rows.push({ fact });
  }
  return rows;
}

/** Below its document, and small: it is there to be compared, not to be read. */
function fingerprint(fact: Fact | undefined): string {
  if (!fact) return '';
  const print = `<span style="font-family:${MONO};font-size:12px">${e(fact.value)}</span>`;
  return `<div class="cs-soft" style="${SMALL_TEXT};font-weight:400;color:${COLOURS.soft}">${e(fact.label)} ${print}</div>`;
}

function buttonRow({ buttons }: Letter): string {
  return buttons.map((button) => row(button.primary ? primaryButton(button) : plainLink(button), 24)).join('');
}

type Button = Letter['buttons'][number];

/** Word draws no rounded, padded links, so Outlook gets its own drawing of the same button. */
function primaryButton({ label, href }: Button): string {
  const width = Math.max(180, label.length * 10 + 64);
  return (
    `<!--[if mso]><v:roundrect href="${e(href)}" style="height:48px;v-text-anchor:middle;width:${width}px" arcsize="17%" stroke="f" fillcolor="${COLOURS.button}"><w:anchorlock xmlns:w="urn:schemas-microsoft-com:office:word"/><center style="color:${COLOURS.onButton};font-family:Segoe UI,Arial,sans-serif;font-size:16px;font-weight:bold">${e(label)}</center></v:roundrect><![endif]-->` +
    `<!--[if !mso]><!--><a class="cs-button" href="${e(href)}" style="display:inline-block;padding:12px 28px;border:1px solid ${COLOURS.button};border-radius:8px;background-color:${COLOURS.button};color:${COLOURS.onButton};font-family:${FONT};font-size:16px;line-height:22px;font-weight:600;text-decoration:none">${e(label)}</a><!--<![endif]-->`
  );
}

function plainLink({ label, href }: Button): string {
  return `<a class="cs-link" href="${e(href)}" style="${BODY_TEXT};font-weight:600;color:${COLOURS.button};text-decoration:underline">${e(label)}</a>`;
}

function howRow({ howTitle, how }: Letter): string {
  if (how.length === 0) return '';
  const items = how.map(
    (line) =>
      `<tr><td valign="top" width="18" class="cs-soft" style="width:18px;padding-top:6px;${BODY_TEXT};color:${COLOURS.soft}">•</td>` +
      `<td class="cs-ink" style="padding-top:6px;${BODY_TEXT};color:${COLOURS.ink}">${e(line)}</td></tr>`,
  );
  return row(
    `<h2 class="cs-ink" style="margin:0;font-family:${FONT};font-size:16px;line-height:24px;font-weight:700;color:${COLOURS.ink}">${e(howTitle)}</h2>` +
      `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${items.join('')}</table>`,
    26,
  );
}

function smallRow({ small }: Letter): string {
  if (small.length === 0) return '';
  const lines = small.map((line) => `<p class="cs-soft" style="margin:0 0 8px;${SMALL_TEXT};color:${COLOURS.soft}">${e(line)}</p>`);
  return row(`<div class="cs-row" style="padding-top:16px;border-top:1px solid ${COLOURS.line}">${lines.join('')}</div>`, 26);
}
