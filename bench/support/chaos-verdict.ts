// Whether all that people can see in the end is true, and how often they saw something twice; held against the record, not against what
// the product believes of its messages.
import { readCardRef as slackRef } from '#apps/slack/place.ts';
import { readCardRef as teamsRef } from '#apps/teams/place.ts';
import { NORTHWIND } from '#apps/local/cast.ts';
import { pressable } from '#apps/local/slack/buttons.ts';
import { BOT } from '#apps/local/slack/team.ts';
import { buttonsOf } from '#apps/local/teams/card-actions.ts';
import { invokeActivity } from '#apps/local/teams/teams-activity.ts';
import { deliver } from '#apps/local/teams/teams-delivery.ts';
import { refreshFor } from '#apps/local/teams/teams-sight.ts';
import { sha256 } from '#apps/world/hashing.ts';
import { checkStream, eventsOf } from '#core/chain.ts';
import type { Existing } from '#core/envelope.ts';
import { fold } from '#core/fold.ts';
import type { EnvelopeId, Sha256 } from '#core/ids.ts';
import { notify, type Notification } from '#core/notify.ts';
import type { Stream } from '#core/record.ts';
import type { KnownCard } from '#stores/card-row.ts';
import { effectName, tellEffect } from '#stores/effect-row.ts';
import type { System, Tally } from './chaos-faults.ts';
import type { Plan } from './chaos-people.ts';
import type { ChaosWorld } from './chaos-world.ts';

type Count = Readonly<Record<System, number>>;

export type Verdict = {
  readonly ends: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<System, Tally>>;
  readonly ambiguous: Count;
  readonly doubled: Count;
  readonly cards: { readonly live: number; readonly gone: number };
  /** Messages of which the product does not know, since their first posting was not heard of. */
  readonly strays: Count;
  readonly told: number;
  readonly undispatched: number;
  /** In words; a claim that does not hold. */
  readonly broken: readonly string[];
};

/** What changes something when it is pressed. */
const ACTING = new Set(['send', 'change', 'remind', 'void', 'approve', 'acknowledge', 'decline', 'delegate']);
const ENDS: ReadonlySet<string> = new Set(['completed', 'declined', 'voided', 'expired']);

type Ended = { readonly id: EnvelopeId; readonly stream: Stream; readonly state: Existing; readonly cards: readonly KnownCard[] };

export async function verdictOn(world: ChaosWorld, plans: readonly Plan[], titles: ReadonlyMap<string, EnvelopeId>): Promise<Verdict> {
  const broken: string[] = [];
  const ends: Record<string, number> = {};
  const all: Ended[] = [];
  let told = 0;
  for (const plan of plans) {
    const one = await endedOf(world, titles.get(plan.title));
    if (!one) {
      broken.push(`${plan.title} was never drafted`);
      continue;
    }
    all.push(one);
    ends[one.state.status] = (ends[one.state.status] ?? 0) + 1;
    const tellings = await tellingsOf(world, one);
    told += tellings.told;
    const untrue = await untrueIn(world, one);
    broken.push(...[...wrongEnd(plan, one), ...tellings.missing, ...untrue].map((what) => `${plan.title} (${one.id}): ${what}`));
  }
  const { undispatched, effects } = await world.world.dispatcher.settle();
  if (undispatched > 0) broken.push(`${undispatched} requests or commits are not dispatched`);
  if (effects.failed > 0) broken.push(`${effects.failed} effects were given up`);
  const cards = all.flatMap((one) => one.cards);
  const strays = await straysIn(world, all);
  const [faults, doubled] = [world.dice.tallies, doubledIn(world, strays)];
  const ambiguous = { slack: faults.slack.ambiguous, teams: faults.teams.ambiguous, email: faults.email.ambiguous };
  for (const system of ['slack', 'teams', 'email'] as const)
    if (doubled[system] > ambiguous[system])
      broken.push(`${system}: ${doubled[system]} messages twice, ${ambiguous[system]} attempts ambiguous`);
  return {
    ends,
    faults,
    ambiguous,
    doubled,
    cards: { live: cards.filter(({ isGone }) => !isGone).length, gone: cards.filter(({ isGone }) => isGone).length },
    strays: { slack: strays.slack.length, teams: strays.teams.length, email: doubled.email },
    told,
    undispatched,
    broken: [...broken, ...strays.untrue],
  };
}

async function endedOf(world: ChaosWorld, id: EnvelopeId | undefined): Promise<Ended | undefined> {
  if (id === undefined) return undefined;
  const stream = await world.world.ledger.load(NORTHWIND.id, id);
  const state = fold(stream);
  if (state.status === 'none') return undefined;
  return { id, stream, state, cards: await world.world.stores.cards.ofEnvelope(NORTHWIND.id, id) };
}

