// A line of the product's language, answered at once where it only asks. What decides something comes back as the card with its button, or
// as a form; what is said in so many words ("remind", "comment …") goes through the inbox.
import { startForm } from '#core/cards/forms.ts';
import { helpCard, homeCard, listCard } from '#core/cards/lists.ts';
import { parseLine } from '#core/grammar/line.ts';
import type { LineCommand, LineIntent, Person } from '#core/grammar/line-intent.ts';
import { wallClock } from '#core/time.ts';
import type { Say } from '#core/answer.ts';
import type { ChatPorts, Said, Shown } from './chat-ports.ts';
import { find } from './finding.ts';
import { THEN } from './lines.ts';
import { cardOfSay, whyCard } from './saying.ts';
import { cardNow, cardShown, formOrCard, nothingFound } from './showing.ts';
import type { Speaker } from './speaker.ts';
import { quoted } from './typed.ts';

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
  if ('ambiguous' in line) return cardShown(cardOfSay(speaker, { say: unclear(said.text), at: said.at }));
  if ('unknown' in line) {
    // Below a card, what is no command is said to whoever asked.
    if (said.on !== undefined && line.unknown !== '') return { show: 'later' };
    const [verb = null] = line.suggestions;
    return line.unknown === '' ? { show: 'nothing' } : cardShown(helpCard({ verb, setting }));
  }
  if ('target' in line) return aboutOne(ports, { said, speaker, line });
  switch (line.verb) {
    case 'home':
      return cardShown(homeCard({ setting }));
    case 'help':
      return cardShown(helpCard({ verb: line.about, setting }));
    case 'templates':
    case 'link':
      return cardShown(helpCard({ verb: line.verb, setting }));
    case 'settings':
      return cardShown(homeCard({ setting, isSettings: true }));
    case 'list':
      return cardShown(
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
  const { at } = said;
  const finding = await find(ports, speaker, { verb: line.verb, target: line.target, on: said.on });
  if (finding.found !== 'one') return cardShown(nothingFound({ said, speaker, finding, verb: line.verb }));
  const about = { it: finding.it, speaker, at };
  switch (line.verb) {
    case 'why':
      return cardShown(whyCard(speaker, about));
    case 'decline':
    case 'void':
    case 'withdraw':
    case 'dispute':
      return formOrCard(line.verb, { ...about, initial: { reason: line.reason } });
    case 'delegate':
      return formOrCard('delegate', { ...about, initial: { address: addressIn(line.to), reason: line.reason } });
    case 'comment':
      return line.text === '' ? formOrCard('comment', about) : { show: 'later' };
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
      return cardShown(cardNow(finding.it, speaker, at));
  }
}

function unclear(text: string): Say {
  return { kind: 'ask', why: 'unclear', wrote: quoted(text), role: 'sender' };
}

/** Whom a line names in its order, as users of the platform or as addresses; and what else it says. */
export function wishesOf({ steps, cc, by, message, what }: Extract<LineCommand, { verb: 'send' }>) {
  return {
    people: steps.flatMap((step, at) => (at === 0 ? step.map(written) : [THEN, ...step.map(written)])),
    cc: cc.map(written),
    message,
    ...(by === null ? {} : { day: by }),
    ...(what?.kind === 'title' ? { title: what.title } : {}),
  };
}

/** A group stays in by its name, so that its being nobody's address is told. */
function written(one: Person): string {
  if (one.kind === 'mailbox') return one.name === '' ? one.email : `"${one.name}" <${one.email}>`;
  return one.kind === 'mention' ? one.id : one.kind === 'group' ? one.name : 'me';
}

function prefilled(line: Extract<LineCommand, { verb: 'send' }>) {
  // The form has no field for copies, and lists of people hold no groups: the draft is where these are named.
  const {
    cc: _cc,
    people,
    ...wishes
  } = wishesOf({ ...line, steps: line.steps.map((step) => step.filter(({ kind }) => kind !== 'group')) });
  const isAddress = (one: string) => one.includes('@');
  const order: 'one-by-one' | 'together' = people.includes(THEN) ? 'one-by-one' : 'together';
  const signers = people.filter((one) => !isAddress(one) && one !== THEN);
  return { ...wishes, order, signers, others: people.filter(isAddress).join('\n') };
}

export function addressIn(person: Person | null): string {
  return person?.kind === 'mailbox' ? person.email : '';
}
