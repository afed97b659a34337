// What a form or a line of chat holds, as the lines that a mail would hold: one grammar reads both, and says what is wrong with them.
import { cleanLine } from '#apps/clean-text.ts';
import { addressOf } from '#apps/address.ts';
import type { ChatPlatform } from './chat-ports.ts';
import type { Inputs } from './request.ts';
import type { Speaker } from './speaker.ts';
import { quoted } from './typed.ts';

type Lines = { readonly ok: true; readonly lines: readonly string[] } | { readonly ok: false; readonly problems: readonly string[] };
type Asked = { readonly inputs: Inputs; readonly speaker: Speaker };

/** Between people: whoever comes after it is asked only once those before it have acted. */
export const THEN = 'then';

/** As many as an envelope holds; each costs a question to the platform. */
const MOST_PEOPLE = 50;

/** People are `approvers`, `signers`, `others` (who sign as well) and `cc`, each as users of the platform or as addresses. */
export async function linesOf(platform: ChatPlatform, { inputs, speaker }: Asked): Promise<Lines> {
  const named = {
    approvers: people(inputs, 'approvers'),
    signers: [...people(inputs, 'signers'), ...people(inputs, 'others')],
    cc: people(inputs, 'cc'),
  };
  const count = Object.values(named)
    .flat()
    .filter((item) => item !== THEN).length;
  if (count > MOST_PEOPLE) return { ok: false, problems: [`${count} people are named; ${MOST_PEOPLE} are the most.`] };
  const look = async (found: readonly string[]) => peopleIn(platform, speaker.account.install, found);
  const [approvers, signers, copies] = await Promise.all([look(named.approvers), look(named.signers), look(named.cc)]);
  const problems = [...approvers, ...signers, ...copies].flatMap((one) => ('problem' in one ? [one.problem] : []));
  if (problems.length > 0) return { ok: false, problems };
  const day = cleanLine(one(inputs, 'day'));
  const isInTurn = one(inputs, 'order') === 'one-by-one';
  const signing = written(signers).filter((person) => !isInTurn || person !== THEN);
  return {
    ok: true,
    lines: [
      ...lineOf('approvers', written(approvers)),
      ...lineOf('signers', isInTurn ? signing.flatMap((person, at) => (at === 0 ? [person] : [THEN, person])) : signing),
      ...lineOf('cc', written(copies)),
      ...(day === '' ? [] : [`expires: ${day}`]),
    ],
  };
}

function written(found: readonly Named[]): string[] {
  return found.flatMap((one) => ('person' in one ? [one.person] : []));
}

function lineOf(key: string, named: readonly string[]): string[] {
  const isSeparated = (at: number) => at === 0 || named[at] === THEN || named[at - 1] === THEN;
  return named.length === 0 ? [] : [`${key}: ${named.map((one, at) => (isSeparated(at) ? one : `, ${one}`)).join(' ')}`];
}

type Named = { readonly person: string } | { readonly problem: string };

async function peopleIn(platform: ChatPlatform, install: string, found: readonly string[]): Promise<readonly Named[]> {
  return Promise.all(
    found.map(async (item) => {
      if (item === THEN) return { person: THEN };
      return item.includes('@') ? byAddress(item) : byAccount(platform, install, item);
    }),
  );
}

function byAddress(item: string): Named {
  const email = addressOf(/<([^<>]*)>\s*$/.exec(item)?.[1] ?? item);
  if (email === undefined) return { problem: `“${quoted(item)}” is no address that we can write to.` };
  const name = item.includes('<') ? plainName(item.replace(/<[^<>]*>\s*$/, '')) : '';
  return { person: addressed(name, email) };
}

async function byAccount(platform: ChatPlatform, install: string, user: string): Promise<Named> {
  const account = await platform.account(install, user);
  if (!account?.email) return { problem: `${quoted(account?.name ?? user)} has no e-mail address here. Name them by their address.` };
  const name = plainName(account.name);
  return { person: addressed(name, account.email) };
}

/** In quotation marks, since names hold words such as "and". */
function addressed(name: string, email: string): string {
  return name === '' ? email : `"${name}" <${email}>`;
}

/** Without the marks that separate people in a line. */
function plainName(name: string): string {
  return cleanLine(name.replace(/["“”„,;:<>@]/g, ' '));
}

export function one(inputs: Inputs, field: string): string {
  const value = inputs[field] ?? '';
  return typeof value === 'string' ? value : value.join('\n');
}

/** A list as it was picked; of a text, one item a line. */
export function items(inputs: Inputs, field: string): readonly string[] {
  return cleaned(typeof inputs[field] === 'string' ? one(inputs, field).split('\n') : (inputs[field] ?? []));
}

/** Names may hold commas ("Ruiz, Dana <dana@…>"): what is separated by one ends with an address, or holds none at all. */
const BETWEEN_PEOPLE = /\n|(?<=@[^\s,;<>]*>?\s*)[,;]/;

function people(inputs: Inputs, field: string): readonly string[] {
  const value = inputs[field] ?? [];
  if (typeof value !== 'string') return cleaned(value);
  return cleaned(value.split(BETWEEN_PEOPLE).flatMap((item) => (item.includes('@') ? [item] : item.split(/[,;]/))));
}

function cleaned(found: readonly string[]): readonly string[] {
  return found.map(cleanLine).filter((item) => item !== '');
}
