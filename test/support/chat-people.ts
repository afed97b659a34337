// People at work in the chat world, each channel by its own means. Every move is prepared first and brought later: what a platform would
// deliver exists then, and may arrive in any order, twice, or when it is no longer true.
import { visitPage, type Visit } from '#apps/cli/page-visit.ts';
import type { CastMember } from '#apps/local/cast.ts';
import { buttonsOf } from '#apps/local/teams/card-actions.ts';
import type { TeamsPerson } from '#apps/local/teams/teams-people.ts';
import { pressable } from '#apps/local/slack/buttons.ts';
import type { Channel } from '#core/terms.ts';
import { OLIVIA, sampleFile, SIGN, type Answered, type Caught, type ChatWorld } from './chat-world.ts';
import { asDoneBy } from './chat-strangers.ts';

export type Move =
  | { readonly verb: 'send' | 'approve' | 'sign' | 'remind' }
  | { readonly verb: 'decline' | 'void' | 'withdraw'; readonly reason: string }
  | { readonly verb: 'delegate'; readonly to: string }
  | { readonly verb: 'comment'; readonly text: string };

/** Brings what was prepared; brought twice it is the same again, byte for byte. */
export type Deed = () => Promise<Answered>;

/**
 * @property title of the envelope, by which people find their card or mail
 * @property hands whoever really does it, on what the person was given: the platform itself says that it was they
 */
export type Doing = { readonly person: CastMember; readonly title: string; readonly move: Move; readonly hands?: CastMember };
export type People = { readonly approver: CastMember; readonly signer: CastMember };

export type Hands = {
  readonly channel: Channel;
  draft(sender: CastMember, title: string, people: People): Promise<void>;
  prepare(doing: Doing): Promise<Deed>;
};

export function handsIn(world: ChatWorld, channel: Channel): Hands {
  const mail = byMail(world);
  // The page shows the sender how things stand; what senders do there they do by mail.
  const onIt = onPage(world);
  const page = { ...onIt, prepare: async (doing: Doing) => (doing.person === OLIVIA ? mail : onIt).prepare(doing) };
  return channel === 'slack' ? inSlack(world) : channel === 'teams' ? inTeams(world) : channel === 'web' ? page : mail;
}

/** Prepared and brought at once, with all that follows. */
export async function act(world: ChatWorld, hands: Hands, doing: Doing): Promise<Answered> {
  const deed = await hands.prepare(doing);
  const answered = await deed();
  await world.settle();
  return answered;
}

function inSlack(world: ChatWorld): Hands {
  return {
    channel: 'slack',
    async draft(sender, title, { approver, signer }) {
      const { filename, bytes } = await sampleFile();
      await world.slack.say({ user: slackUser(sender), text: '', files: [{ filename, base64: bytes.toString('base64') }] });
      await world.settle();
      const values = { title, approvers: written(approver), signers: written(signer) };
      const { ts } = slackCard(world, sender, { title: 'Draft ready', button: 'change' });
      await world.slack.action({ user: slackUser(sender), ts, action_id: 'change' });
      await world.slack.submit({ user: slackUser(sender), view_id: openForm(world, sender), values });
      await world.settle();
    },
    async prepare(doing) {
      const { person, title, move } = doing;
      const user = slackUser(person);
      if (move.verb === 'sign') return signing(world, person, linkIn(slackCard(world, person, { title, button: 'open' }).blocks));
      const { ts } = slackCard(world, person, { title, button: move.verb });
      const press = async () => world.slack.action({ user, ts, action_id: move.verb });
      const values = valuesOf(move);
      if (!values) return bringing(world, await world.held(press), doing.hands);
      await press();
      const submit = async () => world.slack.submit({ user, view_id: openForm(world, person), values });
      return bringing(world, await world.held(submit), doing.hands);
    },
  };
}

