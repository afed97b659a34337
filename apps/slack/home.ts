// The app's home tab: the same card that an empty line gives, drawn anew each time it is opened.
import { addressedOf, type Delivered, type Incoming } from './incoming.ts';
import { textAt } from './payload.ts';
import { rendered } from './show.ts';

export async function homeOpened(it: Incoming, delivered: Delivered): Promise<void> {
  const addressed = addressedOf(delivered);
  if (!addressed || textAt(delivered.body, 'event', 'tab') === 'messages') return;
  const { who, host } = addressed;
  const shown = await it.chat.hear({ ...who, at: it.ports.clock(), text: '' });
  if (shown.show !== 'card') return;
  const { blocks } = await rendered(it, shown.card);
  const told = await it.api.publishHome({ install: host, user: who.user, blocks });
  if (!told.ok) it.report(new Error(`The home tab could not be shown: ${told.code}.`), 'showing the home tab in Slack');
}
