// The way to and from Teams by botbuilder 4.23.3, the last of its line: it checks signatures against the channel's published keys and speaks
// the connector's language. What it must not be trusted with stands before it, in the gate.
import { TeamsInfo, type Activity as KitActivity, type ConversationReference, type TurnContext } from 'botbuilder';
import { z } from 'zod';
import { gate } from './gate.ts';
import { kitFor, type Kit } from './kit.ts';
import type { TeamsSettings } from './settings.ts';
import { faultKind, type Address, type Delivery, type Member, type Outgoing, type Received, type TeamsTransport } from './transport.ts';

/** @param nowMs the machine's time: tokens know no other */
export function botbuilderTransport(settings: TeamsSettings, nowMs: () => number = Date.now): TeamsTransport {
  const kit = kitFor(settings);
  const { appId } = settings;
  const turn = async <T>(address: Address, act: (context: TurnContext) => Promise<T>) => inTurn(kit, { appId, address, act });
  return {
    receive: async (delivery) => receive(kit, settings, { delivery, at: nowMs() }),
    async send(address, message) {
      const posted = await turn(address, async (context) => context.sendActivity(posting(message)));
      if (posted?.id) return posted.id;
      throw new Error(`Teams took a card for conversation ${address.conversation} and did not say under which id. It cannot be kept true.`);
    },
    update: async (address, id, message) =>
      turn(address, async (context) => void (await context.updateActivity({ ...posting(message), id }))),
    async open({ tenant, user, serviceUrl }) {
      const { endpoints } = settings;
      const bot = { id: `28:${appId}`, name: 'Countersign' };
      const wanted = { isGroup: false, bot, members: [{ id: user, name: '' }], tenantId: tenant, channelData: { tenant: { id: tenant } } };
      let conversation = '';
      await kit.adapter.createConversationAsync(appId, 'msteams', serviceUrl, endpoints.oauthScope, wanted, async ({ activity }) => {
        conversation = activity.conversation.id;
      });
      return { tenant, conversation, kind: 'personal', serviceUrl };
    },
    member: async (address, user) => turn(address, async (context) => memberIn(context, user)),
  };
}

type Turn<T> = { readonly appId: string; readonly address: Address; readonly act: (context: TurnContext) => Promise<T> };

async function inTurn<T>({ adapter }: Kit, { appId, address, act }: Turn<T>): Promise<T> {
  const results: T[] = [];
  await adapter.continueConversationAsync(appId, referenceTo(address, appId), async (context) => {
    // The kit makes up a message that began the turn, and would answer to it.
    context.activity.id = '';
    results.push(await act(context));
  });
  const [result] = results;
  if (results.length !== 1) throw new Error(`A turn in conversation ${address.conversation} of Teams was not taken. Try again.`);
  return result as T;
}

function referenceTo({ serviceUrl, conversation, kind, tenant, member }: Address, appId: string): Partial<ConversationReference> {
  return {
    serviceUrl,
    channelId: 'msteams',
    bot: { id: `28:${appId}`, name: 'Countersign' },
    conversation: { id: conversation, name: '', isGroup: kind !== 'personal', conversationType: kind, tenantId: tenant },
    ...(member === undefined ? {} : { user: { id: member, name: '' } }),
  };
}

function posting({ summary, card }: Outgoing): Partial<KitActivity> {
  return {
    type: 'message',
    summary,
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
    // Without it a card that comes by itself rings no bell.
    channelData: { notification: { alert: true } },
  };
}

const memberSchema = z.object({
  id: z.string(),
  aadObjectId: z.string().nullish(),
  objectId: z.string().nullish(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  tenantId: z.string().nullish(),
  userRole: z.string().nullish(),
});

async function memberIn(context: TurnContext, user: string): Promise<Member | undefined> {
  try {
    const { objectId, aadObjectId, ...facts } = memberSchema.parse(await TeamsInfo.getMember(context, user));
    const given = Object.entries({ ...facts, aadObjectId: aadObjectId ?? objectId }).filter(
      ([, value]) => value !== null && value !== undefined,
    );
    return { id: facts.id, ...Object.fromEntries(given) };
  } catch (fault) {
    if (faultKind(fault) === 'missing') return undefined;
    throw fault;
  }
}

async function receive(
  { authentication }: Kit,
  settings: TeamsSettings,
  { delivery, at }: { delivery: Delivery; at: number },
): Promise<Received> {
  const passed = gate(settings, delivery, at);
  if (!passed.ok || settings.anonymous === true) return passed;
  try {
    // The kit reads channel, service URL and role of it, which the gate has looked at.
    await authentication.authenticateRequest(passed.activity as unknown as KitActivity, delivery.headers['authorization'] ?? '');
    return passed;
  } catch (fault) {
    return isOurTrouble(fault)
      ? { ok: false, status: 503, why: `The channel's keys could not be had: ${nameOf(fault)}.` }
      : { ok: false, status: 401, why: `Not authenticated: ${nameOf(fault)}.` };
  }
}

/** A bad token comes as one of these; all else is a key server that did not answer, after which the channel tries again. */
function isOurTrouble(fault: unknown): boolean {
  if (!(fault instanceof Error)) return true;
  const isBadToken = ['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError'].includes(fault.name);
  return !isBadToken && !('statusCode' in fault && fault.statusCode === 401);
}

/** Never the message, which may hold what the caller sent. */
function nameOf(fault: unknown): string {
  return fault instanceof Error ? fault.constructor.name : 'unknown';
}
