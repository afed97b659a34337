// Colours and rules of the HTML mails. Inline styles carry the light look everywhere; the rules in the head add dark mode and small screens
// where a mail program honours them.
import type { View } from '#core/views/view.ts';

type Tone = View['status']['tone'];

export const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
export const MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace";

export const COLOURS = {
  page: '#eef1f5',
  card: '#ffffff',
  ink: '#16202c',
  soft: '#4d5b6b',
  line: '#dde3ea',
  tint: '#f6f8fb',
  brand: '#14324a',
  button: '#0f5c9c',
} as const;

/** Contrast of word on pill at least 4.5:1, also for those who do not see the colour: the word says it. */
export const TONES: Record<Tone, { readonly ink: string; readonly fill: string; readonly edge: string }> = {
  waiting: { ink: '#0b4a80', fill: '#e3f0fb', edge: '#0f5c9c' },
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
.cs-page,.cs-outer{background:#0f151c!important}.cs-card{background:#18212b!important;border-color:#2b3947!important}
.cs-ink{color:#eef3f8!important}.cs-soft{color:#aebdcc!important}
.cs-tint{background:#1f2a36!important;border-color:#2b3947!important}.cs-row{border-color:#2b3947!important}
.cs-button{background:#4da3e6!important;color:#08131d!important;border-color:#4da3e6!important}
.cs-brand{color:#eef3f8!important}
.cs-waiting{background:#12334f!important;color:#b9dcf8!important}.cs-done{background:#123a24!important;color:#b5ecc8!important}
.cs-stopped{background:#4a1717!important;color:#ffc9c9!important}.cs-attention{background:#43330d!important;color:#ffe3a3!important}
}
`;
