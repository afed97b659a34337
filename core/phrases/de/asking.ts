// German: what asks someone for something, and how they can answer. Command phrases are English words inside German sentences.
import type { Phrases } from '../phrases.ts';
import type { Place } from '../place.ts';

const PLACES: Record<Place['as'], (whom: string) => string> = {
  'on-behalf': (whom) => `Sie werden im Auftrag von ${whom} gefragt; der Vorgang wurde an Sie weitergegeben.`,
  'in-place': (whom) => `Sie werden anstelle von ${whom} gefragt.`,
  besides: (whom) => `${whom} hat bisher nicht geantwortet; deshalb werden auch Sie gefragt. Wer zuerst antwortet, entscheidet.`,
};
const DELEGATION = {
  never: '',
  'own-people': 'mit „DELEGATE TO“ und einer Adresse Ihres Unternehmens geben Sie es weiter, ',
  anyone: 'mit „DELEGATE TO“ und einer Adresse geben Sie es weiter, ',
};
const BY_CODE = 'öffnen Sie die Seite; sie fragt nach einem Einmalcode, den wir an diese Adresse senden.';

type Asking = Pick<
  Phrases,
  | 'asks'
  | 'place'
  | 'consumer'
  | 'toDecline'
  | 'toAsk'
  | 'otherWays'
  | 'afterwards'
  | 'onHold'
  | 'senderHow'
  | 'senderHowOnHold'
  | 'approvalMeaning'
  | 'acknowledgeMeaning'
  | 'notExpected'
  | 'draft'
  | 'reminder'
  | 'confirm'
>;

