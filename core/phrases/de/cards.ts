// German: what a chat's card says beyond what all channels share.
import type { Phrases } from '../phrases.ts';
import { listed, placeWords } from './common.ts';

const UNKNOWN = 'Wir haben keinen solchen Vorgang von Ihnen gefunden. Prüfen Sie die Nummer, oder sehen Sie in die Liste Ihrer Vorgänge.';

const refusals: Phrases['cards']['refusals'] = {
  'no-such-envelope': () => UNKNOWN,
  'not-yours': () => UNKNOWN,
  'no-documents': () => 'In diesem Entwurf ist kein Dokument. Beginnen Sie eine neue Anfrage mit dem PDF.',
  'no-signers-or-approvers': () => 'Es ist niemand genannt, der unterschreiben oder genehmigen soll. Nennen Sie mindestens eine Person.',
  'reason-missing': () => 'Ein Grund ist nötig, damit die anderen wissen, was zu ändern ist.',
  disputed: ({ since }, { when, isSender }) =>
    isSender
      ? `Dieser Vorgang ruht seit ${when(since)}, weil er bestritten wird. Klären Sie das zuerst: Setzen Sie ihn fort, oder stornieren Sie ihn.`
      : `Dieser Vorgang ruht seit ${when(since)}, weil er bestritten wird. Es kann nichts entschieden werden, bis der Absender ihn fortsetzt; dann schreiben wir Ihnen.`,
  'not-withdrawable': () =>
    'Diese Antwort von Ihnen lässt sich nicht zurückziehen. Wenn etwas daran nicht stimmt, bestreiten Sie sie mit einem Grund.',
  'nobody-to-remind': () => 'Es gibt niemanden zu erinnern: Auf diese Person wird zurzeit nicht gewartet.',
  'nobody-so-called': ({ words }) =>
    words === ''
      ? 'Gewartet wird auf mehrere oder auf niemanden. Nennen Sie die gemeinte Person mit ihrer Adresse.'
      : `So („${words}“) heißt hier niemand oder mehr als eine Person. Nennen Sie die gemeinte Person mit ihrer Adresse.`,
};

