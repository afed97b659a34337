// The page for a visitor as things stand now. It reads, and nothing else.
import { english, whenIn } from '#core/views/facts.ts';
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
  readonly frame: Pick<Frame, 'isLocal' | 'assets'>;
};

export async function viewOf(ports: WebPorts, { token, visitor, session, notice, frame }: Visit): Promise<Markup> {
  const { claim, state, recipient } = visitor;
  const { webSecret: secret, random, offsetAt } = ports;
  return documentPage({
    path: pathOf(token),
    state,
    recipient,
    standing: standingOf(visitor, ports.clock()),
    session,
    notice: notice ? { ...notice, place: 'top' } : await lastNotice(ports, visitor, session),
    sealFor: (type) => newForm({ secret, seat: claim, session: type === 'open' ? '' : (session?.id ?? ''), type }, random),
    offsetAt,
    frame,
  });
}

export function pathOf(token: string): string {
  return `/s/${token}`;
}

async function lastNotice(
  { inbox, offsetAt }: WebPorts,
  { state, recipient }: Visitor,
  session: Session | undefined,
): Promise<PageModel['notice']> {
  if (!session?.last || !recipient) return undefined;
  const { nonce, type } = session.last;
  const outcome = await inbox.outcome('web', keyOf(nonce));
  const told = noticeOf({ type, outcome, state, recipient, when: whenIn(state, english(offsetAt)) });
  return { ...told, place: type === 'open' ? 'top' : 'panel' };
}
