// What the listeners of the incoming side are given, and what each of them reads first from a delivery.
import type { Context } from '@slack/bolt';
import type { Chat, ChatPorts, Who } from '#apps/chat/chat-ports.ts';
import { recordOf, type Body } from './payload.ts';
import { whoOf } from './parties.ts';
import type { SlackApi } from './web-api.ts';
import { transitOf, type Transit } from './transit.ts';
import { wordsIn, type Words } from './words.ts';

export type Incoming = {
  readonly ports: Pick<ChatPorts, 'accounts' | 'clock' | 'inbox' | 'intents' | 'ledger' | 'repair' | 'site' | 'tokens' | 'wake'>;
  readonly chat: Pick<Chat, 'hear' | 'open'>;
  readonly api: Pick<SlackApi, 'respond' | 'openView' | 'publishHome'>;
  /** Told of faults after which Slack or the person could still be answered. */
  readonly report: (fault: unknown, doing: string) => void;
};

/** @property host the installation in which we may work */
export type Delivered = { readonly body: Body; readonly host: string; readonly transit: Transit };

/** @returns undefined where we are not installed; the person was told so before any listener ran */
export function deliveredOf(body: unknown, context: Context): Delivered | undefined {
  const host = hostIn(context);
  return host === undefined ? undefined : { body: recordOf(body) ?? {}, host, transit: transitOf(context) };
}

/** As `authorize` found it. */
export function hostIn(context: Context): string | undefined {
  const host: unknown = context['host'];
  return typeof host === 'string' ? host : undefined;
}

export type Addressed = Delivered & { readonly who: Who };

export function addressedOf(delivered: Delivered): Addressed | undefined {
  const who = whoOf(delivered.body, delivered.host);
  return who && { ...delivered, who };
}

/** Looked up only when a sentence of our own is needed, which is never on the way of what goes well. */
export async function wordsFor({ ports, report }: Incoming, { install, user }: Who): Promise<Words> {
  try {
    return wordsIn((await ports.accounts.get('slack', install, user))?.language);
  } catch (fault) {
    report(fault, 'finding the language of somebody in Slack');
    return wordsIn();
  }
}
