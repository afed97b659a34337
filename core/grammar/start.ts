// The mail that starts an envelope: who signs, who approves, in which order, until when. What is unclear becomes a sentence in
// `problems` that the sender reads before anything is sent; nothing is guessed.
import type { Amount, Quorum } from '../terms.ts';
import { isSameMailbox } from './address.ts';
import { forwardedPeople } from './forwarded.ts';
import { itemAt, lineAt } from './match.ts';
import { toLines } from './normalise.ts';
import { inOrder } from './order.ts';
import type { Acting, ActingRole, Ordered } from './order.ts';
import { readPeople } from './people.ts';
import type { Listed, Mailbox } from './people.ts';
import { findQuoteHeads, isQuoted, type QuoteHead } from './quote-rules.ts';
import { withoutSignature } from './signature.ts';
import { readStartLines } from './start-lines.ts';
import type { StartKey, StartLine } from './start-lines.ts';
import { readSettings } from './start-settings.ts';
import { quorumsByStep, readQuorum } from './start-quorum.ts';
import { cleanTitle } from './title.ts';
import { readExpiry, readRemind } from './when.ts';
import type { Expiry, Remind } from './when.ts';

export type StartRole = ActingRole | 'cc';
export type StartPerson = Mailbox & { readonly role: StartRole; readonly step: number };
export type StartRequest = {
  /** Empty when neither the subject nor a `title` line gives one; then the file's name serves. */
  readonly title: string;
  readonly message: string;
  readonly people: readonly StartPerson[];
  /** By step; `all` where absent. */
  readonly quorums: Readonly<Record<number, Quorum>>;
  readonly consumer?: boolean;
  readonly documentClass?: string;
  readonly amount?: Amount;
  readonly language?: string;
  readonly expires?: Expiry;
  readonly remind?: Remind;
  readonly sendNow: boolean;
  /** Names of the files that are to be sent; absent: all of them. */
  readonly documents?: readonly string[];
  /** People in the head of a forwarded mail who have no seat. */
  readonly suggested: readonly Mailbox[];
  readonly problems: readonly string[];
  readonly ignored: readonly string[];
};

/**
 * @property text plain text of the mail; what it forwards is left out here
 * @property own addresses of ours, or endings such as `@in.example.com`: never people
 * @property today the sender's date, `YYYY-MM-DD`
 * @property attached people in the heads of mails that are attached to it
 * @property base what an earlier mail or draft says, when `text` holds changed lines
 */
export type StartMail = {
  readonly subject: string;
  readonly text: string;
  readonly sender: Mailbox;
  readonly to: readonly Mailbox[];
  readonly cc: readonly Mailbox[];
  readonly own: readonly string[];
  readonly today: string;
  readonly attached?: readonly Mailbox[];
  readonly base?: Pick<StartRequest, 'title' | 'message' | 'people'> & { readonly quorums?: RoleQuorums };
};

const MOST_FROM_HEADERS = 5;
const MOST_PEOPLE = 50;
const MOST_SUGGESTED = 8;
const PEOPLE_KEYS = { signers: 'signer', approvers: 'approver', viewers: 'viewer', cc: 'cc' } as const;
type PeopleKey = keyof typeof PEOPLE_KEYS;
type Seated = Listed & { readonly role: StartRole };
export type RoleQuorums = Partial<Readonly<Record<StartRole, Quorum>>>;

export function parseStart(mail: StartMail): StartRequest {
  const { commands, ignored } = readStartLines(newText(mail.text));
  const last = (key: StartKey): string | undefined => commands.findLast((line) => line.key === key)?.value;
  const { people, problems, quorums } = seat(mail, commands);
  const settings = readSettings(last);
  const expires = last('expires');
  const expiry = expires === undefined ? undefined : readExpiry(expires, mail.today);
  const remind = last('remind');
  const reminding = remind === undefined ? undefined : readRemind(remind);
  const told = [expiry, reminding].flatMap((read) => (isProblem(read) ? [read.problem] : []));
  return {
    title: cleanTitle(last('title') ?? mail.base?.title ?? mail.subject),
    message: (last('message') ?? mail.base?.message ?? '').trim(),
    people,
    quorums,
    ...settings.read,
    ...(expiry && !isProblem(expiry) ? { expires: expiry } : {}),
    ...(reminding && !isProblem(reminding) ? { remind: reminding } : {}),
    sendNow: /^now[.!]?$/i.test(last('send') ?? ''),
    ...namedFiles(last('documents')),
    suggested: suggestedBy(mail, people),
    problems: [...problems, ...settings.problems, ...told, ...sendProblem(last('send')), ...templateProblem(last('template'))],
    ignored,
  };
}

