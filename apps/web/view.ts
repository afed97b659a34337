// The page for a visitor as things stand now. It reads, and nothing else.
import { languageOf, settingFor, whenIn, type Setting } from '#core/views/facts.ts';
import { keyOf, newForm } from './forms.ts';
import type { Visitor } from './identity.ts';
import type { Frame } from './layout.ts';
import { noticeOf, type Notice } from './notice.ts';
import type { PageModel } from './page-model.ts';
import { documentPage } from './render.ts';
import type { Markup } from './markup.ts';
import type { Session } from './session.ts';
import { standingOf } from './standing.ts';
import type { WebPorts } from './web-ports.ts';

type Visit = {
  readonly token: string;
  readonly visitor: Visitor;
  readonly session: Session | undefined;
  /** In place of what became of the last form. */
  readonly notice?: Notice;
  readonly kept?: PageModel['kept'];
  readonly frame: Pick<Frame, 'isLocal' | 'assets'>;
};

export async function viewOf(ports: WebPorts, { token, visitor, session, notice, kept, frame }: Visit): Promise<Markup> {
  const { claim, state, recipient } = visitor;
  const { webSecret: secret, random } = ports;
  const setting = settingOf(ports, visitor);
  return documentPage({
    path: pathOf(token),
    state,
    recipient,
    standing: standingOf(visitor, ports.clock()),
    session,
    notice: notice ? { ...notice, place: 'top' } : await lastNotice(ports, { visitor, setting }, session),
    kept,
    sealFor: (type) => newForm({ secret, seat: claim, session: type === 'open' ? '' : (session?.id ?? ''), type }, random),
    setting,
    frame,
  });
}

export function pathOf(token: string): string {
  return `/s/${token}`;
}

/** In the language of whoever the link was made for. */
export function settingOf({ offsetAt }: Pick<WebPorts, 'offsetAt'>, { claim, state }: Visitor): Setting {
  return settingFor(languageOf(state, claim.seat), offsetAt);
}

async function lastNotice(
  { inbox }: Pick<WebPorts, 'inbox'>,
  { visitor: { state, recipient }, setting }: { readonly visitor: Visitor; readonly setting: Setting },
  session: Session | undefined,
): Promise<PageModel['notice']> {
  if (!session?.last || !recipient) return undefined;
  const { nonce, type } = session.last;
  const outcome = await inbox.outcome('web', keyOf(nonce));
  const told = noticeOf({ type, outcome, state, recipient, when: whenIn(state, setting), phrases: setting.phrases });
  return { ...told, place: type === 'open' ? 'top' : 'panel' };
}
