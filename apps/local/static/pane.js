// What both chat panes share: what the person types, presses and fills in goes to the demo's routes; what they see comes back by asking.

const EVERY_MS = 1500;

export const one = (selector, root = document) => root.querySelector(selector);
export const chat = one('[data-chat]');
export const user = chat.dataset.user;
export const colleagues = JSON.parse(chat.dataset.colleagues);

/** An element with properties, attributes where a name has a dash, and children. */
export function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined) continue;
    if (name.includes('-') || name === 'for' || name === 'role') made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

export async function get(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error('The demo does not answer.');
  return response.json();
}

/** Whoever did something wants to see what comes of it, wherever they had scrolled to. */
let hasActed = false;

/** What was answered; what went wrong is shown, and then there is no answer. */
export async function post(path, body) {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, ...body }),
    });
    const answer = await response.json();
    const hasFailed = !response.ok || answer.status >= 400;
    hasActed = !hasFailed;
    tell(hasFailed ? (answer.error ?? `The product answered ${answer.status}.`) : '');
    return hasFailed ? undefined : answer;
  } catch {
    tell('The demo does not answer. Is it still running?');
    return undefined;
  }
}

export function tell(words, place = one('[data-said]')) {
  place.textContent = words;
  place.hidden = words === '';
}

/** A file as the routes take it. */
export async function fileOf(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { filename: file.name, base64: btoa(binary) };
}

/** While it works the button waits. */
export async function busy(button, work) {
  button.disabled = true;
  try {
    await work();
  } finally {
    button.disabled = false;
  }
}

export function onSay(say) {
  const form = one('[data-say]');
  const [text, files] = [one('#say-text'), one('#say-files')];
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void busy(one('button[type=submit]', form), async () => {
      const chosen = await Promise.all([...files.files].map(fileOf));
      if (text.value.trim() === '' && chosen.length === 0) return;
      if ((await say(text.value.trim(), chosen)) === undefined) return;
      form.reset();
    });
  });
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
}

/** Lines by key, redrawn only when what they show changed, so that nobody loses what they are typing. */
export function showLines(lines) {
  const list = one('[data-lines]');
  one('[data-empty]').hidden = lines.length > 0;
  const standing = new Map([...list.children].map((item) => [item.dataset.key, item]));
  const wasAtEnd = standing.size === 0 || isAtEnd();
  let hasChanged = false;
  const items = lines.map(({ key, content, className, draw }) => {
    const was = standing.get(key);
    if (was?.dataset.content === content) return was;
    hasChanged = true;
    const item = el('li', { className: `line ${className}` });
    item.dataset.key = key;
    item.dataset.content = content;
    item.append(...draw());
    if (was?.contains(document.activeElement)) queueMicrotask(() => one('button, a, input, textarea', item)?.focus());
    return item;
  });
  if (!hasChanged && items.length === list.children.length) return;
  list.replaceChildren(...items);
  const newest = items.at(-1);
  const hasArrived = newest !== undefined && !standing.has(newest.dataset.key);
  if (!hasArrived || !(wasAtEnd || hasActed)) return;
  hasActed = false;
  newest.scrollIntoView({ block: 'nearest' });
}

/** Whoever reads further up is not torn away by what arrives. */
function isAtEnd() {
  return document.documentElement.scrollHeight - scrollY - innerHeight < 160;
}

export function dialogOf() {
  const dialog = one('[data-dialog]');
  const [title, body, said] = [one('[data-dialog-title]'), one('[data-dialog-body]'), one('[data-dialog-said]')];
  let onClosed = () => {};
  dialog.addEventListener('close', () => onClosed());
  return {
    show({ heading, content, closed = () => {} }) {
      title.textContent = heading;
      body.replaceChildren(...content);
      tell('', said);
      onClosed = closed;
      if (!dialog.open) dialog.showModal();
      dialog.scrollTop = 0;
    },
    close() {
      onClosed = () => {};
      dialog.close();
    },
    tell: (words) => tell(words, said),
    isOpen: () => dialog.open,
  };
}

/** Looks now and again; whoever did something looks at once by calling what is returned. */
export function live(look) {
  let looking = Promise.resolve();
  const now = () => {
    looking = looking.then(look).catch(() => undefined);
    return looking;
  };
  setInterval(() => {
    if (!document.hidden) void now();
  }, EVERY_MS);
  void now();
  return now;
}
