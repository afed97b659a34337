// The page of the check, and the worker behind it: the same script twice, since a file that stands alone has no second one to load.
import { checkHere } from '../check-here.ts';
import { LANGUAGES, languageFor } from '../words/languages.ts';

const LIMIT_MS = 120_000;
/** The elements are those of page.html. */
const at = (id) => document.getElementById(id);

if (typeof document === 'undefined') {
  self.addEventListener('message', ({ data: { file, anchors, language } }) => {
    void checkHere(new Uint8Array(file), { anchors, language: languageFor([language]) }).then((verdict) => self.postMessage(verdict));
  });
} else {
  let anchors = JSON.parse(at('anchors').textContent);
  let language = languageFor(navigator.languages);
  let shown;

  at('file').addEventListener('change', () => void check(at('file').files[0]));
  at('authority').addEventListener('change', () => void trust(at('authority').files[0]));
  for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop']) {
    at('drop').addEventListener(kind, (event) => {
      event.preventDefault();
      at('drop').classList.toggle('over', kind === 'dragenter' || kind === 'dragover');
      if (kind === 'drop') void check(event.dataTransfer.files[0]);
    });
  }
  at('languages').append(...LANGUAGES.map(({ words }) => choice(words)));
  speak();

  function choice({ language: code, name }) {
    const button = element('button', name, '');
    button.type = 'button';
    button.lang = code;
    button.addEventListener('click', () => {
      language = languageFor([code]);
      speak();
      void check(shown);
    });
    return button;
  }

  /** Puts the reader's language wherever the page has words. */
  function speak() {
    const { page, language: code } = language.words;
    document.documentElement.lang = code;
    document.title = `${page.title} · Countersign`;
    for (const place of document.querySelectorAll('[data-say]')) place.textContent = page[place.dataset.say];
    for (const note of document.querySelectorAll('.note')) note.hidden = note.lang !== code;
    for (const button of at('languages').children) button.setAttribute('aria-pressed', String(button.lang === code));
  }

  async function trust(file) {
    if (!file) return;
    anchors = [await file.text()];
    at('trusted').removeAttribute('data-say');
    at('trusted').textContent = file.name;
    await check(shown);
  }

  async function check(file) {
    if (!file) return;
    shown = file;
    const { code, page } = { code: language, page: language.words.page };
    show({ standing: 'open', headline: page.checking, lines: [] }, file.name);
    const verdict = await answer(await file.arrayBuffer());
    if (shown === file && language === code) show(verdict, file.name);
    at('headline').focus();
  }

  /** In a worker: a file made to hang or to eat memory takes only that with it. */
  function answer(file) {
    const { words } = language;
    const worker = new Worker(URL.createObjectURL(new Blob([at('program').textContent], { type: 'text/javascript' })));
    return new Promise((resolve) => {
      const finish = (verdict) => {
        clearTimeout(timer);
        worker.terminate();
        resolve(verdict);
      };
      const failed = {
        standing: 'open',
        headline: words.headlines.unchecked,
        lines: [{ about: words.about.why, standing: 'open', sentence: words.unchecked.tooMuch }],
      };
      const timer = setTimeout(() => finish(failed), LIMIT_MS);
      worker.addEventListener('message', ({ data }) => finish(data));
      worker.addEventListener('error', () => finish(failed));
      worker.postMessage({ file, anchors, language: words.language }, [file]);
    });
  }

  function show({ standing, headline, lines }, name) {
    at('result').hidden = false;
    at('headline').className = standing;
    at('headline').textContent = headline;
    at('name').textContent = name;
    at('lines').replaceChildren(...lines.flatMap((line) => [element('dt', line.about, line.standing), element('dd', line.sentence, '')]));
  }

  function element(tag, text, name) {
    const made = document.createElement(tag);
    made.textContent = text;
    made.className = name;
    return made;
  }
}
