// The Slack pane: messages with their blocks, the modal that is open, and the questions that Slack asks before a press counts.
import { blockElements, plainText, textNodes } from './slack-blocks.js';
import { modalForm } from './slack-modal.js';
import { drawSigns } from './signs.js';
import { dialogOf, el, get, live, onSay, post, showLines, user } from './pane.js';

const dialog = dialogOf();
const query = `user=${encodeURIComponent(user)}`;
/** Modals that were closed here; Slack's client, too, only stops showing them. */
const closed = new Set();
let shownModal;

const look = live(async () => {
  const [messages, views] = await Promise.all([get(`/local/slack/messages?${query}`), get(`/local/slack/views?${query}`)]);
  showLines(messages.map(lineOf));
  showModal(views.findLast(({ id }) => !closed.has(id)));
});

function lineOf(message) {
  const { channel, ts, text, blocks, ephemeral, edited, user: by, files = [] } = message;
  const isOwn = by === user;
  const marks = [...(ephemeral ? ['only you see this'] : []), ...(edited ? ['edited'] : [])].join(' · ');
  return {
    key: `${channel} ${ts}`,
    content: JSON.stringify([text, blocks, edited, files]),
    className: isOwn ? 'own' : 'theirs',
    draw: () => [
      el('p', { className: 'by' }, isOwn ? 'You' : 'Countersign', el('span', { className: 'quiet' }, marks && ` · ${marks}`)),
      ...(blocks?.length > 0
        ? [drawSigns(el('div', { className: 'card' }, ...blockElements(blocks, async (button) => press(ts, button))))]
        : [el('p', { className: 'plain' }, ...textNodes({ type: 'mrkdwn', text }))]),
      ...files.map(({ filename, url }) => el('p', {}, el('a', { href: url, download: filename }, filename))),
    ],
  };
}

async function press(ts, button) {
  if (button.confirm && !(await isSure(button.confirm))) return;
  await post('/local/slack/actions', { ts, action_id: button.action_id, ...(button.value === undefined ? {} : { value: button.value }) });
  await look();
}

function isSure({ title, text, confirm, deny, style }) {
  return new Promise((answer) => {
    const end = (isYes) => {
      dialog.close();
      answer(isYes);
    };
    const button = (words, props) => el('button', { type: 'button', ...props }, words);
    dialog.show({
      heading: plainText(title),
      content: [
        el('p', {}, ...textNodes(text)),
        el(
          'p',
          { className: 'actions' },
          button(plainText(confirm), { className: `button ${style ?? ''}`, onclick: () => end(true) }),
          button(plainText(deny), { className: 'button quiet', onclick: () => end(false) }),
        ),
      ],
      closed: () => answer(false),
    });
  });
}

function showModal(view) {
  const key = view && `${view.id} ${view.hash ?? ''} ${JSON.stringify(view.blocks)}`;
  if (key === shownModal) return;
  const hadModal = shownModal !== undefined;
  shownModal = key;
  if (!view) {
    if (hadModal) dialog.close();
    return;
  }
  const cancel = () => {
    closed.add(view.id);
    void look();
  };
  const handIn = async (values) => {
    const answer = await post('/local/slack/views', { view_id: view.id, values });
    const errors = answer?.body?.response_action === 'errors' ? answer.body.errors : {};
    made.blame(errors);
    if (!answer) dialog.tell('This was not taken.');
    await look();
  };
  const made = modalForm(view, { handIn, cancel, pressed: async (button) => press(view.id, button) });
  dialog.show({ heading: plainText(view.title), content: [made.form], closed: cancel });
}

onSay(async (text, files) => {
  const command = files.length === 0 ? /^(\/[a-z]+)\s*([^]*)$/i.exec(text) : null;
  const answer = command
    ? await post('/local/slack/commands', { command: command[1], text: command[2] })
    : await post('/local/slack/messages', { text, files });
  await look();
  return answer;
});
