// German: the page on which the sender of a draft says where signatures, dates and other entries go.
import type { Phrases } from '../phrases.ts';

export const dePlacing: Phrases['placing'] = {
  open: 'Felder auf die Seiten setzen',
  button: 'Felder setzen',
  fact: 'Felder',
  title: 'Felder setzen',
  lead: 'Legen Sie fest, wohin Unterschriften, Datum und andere Angaben kommen. Wer keinen Platz für eine Unterschrift hat, unterschreibt auf einer Seite am Ende.',
  back: 'Zurück zum Entwurf',
  noSigners:
    'Es ist noch niemand genannt, der unterschreibt. Ändern Sie zuerst den Entwurf und nennen Sie die Unterzeichner; dann können Sie hier Felder für sie setzen.',
  whose: 'Für wen',
  which: 'Was',
  how: 'Drücken Sie, was gebraucht wird, dann die Stelle auf einer Seite. Ziehen Sie ein Feld, um es zu verschieben, eine Ecke, um die Größe zu ändern.',
  keysTitle: 'Mit der Tastatur',
  keys: 'Die Eingabetaste setzt das Gewählte mitten auf die Seite, die zu sehen ist; Pfeile verschieben es, mit der Umschalttaste ändern sie die Größe, Entf entfernt es, Strg+Z macht rückgängig.',
  noScript:
    'Ohne das Skript dieser Seite setzen Sie Felder mit Zahlen: in Millimetern, von der linken oberen Ecke der Seite, wie sie gelesen wird.',
  list: 'Die Felder',
  line: ({ kind, who, page }) => `${kind}, ${who}, Seite ${page}`,
  newField: 'Weiteres Feld',
  nothing: 'keines',
  document: 'Dokument',
  page: 'Seite',
  label: 'Wonach gefragt wird',
  labelHint: 'Das steht beim Feld, zum Beispiel „Funktion“.',
  required: 'Muss ausgefüllt werden',
  left: 'Von links (mm)',
  top: 'Von oben (mm)',
  width: 'Breite (mm)',
  height: 'Höhe (mm)',
  remove: 'Entfernen',
  undo: 'Rückgängig',
  save: 'Felder speichern',
  count: (count) => `Felder: ${count}`,
  unsaved: 'Noch nicht gespeichert',
  howToSend:
    'Das Speichern sendet nichts. Wenn alles an seinem Platz ist, senden Sie den Entwurf wie sonst: Antworten Sie auf unsere Mail mit dem Wort „SEND“, oder drücken Sie im Chat auf Senden.',
  saved: (count) =>
    count === 0
      ? 'Gespeichert: Es gibt keine Felder. Die Unterschriften stehen auf einer Seite am Ende.'
      : `Gespeichert: ${count === 1 ? '1 Feld' : `${count} Felder`}.`,
  codeFirst: ({ email }) =>
    `Noch ein Schritt: Damit sicher ist, dass Sie es sind, haben wir einen sechsstelligen Code an ${email} gesendet. Geben Sie ihn ein und speichern Sie noch einmal. Was Sie gesetzt haben, bleibt erhalten.`,
  changed: ({ when }) =>
    `Es wurde nichts gespeichert: Der Entwurf wurde am ${when} geändert, nachdem diese Seite geöffnet war. Unten stehen die Felder, wie Sie sie gesetzt haben. Sehen Sie sie mit dem jetzigen Entwurf durch und speichern Sie noch einmal.`,
  unreadable: (numbers) =>
    `Es wurde nichts gespeichert: Eine Zahl war nicht lesbar oder fehlt (Feld ${numbers}). Alles, was Sie eingegeben haben, steht unten.`,
};
