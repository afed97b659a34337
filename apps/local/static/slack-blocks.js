// Block Kit as elements: the block types that the product posts, with their buttons working. Text of others is only ever text.
import { colleagues, el } from './pane.js';

/** @param pressed is given a button's `action_id` and value, once its question is answered */
export function blockElements(blocks, pressed) {
  return blocks.flatMap((block) => draw(block, pressed));
}

function draw(block, pressed) {
  switch (block.type) {
    case 'header':
      return [el('h3', {}, plainText(block.text))];
    case 'divider':
      return [el('hr')];
    case 'section':
      return [section(block, pressed)];
    case 'context':
      return [el('p', { className: 'context' }, ...block.elements.flatMap((part) => [...textNodes(part), ' ']))];
    case 'actions':
      return [el('p', { className: 'actions' }, ...block.elements.map((button) => buttonElement(button, pressed)))];
    default:
      return [el('p', { className: 'quiet' }, `(${block.type})`)];
  }
}

function section({ text, fields = [], accessory }, pressed) {
  return el(
    'div',
    { className: 'section' },
    el(
      'div',
      {},
      ...(text ? [el('div', { className: 'words' }, ...textNodes(text))] : []),
      ...(fields.length > 0 ? [el('div', { className: 'fields' }, ...fields.map((field) => el('div', {}, ...textNodes(field))))] : []),
    ),
    accessory?.type === 'button' ? buttonElement(accessory, pressed) : undefined,
  );
}

function buttonElement(button, pressed) {
  const { text, url, style = '', accessibility_label: spoken } = button;
  const look = { className: `button ${style === 'primary' ? '' : 'quiet'} ${style}`, 'aria-label': spoken };
  if (url) {
    const link = el('a', { ...look, href: url, target: '_blank', rel: 'noopener' }, plainText(text));
    // Slack tells the app of links, too.
    link.addEventListener('click', () => void pressed(button));
    return link;
  }
  return el('button', { ...look, type: 'button', onclick: () => void pressed(button) }, plainText(text));
}

/** Slack's three control characters are escaped in plain text as well, whatever the place. */
export function plainText({ text }) {
  return plainly(text);
}

export function textNodes({ type, text }) {
  if (type === 'plain_text') return [plainly(text)];
  return text.split('\n').flatMap((line, at) => [...(at > 0 ? [el('br')] : []), ...lineNodes(line)]);
}

function lineNodes(line) {
  const quoted = /^(?:&gt;|>)\s?(.*)$/.exec(line);
  if (quoted) return [el('span', { className: 'quoted' }, ...lineNodes(quoted[1]))];
  return line
    .split(MARKS)
    .filter((part) => part !== undefined && part !== '')
    .map(partNode);
}

/** What Slack marks up: in angle brackets, bold, code. */
const MARKS = /(<[^<>\s][^<>]*>|(?<![\p{L}\p{N}])\*[^*]+\*(?![\p{L}\p{N}])|`[^`]+`)/u;

function partNode(part) {
  const link = /^<((?:https?|mailto):[^>|]+)(?:\|([^>]*))?>$/.exec(part);
  if (link) return linkNode(plainly(link[1]), plainly(link[2] || link[1]));
  const someone = /^<[@#!]([^>|]+)(?:\|([^>]*))?>$/.exec(part);
  if (someone) return mentionNode(part.charAt(1), someone);
  if (/^\*.+\*$/.test(part)) return el('strong', {}, plainly(part.slice(1, -1)));
  if (/^`.+`$/.test(part)) return el('code', {}, plainly(part.slice(1, -1)));
  return plainly(part);
}

function linkNode(address, words) {
  return address.startsWith('mailto:') ? words : el('a', { href: address, target: '_blank', rel: 'noopener' }, words);
}

/** Someone of the workspace, a channel, or a command of Slack's own such as a date, with what it says where it is not understood. */
function mentionNode(kind, [, id, words]) {
  const name = kind === '@' ? colleagues.find(({ user }) => user === id)?.name : undefined;
  return el('span', { className: 'mention' }, `${kind === '!' ? '' : kind}${plainly(name || words || id)}`);
}

function plainly(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