export const deCards: Phrases['cards'] = {
  requested: {
    signer: ({ title }) => `Unterschrift erbeten: ${title}`,
    approver: ({ title }) => `Genehmigung erbeten: ${title}`,
    viewer: ({ title }) => `Bestätigung erbeten: ${title}`,
    preparer: ({ title }) => `Daten erbeten: ${title}`,
    cc: ({ title }) => `Eine Kopie für Sie: ${title}`,
  },
  leadToSign: ({ who, organisation, title }) =>
    `${who} (${organisation}) bittet Sie, „${title}“ zu unterschreiben. Lesen Sie das Dokument auf seiner Seite; dort unterschreiben Sie.`,
  meaningOfSigning: 'Was Unterschreiben bedeutet, zeigt die Seite vorher; nichts, was Sie hier drücken, ist eine Unterschrift.',
  acted: {
    signed: ({ when }) => `Sie haben am ${when} unterschrieben.`,
    approved: ({ when }) => `Sie haben am ${when} genehmigt.`,
    acknowledged: ({ when }) => `Sie haben am ${when} bestätigt, dass Sie es gelesen haben.`,
    prepared: ({ when }) => `Sie haben am ${when} die Daten ausgefüllt.`,
    declined: ({ when }) => `Sie haben am ${when} abgelehnt.`,
  },
  alsoWaits: ({ titles }) => `Außerdem wartet auf Sie: ${titles.join('; ')}. Daran erinnern wir nur hier.`,
  progress: {
    signed: ({ met, needed }) => `${met} von ${needed} unterschrieben`,
    approved: ({ met, needed }) => `${met} von ${needed} genehmigt`,
    mixed: ({ met, needed }) => `${met} von ${needed} erledigt`,
  },
  does: ({ does, place }) => (place === undefined ? does : `${does} ${placeWords(place)}`),
  admin: 'Die Administration',
  since: ({ word, when }) => `${word}, am ${when}`,
  waitingFor: ({ names }) => `Gewartet wird auf ${listed(names)}.`,
  late: ({ when }) => `Die Frist ist am ${when} abgelaufen; es kann nichts mehr entschieden werden.`,
  settled: 'Der Einwand ist geklärt; er bleibt festgehalten.',
  sealed: { attached: 'Es liegt in dieser Unterhaltung.', linked: 'Sie finden es auf der Seite des Dokuments.' },
  again: 'Um neu zu beginnen, ändern Sie das Nötige und stellen eine neue Anfrage.',
  draft: {
    lead: 'Bitte prüfen Sie ihn und senden Sie ihn dann.',
    nobody: 'Es ist noch niemand genannt, der unterschreiben oder genehmigen soll.',
  },
  undeliverable: ({ who, title }) =>
    `Unsere Nachricht an ${who} zu „${title}“ ließ sich nicht zustellen. Wenn die Adresse falsch ist, berichtigen Sie sie, oder fragen Sie jemand anderen.`,
  note: 'Hinweis',
  relayed: 'Sie ist eine Anmerkung und entscheidet nichts.',
  ask: {
    empty: 'Es standen keine eigenen Worte von Ihnen darin.',
    unclear: 'Es könnte als Entscheidung gemeint sein, aber wir sind nicht sicher.',
    'parts-differ': 'Es sagt an zwei Stellen Verschiedenes.',
    'hidden-text': 'Es enthält verborgenen Text, deshalb sind wir nicht sicher, was Sie gemeint haben.',
    mixed: 'Es enthält eine Entscheidung zusammen mit anderen Worten, und wir halten keine Entscheidung unter Bedingungen fest.',
    'automatic-looking': 'Es sieht aus, als hätte ein Programm es geschrieben.',
    'reason-missing': 'Ein Grund fehlt.',
  },
  wrongPersonNext:
    'Wenn Sie selbst entscheiden, tun Sie es hier oder auf der Seite. Wenn jemand anderes handeln soll, geben Sie weiter, oder fragen Sie den Absender.',
  notAuthenticatedNext: 'Wenn Sie es waren, entscheiden Sie hier oder auf der Seite. Wenn nicht, müssen Sie nichts tun.',
  notAuthenticatedStart: 'Wenn Sie es waren, stellen Sie die Anfrage hier. Wenn nicht, müssen Sie nichts tun.',
  noDocument: 'Wir haben kein PDF gefunden. Senden Sie das PDF selbst; ein Link genügt nicht.',
  noDocumentTitle: 'Kein Dokument gefunden',
  needsPassword: (filename) =>
    `„${filename}“ lässt sich nur mit einem Passwort öffnen. Speichern Sie eine Kopie ohne Passwort und senden Sie diese; nennen Sie uns niemals das Passwort.`,
  notAMember:
    'Dokumente zum Unterschreiben kann nur senden, wer zu einem hier angemeldeten Unternehmen gehört; Sie gehören zu keinem. Fragen Sie Ihre Administration.',
  notAMemberTitle: 'Sie können keine Dokumente senden',
  refusals,
  actions: {
    change: 'Ändern',
    sign: 'Lesen, unterschreiben',
    approve: 'Genehmigen',
    acknowledge: 'Ich habe es gelesen',
    open: 'Öffnen',
    ask: 'Fragen',
    answer: 'Antworten',
    delegate: 'Weitergeben',
    decline: 'Ablehnen',
    withdraw: 'Zurückziehen',
    dispute: 'Bestreiten',
    send: 'Senden',
    drop: 'Verwerfen',
    remind: 'Erinnern',
    void: 'Stornieren',
    resume: 'Fortsetzen',
    show: 'Zeigen',
    start: 'Neue Anfrage',
    list: 'Wartet auf mich',
  },
  spoken: ({ label, title }) => `${label}: „${title}“`,
  confirm: {
    no: 'Noch nicht',
    fingerprint: ({ starts }) => `Der Fingerabdruck dessen, worüber Sie entscheiden, beginnt mit ${starts.join(' und ')}.`,
    approve: ({ title }) => `„${title}“ genehmigen?`,
    acknowledge: ({ title }) => `Bestätigen, dass Sie „${title}“ gelesen haben?`,
    send: ({ title }) => `„${title}“ jetzt senden?`,
    sendText: ({ count }) => `Gefragt ${count === 1 ? 'wird 1 Person' : `werden ${count} Personen`}, jeweils wenn sie an der Reihe sind.`,
    resume: ({ title }) => `„${title}“ fortsetzen?`,
    resumeText: 'Sie sagen damit, dass der Einwand geklärt ist. Alle können wieder antworten, und die Frist läuft weiter.',
  },
  lists: {
    titles: {
      all: 'Ihre Vorgänge',
      mine: 'Wartet auf Sie',
      sent: 'Von Ihnen gesendet',
      done: 'Erledigt',
      overdue: 'Überfällig',
    },
    none: 'Hier ist nichts.',
    count: (count) => (count === 1 ? '1 Vorgang' : `${count} Vorgänge`),
    more: (count) => `Und ${count} weitere.`,
    yours: 'wartet auf Sie',
    others: ({ names }) => `wartet auf ${listed(names)}`,
    choose: 'Welchen Vorgang meinen Sie?',
    chooseLead: 'Mehrere Vorgänge passen. Wählen Sie den gemeinten; es wurde nichts geändert.',
    ready: 'Bereit',
  },
  settings: {
    title: 'Wohin wir Ihnen schreiben',
    lead: 'Wählen Sie, wo Anfragen und Nachrichten Sie erreichen. Wo Sie dort nicht zu erreichen sind, schreiben wir per E-Mail.',
    now: ({ where }) => `Ab jetzt: ${where}.`,
    channels: { slack: 'Über Slack', teams: 'Über Teams', email: 'Per E-Mail', any: 'Wie es kommt' },
  },
  home: {
    title: 'Dokumente genehmigen und unterschreiben',
    lead: 'Senden Sie ein Dokument, oder sehen Sie, was auf Sie wartet.',
    help: ({ command }) => `Schreiben Sie „${command}“, um alles zu sehen, was man sagen kann.`,
  },
};
