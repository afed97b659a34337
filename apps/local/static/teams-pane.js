// The Teams pane: messages with their cards, and the dialog that is open, for one person.
import { chat, colleagues, dialogOf, el, get, live, onSay, post, showLines, tell, user } from './pane.js';
import { cardElement } from './teams-cards.js';

const dialog = dialogOf();
let shownDialog;
const query = `user=${encodeURIComponent(user)}`;

const look = live(async () => {
  const { messages, dialogs } = await get(`/local/teams/chat?${query}`);
  showLines(messages.map(lineOf));
  showDialog(dialogs.at(-1));
});

function lineOf(message) {
  const { conversation, activityId, card, text, from, isOwn, updated } = message;
  return {
    key: `${conversation} ${activityId}`,
    content: JSON.stringify([card, text, updated]),
    className: isOwn ? 'own' : 'theirs',
    draw: () => [
      el(
        'p',
        { className: 'by' },
        from === 'bot' ? 'Countersign' : from,
        ...(updated ? [el('span', { className: 'quiet' }, ' · updated')] : []),
      ),
      card
        ? el('div', { className: 'card' }, cardElement(card, { colleagues, pressed: async (pressed) => press(activityId, pressed) }))
        : el('p', { className: 'plain' }, text),
    ],
  };
}

async function press(activityId, { verb, data }) {
  chat.setAttribute('aria-busy', 'true');
  const answer = await post('/local/teams/actions', { activityId, verb, data });
  chat.removeAttribute('aria-busy');
  // Invokes may be answered by words alone.
  if (typeof answer?.body?.value === 'string') tell(answer.body.value);
  else if (answer?.body?.statusCode >= 400) tell(answer.body.value?.message ?? 'That was not possible.');
  await look();
}

function showDialog(open) {
  const key = open && JSON.stringify(open);
  if (key === shownDialog) return;
  shownDialog = key;
  if (!open) return dialog.close();
  const hand = cardElement(open.card, { colleagues, pressed: async ({ data }) => handIn(open.id, data) });
  const away = async () => {
    await fetch(`/local/teams/dialogs/${encodeURIComponent(open.id)}?${query}`, { method: 'DELETE' });
    await look();
  };
  const cancel = el('button', { type: 'button', className: 'button quiet', onclick: away }, 'Close');
  dialog.show({
    heading: open.title,
    content: [el('div', { className: 'card' }, hand), el('p', { className: 'actions' }, cancel)],
    closed: () => void away(),
  });
}

async function handIn(id, data) {
  const answer = await post('/local/teams/dialogs', { id, values: data });
  const words = answer?.body?.task?.type === 'message' ? answer.body.task.value : '';
  await look();
  if (words) tell(words);
  else if (!answer) dialog.tell('This was not taken.');
}

onSay(async (text, files) => {
  const answer = await post('/local/teams/messages', { text, files });
  await look();
  return answer;
});
