// The guided story: the product's main job in seven steps, each ticked off by what is really stored and delivered, never by a click.
import { CAST, ROLES, type CastMember } from './cast.ts';
import { domainOf } from './local-domains.ts';
import type { StoryEnvelope } from './local-parts.ts';
import { chatPath, composePath, mailboxPath, messagePath } from './paths.ts';

export type StoryLink = { readonly label: string; readonly href: string };

export type StoryStep = {
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  readonly done: boolean;
  /** The first is the thing to do. */
  readonly links: readonly StoryLink[];
};

export type Story = {
  readonly envelope: string | null;
  /** The key of the step to do next; null when all is done. */
  readonly current: string | null;
  readonly steps: readonly StoryStep[];
  /** Why the story begins again, where an envelope came to another end. */
  readonly note: string | null;
};

/** What the story needs to know of a delivered mail. */
export type StoryMail = {
  readonly id: string;
  readonly to: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly { readonly filename: string; readonly contentType: string; readonly url: string }[];
};

export type StoryFacts = {
  readonly envelopes: readonly StoryEnvelope[];
  readonly mails: readonly StoryMail[];
  readonly signAddress: string;
};

type Scene = { readonly envelope: StoryEnvelope | undefined; readonly mails: readonly StoryMail[]; readonly signAddress: string };

const ENDED_OTHERWISE = ['declined', 'voided', 'expired'];

export function tellStory({ envelopes, mails, signAddress }: StoryFacts): Story {
  const latest = envelopes
    .filter(({ sender }) => sender.email.toLowerCase() === ROLES.sender.email)
    .toSorted((a, b) => (a.draftedAt < b.draftedAt ? 1 : -1))[0];
  const hasEnded = latest !== undefined && ENDED_OTHERWISE.includes(latest.status);
  const envelope = hasEnded ? undefined : latest;
  const steps = stepsOf({
    envelope,
    mails: mails.filter(({ headers }) => headers['x-countersign-envelope'] === envelope?.id),
    signAddress,
  });
  return {
    envelope: envelope?.id ?? null,
    current: steps.find(({ done }) => !done)?.key ?? null,
    steps,
    note: hasEnded ? `“${latest.title}” ended as ${latest.status}. Mail the contract again to go on with the story.` : null,
  };
}

function stepsOf(scene: Scene): readonly StoryStep[] {
  const { sender, approver, colleague, customer } = ROLES;
  return [
    {
      key: 'mail',
      title: `${first(sender)} mails the contract`,
      detail: `She writes to ${scene.signAddress} like to a colleague, with the PDF attached, and says in plain lines who approves and who signs.`,
      done: scene.envelope !== undefined,
      links: [{ label: `Write as ${first(sender)}`, href: composePath(sender.email) }],
    },
    {
      key: 'confirm',
      title: `${first(sender)} checks the draft and sends it`,
      detail: 'Nothing goes out unseen. The draft in her mailbox shows what was understood; she answers SEND.',
      done: wasSent(scene),
      links: [mailOf(scene, { who: sender, kinds: ['draft'], label: 'Open the draft' })],
    },
    {
      key: 'approve',
      title: `${first(approver)} approves`,
      detail: 'Northwind’s own approval comes first. He reads the contract and answers I APPROVE.',
      done: wasSent(scene) && areDone(scene, ({ role }) => role === 'approver'),
      links: [mailOf(scene, { who: approver, kinds: ['reminder', 'approve-request'], label: `Open ${first(approver)}’s request` })],
    },
    {
      key: 'colleague',
      title: `${first(colleague)} signs by reply`,
      detail: 'For Northwind’s own people an authenticated reply is proof enough. She answers I SIGN.',
      done: wasSent(scene) && areDone(scene, (one) => one.role === 'signer' && isColleague(one)),
      links: [mailOf(scene, { who: colleague, kinds: ['reminder', 'sign-request'], label: `Open ${first(colleague)}’s request` })],
    },
    {
      key: 'customer',
      title: `${first(customer)} signs on the page`,
      detail: 'She is from outside, so a reply alone is held back. She opens the page from her mail, asks for a one-time code, and signs.',
      done: wasSent(scene) && areDone(scene, (one) => one.role === 'signer' && !isColleague(one)),
      links: [
        mailOf(scene, { who: customer, kinds: ['confirm', 'reminder', 'sign-request'], label: `Open ${first(customer)}’s request` }),
        { label: `${first(customer)}’s mailbox (for the code)`, href: mailboxPath(customer.email) },
      ],
    },
    {
      key: 'sealed',
      title: 'Everyone receives the sealed PDF',
      detail: 'The document, the signatures and the certificate of completion, in one file that shows every later change.',
      done: scene.envelope?.sealing?.state === 'sealed' && scene.mails.some(({ headers }) => headers['x-countersign-kind'] === 'completed'),
      links: [mailOf(scene, { who: customer, kinds: ['completed'], label: `See what ${first(customer)} got` })],
    },
    {
      key: 'verify',
      title: 'Check the proof',
      detail:
        'Anyone can check the sealed PDF, without an account: download it, and drop it on the verify page. Then change a byte and try again.',
      // Verifying leaves nothing behind, so this one step cannot be seen in what is stored; the page remembers that it was opened.
      done: false,
      links: [{ label: 'Open the verify page', href: '/verify' }, ...sealedFile(scene)],
    },
  ];
}

