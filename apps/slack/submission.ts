// A form was handed in: what Slack can show beside a field is said at once, all else is stored and answered where the form was opened.
import type { SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { keyOf } from './dedupe.ts';
import { addressedOf, wordsFor, type Addressed, type Delivered, type Incoming } from './incoming.ts';
import { readMetadata } from './metadata.ts';
import { recordOf, textAt } from './payload.ts';
import { requestOf } from './request-of.ts';
import { store } from './store.ts';
import { NotStored } from './transit.ts';
import { inputsOf, problemsOf } from './values.ts';
import { wordsIn } from './words.ts';

type Ack = SlackViewMiddlewareArgs<ViewSubmitAction>['ack'];

export async function submission(it: Incoming, delivered: Delivered, ack: Ack): Promise<void> {
  const addressed = addressedOf(delivered);
  if (!addressed) return ack();
  try {
    await carry(it, addressed, ack);
  } catch (cause) {
    // Whatever went wrong: a modal that closes says that it was taken.
    if (cause instanceof NotStored) throw cause;
    throw new NotStored('A form that was handed in in Slack could not be stored. The person is told to try again.', { cause });
  }
}

async function carry(it: Incoming, addressed: Addressed, ack: Ack): Promise<void> {
  const { body, who, transit } = addressed;
  const view = recordOf(body['view']);
  const metadata = readMetadata(textAt(view, 'private_metadata') ?? '');
  if (!metadata) throw new NotStored('A form was handed in in Slack that holds nothing of ours. Nothing was done.');
  const isAnythingWrong = Object.keys(problemsOf(view, wordsIn())).length > 0;
  if (isAnythingWrong) return ack({ response_action: 'errors', errors: { ...problemsOf(view, await wordsFor(it, who)) } });
  const { intent, place, on, files } = metadata;
  const inputs = { ...inputsOf(view), ...(files && { files }) };
  const did = { kind: 'press' as const, intent, inputs, ...(on !== undefined && { on }) };
  await store(it.ports, { delivery: keyOf(body), transit, request: requestOf(addressed, { at: it.ports.clock(), did, place }) });
  return ack({ response_action: 'clear' });
}
