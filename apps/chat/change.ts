// A draft that its sender changes in a form: what the form names is replaced, all else stays as it was.
import type { Processed } from '#apps/ports.ts';
import { cleanLine } from '#apps/clean-text.ts';
import { changedDraft } from '#apps/drafting/redraft.ts';
import { run, tell, type Doing } from './act.ts';
import type { ChatPlatform, ChatPorts } from './chat-ports.ts';
import { linesOf, one } from './lines.ts';
import type { Inputs } from './request.ts';

export async function change(ports: ChatPorts, platform: ChatPlatform, doing: Doing & { readonly inputs: Inputs }): Promise<Processed> {
  const { inputs, speaker, request, it } = doing;
  const people = await linesOf(platform, { inputs, speaker });
  if (!people.ok) return tell(doing, { kind: 'draft-problems', problems: people.problems });
  const [title, message] = [cleanLine(one(inputs, 'title')), cleanLine(one(inputs, 'message'))];
  const lines = [...people.lines, ...(title === '' ? [] : [`title: ${title}`]), ...(message === '' ? [] : [`message: ${message}`])];
  const changed = await changedDraft(ports, { state: it.state, lines, at: request.at });
  if (!changed.ok) return tell(doing, { kind: 'draft-problems', problems: changed.problems });
  return run(ports, doing, { body: changed.body });
}
