// German: what only a card in Teams says, since no other channel lacks what it tells of.
import type { Phrases } from '../phrases.ts';

export const deTeams: Phrases['teams'] = {
  more: (count) => `und ${count} weitere`,
  missing: (label) => `„${label}“ wird gebraucht.`,
  filesByChat: 'Dieses Formular nimmt keine Datei an. Senden Sie mir das Dokument als PDF in unserem persönlichen Chat.',
  working: 'Wir haben das erhalten und arbeiten daran. Die Karte zeigt gleich, was daraus geworden ist.',
};