function isProblem(read: unknown): read is { readonly problem: string } {
  return typeof read === 'object' && read !== null && 'problem' in read;
}

function sendProblem(value: string | undefined): string[] {
  return value === undefined || /^(?:now|draft)[.!]?$/i.test(value)
    ? []
    : [`“send: ${value}” is not understood. Write “send: now” or “send: draft”.`];
}

function templateProblem(value: string | undefined): string[] {
  return value === undefined ? [] : [`“template: ${value}” cannot be followed: there are no templates yet. Attach the document itself.`];
}

function namedFiles(value: string | undefined): Pick<StartRequest, 'documents'> {
  const names = (value ?? '').split(/[,;\n]/).map((name) => name.trim().replace(/^["“]|["”]$/g, ''));
  const documents = names.filter((name) => name !== '' && !/^all\.?$/i.test(name));
  return documents.length === 0 ? {} : { documents };
}

function suggestedBy({ text, sender, own, attached = [] }: StartMail, people: readonly StartPerson[]): Mailbox[] {
  const named = [sender, ...people];
  const found = [...forwardedPeople(text), ...attached];
  return found
    .filter(({ email }, at) => !isOwn(email, own) && firstOf([...named, ...found], email) === named.length + at)
    .slice(0, MOST_SUGGESTED);
}

function firstOf(people: readonly Mailbox[], email: string): number {
  return people.findIndex((one) => isSameMailbox(one.email, email));
}

/** Above what is forwarded or quoted: commands in someone else's text are not the sender's. */
function newText(text: string): string[] {
  const lines = toLines(text);
  const head = findQuoteHeads(lines)[0];
  return withoutSignature((head ? lines.slice(0, beginOf(head, lines)) : lines).filter((line) => !isQuoted(line)));
}

/** No program begins a head with its copies: a `cc:` line right above one is the sender's. */
function beginOf({ from }: QuoteHead, lines: readonly string[]): number {
  let begin = from;
  while (/^[\s*_•-]*cc[\s*_]*[:：]/i.test(lineAt(lines, begin))) begin += 1;
  return begin;
}

function seat(mail: StartMail, commands: readonly StartLine[]): Pick<StartRequest, 'people' | 'problems' | 'quorums'> {
  const problems: string[] = [];
  const listed = new Map<PeopleKey, readonly Listed[]>();
  const wanted: Partial<Record<StartRole, Quorum>> = { ...mail.base?.quorums };
  for (const key of ['signers', 'approvers', 'viewers', 'cc'] as const) {
    const values = commands.filter((line) => line.key === key).map(({ value }) => value);
    if (values.length === 0) continue;
    const { quorum, rest } = readQuorum(values.join('\n'));
    wanted[PEOPLE_KEYS[key]] = quorum;
    const read = readPeople({ value: rest, key, me: mail.sender });
    listed.set(key, read.people);
    problems.push(...read.problems);
  }
  const seats = [...(mail.base ? fromBase(mail.base.people, listed) : fromHeaders(mail, listed, problems)), ...fromLines(listed)];
  const people = withoutRepeats(seats, problems).filter((person) => mayTakePart(person, mail.own, problems));
  if (people.length > MOST_PEOPLE) problems.push(`${people.length} people are named; ${MOST_PEOPLE} are the most.`);
  const acting = people.flatMap((person): Acting[] => (person.role === 'cc' ? [] : [{ ...person, role: person.role }]));
  const order = commands.findLast(({ key }) => key === 'order')?.value;
  const isReseated =
    mail.base === undefined || order !== undefined || ['signers', 'approvers', 'viewers'].some((key) => listed.has(key as PeopleKey));
  const ordered = isReseated ? inOrder({ people: acting, order, me: mail.sender.email }) : asBefore(acting);
  const copies = people.filter(({ role, email }) => role === 'cc' && !acting.some((person) => isSameMailbox(person.email, email)));
  const all = [...ordered.people, ...copies.map((person) => ({ ...person, step: 1 }))].slice(0, MOST_PEOPLE);
  const grouped = quorumsByStep(ordered.people, wanted);
  return {
    people: all.map(({ name, email, role, step }) => ({ name, email, role, step })),
    quorums: grouped.quorums,
    problems: [...problems, ...ordered.problems, ...grouped.problems],
  };
}

