// A line that changes something by being said, and everything that is written to us where no answer can be shown at once.
import type { LineIntent } from '#core/grammar/line-intent.ts';
import type { Lease } from '#core/ports.ts';
import { lastAsker } from '#core/rules/addressing.ts';
import { cleanBlock } from '#apps/clean-text.ts';
import type { Processed } from '#apps/ports.ts';
import { dropped, refuse, run, tell, type Doing } from './act.ts';
import type { ChatPlatform, ChatPorts, Said } from './chat-ports.ts';
import { find } from './finding.ts';
import { formCard } from './form-card.ts';
import { hear, readLine, wishesOf } from './hear.ts';
import type { ChatRequest, Inputs } from './request.ts';
import { bodyIn, type Targeted } from './said-command.ts';
import { relayedTo } from './saying.ts';
import { share } from './share.ts';
import { nothingFound } from './showing.ts';
import type { Speaker } from './speaker.ts';
import { spokenText, wholeWords } from './spoken.ts';
import { start } from './start.ts';
import { quoted, tooLong } from './typed.ts';

type Spoken = {
  readonly request: ChatRequest & { readonly did: { readonly kind: 'say' } };
  readonly lease: Lease;
  readonly speaker: Speaker;
};

export async function say(ports: ChatPorts, platform: ChatPlatform, spoken: Spoken): Promise<Processed> {
  const { request, speaker } = spoken;
  const { text, on, bots, files } = request.did;
  const said: Said = { install: request.install, user: request.user, at: request.at, text, bots, ...(on === undefined ? {} : { on }) };
  const line = readLine(ports, said, speaker);
  // Documents make a draft at once, which nobody but its sender hears of; people can be named in the same line, or on the draft.
  if (files.length > 0) return start(ports, platform, { ...spoken, ...request, inputs: { ...wishedIn(line, text), files } });
  const shown = await hear(ports, said, speaker);
  if (shown.show === 'nothing') return dropped('it is no word to us');
  if (shown.show === 'card') return tell(spoken, { kind: 'shown', card: shown.card });
  if (shown.show === 'form') return tell(spoken, { kind: 'shown', card: formCard(shown.form) });
  if ('unknown' in line) return talk(ports, { spoken, said });
  if ('ambiguous' in line || !('target' in line)) return dropped('it changes nothing');
  const finding = await find(ports, speaker, { verb: line.verb, target: line.target, on });
  if (finding.found !== 'one') {
    return tell(spoken, { kind: 'shown', card: nothingFound({ said, speaker, finding, verb: line.verb }) });
  }
  return carryOut(ports, platform, { ...spoken, it: finding.it, line });
}

function wishedIn(line: LineIntent, text: string): Inputs {
  if (!('verb' in line) || line.verb !== 'send') return 'verb' in line ? {} : { message: text };
  const { people, cc, ...wishes } = wishesOf(line);
  return { ...wishes, signers: people, cc };
}

/** Words below a card: from the sender to whoever asked, from others to the sender. */
async function talk(ports: ChatPorts, { spoken, said }: { spoken: Spoken; said: Said }): Promise<Processed> {
  const { speaker } = spoken;
  const finding = await find(ports, speaker, { verb: 'comment', target: { kind: 'this' }, on: said.on });
  if (finding.found !== 'one') return tell(spoken, { kind: 'shown', card: nothingFound({ said, speaker, finding, verb: 'comment' }) });
  return comment(ports, { ...spoken, it: finding.it }, spokenText(said));
}

async function comment(ports: ChatPorts, doing: Doing, words: string): Promise<Processed> {
  const { state, place } = doing.it;
  const text = cleanBlock(words);
  const refusal = tooLong([text]);
  if (refusal) return refuse(doing, refusal);
  const between = place.seat === 'sender' ? { from: null, to: lastAsker(state) } : { from: place.seat, to: null };
  return run(ports, doing, { body: { type: 'comment', ...between, text }, say: relayedTo(state, between) });
}

async function carryOut(ports: ChatPorts, platform: ChatPlatform, doing: Spoken & Doing & { readonly line: Targeted }): Promise<Processed> {
  const { line, request } = doing;
  if (line.verb === 'comment') return comment(ports, doing, wholeWords(line.text, request.did));
  if (line.verb === 'share') return share(doing);
  const refusal = tooLong([request.did.text]);
  if (refusal) return refuse(doing, refusal);
  const body = await bodyIn(ports, platform, doing);
  if (body === 'nobody') return refuse(doing, { code: 'nobody-so-called', words: quoted(request.did.text) });
  if (!body) return tell(doing, { kind: 'ask', why: 'unclear', wrote: quoted(request.did.text), role: 'sender' });
  return run(ports, doing, { body, say: { kind: 'status' } });
}
