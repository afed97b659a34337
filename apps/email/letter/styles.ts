// Colours and rules of the HTML mails. Inline styles carry the light look everywhere; the rules in the head add dark mode and small screens
// where a mail program honours them.
import type { View } from '#core/views/view.ts';

type Tone = View['status']['tone'];

export const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
export const MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace";

/** Neither pure white nor pure black: programs that invert colours themselves turn those into glaring opposites. */
export const COLOURS = {
  page: '#f1efea',
  card: '#fefefc',
  ink: '#1b1d20',
  soft: '#565a61',
  line: '#d9d6ce',
  tint: '#f7f6f2',
  brand: '#0b5a52',
  button: '#0b5a52',
  onButton: '#fdfefc',
} as const;

export const DARK: Record<keyof typeof COLOURS, string> = {
  page: '#131517',
  card: '#1d2023',
  ink: '#ececea',
  soft: '#a9adb3',
  line: '#363b40',
  tint: '#25292d',
  brand: '#8fdccf',
  button: '#7fd3c6',
  onButton: '#06231f',
};

type ToneColours = { readonly ink: string; readonly fill: string; readonly edge: string };

/** Contrast of word on pill at least 4.5:1, also for those who do not see the colour: the word says it. */
export const TONES: Record<Tone, ToneColours> = {
  waiting: { ink: '#084840', fill: '#e4efec', edge: '#0b5a52' },
  done: { ink: '#14532d', fill: '#dcf5e5', edge: '#1f8a4c' },
  stopped: { ink: '#8a1c1c', fill: '#fde8e8', edge: '#c53030' },
  attention: { ink: '#744210', fill: '#fef3d6', edge: '#d69e2e' },
};

export const DARK_TONES: Record<Tone, ToneColours> = {
  waiting: { ink: '#9fe3d8', fill: '#1b2f2c', edge: '#7fd3c6' },
  done: { ink: '#b5ecc8', fill: '#123a24', edge: '#5fc98a' },
  stopped: { ink: '#ffc9c9', fill: '#4a1717', edge: '#f08a8a' },
  attention: { ink: '#ffe3a3', fill: '#43330d', edge: '#e2b04e' },
};

const DARK_RULES: readonly (readonly [selector: string, style: string])[] = [
  ['.cs-page', `background-color:${DARK.page}!important`],
  ['.cs-outer', `background-color:${DARK.page}!important`],
  ['.cs-card', `background-color:${DARK.card}!important;border-color:${DARK.line}!important`],
  ['.cs-ink', `color:${DARK.ink}!important`],
  ['.cs-soft', `color:${DARK.soft}!important`],
  ['.cs-tint', `background-color:${DARK.tint}!important;border-color:${DARK.line}!important`],
  ['.cs-row', `border-color:${DARK.line}!important`],
  ['.cs-button', `background-color:${DARK.button}!important;color:${DARK.onButton}!important;border-color:${DARK.button}!important`],
  ['.cs-brand', `color:${DARK.brand}!important`],
  ['.cs-link', `color:${DARK.button}!important`],
  ...Object.entries(DARK_TONES).flatMap(([tone, { ink, fill, edge }]): (readonly [string, string])[] => [
    [`.cs-${tone}`, `background-color:${fill}!important;color:${ink}!important`],
    [`.cs-top-${tone}`, `border-top-color:${edge}!important`],
    [`.cs-side-${tone}`, `border-left-color:${edge}!important`],
  ]),
];

/** Outlook's own dark mode honours no media query: it marks what it has recoloured, text with one name and backgrounds with another. */
const OUTLOOK_RULES = DARK_RULES.map(([selector, style]) => `[data-ogsc] ${selector},[data-ogsb] ${selector}{${style}}`);

export const HEAD_RULES = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0!important;padding:0!important;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}
table{border-collapse:separate}
a{text-underline-offset:2px}
@media only screen and (max-width:620px){
.cs-outer{padding:10px 0 32px!important}.cs-card{border-radius:0!important;border-left:0!important;border-right:0!important}
.cs-pad{padding-left:20px!important;padding-right:20px!important}.cs-h1{font-size:23px!important;line-height:30px!important}
.cs-label,.cs-value{display:block!important;width:auto!important}.cs-label{padding-bottom:0!important;border-bottom:0!important}
.cs-value{padding-left:14px!important;padding-top:2px!important}.cs-button{display:block!important;text-align:center!important}
}
@media (prefers-color-scheme:dark){
${DARK_RULES.map(([selector, style]) => `${selector}{${style}}`).join('\n')}
}
${OUTLOOK_RULES.join('\n')}
`;
