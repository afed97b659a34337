// People at work while the systems around the product fail: each looks at what they were shown, does the next thing if it is there to be
// done, and comes back later where it is not, or where it did not work.
import { visitPage, type Visit } from '#apps/cli/page-visit.ts';
import { ROLES, type CastMember } from '#apps/local/cast.ts';
import { contractPdf } from '#apps/local/sample-contract.ts';
import { pressable } from '#apps/local/slack/buttons.ts';
import { buttonsOf } from '#apps/local/teams/card-actions.ts';
import type { Envelope } from '#core/envelope.ts';
import type { EnvelopeId } from '#core/ids.ts';
import { NORA, PIET, type ChaosWorld, type Mail } from './chaos-world.ts';

export type End = 'completed' | 'declined-by-approver' | 'declined-by-signer' | 'voided' | 'expired';
/** What is to become of one envelope, and through which channels. Max approves in Teams. */
export type Plan = {
  readonly title: string;
  readonly sender: 'slack' | 'email';
  readonly signer: 'slack' | 'email';
  readonly end: End;
};

/** @property state as the record has it; @property pump lets what was begun go on */
export type Doing = {
  readonly world: ChaosWorld;
  readonly plan: Plan;
  readonly id: EnvelopeId | undefined;
  readonly state: Envelope;
  readonly pump: () => Promise<void>;
};

const REASON = 'The amount is not what we agreed.';

/** @returns whether there was anything to be done; what came of it stands on the record, or does not */
export async function doNext(doing: Doing): Promise<boolean> {
  const { state, plan } = doing;
  const bySender = plan.sender === 'slack' ? senderInSlack : senderByMail;
  if (state.status === 'none') return bySender.begin(doing);
  if (state.status === 'draft') return bySender.send(doing);
  if (state.status !== 'sent') return false;
  const [approver] = state.recipients;
  if (approver?.act === undefined) {
    if (plan.end === 'expired') return false;
    return plan.end === 'declined-by-approver' ? inTeams(doing, 'decline') : inTeams(doing, 'approve');
  }
  if (plan.end === 'voided') return bySender.voids(doing);
  const verb = plan.end === 'declined-by-signer' ? 'decline' : 'sign';
  return plan.signer === 'slack' ? signerInSlack(doing, verb) : signerByMail(doing, verb);
}

type Sender = {
  /** Twice where the first did not come through: then something is to be seen of it. */
  begin(doing: Doing): Promise<boolean>;
  send(doing: Doing): Promise<boolean>;
  voids(doing: Doing): Promise<boolean>;
};

const senderInSlack: Sender = {
  async begin({ world, plan }) {
    const file = { filename: `${plan.title}.pdf`, base64: (await document()).toString('base64') };
    await world.slack.say({ user: slackUser(ROLES.sender), text: '', files: [file] });
    return true;
  },
  async send({ world, plan, state }) {
    const isFilled = state.status === 'draft' && state.recipients.length > 0;
    if (isFilled) return pressInSlack(world, { person: ROLES.sender, title: plan.title, button: 'send' });
    const values = { title: plan.title, approvers: written(ROLES.approver), signers: written(signerOf(plan)) };
    return pressInSlack(world, { person: ROLES.sender, title: plan.title, button: 'change', values });
  },
  voids: async ({ world, plan }) =>
    pressInSlack(world, { person: ROLES.sender, title: plan.title, button: 'void', values: { reason: REASON } }),
};

const senderByMail: Sender = {
  async begin({ world, plan }) {
    const { name, email } = NORA;
    await world.letter({
      from: written({ name, email }),
      to: 'sign@countersign.test',
      subject: plan.title,
      text: `approver: ${ROLES.approver.email}\nsigners: ${signerOf(plan).email}`,
      attachments: [{ filename: `${plan.title}.pdf`, content: await document(), contentType: 'application/pdf' }],
    });
    return true;
  },
  send: async (doing) => reply(doing, NORA, 'SEND'),
  voids: async (doing) => reply(doing, NORA, `VOID: ${REASON}`),
};

