// German: what a signer fills in on the page of a document, beside the pages and over them.
import type { Phrases } from '../phrases.ts';

export const deFilling: Phrases['filling'] = {
  asked: ({ what, page, isRequired }) => `${what} (Seite ${page}${isRequired ? '' : ', freiwillig'})`,
  ofReader: (what) => `${what}: von Ihnen`,
  ofOther: ({ what, who }) => `${what}: ${who}`,
  dates: 'Als Datum wird der Tag eingetragen, an dem Sie unterschreiben.',
  pages: (numbers) => `Kommt auf: ${numbers}`,
  pageAt: (page) => `Seite ${page}`,
  typed: 'Wie ich meinen Namen eingebe',
  typedInitials: 'Die Anfangsbuchstaben meines Namens',
  drawn: 'Ich zeichne selbst',
  pad: { signature: 'Zeichnen Sie Ihre Unterschrift in dieses Feld', initials: 'Zeichnen Sie Ihr Namenszeichen in dieses Feld' },
  padHint: 'Mit Maus, Finger oder Stift. Eingetippt gilt es genauso.',
  undo: 'Rückgängig',
  clear: 'Leeren',
  next: 'Nächstes Feld',
  missing: 'Noch auszufüllen:',
  complete: 'Alles Nötige ist ausgefüllt.',
  fillThis: 'Das muss ausgefüllt sein, bevor Sie unterschreiben.',
  tickThis: 'Das muss angekreuzt sein, bevor Sie unterschreiben.',
};