/** Nobody's place was changed; `turn` is the step of the earlier draft. */
function asBefore(people: readonly Acting[]): Ordered {
  return { people: people.map((person) => ({ ...person, step: person.turn })), problems: [] };
}

function fromLines(listed: ReadonlyMap<PeopleKey, readonly Listed[]>): Seated[] {
  return [...listed].flatMap(([key, people]) => people.map((person) => ({ ...person, role: PEOPLE_KEYS[key] })));
}

/** A changed line replaces the people of its role; the others keep their turns. */
function fromBase(people: readonly StartPerson[], listed: ReadonlyMap<PeopleKey, readonly Listed[]>): Seated[] {
  const replaced = new Set([...listed.keys()].map((key): StartRole => PEOPLE_KEYS[key]));
  return people.filter(({ role }) => !replaced.has(role)).map(({ step, ...person }) => ({ ...person, turn: step }));
}

/** Other people in To are proposed as signers and those in Cc receive copies, unless a line says who signs. */
function fromHeaders({ to, cc, own, sender }: StartMail, listed: ReadonlyMap<PeopleKey, readonly Listed[]>, problems: string[]): Seated[] {
  const isOther = ({ email }: Mailbox): boolean => !isOwn(email, own) && !isSameMailbox(email, sender.email);
  const asked = to.filter(isOther);
  const copied = cc.filter(isOther);
  const others = listed.has('signers') ? [...asked, ...copied] : copied;
  const copies = listed.has('cc') ? [] : others.map((person) => ({ ...person, turn: 0, role: 'cc' as const }));
  if (listed.has('signers')) return copies;
  if (asked.length > MOST_FROM_HEADERS) {
    problems.push(
      `${asked.length} people are in “To”. Name those who sign in a line such as “signers: ${itemAt(asked, 0, sender).email}”.`,
    );
    return copies;
  }
  const approving = new Set((listed.get('approvers') ?? []).map(({ email }) => email.toLowerCase()));
  return [
    ...asked.filter(({ email }) => !approving.has(email.toLowerCase())).map((person) => ({ ...person, turn: 0, role: 'signer' as const })),
    ...copies,
  ];
}

function isOwn(email: string, own: readonly string[]): boolean {
  return own.some(
    (ending) =>
      ending !== '' && (ending.startsWith('@') ? email.toLowerCase().endsWith(ending.toLowerCase()) : isSameMailbox(email, ending)),
  );
}

function mayTakePart({ email }: Seated, own: readonly string[], problems: string[]): boolean {
  if (!isOwn(email, own)) return true;
  problems.push(`${email} is an address of Countersign, which takes no part.`);
  return false;
}

/** Nobody is asked twice for the same thing. To approve and to sign is not the same thing. */
function withoutRepeats(seats: readonly Seated[], problems: string[]): Seated[] {
  const isRepeat = (one: Seated, index: number): boolean =>
    seats.slice(0, index).some((before) => before.role === one.role && isSameMailbox(before.email, one.email));
  const repeats = seats.filter(isRepeat);
  problems.push(...new Set(repeats.filter(({ role }) => role !== 'cc').map(({ email, role }) => `${email} is named twice as ${role}.`)));
  return seats.filter((one, index) => !isRepeat(one, index));
}