async function inTeams({ world, plan }: Doing, verb: 'approve' | 'decline'): Promise<boolean> {
  const person = world.teamsIn.people.find(({ email }) => email === ROLES.approver.email);
  if (!person) throw new Error('Max has no account in Teams.');
  const seen = await world.teams.look(person);
  const card = seen.findLast(
    (one) => JSON.stringify(one.card).includes(plan.title) && buttonsOf(one.card).some((button) => button.verb === verb),
  );
  if (!card) return false;
  await world.teams.press({ person, activityId: card.activityId, verb, data: verb === 'decline' ? { reason: REASON } : {} });
  return true;
}

async function signerInSlack(doing: Doing, verb: 'sign' | 'decline'): Promise<boolean> {
  const { world, plan } = doing;
  const person = ROLES.colleague;
  if (verb === 'decline') return pressInSlack(world, { person, title: plan.title, button: 'decline', values: { reason: REASON } });
  const card = cardInSlack(world, { person, title: plan.title, button: 'open' });
  const link = /http:\/\/localhost:3000\/s\/\w+/.exec(JSON.stringify(card?.blocks))?.[0];
  if (link === undefined) return false;
  const visit = await visitPage(link, async (request) => world.world.web.fetch(request));
  if (!(await proven(doing, visit, person.email))) return false;
  await visit.submit('sign', { typedName: person.name, agreed: 'yes' });
  return true;
}

const MOST_WAITS = 40;

/** By the code that goes to the reader's mailbox, sooner or later. */
async function proven({ world, plan, pump }: Doing, visit: Visit, email: string): Promise<boolean> {
  await visit.submit('open');
  if (!visit.page().includes('/code"')) return true;
  const before = world.mails.length;
  await visit.submit('code');
  for (let wait = 0; wait < MOST_WAITS; wait += 1) {
    await pump();
    const mail = world.mails.slice(before).findLast(({ to, subject }) => to === email && /\d{6} is your code/.test(subject));
    if (!mail) continue;
    await visit.submit('verify-code', { code: /\d{6}/.exec(mail.subject)?.[0] ?? '' });
    return visit.page().includes('/sign"');
  }
  throw new Error(`The code for ${plan.title} did not come.`);
}

async function signerByMail(doing: Doing, verb: 'sign' | 'decline'): Promise<boolean> {
  return reply(doing, PIET, verb === 'sign' ? 'I SIGN' : `DECLINE: ${REASON}`);
}

/** To the newest mail about it that can be answered. */
async function reply({ world, plan, id }: Doing, person: { name: string; email: string }, text: string): Promise<boolean> {
  const isAbout = (mail: Mail) => mail.to === person.email && mail.envelope === id && mail.replyTo.startsWith('r-');
  const mail = world.mails.findLast(isAbout);
  if (!mail) return false;
  await world.letter({ from: written(person), to: mail.replyTo, subject: `Re: ${plan.title}`, text });
  return true;
}

type Wanted = { readonly person: CastMember; readonly title: string; readonly button: string };

function cardInSlack({ slackIn }: ChaosWorld, { person, title, button }: Wanted) {
  const seen = slackIn.board.seenBy(slackUser(person));
  return seen.findLast(({ blocks }) => pressable(blocks).includes(button) && JSON.stringify(blocks).includes(title));
}

async function pressInSlack(world: ChaosWorld, wanted: Wanted & { readonly values?: Record<string, string> }): Promise<boolean> {
  const { person, button, values } = wanted;
  const user = slackUser(person);
  const card = cardInSlack(world, wanted);
  if (!card) return false;
  const formsBefore = world.slackIn.modals.of(user).length;
  await world.slack.action({ user, ts: card.ts, action_id: button });
  if (!values) return true;
  const form = world.slackIn.modals.of(user).slice(formsBefore).at(-1);
  // Slack failed while it was to be opened; they press again.
  if (!form) return true;
  await world.slack.submit({ user, view_id: String(form.view['id']), values });
  return true;
}

let pdf: Promise<Uint8Array> | undefined;

async function document(): Promise<Buffer> {
  pdf ??= contractPdf({ pages: 1 });
  return Buffer.from(await pdf);
}

function signerOf({ signer }: Plan): { readonly name: string; readonly email: string } {
  return signer === 'slack' ? ROLES.colleague : PIET;
}

function slackUser({ name, slack }: CastMember): string {
  if (slack) return slack.user;
  throw new Error(`${name} has no account in Slack.`);
}

function written({ name, email }: { readonly name: string; readonly email: string }): string {
  return `${name} <${email}>`;
}
