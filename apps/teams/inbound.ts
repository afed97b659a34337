// From a delivery to its answer: authenticated, of a tenant that claimed us, then by what kind of activity it is. Whatever changes something
// is stored before Teams is answered; an invoke is answered with what it asked for.
import { acceptOnce } from '#apps/accept-once.ts';
import { z } from 'zod';
import { OK, withFault, withLastWords, type Answered } from './answering.ts';
import { lineKey } from './dedupe.ts';
import { begun, fetched, handedIn } from './dialogs.ts';
import { membershipChanged, rememberConnector } from './membership.ts';
import { pressed, submitted, wordsOf, type Presser } from './presses.ts';
import { pressOf, saidIn, userOf, whereOf, type Heard } from './requests.ts';
import type { InvokeName } from './surface.ts';
import type { TeamsParts } from './teams-ports.ts';
import type { Delivery, Refused } from './transport.ts';

export async function takeIn(parts: TeamsParts, delivery: Delivery): Promise<Answered> {
  const { ports, platform } = parts;
  const received = await ports.transport.receive(delivery);
  if (!received.ok) return refuse(parts, received);
  const { activity, proof } = received;
  const place = whereOf(activity);
  // The tenant stands in the body, which is not signed: it counts only if an organisation here has claimed it.
  const installation = await ports.installations.get('teams', place.tenant);
  if (!installation) return refuse(parts, no(403, 'The Entra tenant is not linked to any organisation here.'));
  if (activity.type !== 'invoke') await rememberConnector(parts, installation, activity);
  if (activity.type === 'conversationUpdate' || activity.type === 'installationUpdate') {
    await membershipChanged(parts, activity);
    return OK;
  }
  const user = userOf(activity);
  if (user === undefined) return activity.type === 'invoke' ? refuse(parts, no(403, 'Whoever acts has no account in Entra.')) : OK;
  platform.saw(place, user);
  const heard: Heard = { activity, proof, at: ports.clock() };
  if (activity.type === 'message') return spoken(parts, { ...heard, user });
  return activity.type === 'invoke' ? invoked(parts, { ...heard, user }) : OK;
}

/** Never with a body: what is said of a refusal is for our log. */
function refuse({ ports }: TeamsParts, { status, why }: Refused): Answered {
  ports.report(new Error(why), `taking in a delivery of Teams, which was refused with ${status}`);
  return { status };
}

function no(status: Refused['status'], why: string): Refused {
  return { ok: false, status, why };
}

async function spoken(parts: TeamsParts, presser: Presser): Promise<Answered> {
  const { activity, user } = presser;
  if (pressOf(activity.value)) return submitted(parts, presser);
  const request = saidIn(presser, user);
  const isEmpty = request.did.kind === 'say' && request.did.text.trim() === '' && request.did.files.length === 0;
  if (isEmpty || activity.id === undefined) return OK;
  const key = lineKey(parts.ports.sha256, { conversation: activity.conversation.id, activity: activity.id });
  await acceptOnce(parts.ports.inbox, { channel: 'teams', key, request });
  parts.ports.wake();
  return OK;
}

type Invoked = (parts: TeamsParts, presser: Presser) => Promise<Answered | undefined>;

const LISTENERS: Readonly<Record<InvokeName, Invoked>> = {
  'adaptiveCard/action': executed,
  'task/fetch': fetched,
  'task/submit': handedIn,
  'composeExtension/fetchTask': begun,
  'composeExtension/submitAction': handedIn,
};

function isInvoke(name: string): name is InvokeName {
  return Object.hasOwn(LISTENERS, name);
}

async function invoked(parts: TeamsParts, presser: Presser): Promise<Answered> {
  const { name = '' } = presser.activity;
  const handler = isInvoke(name) ? LISTENERS[name] : undefined;
  const isCard = name === 'adaptiveCard/action';
  try {
    const answer = await handler?.(parts, presser);
    return answer ?? refuse(parts, no(400, `The invoke ${name.slice(0, 60)} asks for nothing of ours.`));
  } catch (fault) {
    parts.ports.report(fault, `answering ${name.slice(0, 60)} of Teams`);
    const [text = ''] = wordsOf(presser).notices.cards.fault.text;
    return isCard ? withFault('InternalServerError', text) : withLastWords(text);
  }
}

const actionSchema = z.looseObject({ action: z.looseObject({ verb: z.string().optional(), data: z.unknown().optional() }) });

async function executed(parts: TeamsParts, presser: Presser): Promise<Answered | undefined> {
  const read = actionSchema.safeParse(presser.activity.value);
  if (!read.success) return undefined;
  const { verb = '', data } = read.data.action;
  return pressed(parts, presser, { verb, data });
}
