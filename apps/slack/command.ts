// `/sign …`: answered at once with a card or a form where it only asks, stored where it changes something.
import type { AckFn, RespondArguments } from '@slack/bolt';
import { addressedOf, wordsFor, type Addressed, type Delivered, type Incoming } from './incoming.ts';
import { keyOf } from './dedupe.ts';
import { textAt } from './payload.ts';
import { placeOf, requestOf } from './request-of.ts';
import { openForm, rendered, said, whisper } from './show.ts';
import { store } from './store.ts';
import { NotStored } from './transit.ts';

type Ack = AckFn<string | RespondArguments>;

export async function command(it: Incoming, delivered: Delivered, ack: Ack): Promise<void> {
  const addressed = addressedOf(delivered);
  if (!addressed) return ack();
  try {
    await carry(it, addressed, ack);
  } catch (fault) {
    if (fault instanceof NotStored) throw fault;
    it.report(fault, 'answering a command in Slack');
    await ack(whisper(said((await wordsFor(it, addressed.who)).fault)));
  }
}

async function carry(it: Incoming, addressed: Addressed, ack: Ack): Promise<void> {
  const { body, who, host, transit } = addressed;
  const at = it.ports.clock();
  const text = textAt(body, 'text') ?? '';
  const heard = await it.chat.hear({ ...who, at, text });
  const shown = heard.show === 'nothing' ? await it.chat.hear({ ...who, at, text: 'help' }) : heard;
  switch (shown.show) {
    case 'card':
      return ack(whisper(await rendered(it, shown.card)));
    case 'form':
      await openForm(it, shown.form, { host, trigger: textAt(body, 'trigger_id') ?? '', remember: { place: placeOf(addressed, at) } });
      return ack();
    case 'later': {
      const request = requestOf(addressed, { at, did: { kind: 'say', text, bots: [], files: [] } });
      await store(it.ports, { delivery: keyOf(body), transit, request });
      return ack();
    }
    case 'nothing':
      return ack();
  }
}
