// Cards and forms on their way back to whoever just did something: as an answer to a command, below a button, or as a modal.
import type { types } from '@slack/bolt';
import type { Card, Form } from '#core/cards/card.ts';
import type { Incoming } from './incoming.ts';
import { writeMetadata, type Metadata } from './metadata.ts';
import { pageLinks } from '#apps/chat/page-links.ts';
import { renderCard, renderForm, type Rendering } from './render.ts';
import { wordsIn, type Words } from './words.ts';

/** The answer to a command, which only the person sees. */
export type Whisper = { readonly response_type: 'ephemeral'; readonly text: string; readonly blocks: types.KnownBlock[] };

export async function rendered({ ports }: Pick<Incoming, 'ports'>, card: Card): Promise<Rendering> {
  return renderCard(card, { seal: ports.intents.seal, page: await pageLinks(ports, card) });
}

/** A sentence of our own. */
export function said(text: string): Rendering {
  return { text, blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }] };
}

export function whisper({ text, blocks }: Rendering): Whisper {
  return { response_type: 'ephemeral', text, blocks };
}

/** @property trigger what lets us open a modal, for some three seconds */
export type Opening = { readonly host: string; readonly trigger: string; readonly remember: Omit<Metadata, 'intent'> };

export async function openForm(it: Incoming, form: Form, { host, trigger, remember }: Opening): Promise<void> {
  const { seal } = it.ports.intents;
  const metadata = writeMetadata({ intent: seal(form.intent), ...remember });
  await open(it, { host, trigger, view: { ...renderForm(form, { seal }), private_metadata: metadata } });
}

/** Where a card can be shown: below what was pressed, else in a modal of its own. */
export type Outlet = { readonly host: string; readonly respondTo: string | undefined; readonly trigger: string | undefined };

export async function showCard(it: Incoming, card: Card, { host, respondTo, trigger }: Outlet): Promise<void> {
  const shown = await rendered(it, card);
  if (respondTo !== undefined) return respond(it, respondTo, shown);
  if (trigger !== undefined) await open(it, { host, trigger, view: notice(shown, wordsIn(card.language)) });
}

export async function sayInModal(
  it: Incoming,
  words: Words,
  { host, trigger, text }: Omit<Opening, 'remember'> & { readonly text: string },
): Promise<void> {
  await open(it, { host, trigger, view: notice(said(text), words) });
}

export async function respond({ api, report }: Incoming, respondTo: string, shown: Rendering): Promise<void> {
  const told = await api.respond(respondTo, shown);
  if (!told.ok) report(new Error(`Slack did not take an answer: ${told.code}. The person did not see it.`), 'answering in Slack');
}

async function open({ api }: Incoming, { host, trigger, view }: { host: string; trigger: string; view: types.ModalView }): Promise<void> {
  const told = await api.openView({ install: host, trigger, view });
  if (!told.ok)
    throw new Error(`A form could not be opened in Slack (installation ${host}): ${told.code}. The person is told to try again.`);
}

export function notice({ blocks }: Rendering, words: Words): types.ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'Countersign' },
    close: { type: 'plain_text', text: words.close },
    blocks,
  };
}