export const deAsking: Asking = {
  asks: {
    signer: {
      subject: ({ who, title }) => `${who} bittet um Ihre Unterschrift: ${title}`,
      heading: ({ title }) => `Bitte unterschreiben: ${title}`,
      status: 'Wartet auf Ihre Unterschrift',
      lead: ({ who, organisation, title }) =>
        `${who} (${organisation}) bittet Sie, „${title}“ zu unterschreiben. Lesen Sie zuerst das Dokument; es liegt bei oder steht auf der Seite.`,
      button: 'Lesen und unterschreiben',
      how: 'Zum Unterschreiben antworten Sie auf diese Mail nur mit den zwei Wörtern „I SIGN“, oder Sie benutzen die Seite.',
      onPage: `Zum Unterschreiben ${BY_CODE}`,
    },
    approver: {
      subject: ({ who, title }) => `${who} bittet um Ihre Genehmigung: ${title}`,
      heading: ({ title }) => `Bitte genehmigen: ${title}`,
      status: 'Wartet auf Ihre Genehmigung',
      lead: ({ who, organisation, title }) =>
        `${who} (${organisation}) bittet Sie, „${title}“ zu genehmigen. Wer nach Ihnen kommt, wird erst gefragt, wenn Sie genehmigt haben.`,
      button: 'Lesen und entscheiden',
      how: 'Zum Genehmigen antworten Sie auf diese Mail nur mit den zwei Wörtern „I APPROVE“, oder Sie benutzen die Seite.',
      onPage: `Zum Genehmigen ${BY_CODE}`,
    },
    viewer: {
      subject: ({ who, title }) => `${who} bittet Sie zu lesen: ${title}`,
      heading: ({ title }) => `Bitte lesen und bestätigen: ${title}`,
      status: 'Wartet auf Ihre Bestätigung',
      lead: ({ who, organisation, title }) =>
        `${who} (${organisation}) bittet Sie, „${title}“ zu lesen und das zu bestätigen. Sie unterschreiben damit nichts.`,
      button: 'Lesen und bestätigen',
      how: 'Wenn Sie es gelesen haben, antworten Sie auf diese Mail nur mit den zwei Wörtern „I ACKNOWLEDGE“, oder Sie benutzen die Seite.',
      onPage: `Wenn Sie es gelesen haben, ${BY_CODE}`,
    },
    preparer: {
      subject: ({ who, title }) => `${who} bittet Sie auszufüllen: ${title}`,
      heading: ({ title }) => `Bitte ausfüllen: ${title}`,
      status: 'Wartet auf Ihre Daten',
      lead: ({ who, organisation, title }) =>
        `${who} (${organisation}) bittet Sie, die Daten in „${title}“ auszufüllen. Alle anderen werden erst danach gefragt.`,
      button: 'Daten ausfüllen',
      how: 'Zum Ausfüllen öffnen Sie die Seite; mit einer Antwort per Mail geht es nicht.',
      onPage: `Zum Ausfüllen ${BY_CODE}`,
    },
  },
  place: ({ as, whom }) => PLACES[as](whom),
  consumer: ({ who }) =>
    `Bevor Sie unterschreiben, zeigt die Seite, was es bedeutet, dies elektronisch zu erhalten und zu unterschreiben. Sie können ${who} stattdessen kostenlos um Papier bitten oder ablehnen.`,
  toDecline: 'Zum Ablehnen antworten Sie mit „DECLINE:“ und Ihrem Grund dahinter.',
  toAsk: ({ who }) => `Alles andere, was Sie schreiben, geht als Frage an ${who}.`,
  otherWays: ({ delegation, muted }) =>
    `Nicht für Sie, oder nicht jetzt? Antworten Sie: ${DELEGATION[delegation]}mit „SNOOZE 3 days“ verschieben Sie Erinnerungen, mit ${muted ? '„REMIND ME“ beginnen sie wieder' : '„STOP“ beenden Sie sie'}.`,
  afterwards: ({ canWithdraw }) =>
    `${canWithdraw ? 'Um Ihre Antwort zurückzuziehen, solange andere noch gefragt werden, antworten Sie mit „WITHDRAW:“ und einem Grund. ' : ''}Wenn etwas daran nicht stimmt, hält „DISPUTE:“ und ein Grund alles an.`,
  onHold: 'Der Vorgang ruht, weil er bestritten wird. Es kann nichts entschieden werden, bis der Absender ihn fortsetzt.',
  senderHow: [
    'Um alle zu erinnern, auf die gewartet wird, antworten Sie mit dem Wort „REMIND“; den Stand erfahren Sie mit dem Wort „STATUS“.',
    'Um zu ändern, wer gefragt wird: „REASSIGN ana@example.com TO bob@example.com“ setzt jemand anderen ein, „CORRECT ana@example.com TO anna@example.com“ berichtigt eine Adresse, „RESEND TO ana@example.com“ sendet einen neuen Link, „EXTEND 14 days“ verlängert die Frist.',
    'Zum Stornieren antworten Sie mit „VOID:“ und Ihrem Grund dahinter. Alles andere geht an die Person, die Sie zuletzt gefragt hat.',
  ],
  senderHowOnHold: [
    'Um ihn fortzusetzen, antworten Sie mit dem Wort „RESUME“; um ihn zu beenden, mit „VOID:“ und einem Grund.',
    'Alles andere geht an die Person, die Sie zuletzt gefragt hat.',
  ],
  approvalMeaning: (organisation) =>
    `Eine Genehmigung wird im Ablauf von ${organisation} festgehalten. Sie ist keine Unterschrift, für niemanden.`,
  acknowledgeMeaning: 'Ihre Bestätigung sagt, dass Sie das Dokument gelesen haben. Sie ist keine Unterschrift und bindet Sie an nichts.',
  notExpected: 'Nicht Sie, oder nicht erwartet? Beachten Sie diese Nachricht nicht, oder lehnen Sie ab.',
  draft: {
    subject: ({ title }) => `Entwurf bereit: ${title}`,
    heading: 'Der Entwurf ist bereit. Es wurde nichts gesendet.',
    status: 'Wartet auf Sie',
    lead: 'Wir haben Ihre Mail so gelesen. Bitte prüfen Sie es und senden Sie es dann.',
    how: [
      'Zum Senden antworten Sie nur mit dem Wort „SEND“.',
      'Zum Ändern antworten Sie mit geänderten Zeilen, zum Beispiel „signers: dana@example.com“ oder „expires: 30 days“.',
      'Zum Verwerfen antworten Sie mit dem Wort „VOID“; ein Entwurf, der nicht gesendet wird, wird nach 48 Stunden von selbst verworfen.',
    ],
    nobody: 'Es ist noch niemand genannt. Antworten Sie mit einer Zeile wie „signers: dana@example.com“.',
  },
  reminder: {
    subject: ({ title }) => `Erinnerung: ${title}`,
    status: 'Wartet noch auf Sie',
    lead: ({ who, title }) => `${who} wartet noch auf Ihre Antwort zu „${title}“.`,
    alsoWaits: ({ titles }) =>
      `Außerdem wartet auf Sie, jeweils in einer eigenen Nachricht: ${titles.join('; ')}. Daran erinnern wir nur hier.`,
  },
  confirm: {
    subject: ({ title }) => `Noch ein Schritt: ${title}`,
    heading: 'Noch ein Schritt',
    status: 'Noch nicht festgehalten',
    lead: 'Ihre Antwort ist angekommen, aber so, wie sie kam, genügt sie für dieses Dokument nicht als Nachweis. Sie zählt nicht, bis Sie sie bestätigen.',
    how: 'Öffnen Sie die Seite, lassen Sie sich einen Einmalcode senden, geben Sie ihn ein und antworten Sie dort. Es dauert eine Minute; die gesendete Antwort verfällt nach 24 Stunden.',
  },
};
