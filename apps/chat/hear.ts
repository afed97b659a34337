// A line of the product's language, answered at once where it only asks. What decides something comes back as the card with its button, or
// as a form; what is said in so many words ("remind", "comment …") goes through the inbox.
import type { Card, Form, Intent, MoveVerb } from '#core/cards/card.ts';
import { formFor, startForm } from '#core/cards/forms.ts';
import { chooseCard, helpCard, homeCard, listCard } from '#core/cards/lists.ts';
import { seatCard } from '#core/cards/seat.ts';
import { parseLine } from '#core/grammar/line.ts';
import type { LineCommand, LineIntent, Person, Verb } from '#core/grammar/line-intent.ts';
import type { Refusal } from '#core/refusal.ts';
import { wallClock, type Instant } from '#core/time.ts';
import type { Say } from '#core/answer.ts';
import type { ChatPorts, Said, Shown } from './chat-ports.ts';
import { find, type Finding, type Found } from './finding.ts';
import { THEN } from './lines.ts';
import { cardOfSay, whyCard } from './saying.ts';
import type { Speaker } from './speaker.ts';

export function readLine(ports: ChatPorts, { text, on, bots, at }: Said, speaker: Speaker): LineIntent {
  return parseLine(text, {
    thread: on === undefined ? 'none' : 'bound',
    today: wallClock(at, speaker.zone, ports.offsetAt).slice(0, 10),
    me: { name: speaker.name, email: speaker.email },
    locale: speaker.language,
    bots: bots ?? [],
  });
}

export async function hear(ports: ChatPorts, said: Said, speaker: Speaker): Promise<Shown> {
  const line = readLine(ports, said, speaker);
  const { setting } = speaker;
  if ('ambiguous' in line) return card(cardOfSay(ports, speaker, { say: unclear(said.text), at: said.at }));
  if ('unknown' in line) {
    // Below a card, what is no command is said to whoever asked.
    if (said.on !== undefined && line.unknown !== '') return { show: 'later' };
    const [verb = null] = line.suggestions;
    return line.unknown === '' ? { show: 'nothing' } : card(helpCard({ verb, setting }));
  }
  if ('target' in line) return aboutOne(ports, { said, speaker, line });
  switch (line.verb) {
    case 'home':
      return card(homeCard({ setting }));
    case 'help':
      return card(helpCard({ verb: line.about, setting }));
    case 'templates':
    case 'link':
      return card(helpCard({ verb: line.verb, setting }));
    case 'settings':
      return card(homeCard({ setting, isSettings: true }));
    case 'list':
      return card(
        listCard({
          rows: await ports.desk(speaker.tenant.id, speaker.email),
          which: line.which,
          text: line.text,
          tenant: speaker.tenant.id,
          setting,
        }),
      );
    case 'send':
      return { show: 'form', form: startForm({ setting, hasFiles: false, initial: prefilled(line) }) };
  }
}

type AboutOne = Extract<LineCommand, { target: unknown }>;
type Asked = { readonly said: Said; readonly speaker: Speaker; readonly line: AboutOne };

async function aboutOne(ports: ChatPorts, { said, speaker, line }: Asked): Promise<Shown> {
  const { setting } = speaker;
  const finding = await find(ports, speaker, { verb: line.verb, target: line.target, on: said.on });
  if (finding.found !== 'one') return card(nothingFound(ports, { said, speaker, finding, verb: line.verb }));
  const { it } = finding;
  switch (line.verb) {
    case 'why':
      return card(whyCard(ports, speaker, { it, at: said.at }));
    case 'decline':
    case 'void':
    case 'withdraw':
    case 'dispute':
      return form(formFor({ ...asking(it, line.verb), setting, initial: { reason: line.reason } }));
    case 'delegate':
      return form(formFor({ ...asking(it, 'delegate'), setting, initial: { address: addressIn(line.to), reason: line.reason } }));
    case 'comment':
      return line.text === '' ? form(formFor({ ...asking(it, 'comment'), setting })) : { show: 'later' };
    case 'remind':
    case 'share':
    case 'snooze':
    case 'mute':
    case 'resume':
    case 'extend':
    case 'resend':
    case 'reassign':
    case 'correct':
      return { show: 'later' };
    case 'status':
    case 'download':
    case 'verify':
    case 'sign':
    case 'approve':
    case 'acknowledge':
      return card(cardNow(it, speaker, said.at));
  }
}

/** What the speaker sees of it from their seat, with what they can do there. */
export function cardNow({ state, version, place }: Found, { setting }: Pick<Speaker, 'setting'>, now: Instant): Card {
  return seatCard({ state, version, seat: place.seat, setting, now });
}

/** The form behind a verb, about this seat and the record as it stands. */
export function asking({ state, version, place }: Found, verb: MoveVerb): { readonly intent: Intent; readonly state: Found['state'] } {
  return { intent: { verb, place, version }, state };
}

type Nothing = Omit<Asked, 'line'> & { readonly finding: Exclude<Finding, { found: 'one' }>; readonly verb: Verb };

export function nothingFound(ports: ChatPorts, { said, speaker, finding, verb }: Nothing): Card {
  if (finding.found === 'several') return chooseCard({ rows: finding.rows, verb, tenant: speaker.tenant.id, setting: speaker.setting });
  const refusal: Refusal = { code: 'not-yours' };
  return cardOfSay(ports, speaker, { say: { kind: 'refused', refusal, tried: said.text.slice(0, 200) }, at: said.at });
}

function unclear(text: string): Say {
  return { kind: 'ask', why: 'unclear', wrote: text.slice(0, 200), role: 'sender' };
}

/** Whom a line names in its order, as users of the platform or as addresses; and what else it says. */
export function wishesOf({ steps, by, message, what }: Extract<LineCommand, { verb: 'send' }>) {
  const groups = steps.map((step) =>
    step.flatMap((one) => {
      if (one.kind === 'mailbox') return [one.name === '' ? one.email : `${one.name} <${one.email}>`];
      return one.kind === 'mention' ? [one.id] : [];
    }),
  );
  return {
    people: groups.flatMap((group, at) => (at === 0 ? group : [THEN, ...group])),
    message,
    ...(by === null ? {} : { day: by }),
    ...(what?.kind === 'title' ? { title: what.title } : {}),
  };
}

function prefilled(line: Parameters<typeof wishesOf>[0]) {
  const { people, ...wishes } = wishesOf(line);
  const isAddress = (one: string) => one.includes('@');
  const order: 'one-by-one' | 'together' = people.includes(THEN) ? 'one-by-one' : 'together';
  const signers = people.filter((one) => !isAddress(one) && one !== THEN);
  return { ...wishes, order, signers, others: people.filter(isAddress).join('\n') };
}

export function addressIn(person: Person | null): string {
  return person?.kind === 'mailbox' ? person.email : '';
}

function card(shown: Card): Shown {
  return { show: 'card', card: shown };
}

function form(shown: Form): Shown {
  return { show: 'form', form: shown };
}
