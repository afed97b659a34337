// The mail that is answered: a real request of the product in both its parts, with all that is kept to know it again.
import { htmlToText } from '#apps/email/answering/html-text.ts';
import { renderMail } from '#apps/email/render.ts';
import { offsetAt } from '#apps/world/hashing.ts';
import { decide } from '#core/decide.ts';
import { NO_ENVELOPE, type Envelope } from '#core/envelope.ts';
import { evolve } from '#core/evolve.ts';
import { MARKER } from '#core/grammar/extract.ts';
import { settingFor } from '#core/views/facts.ts';
import { notificationView } from '#core/views/notification.ts';
import { body, command, OLIVIA, r, seat } from '#test/support/build.ts';

export type Request = { readonly text: string; readonly html: string; readonly sentTexts: readonly string[] };
/** As a mail program hands an answer over: one part, or two that say the same. */
export type Written = { readonly text?: string; readonly html?: string };
export type Style = { readonly name: string; readonly write: (answer: string, request: Request) => Written };

export const FROM = 'sign@in.countersign.test';
export const REPLY_TO = 'r-8w2kq0v7m3x9d5b1n6c4t8z2f0hj9aqd@in.countersign.test';
export const WHO = `Olivia Park via Countersign <${FROM}>`;
const DANA = { name: 'Dana Ruiz', email: 'dana@fabrikam.test' };
export const NAMES = [DANA.name, DANA.email];

export function ourRequest(language = 'en'): Request {
  const recipients = [{ ...seat('Dana', 'signer', 1), ...DANA, language }];
  const state = [body.draft({ recipients }), body.send].reduce<Envelope>((before, one) => {
    const decision = decide(before, command(OLIVIA, one), offsetAt);
    if (!decision.ok) throw new Error(`The request was refused: ${JSON.stringify(decision.refusal)}`);
    return decision.events.reduce(evolve, before);
  }, NO_ENVELOPE);
  if (state.status !== 'sent') throw new Error(`The request is ${state.status}.`);
  const setting = settingFor(language, offsetAt);
  const view = notificationView({ notification: { kind: 'sign-request', to: r(1), event: '2.0' }, state, setting });
  const { text, html } = renderMail(view, {
    reader: DANA,
    organisation: 'Northwind Traders',
    site: { isLocal: false, signAddress: FROM },
    marker: MARKER,
    page: 'https://sign.countersign.test/s/3w5e8g7h2j9k4m6n',
    envelope: state.id,
    phrases: setting.phrases,
  });
  return { text, html, sentTexts: [`${text}\n${htmlToText(html).text}`] };
}
