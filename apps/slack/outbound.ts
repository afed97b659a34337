// What the dispatcher wants told, told on Slack: a card in the person's direct messages, or an answer where it was asked. A card that
// stands is kept true from then on.
import { cardOf, readerOf, refreshedCard } from '#apps/chat/card-of.ts';
import type { Outbound, Receipt, Refresh, Posted } from '#core/messages.ts';
import { answerThere, type There } from './answer-there.ts';
import { accountOf, inDirectMessage, type SlackParts } from './direct-message.ts';
import { cardRef, readCardRef } from './place.ts';
import { postOnce } from './post-once.ts';
import { sealedFilesFor } from './sealed-files.ts';
import { keeping, shownAs, type Shown } from './shown.ts';
import type { Denied } from './slack-fault.ts';

/** What someone did themselves stands on the card on which they did it. */
const ON_THEIR_CARD: Receipt = { outcome: 'accepted', providerId: 'card' };
const NOT_HERE: Denied = { ok: false, as: 'elsewhere', code: 'no_account' };

export function slackOutbound(parts: SlackParts): Outbound {
  const { ports, api } = parts;
  return {
    async deliver(message) {
      const tenant = message.tenant.id;
      const account = await accountOf(parts, { tenant, email: readerOf(message).email });
      if ('notification' in message) {
        if (!account) return elsewhere(NOT_HERE);
        if (message.notification.kind === 'recorded') return ON_THEIR_CARD;
      }
      const shown = await shownAs(ports, await cardOf(ports, message));
      let denial: Denied = NOT_HERE;

      async function directly(): Promise<There | undefined> {
        if (!account) return undefined;
        const files = sealedFilesFor(ports.blobs, message);
        const { install } = account;
        const told = await inDirectMessage(parts, account, async (channel) =>
          postOnce(api, message, { install, channel, shown: shown.rendering, files }),
        );
        if (told.ok) return { standing: told.value };
        denial = told;
        return undefined;
      }

      const receipt = await keeping(ports, { tenant, shown }, async (copy) => {
        const there = 'answer' in message ? await answerThere(parts, message, shown) : undefined;
        return received(there ?? (await directly()), shown, copy);
      });
      return receipt ?? elsewhere(denial);
    },

    refresh: async (refresh) => refreshed(parts, refresh),
  };
}

function received(there: There | undefined, { hash }: Shown, copy: string): Receipt | undefined {
  if (!there) return undefined;
  if ('seen' in there) return { ...there.seen, copy };
  const ref = cardRef(there.standing);
  return { outcome: 'accepted', providerId: ref, threadId: there.standing.ts, copy, card: { ref, hash, copy } };
}

async function refreshed({ ports, api }: SlackParts, refresh: Refresh): Promise<Posted | 'gone'> {
  const { posted, tenant } = refresh;
  const at = readCardRef(posted.ref);
  if (!at) throw new Error(`The card ${posted.ref} has no address on Slack, so it could not be made true. Its row is damaged; restore it.`);
  const shown = await shownAs(ports, await refreshedCard(ports, refresh));
  if (shown.hash === posted.hash) return posted;
  const made = await keeping(ports, { tenant: tenant.id, shown }, async (copy) => {
    const updated = await api.update({ ...at, shown: shown.rendering });
    return updated.ok ? { ref: posted.ref, hash: shown.hash, copy } : undefined;
  });
  // Where we are not let in any more, nothing can be made true either.
  return made ?? 'gone';
}

function elsewhere({ code }: Denied): Receipt {
  const why =
    code === NOT_HERE.code
      ? 'They have no account of their own in a linked Slack workspace.'
      : `Slack does not let us reach them there: ${code}.`;
  return { outcome: 'elsewhere', why };
}
