// What the tests of the line grammar share: ids that pass their check, contexts, and a line made of an intent.
import type { LineCommand, LineContext, LineIntent, Person, Target, What } from '#core/grammar/line-intent.ts';
import { parseLine } from '#core/grammar/line.ts';
import type { Expiry } from '#core/grammar/when.ts';
import { envelopeIdOf } from '#core/ids.ts';

export const ID = envelopeIdOf(new Uint8Array([7, 19, 3, 15, 2, 23, 29, 10, 9]));
export const OTHER_ID = envelopeIdOf(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9]));
/** One character of the id changed: its check no longer holds. */
export const MISTYPED = `${ID.slice(0, -1)}${ID.endsWith('2') ? '3' : '2'}`;

export const BOUND: LineContext = { thread: 'bound', today: '2026-11-24', me: undefined };
export const NONE: LineContext = { ...BOUND, thread: 'none' };

/** As it is read where no request is at hand. */
export const line = (text: string, context: Partial<LineContext> = {}): LineIntent => parseLine(text, { ...NONE, ...context });
/** As it is read in a request's own thread. */
export const bound = (text: string, context: Partial<LineContext> = {}): LineIntent => parseLine(text, { ...BOUND, ...context });

export const ids = (...all: (typeof ID)[]): Target => ({ kind: 'ids', ids: all });
export const mailbox = (email: string, name = ''): Person => ({ kind: 'mailbox', name, email });

function printPerson(person: Person): string {
  if (person.kind === 'me') return 'me';
  if (person.kind === 'mailbox') return person.name === '' ? person.email : `${person.name} <${person.email}>`;
  return person.kind === 'mention' ? `<@${person.id}|${person.name}>` : `<!subteam^${person.id}|${person.name}>`;
}

function printTarget(target: Target | { kind: 'all' } | What | null): string {
  if (target === null) return '';
  if (target.kind === 'ids') return target.ids.join(' and ');
  if (target.kind === 'title') return `"${target.title}"`;
  if (target.kind === 'template') return target.name;
  return target.kind === 'all' ? 'all requests' : target.kind;
}

function printTime(until: Expiry | null): string {
  if (until === null) return '';
  if ('date' in until) return `until ${until.date}`;
  return 'days' in until ? `for ${until.days} days` : `for ${until.hours} hours`;
}

const listed = (people: readonly Person[]): string => people.map(printPerson).join(', ');
const because = (reason: string): string => (reason === '' ? '' : `: ${reason}`);
const to = (person: Person | null, word = 'to'): string => (person === null ? '' : `${word} ${printPerson(person)}`);

function rest(command: LineCommand): string[] {
  switch (command.verb) {
    case 'send':
      return [
        printTarget(command.what),
        command.steps.length === 0 ? '' : `to ${command.steps.map(listed).join(' then ')}`,
        command.cc.length === 0 ? '' : `cc ${listed(command.cc)}`,
        command.by === null ? '' : `by ${command.by}`,
        command.message === '' ? '' : `-- ${command.message}`,
      ];
    case 'list':
      return [command.which ?? '', command.text];
    case 'templates':
      return [command.text];
    case 'help':
      return [command.about ?? ''];
    case 'decline':
    case 'void':
    case 'withdraw':
    case 'dispute':
      return [printTarget(command.target), because(command.reason)];
    case 'comment':
      return [printTarget(command.target), because(command.text)];
    case 'delegate':
      return [printTarget(command.target), to(command.to), because(command.reason)];
    case 'reassign':
    case 'correct':
      return [printTarget(command.target), to(command.from, 'from'), to(command.to), because(command.reason)];
    case 'remind':
    case 'resend':
      return [printTarget(command.target), to(command.person)];
    case 'snooze':
    case 'extend':
      return [printTarget(command.target), printTime(command.until)];
    case 'home':
    case 'settings':
    case 'link':
      return [];
    case 'sign':
    case 'approve':
    case 'acknowledge':
    case 'status':
    case 'why':
    case 'download':
    case 'verify':
    case 'mute':
    case 'resume':
    case 'share':
      return [printTarget(command.target)];
  }
}

/** The plainest line that means this. */
export function printed(command: LineCommand): string {
  const parts = [command.verb === 'home' ? '' : command.verb, ...rest(command)].filter((part) => part !== '');
  return ['/sign', ...parts.map((part) => (part.startsWith(':') ? part : ` ${part}`))].join('');
}
