// Keeps the demo's pages true without reloading: the story's ticks, the counters, the open mailbox and the clock. Everything that matters
// works by plain links and forms; this only looks, fills a box, or moves the clock when told to.

const EVERY_MS = 1500;
const seen = {
  get: (mailbox) => localStorage.getItem(`seen ${mailbox}`) ?? '',
  set: (mailbox, id) => localStorage.setItem(`seen ${mailbox}`, id),
};

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);

// ── Message and forms ────────────────────────────────────────────────────────────────────────────────────────────────

for (const frame of all('iframe[data-fit]')) {
  const fit = () => {
    const root = frame.contentDocument?.documentElement;
    if (!root) return;
    // A document is never shorter than its window, so the window is closed before it is measured.
    frame.style.height = '0';
    frame.style.height = `${root.scrollHeight + 2}px`;
  };
  frame.addEventListener('load', fit);
  addEventListener('resize', fit);
  fit();
}

for (const chip of all('[data-phrase]')) {
  chip.addEventListener('click', () => {
    const box = one('textarea', chip.form);
    box.value = chip.dataset.phrase;
    box.focus();
  });
}

for (const form of all('form[data-busy]')) {
  form.addEventListener('submit', () => {
    const button = one('button[type=submit]', form);
    // Only after the form was read, or the browser would not send it.
    setTimeout(() => {
      button.disabled = true;
      button.textContent = form.dataset.busy;
    });
  });
}
// A page that the browser brings back from its memory has its buttons as they were.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

// ── Clock ────────────────────────────────────────────────────────────────────────────────────────────────────────────

for (const button of all('[data-advance]')) {
  button.addEventListener('click', async () => {
    const said = one('[data-clock-said]');
    const buttons = all('[data-advance]');
    for (const each of buttons) each.disabled = true;
    said.textContent = 'Time passes …';
    try {
      const response = await fetch('/local/clock', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advance: button.dataset.advance }),
      });
      const answer = await response.json();
      said.textContent = response.ok ? '' : answer.error;
      if (response.ok) showTime(answer.now);
    } catch {
      said.textContent = 'The demo does not answer. Is it still running?';
    }
    for (const each of buttons) each.disabled = false;
    await look();
  });
}

function showTime(now) {
  const shown = one('[data-clock]');
  if (!shown) return;
  const words = new Date(now).toUTCString().replace(',', '');
  shown.dateTime = now;
  shown.textContent = `${words.slice(0, 3)} ${Number(words.slice(4, 6))} ${words.slice(7, 15)}, ${words.slice(16, 21)} UTC`;
}

// ── Story, counters, mailbox ─────────────────────────────────────────────────────────────────────────────────────────

const panel = one('[data-story]');
const wasVerified = () => panel.dataset.envelope !== '' && localStorage.getItem('verified') === panel.dataset.envelope;
panel?.addEventListener('click', (event) => {
  if (event.target.closest('a[href="/verify"]')) {
    localStorage.setItem('verified', panel.dataset.envelope);
    void look();
  }
});

function showStory({ envelope, note, steps }) {
  panel.dataset.envelope = envelope ?? '';
  const told = steps.map((step) => (step.key === 'verify' ? { ...step, done: wasVerified() } : step));
  const current = told.find((step) => !step.done)?.key;
  for (const step of told) showStep(one(`[data-step="${step.key}"]`, panel), step, step.key === current);
  one('[data-progress]', panel).textContent = `${told.filter((step) => step.done).length} of ${told.length}`;
  one('[data-note]', panel).textContent = note ?? '';
  one('[data-note]', panel).hidden = note === null;
  one('[data-again]', panel).hidden = envelope === null;
}

function showStep(item, step, isCurrent) {
  const { done } = step;
  const links = linksNow(step);
  item.className = `step ${done ? 'done' : isCurrent ? 'current' : 'ahead'}`;
  one('.tick', item).textContent = done ? 'done' : '';
  if (isCurrent) item.setAttribute('aria-current', 'step');
  else item.removeAttribute('aria-current');
  const place = one('[data-links]', item);
  const wanted = JSON.stringify(links);
  // Links are replaced only when they changed, so that nobody loses the focus.
  if (place.dataset.links === wanted) return;
  place.dataset.links = wanted;
  place.replaceChildren(...links.flatMap((link, index) => [linkTo(link, index === 0 ? 'button' : 'second'), ' ']));
}

/** Whoever has the mail or the chat open already is shown where to answer there. */
const ANSWERED_HERE = ['confirm', 'approve', 'colleague'];
function linksNow({ key, links }) {
  const here = one('[data-chat]') ? { label: 'Answer on the card', href: '#say-text' } : { label: 'Answer it below', href: '#answer' };
  return links.map((link) => (link.href === location.pathname && ANSWERED_HERE.includes(key) ? here : link));
}

function linkTo({ label, href }, className) {
  const link = Object.assign(document.createElement('a'), { className, href, textContent: label });
  if (href.startsWith('/verify') || href.startsWith('/local/mail/')) link.target = '_blank';
  return link;
}

function showCounts(mailboxes) {
  for (const { email, count, newest } of mailboxes) {
    for (const place of all(`[data-person="${CSS.escape(email)}"]`)) {
      const counter = one('[data-count]', place);
      if (counter) counter.textContent = count;
      one('[data-badge]', place).hidden = newest === null || newest <= seen.get(email);
    }
  }
}

async function refreshMailbox(mailboxes) {
  const open = one('[data-mailbox]');
  const newest = mailboxes.find(({ email }) => email === open?.dataset.mailbox)?.newest ?? '';
  if (!open || newest === open.dataset.newest) return;
  const response = await fetch(location.pathname);
  const fresh = one('[data-mailbox]', new DOMParser().parseFromString(await response.text(), 'text/html'));
  if (!fresh) return;
  open.replaceWith(fresh);
  markNew();
}

/** What came since this mailbox was last looked at gets a dot, then counts as seen. */
let since;
function markNew() {
  const open = one('[data-mailbox]');
  if (!open) return;
  since ??= seen.get(open.dataset.mailbox);
  for (const row of all('[data-mail]', open)) row.classList.toggle('new', row.dataset.mail > since);
  seen.set(open.dataset.mailbox, open.dataset.newest);
}

/** Reading a message counts as having seen it and all before it. */
function markRead() {
  const id = one('[data-mail-open]')?.dataset.mailOpen;
  const mailbox = one('.back [data-person]')?.dataset.person;
  if (id && mailbox && id > seen.get(mailbox)) seen.set(mailbox, id);
}

async function look() {
  const response = await fetch('/local/story').catch(() => undefined);
  if (!response?.ok) return;
  const story = await response.json();
  showTime(story.now);
  showStory(story);
  await refreshMailbox(story.mailboxes);
  showCounts(story.mailboxes);
}

if (panel) {
  markNew();
  markRead();
  await look();
  setInterval(() => {
    if (!document.hidden) void look();
  }, EVERY_MS);
}
