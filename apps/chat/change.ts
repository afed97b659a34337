// A draft that its sender changes in a form: what was changed in the form is replaced, what was taken out goes, all else stays as it was.
import type { DraftContent } from '#core/command.ts';
import { formFor } from '#core/cards/forms.ts';
import type { Role } from '#core/terms.ts';
import { cleanBlock, cleanLine } from '#apps/clean-text.ts';
import type { Processed } from '#apps/ports.ts';
import { changedDraft } from '#apps/drafting/redraft.ts';
import { refuse, run, tell, type Doing } from './act.ts';
import type { ChatPlatform, ChatPorts } from './chat-ports.ts';
import { linesOf, one } from './lines.ts';
import type { Inputs } from './request.ts';
import { tooLong } from './typed.ts';

type Changing = Doing & { readonly inputs: Inputs };

export async function change(ports: ChatPorts, platform: ChatPlatform, doing: Changing): Promise<Processed> {
  const { inputs, speaker, request, it } = doing;
  const refusal = tooLong([one(inputs, 'title'), one(inputs, 'message')]);
  if (refusal) return refuse(doing, refusal);
  const changed = changesIn(doing);
  const people = await linesOf(platform, { inputs: changed, speaker });
  if (!people.ok) return tell(doing, { kind: 'draft-problems', problems: people.problems });
  const title = cleanLine(one(changed, 'title'));
  const lines = [...people.lines, ...(title === '' ? [] : [`title: ${title}`])];
  const redrafted = await changedDraft(ports, { state: it.state, lines, at: request.at });
  if (!redrafted.ok) return tell(doing, { kind: 'draft-problems', problems: redrafted.problems });
  const { body } = redrafted;
  return run(ports, doing, { body: { ...body, content: without(body.content, inputs) } });
}

/** What the person left in the form as they found it is no change: a form says less of people than a draft does. */
function changesIn({ inputs, it, speaker }: Changing): Inputs {
  const intent = { verb: 'change', place: it.place, version: it.version } as const;
  const { fields } = formFor({ state: it.state, intent, setting: speaker.setting });
  const found = new Map(fields.map((field) => [field.id, 'initial' in field ? String(field.initial ?? '') : '']));
  const isAsFound = (field: string) => cleanBlock(one(inputs, field)) === cleanBlock(found.get(field) ?? '');
  const isReordered = !isAsFound('order');
  return Object.fromEntries(Object.entries(inputs).filter(([field]) => !isAsFound(field) || (isReordered && field === 'signers')));
}

const PEOPLE: Readonly<Partial<Record<Role, string>>> = { approver: 'approvers', signer: 'signers' };

/** An empty field is a wish as well, which no line of a mail can say. A title stays, since every draft has one. */
function without(content: DraftContent, inputs: Inputs): DraftContent {
  const isEmptied = (role: Role) => PEOPLE[role] !== undefined && cleanLine(one(inputs, PEOPLE[role])) === '';
  return {
    ...content,
    message: cleanBlock(one(inputs, 'message')),
    recipients: content.recipients.filter(({ role }) => !isEmptied(role)),
  };
}