function inTeams(world: ChatWorld): Hands {
  return {
    channel: 'teams',
    async draft(sender, title, { approver, signer }) {
      const { filename, bytes } = await sampleFile();
      const person = inTeamsCalled(world, sender);
      await world.teams.say({ person, text: '', files: [{ filename, bytes }] });
      await world.settle();
      const { activityId } = await teamsCard(world, sender, { title: 'Draft ready', button: 'change' });
      const data = { title, approvers: written(approver), signers: written(signer) };
      await world.teams.press({ person, activityId, verb: 'change', data });
      await world.settle();
    },
    async prepare({ person, title, move, hands }) {
      if (move.verb === 'sign') return signing(world, person, linkIn((await teamsCard(world, person, { title, button: 'sign' })).card));
      const { activityId } = await teamsCard(world, person, { title, button: move.verb });
      const press = { person: inTeamsCalled(world, person), activityId, verb: move.verb, data: valuesOf(move) ?? {} };
      return bringing(world, await world.held(async () => world.teams.press(press)), hands);
    },
  };
}

function byMail(world: ChatWorld): Hands {
  return {
    channel: 'email',
    async draft(sender, title, { approver, signer }) {
      const { filename, bytes } = await sampleFile();
      const text = `approver: ${approver.email}\nsigners: ${signer.email}`;
      const attachments = [{ filename, content: bytes, contentType: 'application/pdf' }];
      await (
        await world.letter({ from: written(sender), to: SIGN, subject: title, text, attachments })
      )();
      await world.settle();
    },
    async prepare({ person, title, move, hands = person }) {
      const { replyTo } = mailAbout(world, person, title);
      return world.letter({ from: written(hands), to: replyTo, subject: `Re: ${title}`, text: phraseOf(move) });
    },
  };
}

function onPage(world: ChatWorld): Hands {
  const visits = new Map<CastMember, Visit>();
  return {
    channel: 'web',
    draft: byMail(world).draft,
    async prepare({ person, title, move, hands }) {
      const link = pageIn(world, person, title);
      // Whoever has the link has not the code.
      if (hands) return guessing(world, link);
      if (move.verb === 'sign') return signing(world, person, link);
      // What was done is taken back where it was done: a later visit cannot be proven any more.
      const acted = move.verb === 'withdraw' ? visits.get(person) : undefined;
      const visit = acted ?? (await proven(world, person, link));
      visits.set(person, visit);
      const fields = move.verb === 'delegate' ? { email: move.to } : (valuesOf(move) ?? {});
      return async () => submitted(visit, move.verb, fields);
    },
  };
}

/** The document's page, its reader proven by the code that went to their mailbox. */
async function proven(world: ChatWorld, person: CastMember, link: string): Promise<Visit> {
  const visit = await visitPage(link, async (request) => world.world.web.fetch(request));
  await visit.submit('open');
  if (!visit.page().includes('/code"')) return visit;
  await visit.submit('code');
  await world.settle();
  const code = world.mails.findLast(({ to, subject }) => to === person.email && subject.includes('is your code'));
  await visit.submit('verify-code', { code: /\d{6}/.exec(code?.subject ?? '')?.[0] ?? '' });
  return visit;
}

async function guessing({ world }: ChatWorld, link: string): Promise<Deed> {
  const visit = await visitPage(link, async (request) => world.web.fetch(request));
  await visit.submit('open');
  await visit.submit('code');
  return async () => submitted(visit, 'verify-code', { code: '000000' });
}

async function signing(world: ChatWorld, person: CastMember, link: string): Promise<Deed> {
  const visit = await proven(world, person, link);
  return async () => submitted(visit, 'sign', { typedName: person.name, agreed: 'yes' });
}

async function submitted(visit: Visit, form: string, fields: Readonly<Record<string, string>>): Promise<Answered> {
  return { status: 200, body: await visit.submit(form, fields) };
}

function bringing(world: ChatWorld, caught: Caught, hands?: CastMember): Deed {
  return async () => world.bring(hands ? asDoneBy(world, caught, hands) : caught);
}

type Wanted = { readonly title: string; readonly button: string };

