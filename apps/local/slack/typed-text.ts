// What someone types, as Slack hands it on: mentions resolved, addresses and links marked up, the three special characters escaped.
// What is in Slack's own notation already stays as it is, so that a script may say exactly what is delivered.
import { BOT, CHANNEL, PEOPLE } from './team.ts';

const MARKED_UP = /(<(?:[@#!]|mailto:|https?:)[^<>\s]*(?:\|[^<>]*)?>)/;
const LINK = /\bhttps?:\/\/[^\s<>]+[^\s<>.,;:!?)]/g;
const ADDRESS = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/** @param how a command's mentions carry the name, a message's do not */
export function typed(text: string, how: 'command' | 'message'): string {
  return text
    .split(MARKED_UP)
    .map((part, at) => (at % 2 === 1 ? part : markedUp(part, how)))
    .join('');
}

function markedUp(text: string, how: 'command' | 'message'): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const linked = escaped.replace(LINK, '<$&>').replace(ADDRESS, '<mailto:$&|$&>');
  return mentions.reduce(
    (so, { said, id, name, sign }) => so.replace(said, how === 'command' ? `<${sign}${id}|${name}>` : `<${sign}${id}>`),
    linked,
  );
}

type Mention = { readonly said: RegExp; readonly id: string; readonly name: string; readonly sign: '@' | '#' };

/** Full names before handles, since each begins with the other. */
const mentions: readonly Mention[] = [
  ...PEOPLE.map(({ id, handle, person }): Mention => ({ said: mention('@', person.name), id, name: handle, sign: '@' })),
  ...PEOPLE.map(({ id, handle }): Mention => ({ said: mention('@', handle), id, name: handle, sign: '@' })),
  { said: mention('@', BOT.name), id: BOT.user, name: BOT.name, sign: '@' },
  { said: mention('#', CHANNEL.name), id: CHANNEL.id, name: CHANNEL.name, sign: '#' },
];

/** At the beginning of a word, so that an address is none; `&#39;` is no channel. */
function mention(sign: string, name: string): RegExp {
  return new RegExp(`(?<![\\w.&<])${sign}${name}\\b`, 'gi');
}