function wasSent({ envelope }: Scene): boolean {
  return envelope !== undefined && envelope.status !== 'draft';
}

function areDone({ envelope }: Scene, isMeant: (one: StoryEnvelope['recipients'][number]) => boolean): boolean {
  return envelope?.recipients.filter(isMeant).every(({ status }) => status === 'approved' || status === 'signed') ?? false;
}

function isColleague({ email }: { email: string }): boolean {
  return domainOf(email) === domainOf(ROLES.sender.email);
}

type Wanted = { readonly who: CastMember; readonly kinds: readonly string[]; readonly label: string };

/** The newest mail of the first kind that there is; while there is none, where it would be: the mailbox, or the chat where they are asked. */
function mailOf({ envelope, mails }: Scene, { who, kinds, label }: Wanted): StoryLink {
  const theirs = mails.filter(({ to }) => to === who.email).toReversed();
  const found = kinds
    .map((kind) => theirs.find(({ headers }) => headers['x-countersign-kind'] === kind))
    .find((mail) => mail !== undefined);
  if (found) return { label, href: messagePath(who.email, found.id) };
  const channel = envelope && channelOf(envelope, who);
  if (channel === 'slack') return { label: `Open ${first(who)} in Slack`, href: chatPath('slack', who.email) };
  if (channel === 'teams') return { label: `Open ${first(who)} in Teams`, href: chatPath('teams', who.email) };
  return { label: `Open ${first(who)}’s mailbox`, href: mailboxPath(who.email) };
}

function channelOf({ sender, origin, recipients }: StoryEnvelope, { email }: CastMember): string | undefined {
  return sender.email.toLowerCase() === email ? origin?.channel : recipients.find((one) => one.email.toLowerCase() === email)?.channel;
}

function sealedFile({ mails }: Scene): readonly StoryLink[] {
  const file = mails
    .filter(({ headers }) => headers['x-countersign-kind'] === 'completed')
    .flatMap(({ attachments }) => attachments)
    .findLast(({ contentType }) => contentType === 'application/pdf');
  return file ? [{ label: 'Download the sealed PDF', href: file.url }] : [];
}

function first({ name }: CastMember): string {
  return name.split(' ')[0] ?? name;
}

/** How many mails each of the cast has, and which is the newest: what the page's counters and badges show. */
export function mailboxCounts(mails: readonly StoryMail[]): readonly { email: string; count: number; newest: string | null }[] {
  return CAST.map(({ email }) => {
    const theirs = mails.filter(({ to }) => to === email);
    return { email, count: theirs.length, newest: theirs.at(-1)?.id ?? null };
  });
}