/** The newest card with this title on which that can be pressed. */
export function slackCard({ slackIn }: ChatWorld, person: CastMember, { title, button }: Wanted) {
  const all = slackIn.board.seenBy(slackUser(person));
  const found = all.findLast(({ blocks }) => JSON.stringify(blocks).includes(title) && pressable(blocks).includes(button));
  if (found) return found;
  const seen = all.map(({ text, blocks }) => `${text} [${pressable(blocks).join(', ')}]`).join(' | ');
  throw new Error(`${person.name} sees no card about ${title} with ${button} in Slack; there is: ${seen || 'nothing'}.`);
}

export async function teamsCard(world: ChatWorld, person: CastMember, { title, button }: Wanted) {
  const all = await world.teams.look(inTeamsCalled(world, person));
  const can = (card: unknown) =>
    button === 'sign' ? /\/s\/\w+/.test(JSON.stringify(card)) : buttonsOf(card).some(({ verb }) => verb === button);
  const found = all.findLast(({ card }) => card !== null && JSON.stringify(card).includes(title) && can(card));
  if (found) return found;
  const seen = all
    .map(
      ({ text, card }) =>
        `${text} [${buttonsOf(card)
          .map(({ verb }) => verb)
          .join(', ')}]`,
    )
    .join(' | ');
  throw new Error(`${person.name} sees no card about ${title} with ${button} in Teams; there is: ${seen || 'nothing'}.`);
}

function mailAbout({ mails }: ChatWorld, person: CastMember, title: string) {
  const found = mails.findLast(({ to, subject, replyTo }) => to === person.email && subject.includes(title) && replyTo !== '');
  if (found) return found;
  const seen = mails.filter(({ to }) => to === person.email).map(({ subject }) => subject);
  throw new Error(`${person.name} has no mail about ${title}; there is: ${seen.join(' | ') || 'nothing'}.`);
}

function pageIn({ mails }: ChatWorld, person: CastMember, title: string): string {
  const links = mails.flatMap(({ to, subject, text }) =>
    to === person.email && subject.includes(title) ? (/https?:\/\/\S+\/s\/\w+/.exec(text) ?? []) : [],
  );
  return links.at(-1) ?? '';
}

export function slackUser({ name, slack }: CastMember): string {
  if (slack) return slack.user;
  throw new Error(`${name} has no account in Slack.`);
}

export function inTeamsCalled({ teams }: ChatWorld, { name }: CastMember): TeamsPerson {
  const found = teams.people.find((one) => one.name === name);
  if (found) return found;
  throw new Error(`${name} has no account in Teams.`);
}

function openForm({ slackIn }: ChatWorld, person: CastMember): string {
  const id = slackIn.modals.of(slackUser(person)).at(-1)?.view['id'];
  if (typeof id === 'string') return id;
  throw new Error(`${person.name} has no form open in Slack.`);
}

/** What a form asks for; undefined for what is only pressed. */
function valuesOf(move: Move): Record<string, string> | undefined {
  if ('reason' in move) return { reason: move.reason };
  if ('to' in move) return { address: move.to };
  return 'text' in move ? { text: move.text } : undefined;
}

function phraseOf(move: Move): string {
  switch (move.verb) {
    case 'send':
    case 'remind':
      return move.verb.toUpperCase();
    case 'approve':
    case 'sign':
      return `I ${move.verb.toUpperCase()}`;
    case 'decline':
    case 'void':
    case 'withdraw':
      return `${move.verb.toUpperCase()}: ${move.reason}`;
    case 'delegate':
      return `DELEGATE TO ${move.to}`;
    case 'comment':
      return move.text;
  }
}

function linkIn(shown: unknown): string {
  const link = /http:\/\/localhost:3000\/s\/\w+/.exec(JSON.stringify(shown))?.[0];
  if (link !== undefined) return link;
  throw new Error('The card has no link to its page.');
}

function written({ name, email }: CastMember): string {
  return `${name} <${email}>`;
}
