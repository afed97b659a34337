// German: what became of a form that was sent from the page, and pages that are nothing but a message.
import type { Phrases } from '../phrases.ts';

export const deNotices: Phrases['notices'] = {
  cards: {
    unknown: {
      title: 'Dieser Link führt nirgendwohin',
      text: [
        'Er könnte abgeschnitten, vertippt oder nicht mehr gültig sein. Es wurde nichts festgehalten.',
        'Öffnen Sie die neueste Mail zum Dokument und benutzen Sie den Link darin, oder kopieren Sie ihn ganz in die Adresszeile. Wenn das nicht hilft, antworten Sie auf diese Mail: Ihre Worte erreichen den Absender.',
      ],
    },
    elsewhere: {
      title: 'Das kam nicht von dieser Seite',
      text: ['Es wurde nichts festgehalten. Öffnen Sie die Seite des Dokuments aus Ihrer Mail und versuchen Sie es dort noch einmal.'],
    },
    tooLarge: {
      title: 'Das ist zu viel auf einmal',
      text: ['Es wurde nichts festgehalten. Gehen Sie zurück, kürzen Sie Ihren Text und senden Sie noch einmal.'],
    },
    fault: {
      title: 'Das ging gerade nicht',
      text: [
        'Der Fehler liegt bei uns. Nichts ist verloren: Was festgehalten ist, bleibt. Bitte versuchen Sie es in einer Minute noch einmal.',
      ],
    },
  },
  working:
    'Wir haben erhalten, was Sie gesendet haben, und arbeiten noch daran. Laden Sie diese Seite gleich neu; noch einmal senden müssen Sie nicht.',
  opened: 'Das Dokument ist für Sie geöffnet. Lesen Sie es, dann entscheiden Sie.',
  commented: ({ who }) => `Ihre Worte sind unterwegs zu ${who}. Sie entscheiden nichts.`,
  done: 'Erledigt und festgehalten.',
  held: 'Noch nicht festgehalten: Ihre Antwort genügt nicht als Nachweis. Geben Sie einen Einmalcode ein und entscheiden Sie dann noch einmal.',
  codeSent: ({ email }) => `Wir haben einen sechsstelligen Code an ${email} gesendet. Er gilt zehn Minuten.`,
  tooManyCodes:
    'Sie haben in letzter Zeit zu viele Codes angefordert, deshalb wurde kein weiterer gesendet. Benutzen Sie den neuesten, oder warten Sie etwas.',
  noCodeNeeded: 'Hier kann zurzeit nichts entschieden werden, deshalb wurde kein Code gesendet.',
  codeRight: 'Der Code stimmt. Sie können jetzt entscheiden.',
  codeWrong: 'Das ist nicht der Code. Sehen Sie in die neueste Mail von uns und versuchen Sie es noch einmal.',
  codeLocked: 'Das war der fünfte falsche Versuch; dieser Code gilt nicht mehr. Fordern Sie einen neuen an.',
  codeExpired: 'Dieser Code ist älter als zehn Minuten. Fordern Sie einen neuen an.',
  codeNone: 'Es gibt keinen Code einzugeben, oder er wurde schon benutzt. Fordern Sie einen neuen an.',
  consentMissing:
    'Es wurde nichts festgehalten. Setzen Sie das Häkchen beim Satz über der Schaltfläche, wenn Sie einverstanden sind, und drücken Sie noch einmal auf Unterschreiben.',
  formOutdated:
    'Es wurde nichts festgehalten. Die Seite hatte sich geändert; bitte sehen Sie noch einmal nach und wiederholen Sie Ihre Antwort.',
  visitOver: 'Es wurde nichts festgehalten. Ihr Besuch war zur Sicherheit beendet. Öffnen Sie das Dokument noch einmal, um fortzufahren.',
  unreadable: 'Es wurde nichts festgehalten. Ihre Eingabe war nicht lesbar oder zu lang. Bitte versuchen Sie es noch einmal.',
};
