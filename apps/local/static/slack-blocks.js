// Block Kit as elements: the block types that the product posts, with their buttons working. Text of others is only ever text.
import { el } from './pane.js';

/** @param pressed is given a button's `action_id` and value, once its question is answered */
export function blockElements(blocks, pressed) {
  return blocks.flatMap((block) => draw(block, pressed));
}

function draw(block, pressed) {
  switch (block.type) {
    case 'header':
      return [el('h3', {}, block.text.text)];
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
    const link = el('a', { ...look, href: url, target: '_blank', rel: 'noopener' }, text.text);
    // Slack tells the app of links, too.
    link.addEventListener('click', () => void pressed(button));
    return link;
  }
  return el('button', { ...look, type: 'button', onclick: () => void pressed(button) }, text.text);
}

export function textNodes({ type, text }) {
  if (type === 'plain_text') return [text];
  return text.split('\n').flatMap((line, at) => [...(at > 0 ? [el('br')] : []), ...lineNodes(line)]);
}

function lineNodes(line) {
  const quoted = /^(?:&gt;|>)\s?(.*)$/.exec(line);
  if (quoted) return [el('span', { className: 'quoted' }, ...lineNodes(quoted[1]))];
  const parts = line.split(/(<https?:[^>\s|]+(?:\|[^>]*)?>|(?<![\p{L}\p{N}])\*[^*]+\*(?![\p{L}\p{N}])|`[^`]+`)/u);
  return parts.filter((part) => part !== '').map(partNode);
}

function partNode(part) {
  const link = /^<(https?:[^>|]+)(?:\|([^>]*))?>$/.exec(part);
  if (link) return el('a', { href: plainly(link[1]), target: '_blank', rel: 'noopener' }, plainly(link[2] || link[1]));
  if (/^\*.+\*$/.test(part)) return el('strong', {}, plainly(part.slice(1, -1)));
  if (/^`.+`$/.test(part)) return el('code', {}, plainly(part.slice(1, -1)));
  return plainly(part);
}

function plainly(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
