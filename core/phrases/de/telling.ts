// German: what tells someone of what happened: to their own answer, to who is asked, to the envelope.
import type { Channel } from '../../terms.ts';
import type { Phrases } from '../phrases.ts';
import { listed } from './common.ts';

type Telling = Pick<
  Phrases,
  | 'recorded'
  | 'question'
  | 'answer'
  | 'declined'
  | 'released'
  | 'handedOver'
  | 'escalated'
  | 'withdrawn'
  | 'disputed'
  | 'resumed'
  | 'deadline'
  | 'expiryWarning'
  | 'voided'
  | 'expired'
  | 'completed'
  | 'sealFailed'
  | 'undeliverable'
  | 'rerouted'
>;

/** Where someone is written to. */
const PLACES: Readonly<Record<Channel, string>> = { email: 'per E-Mail', web: 'auf der Seite', slack: 'in Slack', teams: 'in Teams' };

export const deTelling: Telling = {
  recorded: {
    subject: {
      signed: ({ title }) => `Festgehalten: Sie haben „${title}“ unterschrieben`,
      approved: ({ title }) => `Festgehalten: Sie haben „${title}“ genehmigt`,
      acknowledged: ({ title }) => `Festgehalten: Sie haben „${title}“ gelesen`,
      prepared: ({ title }) => `Festgehalten: Sie haben „${title}“ ausgefüllt`,
      declined: ({ title }) => `Festgehalten: Sie haben „${title}“ abgelehnt`,
    },
    status: 'Festgehalten',
    lead: ({ when }) => `Ihre Antwort wurde am ${when} festgehalten.`,
    next: 'Wenn alle geantwortet haben, erhalten Sie das versiegelte Dokument mit seiner Bescheinigung.',
    over: 'Der Vorgang ist beendet, und niemand wird mehr gefragt.',
    goesOn: 'Sie werden nicht mehr gefragt. Die anderen können noch antworten; der Vorgang läuft weiter.',
    notYou: 'Wenn Sie das nicht waren, antworten Sie sofort auf diese Mail: Ihre Worte erreichen den Absender.',
  },
  question: {
    subject: ({ who, title }) => `Frage von ${who}: ${title}`,
    heading: ({ who }) => `${who} fragt`,
    status: 'Eine Frage an Sie',
    lead: ({ who, title }) => `${who} hat zu „${title}“ geschrieben. Am Vorgang ändert das nichts.`,
    how: ({ who }) => `Antworten Sie auf diese Mail, dann geben wir Ihre Worte an ${who} weiter.`,
  },
  answer: {
    subject: ({ who, title }) => `${who} antwortet: ${title}`,
    heading: ({ who }) => `${who} antwortet`,
    status: 'Eine Antwort für Sie',
    lead: ({ who, title }) => `${who} hat Ihnen zu „${title}“ geschrieben.`,
  },
  declined: {
    subject: ({ who, title }) => `Abgelehnt von ${who}: ${title}`,
    heading: ({ who }) => `${who} hat abgelehnt`,
    status: 'Abgelehnt',
    lead: ({ who, title }) =>
      `${who} hat „${title}“ abgelehnt. Der Vorgang ist beendet; niemand wird mehr gefragt, und es entsteht kein versiegeltes Dokument.`,
    leadGoesOn: ({ who, title }) => `${who} hat „${title}“ abgelehnt. Es können noch genug andere antworten; der Vorgang läuft weiter.`,
    toSender: 'Um neu zu beginnen, ändern Sie das Nötige und senden das Dokument noch einmal an die Unterschriftsadresse.',
  },
  released: {
    subject: ({ title }) => `Nicht nötig: ${title}`,
    heading: 'Sie müssen nichts tun',
    status: 'Nichts zu tun',
    lead: ({ title }) => `Ihre Antwort zu „${title}“ wird derzeit nicht gebraucht. Wenn sich das ändert, schreiben wir Ihnen wieder.`,
    replaced: ({ title }) => `Ihre Antwort zu „${title}“ wird nicht mehr gebraucht: An Ihrer Stelle wird jemand anderes gefragt.`,
  },
  handedOver: {
    subject: ({ title }) => `Weitergegeben: ${title}`,
    status: 'Weitergegeben',
    own: {
      heading: ({ to }) => `Jetzt entscheidet ${to}`,
      lead: ({ title, to }) =>
        `„${title}“ wurde an ${to} weitergegeben und wird dort an Ihrer Stelle entschieden. Dass Sie zuerst gefragt wurden, bleibt festgehalten; Sie müssen nichts tun.`,
      notYou: 'Wenn Sie das nicht wollten, antworten Sie sofort auf diese Mail: Ihre Worte erreichen den Absender.',
    },
    delegated: {
      heading: ({ who, to }) => `${who} hat an ${to} weitergegeben`,
      lead: ({ who, to, title }) => `${who} hat „${title}“ an ${to} weitergegeben. ${to} wird im Auftrag von ${who} gefragt.`,
    },
    reassigned: {
      heading: ({ to, whom }) => `${to} wird anstelle von ${whom} gefragt`,
      lead: ({ to, whom, title }) =>
        `In „${title}“ steht jetzt ${to} an der Stelle von ${whom}. Der bisherige Link entscheidet nichts mehr.`,
    },
  },
  escalated: {
    subject: ({ who, title }) => `Keine Antwort von ${who}: ${title}`,
    heading: ({ who }) => `${who} hat nicht geantwortet`,
    status: 'Wartet noch',
    lead: ({ who, to, title }) =>
      `${who} hat zu „${title}“ nicht geantwortet; deshalb wird auch ${to} gefragt. Wer von beiden zuerst antwortet, entscheidet.`,
    nobody: ({ who, title }) => `${who} hat zu „${title}“ nicht geantwortet, und es gab niemanden, der außerdem gefragt werden konnte.`,
  },
  withdrawn: {
    subject: ({ who, title }) => `Zurückgezogen von ${who}: ${title}`,
    subjectOwn: ({ title }) => `Sie haben Ihre Antwort zurückgezogen: ${title}`,
    heading: ({ who }) => `${who} hat die Antwort zurückgezogen`,
    headingOwn: 'Ihre Antwort ist zurückgezogen',
    status: 'Zurückgezogen',
    lead: ({ who, title }) =>
      `${who} hat die Antwort zu „${title}“ zurückgezogen. Sie zählt nicht mehr; ${who} wird wieder gefragt, und danach alle Folgenden.`,
    leadOwn: ({ title }) =>
      `Ihre Antwort zu „${title}“ zählt nicht mehr; beides bleibt festgehalten. Bis zur Frist können Sie neu antworten oder ablehnen.`,
  },
  disputed: {
    subject: ({ who, title }) => `Bestritten von ${who}: ${title}`,
    subjectOwn: ({ title }) => `Ihr Einwand ist festgehalten: ${title}`,
    heading: ({ who }) => `${who} bestreitet diesen Vorgang`,
    headingOwn: 'Ihr Einwand ist festgehalten',
    status: 'Ruht',
    statusOver: 'Festgehalten',
    lead: ({ who, title }) =>
      `${who} bestreitet „${title}“. Bis Sie es klären, kann niemand antworten, keine Erinnerung geht hinaus, keine Frist läuft ab, und nichts wird versiegelt.`,
    leadOver: ({ who, title }) =>
      `${who} bestreitet „${title}“. Der Vorgang ist schon beendet; der Einwand ist mit allem anderen festgehalten.`,
    leadOwn: ({ title, who }) =>
      `„${title}“ ruht, bis ${who} die Sache klärt. Niemand kann antworten, und was festgehalten ist, bleibt erhalten. Danach schreiben wir Ihnen.`,
    leadOwnOver: ({ title, who }) => `„${title}“ ist schon beendet. Ihr Einwand ist dazu festgehalten, und ${who} weiß davon.`,
    how: 'Um fortzusetzen, antworten Sie mit dem Wort „RESUME“; um zu beenden, mit „VOID:“ und einem Grund.',
    howOver: 'Um zu sagen, dass die Sache geklärt ist, antworten Sie mit dem Wort „RESUME“.',
    howAsk: ({ who }) => `Alles andere, was Sie schreiben, geht an ${who}.`,
  },
  resumed: {
    subject: ({ title }) => `Ruht nicht mehr: ${title}`,
    heading: 'Der Einwand ist geklärt',
    status: 'Läuft weiter',
    lead: ({ who, title }) => `${who} sagt, dass Ihr Einwand gegen „${title}“ geklärt ist. Er bleibt festgehalten.`,
    deadline: ({ when }) => `Der Vorgang läuft weiter; die Frist endet am ${when}.`,
  },
  deadline: {
    subject: ({ title }) => `Mehr Zeit: ${title}`,
    heading: 'Die Frist ist verlängert',
    status: 'Wartet auf Sie',
    lead: ({ title, when }) => `Die Frist für „${title}“ endet jetzt am ${when}.`,
  },
  expiryWarning: {
    subject: ({ title }) => `Frist läuft bald ab: ${title}`,
    heading: ({ when }) => `Die Frist endet am ${when}`,
    status: 'Frist läuft bald ab',
    lead: ({ title, names }) => `Bei „${title}“ wird noch auf ${listed(names)} gewartet.`,
    how: [
      'Um mehr Zeit zu geben, antworten Sie mit „EXTEND 14 days“.',
      'Um alle zu erinnern, auf die gewartet wird, antworten Sie mit dem Wort „REMIND“; „REASSIGN ana@example.com TO bob@example.com“ fragt jemand anderen.',
    ],
  },
  voided: {
    subject: ({ title }) => `Storniert: ${title}`,
    heading: 'Der Absender hat diesen Vorgang storniert',
    headingOwn: 'Sie haben diesen Vorgang storniert',
    headingByAdmin: 'Ein Administrator hat diesen Vorgang storniert',
    status: 'Storniert',
    lead: ({ who, title }) =>
      `„${title}“ von ${who} ist storniert. Sie müssen nichts tun; es kann darin nichts mehr unterschrieben werden.`,
    leadOwn: ({ title }) => `„${title}“ ist storniert. Alle, die gefragt wurden, erfahren es.`,
    draft: {
      subject: ({ title }) => `Entwurf verworfen: ${title}`,
      heading: 'Sie haben diesen Entwurf verworfen',
      lead: ({ title }) => `Ihr Entwurf „${title}“ ist verworfen. Niemand sonst hatte davon erfahren.`,
    },
  },
  expired: {
    subject: ({ title }) => `Abgelaufen, bevor alle geantwortet haben: ${title}`,
    heading: 'Die Frist ist abgelaufen',
    status: 'Abgelaufen',
    lead: ({ title, when }) => `Die Frist für „${title}“ ist am ${when} abgelaufen, bevor alle geantwortet haben.`,
    draft: {
      subject: ({ title }) => `Entwurf verworfen: ${title}`,
      heading: 'Ihr Entwurf wurde nicht rechtzeitig gesendet',
      lead: ({ title }) =>
        `Ihr Entwurf „${title}“ wurde nicht innerhalb von 48 Stunden gesendet und ist verworfen. Niemand sonst hatte davon erfahren.`,
    },
    toSender: 'Um neu zu beginnen, senden Sie das Dokument noch einmal an die Unterschriftsadresse.',
  },
  completed: {
    subject: ({ title }) => `Abgeschlossen: ${title}`,
    heading: 'Alle haben geantwortet',
    status: 'Abgeschlossen und versiegelt',
    lead: ({ title }) =>
      `„${title}“ ist abgeschlossen. Das versiegelte PDF enthält das Dokument, die Unterschriften und die Abschlussbescheinigung; bewahren Sie es auf.`,
    attached: 'Es liegt dieser Mail bei.',
    linked: 'Es ist zu groß für eine Mail; Sie finden es auf der Seite.',
  },
  sealFailed: {
    subject: ({ title }) => `Unterschrieben, noch nicht versiegelt: ${title}`,
    heading: 'Alle haben geantwortet; das Siegel verzögert sich',
    status: 'Wird behoben',
    lead: ({ title }) =>
      `Alle Antworten zu „${title}“ sind sicher festgehalten, aber das versiegelte PDF konnte nicht erstellt werden. Wir versuchen es weiter und senden es, sobald es da ist.`,
  },
  undeliverable: {
    subject: ({ who, title }) => `${who} nicht erreicht: ${title}`,
    heading: ({ who }) => `Wir konnten ${who} nicht erreichen`,
    status: 'Nicht zugestellt',
    lead: ({ who, title }) => `Unsere Nachricht an ${who} zu „${title}“ wurde vom dortigen Mailsystem endgültig abgewiesen.`,
    how: 'Wenn die Adresse falsch ist, antworten Sie mit „CORRECT ana@example.com TO anna@example.com“, der alten und der richtigen; „REASSIGN“ fragt stattdessen jemand anderen.',
  },
  rerouted: {
    subject: ({ who, title }) => `${who} erhält es auf anderem Weg: ${title}`,
    heading: ({ who, next }) => `Wir schreiben ${who} jetzt ${PLACES[next]}`,
    status: 'Auf anderem Weg',
    lead: ({ who, title, from, next }) =>
      `${who} war ${PLACES[from]} nicht zu erreichen. Alles zu „${title}“ geht deshalb ${PLACES[next]} hinaus. Sie müssen nichts tun.`,
    why: ({ why }) => `Der Grund: ${why}`,
  },
};
