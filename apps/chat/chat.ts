// The chat as every platform gets it: who speaks is found once, then it is heard, opened, shown or carried out.
import { needsForm, startForm } from '#core/cards/forms.ts';
import { listCard, noticeCard } from '#core/cards/lists.ts';
import type { Card, Intent } from '#core/cards/card.ts';
import type { Instant } from '#core/time.ts';
import { settingFor } from '#core/views/facts.ts';
import type { Processed } from '#apps/ports.ts';
import { dropped } from './act.ts';
import type { Chat, ChatPlatform, ChatPorts, Shown, Who } from './chat-ports.ts';
import type { Found } from './finding.ts';
import { hear } from './hear.ts';
import { placeOf, press } from './press.ts';
import { say } from './say.ts';
import { cardOfSay } from './saying.ts';
import { cardNow, cardShown, formOrCard } from './showing.ts';
import { speakerOf, type Speaker } from './speaker.ts';

export function chat(ports: ChatPorts, platform: ChatPlatform): Chat {
  const who = async (one: Who) => speakerOf(ports, platform, one);
  return {
    async hear(said) {
      const speaker = await who(said);
      return speaker ? hear(ports, said, speaker) : { show: 'card', card: stranger(ports) };
    },
    async open({ intent: sealed, at, ...one }) {
      const speaker = await who(one);
      const intent = ports.intents.open(sealed);
      if (!speaker || !intent) return { show: 'card', card: stranger(ports) };
      return opened(ports, speaker, { intent, at });
    },
    async see({ place, at, ...one }) {
      const speaker = await who(one);
      if (!speaker) return stranger(ports);
      return current(ports, speaker, { intent: { verb: 'show', place, version: 0 }, at });
    },
    async process(request, lease): Promise<Processed> {
      const speaker = await who(request);
      if (!speaker) return dropped('who did it is nobody here, a program, or has left');
      const { did } = request;
      return did.kind === 'press'
        ? press(ports, platform, { request: { ...request, did }, lease, speaker })
        : say(ports, platform, { request: { ...request, did }, lease, speaker });
    },
  };
}

type Opened = { readonly intent: Intent; readonly at: Instant };

async function opened(ports: ChatPorts, speaker: Speaker, { intent, at }: Opened): Promise<Shown> {
  const { setting } = speaker;
  if (intent.verb === 'start') return { show: 'form', form: startForm({ setting, hasFiles: false, initial: {} }) };
  if (intent.verb === 'list') {
    const rows = await ports.desk(speaker.tenant.id, speaker.email);
    return { show: 'card', card: listCard({ rows, which: null, tenant: speaker.tenant.id, setting }) };
  }
  const it = await placeOf(ports, speaker, intent);
  if (!it || intent.verb === 'show') return { show: 'card', card: await current(ports, speaker, { intent, at }) };
  return needsForm(intent.verb) ? formOrCard(intent.verb, { it, speaker, at, to: intent.to }) : whileOpen(it, speaker, at);
}

/** What is pressed is carried out; what is over only says so. */
function whileOpen(it: Found, speaker: Speaker, at: Instant): Shown {
  const { status } = it.state;
  return status === 'sent' || status === 'draft' ? { show: 'later' } : cardShown(cardNow(it, speaker, at));
}

async function current(ports: ChatPorts, speaker: Speaker, { intent, at }: Opened): Promise<Card> {
  const it = await placeOf(ports, speaker, intent);
  return it ? cardNow(it, speaker, at) : cardOfSay(speaker, { say: { kind: 'refused', refusal: { code: 'not-yours' }, tried: '' }, at });
}

function stranger(ports: ChatPorts): Card {
  const setting = settingFor('en', ports.offsetAt);
  const { notAMemberHeading, notAMember } = setting.phrases.answers;
  return noticeCard({ kind: 'error', title: notAMemberHeading, sentences: [notAMember], setting });
}
