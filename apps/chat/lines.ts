// What a form or a line of chat holds, as the lines that a mail would hold: one grammar reads both, and says what is wrong with them.
import { cleanLine } from '#apps/clean-text.ts';
import { addressOf } from '#apps/address.ts';
import type { ChatPlatform } from './chat-ports.ts';
import type { Inputs } from './request.ts';
import type { Speaker } from './speaker.ts';

type Lines = { readonly ok: true; readonly lines: readonly string[] } | { readonly ok: false; readonly problems: readonly string[] };
type Asked = { readonly inputs: Inputs; readonly speaker: Speaker };

/** Between people: whoever comes after it is asked only once those before it have acted. */
export const THEN = 'then';

/** People are `approvers`, `signers` and `others` (who sign as well), each as users of the platform or as addresses. */
export async function linesOf(platform: ChatPlatform, { inputs, speaker }: Asked): Promise<Lines> {
  const { install } = speaker.account;
  const approvers = await peopleIn(platform, install, items(inputs, 'approvers'));
  const signers = await peopleIn(platform, install, [...items(inputs, 'signers'), ...items(inputs, 'others')]);
  const problems = [...approvers, ...signers].flatMap((one) => ('problem' in one ? [one.problem] : []));
  if (problems.length > 0) return { ok: false, problems };
  const named = (people: typeof signers) => people.flatMap((one) => ('person' in one ? [one.person] : []));
  const day = one(inputs, 'day');
  const isInTurn = one(inputs, 'order') === 'one-by-one';
  return {
    ok: true,
    lines: [
      ...lineOf('approvers', named(approvers)),
      ...lineOf('signers', isInTurn ? named(signers).flatMap((person, at) => (at === 0 ? [person] : [THEN, person])) : named(signers)),
      ...(day === '' ? [] : [`expires: ${day}`]),
    ],
  };
}

function lineOf(key: string, people: readonly string[]): string[] {
  const isSeparated = (at: number) => at === 0 || people[at] === THEN || people[at - 1] === THEN;
  return people.length === 0 ? [] : [`${key}: ${people.map((one, at) => (isSeparated(at) ? one : `, ${one}`)).join(' ')}`];
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
  if (email === undefined) return { problem: `“${item}” is no address that we can write to.` };
  const name = item.includes('<') ? plainName(item.replace(/<[^<>]*>\s*$/, '')) : '';
  return { person: addressed(name, email) };
}

async function byAccount(platform: ChatPlatform, install: string, user: string): Promise<Named> {
  const account = await platform.account(install, user);
  if (!account?.email) return { problem: `${cleanLine(account?.name ?? user)} has no e-mail address here. Name them by their address.` };
  const name = plainName(account.name);
  return { person: addressed(name, account.email) };
}

/** In quotation marks, since names hold words such as "and". */
function addressed(name: string, email: string): string {
  return name === '' ? email : `"${name}" <${email}>`;
}

/** Without the marks that separate people in a line. */
function plainName(name: string): string {
  return cleanLine(name.replace(/[",;:<>@]/g, ' '));
}

export function one(inputs: Inputs, field: string): string {
  const value = inputs[field] ?? '';
  return typeof value === 'string' ? value : value.join('\n');
}

/** A list as it was picked; of a text, one item a line or between commas. */
export function items(inputs: Inputs, field: string): readonly string[] {
  const value = inputs[field] ?? [];
  const found = typeof value === 'string' ? value.split(/[\n,;]+/) : value;
  return found.map(cleanLine).filter((item) => item !== '');
}