function wrongEnd({ end }: Plan, { state, stream }: Ended): string[] {
  const wanted = end.startsWith('declined') ? 'declined' : end;
  const isSealed = state.status !== 'completed' || state.sealing.state === 'sealed';
  const { chain } = checkStream(stream, sha256);
  return [
    ...(state.status === wanted ? [] : [`it ended ${state.status} instead of ${wanted}`]),
    ...(isSealed ? [] : ['it is not sealed']),
    ...(chain === 'ok' ? [] : [`its chain is ${chain}`]),
    ...state.recipients.flatMap(({ id, status }) => (status === 'undeliverable' ? [`${id} is undeliverable`] : [])),
  ];
}

/** Of its end everyone whom it concerns has a message in front of them, on whichever channel. */
async function tellingsOf(world: ChaosWorld, { stream, state, cards }: Ended): Promise<{ told: number; missing: string[] }> {
  const due = eventsOf(stream)
    .flatMap((stored) => notify(stored, fold(stream, stored.version), state))
    .filter(({ kind }) => ENDS.has(kind));
  const concerned = state.recipients.filter(({ turns }) => turns > 0);
  const missing = due
    .filter((notification) => !isTold(world, { notification, state, cards }))
    .map(({ kind, to }) => `${to} was not told that it is ${kind}`);
  const unplanned = [...concerned.map(({ id }) => id), 'sender' as const].filter(
    (seat) => !due.some(({ to }) => to === seat) && !(state.status === 'declined' && seat !== 'sender'),
  );
  return { told: due.length, missing: [...missing, ...unplanned.map((seat) => `nothing tells ${seat} of the end`)] };
}

type Telling = Pick<Ended, 'state' | 'cards'> & { readonly notification: Notification };

function isTold({ mails, slackIn, teamsIn }: ChaosWorld, { notification, state, cards }: Telling): boolean {
  const { kind, to, event } = notification;
  const reader = to === 'sender' ? state.sender : state.recipients.find(({ id }) => id === to);
  const named = (channel: 'slack' | 'email') =>
    effectName(tellEffect({ tenant: state.tenant, envelope: state.id, notification, channel }).key);
  const isMailed = mails.some((mail) => mail.effect === sha256(named('email')) && mail.to === reader?.email);
  const inSlack = postedBy(slackIn).some(({ effect }) => effect === named('slack'));
  const card = cards.find(
    ({ channel, shows }) =>
      channel === 'teams' &&
      shows.as === 'told' &&
      shows.notification.kind === kind &&
      shows.notification.to === to &&
      shows.notification.event === event,
  );
  const at = card && teamsRef(card.posted.ref);
  const inTeams = at && teamsIn.store.at({ conversation: at.conversation, id: at.activity });
  return isMailed || inSlack || inTeams !== undefined;
}

/** Each card that is known to stand shows what drawing it anew would give, and nothing to press that could not be done. */
async function untrueIn(world: ChaosWorld, { id, cards, state, stream }: Ended): Promise<string[]> {
  const tenant = await world.world.directory.tenant(state.tenant);
  const untrue: string[] = [];
  for (const card of cards.filter(({ isGone }) => !isGone)) {
    const { channel, posted, shows } = card;
    const outbound = channel === 'slack' ? world.world.chats.slack?.outbound : world.world.chats.teams?.outbound;
    if (!tenant || !outbound?.refresh) throw new Error(`Nothing can draw the card ${posted.ref} of ${id}.`);
    const shown = shownAt(world, card);
    if (shown === undefined) {
      untrue.push(`a card in ${channel} stands nowhere`);
      continue;
    }
    await outbound.refresh({ posted: { ...posted, hash: '' as Sha256 }, shows, envelope: state, version: stream.version, tenant });
    const name = shows.as === 'told' ? `${shows.notification.kind} of ${shows.notification.to}` : 'shared card';
    if (shown.text !== shownAt(world, card)?.text) untrue.push(`the ${name} in ${channel} shows something else than is true`);
    const acting = shown.verbs.filter((verb) => ACTING.has(verb));
    if (acting.length > 0) untrue.push(`the ${name} in ${channel} still offers ${acting.join(', ')}`);
  }
  return untrue;
}

type Look = { readonly text: string; readonly verbs: readonly string[] };

function shownAt({ slackIn, teamsIn }: ChaosWorld, { channel, posted: { ref } }: KnownCard): Look | undefined {
  const inSlack = channel === 'slack' ? slackRef(ref) : undefined;
  const message = inSlack && slackIn.board.find(inSlack);
  if (message) return { text: JSON.stringify([message.text, message.blocks]), verbs: pressable(message.blocks) };
  const inTeams = channel === 'teams' ? teamsRef(ref) : undefined;
  const stored = inTeams && teamsIn.store.at({ conversation: inTeams.conversation, id: inTeams.activity });
  if (!stored) return undefined;
  const { summary, attachments } = stored.activity;
  return { text: JSON.stringify([summary, attachments]), verbs: buttonsOf(attachments).map(({ verb }) => verb) };
}

