// Domains that read like another one: letters of several alphabets, letters that look the same, one letter off. Every draft says so,
// since a document that went to the wrong domain cannot be called back.
import { labelAsSeen } from './punycode.ts';
import { domainOf } from './rules/answers.ts';

/** @property known domains whose look-alikes matter most: those of the sender's organisation */
type Context = { readonly known: readonly string[]; readonly others: readonly string[] };

const MOST_SHOWN = 60;
/** Shorter names are one letter apart by chance. */
const LEAST_CHARS = 6;
const SCRIPTS: readonly (readonly [name: string, letters: RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Arabic', /\p{Script=Arabic}/u],
];

/** Letters of other alphabets, in the order of the Latin ones that they look like. */
const ALIKE = pairs('аɑα:a в:b с:c ԁ:d её:e һ:h іıιї:i ј:j к:k ӏ:l м:m пո:n оοօ:o рρ:p ԛ:q ѕ:s т:t υս:u ν:v ѡԝ:w х:x уү:y');

function pairs(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(' ').flatMap((group) => {
      const [from = '', to = ''] = group.split(':');
      return Array.from(from, (letter) => [letter, to] as const);
    }),
  );
}

/** A sentence for each reason to look twice at this address; none for most. */
export function doubtsAbout(email: string, { known, others }: Context): string[] {
  const domain = domainOf(email);
  const seen = domain.split('.').map(labelAsSeen).join('.');
  const shown = seen === domain ? domain : `${seen.slice(0, MOST_SHOWN)} (${domain.slice(0, MOST_SHOWN)})`;
  const mixed = mixedIn(seen);
  const alike = known.includes(domain) ? undefined : twinOf(seen, { known, others: others.filter((other) => other !== domain) });
  return [
    ...(mixed === undefined ? [] : [`${email}: its domain ${shown} mixes ${mixed} letters, so it may only look like one that you know.`]),
    ...(mixed === undefined && seen !== domain ? [`${email}: its domain is ${shown}, in letters beyond the plain Latin ones.`] : []),
    ...(alike === undefined ? [] : [`${email}: its domain ${shown} looks like ${alike} and is another one.`]),
  ].map((sentence) => `Please check ${sentence}`);
}

/** Which alphabets meet in one label. */
function mixedIn(seen: string): string | undefined {
  const all = seen.split('.').map((label) => SCRIPTS.filter(([, letters]) => letters.test(label)).map(([name]) => name));
  return all.find((scripts) => scripts.length > 1)?.join(' and ');
}

function twinOf(seen: string, { known, others }: Context): string | undefined {
  const skeleton = skeletonOf(seen);
  return (
    [...known, ...others].find((other) => other !== seen && skeletonOf(other.split('.').map(labelAsSeen).join('.')) === skeleton) ??
    known.find((other) => other.length >= LEAST_CHARS && !seen.endsWith(`.${other}`) && isOneOff(seen, other))
  );
}

/** What a hurried eye makes of it: `rn` is read as m, 0 as o, 1 as l. */
function skeletonOf(domain: string): string {
  return Array.from(domain.normalize('NFD').replace(/\p{M}/gu, ''), (letter) => ALIKE.get(letter) ?? letter)
    .join('')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('0', 'o')
    .replace(/[1i|]/g, 'l')
    .replaceAll('5', 's')
    .replaceAll('-', '');
}

/** One letter more, less, other, or two exchanged. */
function isOneOff(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < Math.min(a.length, b.length) && a[at] === b[at]) at += 1;
  const restOf = (text: string, from: number): string => text.slice(from);
  if (a.length !== b.length) return a.length > b.length ? restOf(a, at + 1) === restOf(b, at) : restOf(a, at) === restOf(b, at + 1);
  const isSwap = a[at] === b[at + 1] && a[at + 1] === b[at] && restOf(a, at + 2) === restOf(b, at + 2);
  return isSwap || restOf(a, at + 1) === restOf(b, at + 1);
}
