// Building HTML: every value is escaped by the template; names and free text are also rid of characters that mislead the eye.
import { html } from 'hono/html';
import { tidy } from './tidy.ts';

export type Markup = ReturnType<typeof html>;
export { html };

/** Someone's own words or name, as they may be shown. */
export function shown(text: string): string {
  return tidy(text);
}

/** Display names prove nothing, so an address always stands beside them. */
export function person({ name, email }: { readonly name: string; readonly email: string }): Markup {
  return html`<span class="name">${shown(name)}</span> <span class="address">${shown(email)}</span>`;
}
