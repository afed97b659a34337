// The page of the check, and the worker behind it: the same script twice, since a file that stands alone has no second one to load.
import { checkHere } from '../check-here.ts';

const LIMIT_MS = 120_000;
/** The elements are those of page.html. */
const at = (id) => document.getElementById(id);

if (typeof document === 'undefined') {
  self.addEventListener('message', ({ data: { file, anchors } }) => {
    void checkHere(new Uint8Array(file), anchors).then((verdict) => self.postMessage(verdict));
  });
} else {
  let anchors = JSON.parse(at('anchors').textContent);
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

  async function trust(file) {
    if (!file) return;
    anchors = [await file.text()];
    at('trusted').textContent = file.name;
    await check(shown);
  }

  async function check(file) {
    if (!file) return;
    shown = file;
    show({ standing: 'open', headline: 'Checking …', lines: [] }, file.name);
    const verdict = await answer(await file.arrayBuffer());
    if (shown === file) show(verdict, file.name);
    at('headline').focus();
  }

  /** In a worker: a file made to hang or to eat memory takes only that with it. */
  function answer(file) {
    const worker = new Worker(URL.createObjectURL(new Blob([at('program').textContent], { type: 'text/javascript' })));
    return new Promise((resolve) => {
      const finish = (verdict) => {
        clearTimeout(timer);
        worker.terminate();
        resolve(verdict);
      };
      const why = 'The file could not be read within reasonable time and memory.';
      const failed = {
        standing: 'open',
        headline: 'This file was not checked.',
        lines: [{ about: 'Why', standing: 'open', sentence: why }],
      };
      const timer = setTimeout(() => finish(failed), LIMIT_MS);
      worker.addEventListener('message', ({ data }) => finish(data));
      worker.addEventListener('error', () => finish(failed));
      worker.postMessage({ file, anchors }, [file]);
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
