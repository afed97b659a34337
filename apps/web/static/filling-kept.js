// What was entered so far, kept in this tab alone: a visit that ended, or a page that was loaded anew, loses nothing.

const KEY = `countersign:${location.pathname.split('/').slice(0, 3).join('/')}`;

/** Only into what is empty, since the server may have sent back something newer. */
export function restore(form) {
  for (const [name, value] of Object.entries(stored())) {
    const input = form.elements.namedItem(name);
    if (input?.type === 'checkbox') input.checked ||= value === 'yes';
    else if (input && input.value === '') input.value = value;
  }
}

export function keep(form) {
  const entries = [...new FormData(form)].filter(([name, value]) => (name === 'typedName' || name.startsWith('entry-')) && value !== '');
  attempt(() => sessionStorage.setItem(KEY, JSON.stringify(Object.fromEntries(entries))));
}

export function forget() {
  attempt(() => sessionStorage.removeItem(KEY));
}

function stored() {
  return attempt(() => JSON.parse(sessionStorage.getItem(KEY) ?? '{}')) ?? {};
}

/** A browser may forbid the store, and it has room for so much only. */
function attempt(doing) {
  try {
    return doing();
  } catch {
    return undefined;
  }
}
