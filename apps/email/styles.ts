// Colours and rules of the HTML mails. Inline styles carry the light look everywhere; the rules in the head add dark mode and small screens
// where a mail program honours them.
import type { View } from '#core/views/view.ts';

type Tone = View['status']['tone'];

export const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
export const MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace";

export const COLOURS = {
  page: '#f1efea',
  card: '#ffffff',
  ink: '#1b1d20',
  soft: '#565a61',
  line: '#d9d6ce',
  tint: '#f7f6f2',
  brand: '#0b5a52',
  button: '#0b5a52',
} as const;

/** Contrast of word on pill at least 4.5:1, also for those who do not see the colour: the word says it. */
export const TONES: Record<Tone, { readonly ink: string; readonly fill: string; readonly edge: string }> = {
  waiting: { ink: '#084840', fill: '#e4efec', edge: '#0b5a52' },
  done: { ink: '#14532d', fill: '#dcf5e5', edge: '#1f8a4c' },
  stopped: { ink: '#8a1c1c', fill: '#fde8e8', edge: '#c53030' },
  attention: { ink: '#744210', fill: '#fef3d6', edge: '#d69e2e' },
};

export const HEAD_RULES = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0!important;padding:0!important;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}
table{border-collapse:separate}
a{text-underline-offset:2px}
@media only screen and (max-width:620px){
.cs-outer{padding:0!important}.cs-card{border-radius:0!important;border-left:0!important;border-right:0!important}
.cs-pad{padding-left:20px!important;padding-right:20px!important}.cs-h1{font-size:23px!important}
.cs-label,.cs-value{display:block!important;width:auto!important}.cs-label{padding-bottom:0!important;border-bottom:0!important}
.cs-value{padding-left:14px!important;padding-top:2px!important}.cs-button{display:block!important;text-align:center!important}
}
@media (prefers-color-scheme:dark){
.cs-page,.cs-outer{background:#131517!important}.cs-card{background:#1d2023!important;border-color:#363b40!important}
.cs-ink{color:#ececea!important}.cs-soft{color:#a9adb3!important}
.cs-tint{background:#25292d!important;border-color:#363b40!important}.cs-row{border-color:#363b40!important}
.cs-button{background:#7fd3c6!important;color:#06231f!important;border-color:#7fd3c6!important}
.cs-brand{color:#ececea!important}
.cs-waiting{background:#1b2f2c!important;color:#9fe3d8!important}.cs-done{background:#123a24!important;color:#b5ecc8!important}
.cs-stopped{background:#4a1717!important;color:#ffc9c9!important}.cs-attention{background:#43330d!important;color:#ffe3a3!important}
}
`;