type PostedInSlack = { readonly effect: string; readonly ref: string; readonly text: string; readonly verbs: readonly string[] };

/** What carries the name of an effect. */
function postedBy({ board, team, users }: ChaosWorld['slackIn']): readonly PostedInSlack[] {
  const all = users.flatMap((user) => board.seenBy(user));
  const own = [...new Map(all.map((message) => [`${message.channel}/${message.ts}`, message])).values()].filter(
    ({ user }) => user === BOT.user,
  );
  return own.flatMap(({ channel, ts, metadata, text, blocks }) => {
    const payload: unknown = metadata?.['event_payload'];
    const effect = typeof payload === 'object' && payload !== null && 'effect' in payload ? String(payload.effect) : undefined;
    return effect === undefined ? [] : [{ effect, ref: `${team}/${channel}/${ts}`, text, verbs: pressable(blocks) }];
  });
}

type Strays = { readonly slack: readonly PostedInSlack[]; readonly teams: readonly string[]; readonly untrue: readonly string[] };

/** What was posted and not heard of: in Slack it is known by its effect; in Teams, where nothing names one, by being nobody's. */
async function straysIn(world: ChaosWorld, all: readonly Ended[]): Promise<Strays> {
  const refs = new Set(all.flatMap(({ cards }) => cards.map(({ posted }) => posted.ref)));
  const inSlack = postedBy(world.slackIn);
  const twice = inSlack.filter(({ effect }, at) => inSlack.findIndex((other) => other.effect === effect) !== at);
  const names = new Set(twice.map(({ effect }) => effect));
  const slack = inSlack.filter(({ effect, ref }) => names.has(effect) && !refs.has(ref));
  const untrue = slack
    .filter(({ verbs }) => verbs.some((verb) => ACTING.has(verb)))
    .map(({ text, verbs }) => `a stray card in slack still offers ${verbs.filter((verb) => ACTING.has(verb)).join(', ')}: ${text}`);
  const done = await doneInTeams(world, all);
  const teams = world.teamsIn.store.all().filter(({ by, conversation, id }) => by === 'bot' && !done.has(`${conversation}\n${id}`));
  for (const message of teams) untrue.push(...(await lookedAtAnew(world, message)));
  return { slack, teams: teams.map(({ id }) => id), untrue };
}

/** The messages in Teams that some effect is known to have posted. */
async function doneInTeams({ world }: ChaosWorld, all: readonly Ended[]): Promise<ReadonlySet<string>> {
  const found = await Promise.all(all.map(async ({ id }) => world.stores.effects.list(NORTHWIND.id, id)));
  const refs = found.flat().flatMap(({ providerId }) => (providerId === null ? [] : (teamsRef(providerId) ?? [])));
  return new Set(refs.map(({ conversation, activity }) => `${conversation}\n${activity}`));
}

/** A card of which nobody knows is asked for anew by whoever looks at it, as Teams does for each that says so. */
async function lookedAtAnew(
  { teamsIn }: ChaosWorld,
  message: ReturnType<ChaosWorld['teamsIn']['store']['all']>[number],
): Promise<string[]> {
  const { store, people, client } = teamsIn;
  const person = people.find(({ conversation }) => conversation === message.conversation);
  if (!person) return [`a stray card in teams stands in ${message.conversation}, where nobody is`];
  const asked = refreshFor({ store, people, person }, { ...message, views: new Map() });
  const { appId, serviceUrl, clock } = client;
  const scene = { person, conversation: message.conversation, appId, serviceUrl, now: clock() };
  const value = { action: { type: 'Action.Execute', ...asked }, trigger: 'automatic' };
  const shown = asked
    ? (await deliver(invokeActivity(scene, { name: 'adaptiveCard/action', value, replyToId: message.id }), client)).body
    : message.activity;
  const acting = buttonsOf(shown).flatMap(({ verb }) => (ACTING.has(verb) ? [verb] : []));
  return acting.length === 0 ? [] : [`a stray card in teams still offers ${acting.join(', ')} after it was asked for anew`];
}

function doubledIn({ mails, slackIn }: ChaosWorld, { teams }: Strays): Count {
  const repeats = (names: readonly string[]) => names.length - new Set(names).size;
  const files = slackIn.users
    .flatMap((user) => slackIn.board.seenBy(user))
    .flatMap(({ files }) => files.flatMap((id) => slackIn.board.file(id) ?? []));
  const shared = files.filter(({ user }) => user === BOT.user).map(({ title }) => title);
  return {
    slack: repeats(postedBy(slackIn).map(({ effect }) => effect)) + repeats(shared),
    teams: teams.length,
    email: repeats(mails.flatMap(({ effect }) => (effect === '' ? [] : [effect]))),
  };
}
