// Dialogs: the form behind a button, the form in which a request begins from any message, and what comes of handing one in.
import { z } from 'zod';
import type { Form, Intent } from '#core/cards/card.ts';
import { withDialog, withLastWords, type Answered } from './answering.ts';
import { lookAt } from './look.ts';
import { carryPress, lookerOf, reasonCard, wordsOf, type Presser } from './presses.ts';
import { renderCard, renderForm } from './render.ts';
import { pressOf } from './requests.ts';
import { SEND_FOR_SIGNATURE } from './surface.ts';
import type { TeamsParts } from './teams-ports.ts';

const START: Intent = { verb: 'start', version: 0 };

const valueSchema = z.looseObject({ data: z.unknown().optional() });
const commandSchema = z.looseObject({
  commandId: z.literal(SEND_FOR_SIGNATURE),
  messagePayload: z
    .looseObject({ attachments: z.array(z.looseObject({ contentType: z.string().nullish() })).nullish() })
    .nullish()
    .catch(undefined),
});

/** A button of ours that opens a dialog. */
export async function fetched(parts: TeamsParts, presser: Presser): Promise<Answered | undefined> {
  const data = valueSchema.safeParse(presser.activity.value).data?.data;
  const press = pressOf(data);
  if (!press || !parts.ports.intents.open(press.intent)) return undefined;
  return form(parts, presser, { intent: press.intent, kept: press.inputs['files'] });
}

/** From a message, the compose box or the command box. @returns undefined for a command that is not ours */
export async function begun(parts: TeamsParts, presser: Presser): Promise<Answered | undefined> {
  const command = commandSchema.safeParse(presser.activity.value);
  if (!command.success) return undefined;
  // The file of a message lies in someone's SharePoint, for which a bot has no key: only what is sent to it can be read.
  const isWithFile = command.data.messagePayload?.attachments?.some(({ contentType }) => contentType === 'reference') ?? false;
  if (isWithFile) return withLastWords(wordsOf(presser).teams.filesByChat);
  return form(parts, presser, { intent: parts.ports.intents.seal(START) });
}

export async function handedIn(parts: TeamsParts, presser: Presser): Promise<Answered | undefined> {
  const data = valueSchema.safeParse(presser.activity.value).data?.data;
  const press = pressOf(data);
  if (!press || !parts.ports.intents.open(press.intent)) return undefined;
  const words = wordsOf(presser);
  const carried = await carryPress(parts, presser, press);
  if (carried === 'working') return withLastWords(words.teams.working);
  if (!carried.reason) return withLastWords(words.notices.done);
  const card = await reasonCard(parts, carried.reason);
  return withDialog(card.title, renderCard(card, await lookAt(parts.ports, card, {})));
}

type Wanted = { readonly intent: string; readonly kept?: string | string[] | undefined };

async function form({ chat, ports }: TeamsParts, presser: Presser, { intent, kept }: Wanted): Promise<Answered> {
  const shown = await chat.open({ ...lookerOf(presser), intent });
  if (shown.show === 'form') return withDialog(shown.form.title, dialogOf(shown.form, { seal: ports.intents.seal, kept }));
  if (shown.show === 'card') return withDialog(shown.card.title, renderCard(shown.card, await lookAt(ports, shown.card, {})));
  return withLastWords(wordsOf(presser).notices.formOutdated);
}

/** Files that were sent before go along with the form: a dialog has no field for them. */
function dialogOf(form: Form, { seal, kept }: { seal: (intent: Intent) => string; kept: string | string[] | undefined }) {
  const card = renderForm(form, { seal });
  if (kept === undefined) return card;
  const actions = card.actions?.map((action) =>
    action.type === 'Action.Submit' ? { ...action, data: { ...action.data, files: kept } } : action,
  );
  return actions ? { ...card, actions } : card;
}
