// Judges a page from inside the browser: contrast of texts, names of fields, order of headings. A script of its own, since the project
// has no browser types; tests evaluate it as text.

/** Visible texts whose contrast is below 4.5:1, or 3:1 where they are large (WCAG 1.4.3). */
function lowContrast() {
  const channels = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const linear = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = (color) => {
    const [red = 0, green = 0, blue = 0] = channels(color).map(linear);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (element) => {
    if (!element) return 'rgb(255, 255, 255)';
    const color = getComputedStyle(element).backgroundColor;
    return channels(color)[3] === 0 ? ground(element.parentElement) : color;
  };
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== '');
  const texts = [...document.querySelectorAll('body *:not(script, noscript, .page *, .skip)')].filter(hasText);
  return texts.flatMap((element) => {
    const style = getComputedStyle(element);
    const [light, dark] = [luminance(style.color), luminance(ground(element))].toSorted((a, b) => b - a);
    const contrast = (light + 0.05) / (dark + 0.05);
    const needed = Number.parseFloat(style.fontSize) >= 24 ? 3 : 4.5;
    return contrast >= needed ? [] : [`${element.textContent.trim().slice(0, 40)}: ${contrast.toFixed(2)}`];
  });
}

/** Fields and buttons without a name, ids used twice, references that lead nowhere, skipped heading levels. */
function accessFaults() {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const nameless = all('input:not([type=hidden]), textarea').filter(({ labels }) => labels.length === 0);
  const mute = all('button, a, summary').filter(({ textContent }) => textContent.trim() === '');
  const ids = all('[id]').map(({ id }) => id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  const named = ['aria-labelledby', 'aria-describedby'].flatMap((name) =>
    all(`[${name}]`).flatMap((one) => one.getAttribute(name).split(' ')),
  );
  const levels = all('h1, h2, h3').map(({ tagName }) => Number(tagName[1]));
  return [
    ...nameless.map(({ name }) => `no label: ${name}`),
    ...mute.map(({ outerHTML }) => `no name: ${outerHTML}`),
    ...twice.map((id) => `twice: ${id}`),
    ...named.filter((id) => !ids.includes(id)).map((id) => `no such id: ${id}`),
    ...levels.filter((level, at) => level > (levels[at - 1] ?? 0) + 1).map((level) => `jump to h${level}`),
  ];
}

globalThis.pageChecks = { lowContrast, accessFaults };
