// The signs beside a card's words, drawn: Slack and Teams have pictures of their own for them, and a machine without such a font has none.
import { el } from './pane.js';

const SIGN = /(⏳|✅|⛔|⚠️)/u;
const LOOKS = { '⏳': ['waiting', ''], '✅': ['done', '✓'], '⛔': ['stopped', '–'], '⚠️': ['attention', '!'] };

/** In place, in whatever text the element holds. The word beside each says the same. */
export function drawSigns(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) if (SIGN.test(walker.currentNode.data)) texts.push(walker.currentNode);
  for (const text of texts) text.replaceWith(...text.data.split(SIGN).map(drawn));
  return root;
}

function drawn(part) {
  const look = LOOKS[part];
  return look ? el('span', { className: `sign ${look[0]}`, 'aria-hidden': 'true' }, look[1]) : part;
}
